import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#domain/kernel'
import { answerPublic, languageQuery, type PublicPage } from '#features/public-site'
import { html, type Context, type Html } from '#platform/http'
import type { ReleaseRow } from '../contract.ts'
import { chineseDate, dayInChina } from '../release-file.ts'
import { listReleaseRows, loadRelease, type LoadedRelease } from '../release-store.ts'
import {
  cutTables,
  signsWords,
  unitWords,
  zoneTable,
  type PlainTable,
  type ReleaseLanguage,
} from '../release-tables.ts'
import { periodWords } from '../release-words.ts'
import { DATAFLOWS, FREQUENCIES } from '../sdmx/sdmx-model.ts'
import type { Tx } from '../store.ts'
import { openTexts } from './texts.ts'

interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}
const PER_PAGE = 20
type Query = { readonly language: 'zh-CN' | 'en' }

/** 统计公报: published bulletins, without log-in and without script. */
export function answerReleases(
  ctx: Context,
  asked: Asked,
  query: Query & { readonly page: number },
): Promise<unknown> {
  return answer(ctx, asked, query, (tx, language) => releasesPage(tx, language, query.page))
}

export function answerRelease(ctx: Context, asked: Asked, query: Query, releaseId: string): Promise<unknown> {
  return answer(ctx, asked, query, async (tx, language) => {
    try {
      return releasePage(await loadRelease(tx, releaseId), language)
    } catch (error) {
      // A draft, or none: for the public the same.
      if (error instanceof Refusal) return null
      throw error
    }
  })
}

function answer(
  ctx: Context,
  asked: Asked,
  { language }: Query,
  read: (tx: Tx, language: ReleaseLanguage) => Promise<PublicPage | null>,
): Promise<unknown> {
  return answerPublic(ctx, asked, { section: 'statistics', language, footer: null }, (tx) =>
    read(tx, language === 'en' ? 'en' : 'zh'),
  )
}

function inLanguage(language: ReleaseLanguage): string {
  return languageQuery(language === 'en' ? 'en' : 'zh-CN')
}

async function releasesPage(tx: Tx, language: ReleaseLanguage, page: number): Promise<PublicPage | null> {
  const t = openTexts(language)
  const { rows, total } = await listReleaseRows(tx, { limit: PER_PAGE, offset: (page - 1) * PER_PAGE })
  if (rows.length === 0 && page > 1) return null
  const pages = Math.ceil(total / PER_PAGE)
  return {
    title: t.site,
    content: html`<h1>${t.site}</h1>
      <p class="soft">${t.intro}</p>
      <h2>${t.releases}</h2>
      ${
        rows.length === 0
          ? html`<p>${t.none}</p>`
          : html`<ul class="sheet">
              ${rows.map((row) => releaseLine(row, language))}
            </ul>`
      }
      ${pages > 1 ? pageLinks(page, pages, language) : null}
      <h2>${t.openData}</h2>
      <p>${t.openIntro}</p>
      <ul>
        <li><a href="/api/open/catalog.jsonld">${t.catalogue}</a></li>
        <li>
          <a href="/api/open/sdmx/v2/structure/dataflow/*/*/*?references=descendants">${t.structures}</a>
        </li>
      </ul>`,
  }
}

function releaseLine(row: ReleaseRow, language: ReleaseLanguage): Html {
  const t = openTexts(language)
  return html`<li>
    <div>
      <a class="title" href="/public/statistics/${row.id}${inLanguage(language)}">${row.title[language]}</a>
      <div class="facts">
        <span>${periodWords(row.period)[language]}</span><span>${t[row.scope]}</span>
        ${row.synthetic ? html`<span>${t.demo}</span>` : null}
        ${row.overtakenBy === null ? null : html`<span>${t.overtaken}</span>`}
      </div>
    </div>
    <div class="soft small">${t.published} ${dateWords(row.publishedAt ?? row.createdAt, language)}</div>
  </li>`
}

function pageLinks(page: number, pages: number, language: ReleaseLanguage): Html {
  const t = openTexts(language)
  const to = (other: number) =>
    `/public/statistics${languageQuery(language === 'en' ? 'en' : 'zh-CN', { page: other })}`
  return html`<nav class="pages">
    ${page > 1 ? html`<a href="${to(page - 1)}">${t.previous}</a>` : null}
    <span>${t.pageOf(page, pages)}</span>
    ${page < pages ? html`<a href="${to(page + 1)}">${t.next}</a>` : null}
  </nav>`
}

