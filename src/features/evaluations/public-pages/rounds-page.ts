import { languageQuery, type PublicLanguage, type PublicPage } from '#features/public-site'
import { html, type Html } from '#platform/http'
import { sql } from 'kysely'
import type { Tx } from '../store.ts'
import { chineseDay, chinesePeriod, dayInZone } from '../report-days.ts'
import { evaluationTexts, said } from './texts.ts'

const PER_PAGE = 20
export const HOME = '/public/evaluations'

interface Line {
  readonly id: string
  readonly title: string
  readonly period: string
  readonly scheme: { readonly zh: string; readonly en: string } | null
  readonly units: number
  readonly publishedAt: string
  readonly total: number
}

/** Published evaluations, newest period first. Null: a page that there is not. */
export async function roundsPage(
  tx: Tx,
  { language, page }: { readonly language: PublicLanguage; readonly page: number },
): Promise<PublicPage | null> {
  const t = evaluationTexts(language)
  const { rows } = await sql<Line>`
    SELECT r.id, r.title, r.period, s.definition->'name' AS scheme, r.published_at,
           (SELECT count(*)::int FROM evaluation_standing p WHERE p.run_id = r.run_id AND p.rank IS NOT NULL) AS units,
           (count(*) OVER ())::int AS total
      FROM evaluation_round r LEFT JOIN evaluation_scheme s ON s.id = r.scheme_id
     WHERE r.state = 'published' ORDER BY r.period DESC, r.published_at DESC
     LIMIT ${PER_PAGE} OFFSET ${(page - 1) * PER_PAGE}`.execute(tx)
  if (rows.length === 0 && page > 1) return null
  const pages = Math.ceil((rows[0]?.total ?? 0) / PER_PAGE)
  return {
    title: t.site,
    content: html`<h1>${t.site}</h1>
      <p class="soft">${t.intro}</p>
      ${
        rows.length === 0
          ? html`<p>${t.none}</p>`
          : html`<ul class="sheet">
              ${rows.map((row) => lineOf(row, language))}
            </ul>`
      }
      ${pages > 1 ? pageLinks(page, pages, language) : null}`,
  }
}

function lineOf(row: Line, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  return html`<li>
    <div>
      <a class="title" href="${HOME}/${row.id}${languageQuery(language)}">${row.title}</a>
      <div class="facts">
        <span>${periodWords(row.period, language)}</span>${
          row.scheme === null ? null : html`<span>${said(row.scheme, language)}</span>`
        }<span>${t.unitsOf(row.units)}</span>
      </div>
    </div>
    <div class="soft small">${t.published} ${dayWords(row.publishedAt, language)}</div>
  </li>`
}

function pageLinks(page: number, pages: number, language: PublicLanguage): Html {
  const t = evaluationTexts(language)
  const to = (other: number) => `${HOME}${languageQuery(language, { page: other })}`
  return html`<nav class="pages" aria-label="${t.pageOf(page, pages)}">
    ${page > 1 ? html`<a rel="prev" href="${to(page - 1)}">${t.previous}</a>` : null}
    <span>${t.pageOf(page, pages)}</span>
    ${page < pages ? html`<a rel="next" href="${to(page + 1)}">${t.next}</a>` : null}
  </nav>`
}

export function dayWords(moment: string, language: PublicLanguage): string {
  return language === 'en' ? dayInZone(moment) : chineseDay(moment)
}

export function periodWords(period: string, language: PublicLanguage): string {
  return language === 'en' ? period : chinesePeriod(period)
}
