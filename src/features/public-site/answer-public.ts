import { sql, type Transaction } from 'kysely'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Html, PUBLIC, PUBLIC_STYLE, html, sendPage, type Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import { siteTexts } from './texts.ts'

type Tx = Transaction<Database>

export type PublicLanguage = 'zh-CN' | 'en'

/** Parts of the site by their first page; each page's head leads to the others. */
const SECTIONS = {
  progress: '/public',
  statistics: '/public/statistics',
  evaluations: '/public/evaluations',
} as const
export type PublicSection = keyof typeof SECTIONS

export interface PublicPage {
  readonly title: string
  readonly content: Html
}

export interface AskedPage {
  readonly section: PublicSection
  readonly language: PublicLanguage
  readonly footer: Html | null
}

/**
 * Reads as the public, puts the page into the frame of the site, and lets caches keep it for a minute. Null: there is none, or it
 * is not public, which for whoever asks is the same.
 */
export async function answerPublic(
  ctx: Context,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  asked: AskedPage,
  read: (tx: Tx, open: Context) => Promise<PublicPage | null>,
): Promise<unknown> {
  const open = ctx.actingAs(PUBLIC)
  const { zone, page } = await open.read(async (tx) => ({
    zone: await readZone(tx, asked.language),
    page: await read(tx, open),
  }))
  const text = frame(page ?? missingPage(asked), asked, zone, request.url)
  return sendPage(request, reply, { text, language: asked.language, status: page === null ? 404 : 200 })
}

async function readZone(tx: Tx, language: PublicLanguage): Promise<string> {
  const row = await tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
    .select(['n.name', 'n.nameEn'])
    .where('o.kind', '=', 'zone')
    .where(sql<boolean>`n.valid @> current_date`)
    .executeTakeFirst()
  return language === 'en' ? (row?.nameEn ?? 'Duoyuan') : (row?.name ?? '多园')
}

function missingPage({ section, language }: AskedPage): PublicPage {
  const t = siteTexts(language)
  return {
    title: t.missing,
    content: html`<h1>${t.missing}</h1>
      <p>${t.missingWhy}</p>
      <p><a href="${SECTIONS[section]}${languageQuery(language)}">${t.toHome}</a></p>`,
  }
}

function frame(
  { title, content }: PublicPage,
  { section, language, footer }: AskedPage,
  zone: string,
  url: string,
): string {
  const t = siteTexts(language)
  const other = language === 'en' ? 'zh-CN' : 'en'
  const others = (['progress', 'statistics', 'evaluations'] as const).filter((one) => one !== section)
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${zone}</title>
        <link rel="icon" href="data:," />
        <link rel="alternate" type="application/ld+json" href="/api/open/catalog.jsonld" />
        <style>
          ${STYLE_MARKUP}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">${t.skip}</a>
        <header>
          <div>
            <a class="name" href="${SECTIONS[section]}${languageQuery(language)}">${zone} · ${t[section]}</a>
            ${others.map((one) => html`<a href="${SECTIONS[one]}${languageQuery(language)}">${t[one]}</a> `)}
            <a href="${inLanguage(url, other)}" hreflang="${other}" lang="${other}">${t.other}</a>
            <a href="/">${t.signIn}</a>
          </div>
        </header>
        <main id="content">${content}</main>
        ${footer === null ? null : html`<footer>${footer}</footer>`}
      </body>
    </html> `.text
}

const STYLE_MARKUP = new Html(PUBLIC_STYLE)

/** The same page in the other language. */
function inLanguage(url: string, language: PublicLanguage): string {
  const [path = '/public', query = ''] = url.split('?')
  const parameters = new URLSearchParams(query)
  parameters.set('language', language)
  return `${path}?${parameters.toString()}`
}

/** Chinese is the language of the site; its addresses go without. `more`: further parameters. */
export function languageQuery(
  language: PublicLanguage,
  more: Readonly<Record<string, string | number>> = {},
): string {
  const parameters = new URLSearchParams()
  if (language === 'en') parameters.set('language', 'en')
  for (const [name, value] of Object.entries(more)) parameters.set(name, String(value))
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
