import { sql } from 'kysely'
import type { TargetView, TrajectoryPoint } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { Tx } from '../store.ts'
import type { ActualSource } from '../target-page.ts'
import { loadTargets, toTargetRows } from '../targets.ts'
import { homeAddress, query, type PublicPage, type PublicRequest } from './answer.ts'
import { drawSeries } from './draw-series.ts'
import { html } from '#platform/http'
import { bodyName, standingMark, wantedWords } from './parts.ts'
import { numberWords, publicTexts } from './texts.ts'

/** One public target with its series: what each year required and what it reached. */
export async function readTargetPage(
  tx: Tx,
  ctx: Context,
  targetId: string,
  { language }: PublicRequest,
): Promise<PublicPage | null> {
  const t = publicTexts(language)
  const [stored] = await loadTargets(tx, ctx, sql`t.id = ${targetId}::uuid and t.visibility = 'public'`)
  if (stored === undefined) return null
  const [target] = await toTargetRows(tx, ctx, [stored])
  if (target === undefined) return null
  const { row, actuals, judged } = stored
  const sources = await sourcesOf(tx, targetId)
  const required = new Map(judged.trajectory.map((point) => [point.year, point.required]))
  const years = [...new Set([...required.keys(), ...actuals.map(({ year }) => year)])].sort()
  const withUnit = (value: number) => `${numberWords(value)} ${row.levelUnit}`
  return {
    title: `${target.indicator} ${target.year ?? ''}`.trim(),
    content: html`<nav class="way">
        <a href="${homeAddress(language)}">${t.site}</a>${
          target.document === null
            ? null
            : html` /
                <a href="/public/plans/${target.document.id}${query(language)}">${target.document.title}</a>`
        }
      </nav>
      <h1>${target.indicator}</h1>
      <p>
        ${standingMark(target.standing, language)}${target.synthetic ? html` <span class="soft">${t.demo}</span>` : null}
      </p>
      <section class="sheet">
        <dl>
          <dt>${t.year}</dt>
          <dd>${target.year ?? t.noYear}</dd>
          <dt>${t.wanted}</dt>
          <dd>
            ${wantedWords(target, language)}${
              target.kind === 'growth' && judged.wanted !== null ? ` → ${withUnit(judged.wanted)}` : null
            }
          </dd>
          ${
            target.baseYear === null || target.baseValue === null
              ? null
              : html`<dt>${t.base}</dt>
                  <dd>${target.baseYear}: ${withUnit(target.baseValue)}</dd>`
          }
          ${
            target.attainment === null
              ? null
              : html`<dt>${t.attainment}</dt>
                  <dd>${numberWords(target.attainment * 100)}%</dd>`
          }
          <dt>${t.lead}</dt>
          <dd>${bodyName(target.lead, language)}</dd>
        </dl>
      </section>
      ${
        row.quote === null
          ? null
          : html`<h2>${t.sentence}</h2>
              <blockquote lang="zh-CN">${row.quote}</blockquote>`
      }
      <h2>${t.series}</h2>
      ${drawSeries(pathOf(row.year, judged), actuals, t)}
      ${
        years.length === 0
          ? html`<p>${t.noValues}</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label="${t.series}">
              <table>
                <thead>
                  <tr>
                    <th scope="col">${t.year}</th>
                    <th scope="col" class="n">${t.required} (${row.levelUnit})</th>
                    <th scope="col" class="n">${t.actual} (${row.levelUnit})</th>
                    <th scope="col">${t.source}</th>
                  </tr>
                </thead>
                <tbody>
                  ${years.map((year) => {
                    const need = required.get(year)
                    const actual = actuals.find((one) => one.year === year)
                    return html`<tr>
                      <th scope="row" class="y">${year}</th>
                      <td class="n">${need === undefined ? '—' : numberWords(need)}</td>
                      <td class="n">${actual === undefined ? '—' : numberWords(actual.value)}</td>
                      <td>${sources.get(year)?.(t) ?? ''}</td>
                    </tr>`
                  })}
                </tbody>
              </table>
            </div>`
      }`,
  }
}

/** Without a base there is no path, only what is wanted in the year. */
function pathOf(year: number | null, { trajectory, wanted }: TargetView): readonly TrajectoryPoint[] {
  return trajectory.length > 0 || year === null || wanted === null ? trajectory : [{ year, required: wanted }]
}

type Texts = ReturnType<typeof publicTexts>

/** Where a value comes from: a document by its title only where the public may read it; what people typed is not told. */
async function sourcesOf(tx: Tx, targetId: string): Promise<Map<number, (t: Texts) => string>> {
  const rows = await tx
    .selectFrom('targetActual')
    .select(['year', 'sourceKind', 'source'])
    .where('targetId', '=', targetId)
    .where('withdrawnAt', 'is', null)
    .execute()
  const documents = rows.flatMap(({ source }) => {
    const cited = source as ActualSource
    return 'documentId' in cited ? [cited.documentId] : []
  })
  const titles = new Map(
    documents.length === 0
      ? []
      : (await tx.selectFrom('document').select(['id', 'title']).where('id', 'in', documents).execute()).map(
          ({ id, title }) => [id, title],
        ),
  )
  return new Map(
    rows.map(({ year, sourceKind, source }) => {
      const cited = source as ActualSource
      const title = 'documentId' in cited ? titles.get(cited.documentId) : undefined
      return [
        year,
        (t) => {
          if (sourceKind === 'entered' || sourceKind === 'indicator') return t.entered
          const from = title === undefined ? t.fromDocument : title
          return sourceKind === 'implied' ? `${t.implied}${title === undefined ? '' : `: ${title}`}` : from
        },
      ]
    }),
  )
}
