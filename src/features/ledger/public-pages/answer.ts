import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerPublic, languageQuery, type PublicPage } from '#features/public-site'
import { html, type Context } from '#platform/http'
import { dateWords, type Language } from '../ledger-words.ts'
import type { Tx } from '../store.ts'
import { dayOf } from '../today.ts'
import { publicTexts } from './texts.ts'

export type { PublicPage }

export interface PublicRequest {
  readonly language: Language
  readonly page: number
}

/** A page of 公开进展: says on which day it holds, and leads to the rules of the colours. */
export function answerProgress(
  ctx: Context,
  asked: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { language }: PublicRequest,
  read: (tx: Tx, ctx: Context) => Promise<PublicPage | null>,
): Promise<unknown> {
  const t = publicTexts(language)
  const footer = html`${t.updated} ${dateWords(dayOf(ctx.now), language)} ·
    <a href="${homeAddress(language)}#rules">${t.toRules}</a>`
  return answerPublic(ctx, asked, { section: 'progress', language, footer }, read)
}

export function homeAddress(language: Language): string {
  return `/public${languageQuery(language)}`
}

export function query(language: Language, page = 1): string {
  return languageQuery(language, page > 1 ? { page } : {})
}