function releasePage(release: LoadedRelease, language: ReleaseLanguage): PublicPage {
  const t = openTexts(language)
  const { row, content, chapters, note } = release
  const flow = DATAFLOWS.find(({ frequency }) => frequency === FREQUENCIES[row.rhythm]) ?? DATAFLOWS[0]
  const data = `/api/open/sdmx/v2/data/dataflow/DUOYUAN/${flow.id}/1.0.0/*?c[TIME_PERIOD]=${row.period}`
  const notes = chapters.at(-1)
  const file = (format: string) => `/api/open/releases/${row.id}/file?format=${format}&language=${language}`
  return {
    title: row.title[language],
    content: html`<nav class="way"><a href="/public/statistics${inLanguage(language)}">${t.site}</a></nav>
      <h1>${row.title[language]}</h1>
      ${row.synthetic ? html`<p class="mark yellow">${t.demo}</p>` : null}
      ${
        row.overtakenBy === null
          ? null
          : html`<p class="mark yellow">
              <a href="/public/statistics/${row.overtakenBy.id}${inLanguage(language)}">${t.overtaken}</a>
            </p>`
      }
      <section class="sheet">
        <dl>
          <dt>${t.period}</dt>
          <dd>${periodWords(row.period)[language]}</dd>
          <dt>${t.scope}</dt>
          <dd>${t[row.scope]}</dd>
          <dt>${t.published}</dt>
          <dd>${dateWords(row.publishedAt ?? row.createdAt, language)}</dd>
          <dt>${t.asOf}</dt>
          <dd>${dateWords(row.dataAsOf, language)}</dd>
          <dt>${t.download}</dt>
          <dd><a href="${file('docx')}">${t.docx}</a> · <a href="${file('xlsx')}">${t.xlsx}</a></dd>
        </dl>
      </section>
      ${chapters.slice(0, -1).map(
        ({ title, paragraphs }) =>
          html`<h2>${title[language]}</h2>
            ${paragraphs.map((words) => html`<p>${words[language]}</p>`)}`,
      )}
      ${[zoneTable(content, language), ...content.tables.flatMap((_, place) => cutTables(content, place, language, 4))].map(tableMarkup)}
      <p class="soft small">${signsWords(language)}</p>
      <h2>${notes?.title[language] ?? ''}</h2>
      ${(notes?.paragraphs ?? []).map((words) => html`<p class="small">${words[language]}</p>`)}
      ${note === '' ? null : html`<p class="small" lang="zh-CN">${note}</p>`}
      <h2>${t.method}</h2>
      ${tableMarkup({
        caption: t.method,
        header: [t.indicator, t.unit, t.expression, t.source],
        rows: content.indicators.map((indicator) => [
          `${indicator.name[language]}${indicator.note === null ? '' : `：${indicator.note[language]}`}`,
          unitWords(indicator, language),
          indicator.expression,
          indicator.source,
        ]),
      })}
      <h2>${t.openData}</h2>
      <ul>
        <li><a href="${data}&format=sdmx-csv">${t.csv}</a></li>
        <li><a href="${data}&format=sdmx-json">${t.json}</a></li>
        <li>
          <a href="/api/open/sdmx/v2/structure/dataflow/DUOYUAN/${flow.id}/1.0.0?references=descendants"
            >${t.structures}</a
          >
        </li>
        <li><a href="/api/open/catalog.jsonld">${t.catalogue}</a></li>
      </ul>`,
  }
}

function tableMarkup({ caption, header, rows }: PlainTable): Html {
  const isNumber = header.map((_, column) =>
    rows.every((row) => /^[…—]$|^−?[\d.,]+ᵉ?$/u.test(row[column] ?? '')),
  )
  return html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${header.map((text, column) => (isNumber[column] === true ? html`<th class="n" scope="col">${text}</th>` : html`<th scope="col">${text}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((text, column) =>
                column === 0
                  ? html`<th scope="row">${text}</th>`
                  : isNumber[column] === true
                    ? html`<td class="n">${text}</td>`
                    : html`<td>${text}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function dateWords(moment: string, language: ReleaseLanguage): string {
  const day = dayInChina(moment)
  return language === 'zh' ? chineseDate(day) : day
}
