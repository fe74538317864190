import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller, Context } from '#platform/http'
import { dateWords, type Language } from '../ledger-words.ts'
import type { Tx } from '../store.ts'
import { dayOf } from '../today.ts'
import { Html, PUBLIC_STYLE, html, sendPage } from '#platform/http'
import { publicTexts } from './texts.ts'

/** Whoever reads without log-in: row-level security shows what is marked public, and nothing else. */
const PUBLIC: Caller = { userId: null, organisationId: null, roles: ['public'], seesAll: false, name: '' }

export interface PublicRequest {
  readonly language: Language
  readonly page: number
}

export interface PublicPage {
  readonly title: string
  readonly content: Html
}

/** Asks as the public, puts the answer into the frame of the site, and lets caches keep it for a minute. */
export async function answerPublic(
  ctx: Context,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  asked: PublicRequest,
  read: (tx: Tx, ctx: Context) => Promise<PublicPage | null>,
): Promise<unknown> {
  const open = ctx.actingAs(PUBLIC)
  const { zone, page } = await open.read(async (tx) => ({
    zone: await readZone(tx),
    page: await read(tx, open),
  }))
  const found = page ?? missingPage(asked.language)
  const text = frame(found, asked.language, zone, request.url, dayOf(ctx.now))
  return sendPage(request, reply, { text, language: asked.language, status: page === null ? 404 : 200 })
}

interface Zone {
  readonly name: string
  readonly nameEn: string
}

async function readZone(tx: Tx): Promise<Zone> {
  const row = await tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
    .select(['n.name', 'n.nameEn'])
    .where('o.kind', '=', 'zone')
    .orderBy('n.valid', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { name: '多园', nameEn: 'Duoyuan' }
}

function missingPage(language: Language): PublicPage {
  const t = publicTexts(language)
  return {
    title: t.missing,
    content: html`<h1>${t.missing}</h1>
      <p>${t.missingWhy}</p>
      <p><a href="${homeAddress(language)}">${t.toHome}</a></p>`,
  }
}

function frame(
  { title, content }: PublicPage,
  language: Language,
  zone: Zone,
  url: string,
  on: string,
): string {
  const t = publicTexts(language)
  const other = language === 'en' ? 'zh-CN' : 'en'
  const name = language === 'en' ? zone.nameEn : zone.name
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${name}</title>
        <link rel="icon" href="data:," />
        <style>
          ${STYLE_MARKUP}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">${t.skip}</a>
        <header>
          <div>
            <a class="name" href="${homeAddress(language)}">${name} · ${t.site}</a>
            <a href="/public/statistics${query(language)}">${t.statistics}</a>
            <a href="${inLanguage(url, other)}" hreflang="${other}" lang="${other}">${t.other}</a>
            <a href="/">${t.signIn}</a>
          </div>
        </header>
        <main id="content">${content}</main>
        <footer>
          ${t.updated} ${dateWords(on, language)} · <a href="${homeAddress(language)}#rules">${t.toRules}</a>
        </footer>
      </body>
    </html> `.text
}

const STYLE_MARKUP = new Html(PUBLIC_STYLE)

/** The same page in the other language. */
function inLanguage(url: string, language: Language): string {
  const [path = '/public', query = ''] = url.split('?')
  const parameters = new URLSearchParams(query)
  parameters.set('language', language)
  return `${path}?${parameters.toString()}`
}

export function homeAddress(language: Language): string {
  return `/public${query(language)}`
}

/** Chinese is the language of the site; its addresses go without. */
export function query(language: Language, page = 1): string {
  const parameters = new URLSearchParams()
  if (language === 'en') parameters.set('language', 'en')
  if (page > 1) parameters.set('page', String(page))
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
