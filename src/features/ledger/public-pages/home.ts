import { sql } from 'kysely'
import { LEDGER_RULE_CODES, type Light } from '#domain/ledger'
import type { Context } from '#platform/http'
import { rounded } from '../list-duties.ts'
import { readRules, shippedRules } from '../rules.ts'
import type { Tx } from '../store.ts'
import { readTargetRows } from '../targets.ts'
import { query, type PublicPage, type PublicRequest } from './answer.ts'
import { html, type Html } from '#platform/http'
import { lightMark, pageLinks, progressBar, targetList } from './parts.ts'
import { publicTexts } from './texts.ts'

const PLANS_PER_PAGE = 20
/** Duties of no document stand together under this address. */
export const NO_DOCUMENT = '00000000-0000-0000-0000-000000000000'

interface PlanSum {
  readonly documentId: string | null
  readonly title: string | null
  readonly duties: number
  readonly targets: number
  readonly progress: number | null
  readonly lights: Readonly<Partial<Record<Light, number>>>
  readonly plans: number
}

/** Plans with what is public of them, public targets, and the rules of the colours. */
export async function readHome(
  tx: Tx,
  ctx: Context,
  { language, page }: PublicRequest,
): Promise<PublicPage | null> {
  const t = publicTexts(language)
  const { rows } = await sql<PlanSum>`
    with counted as (
      select d.document_id, d.light, d.document_title, count(*)::int as duties, sum(d.rolled_progress)::float8 as progress
        from duty d where d.visibility = 'public' and d.state not in ('merged', 'dropped') and d.kind <> 'instance'
       group by 1, 2, 3),
    plans as (
      select document_id, max(document_title) as title, sum(duties)::int as duties, sum(progress) as progress,
             jsonb_object_agg(light, duties) as lights
        from (select document_id, light, max(document_title) as document_title, sum(duties)::int as duties,
                     sum(progress) as progress from counted group by 1, 2) as by_light
       group by 1),
    aims as (
      select t.document_id, max(t.document_title) as title, count(*)::int as targets
        from target t where t.visibility = 'public' group by 1)
    select coalesce(p.document_id, a.document_id) as "documentId", coalesce(p.title, a.title) as title,
           coalesce(p.duties, 0) as duties, coalesce(a.targets, 0) as targets, p.progress,
           coalesce(p.lights, '{}') as lights, (count(*) over ())::int as plans
      from plans p full join aims a on a.document_id = p.document_id
     order by (coalesce(p.document_id, a.document_id) is null), 2, 1
     limit ${PLANS_PER_PAGE} offset ${(page - 1) * PLANS_PER_PAGE}`.execute(tx)
  if (rows.length === 0 && page > 1) return null
  const targets = page === 1 ? await readTargetRows(tx, ctx, sql`t.visibility = 'public'`) : []
  const pages = Math.ceil((rows[0]?.plans ?? 0) / PLANS_PER_PAGE)
  return {
    title: t.site,
    content: html`<h1>${t.site}</h1>
      <p class="soft">${t.intro}</p>
      <h2>${t.plans}</h2>
      ${
        rows.length === 0
          ? html`<p>${t.noPlans}</p>`
          : html`<ul class="sheet">
              ${rows.map((plan) => planLine(plan, language))}
            </ul>`
      }
      ${pageLinks('/public', page, pages, language)}
      ${
        targets.length === 0
          ? null
          : html`<h2>${t.targets}</h2>
              ${targetList(targets, language)}`
      }
      ${await rulesTable(tx, language)}`,
  }
}

function planLine(plan: PlanSum, language: PublicRequest['language']): Html {
  const t = publicTexts(language)
  const mean = plan.duties === 0 || plan.progress === null ? null : rounded(plan.progress / plan.duties)
  const lights = (['green', 'yellow', 'red', 'grey'] as const).filter((one) => (plan.lights[one] ?? 0) > 0)
  const title = plan.documentId === null ? t.otherDuties : (plan.title ?? t.document)
  return html`<li>
    <div>
      <a class="title" href="/public/plans/${plan.documentId ?? NO_DOCUMENT}${query(language)}">${title}</a>
      <div class="facts">
        <span>${t.count(plan.duties)}</span>${
          plan.targets === 0 ? null : html`<span>${t.targetCount(plan.targets)}</span>`
        }${lights.map((light) => html`<span>${lightMark(light, language)} ${plan.lights[light] ?? 0}</span>`)}
      </div>
    </div>
    <div class="mean">
      ${
        mean === null
          ? null
          : html`<div class="facts mean">${t.meanOf}</div>
              ${progressBar(mean)}`
      }
    </div>
  </li>`
}

async function rulesTable(tx: Tx, language: PublicRequest['language']): Promise<Html> {
  const t = publicTexts(language)
  const rules = await readRules(tx)
  const { rules: shipped } = shippedRules()
  const key = language === 'en' ? 'en' : 'zh'
  const unit = { day: t.days, percent: '%', point: t.points }
  const unitOf = (name: string) => new Map(Object.entries(unit)).get(name) ?? ''
  return html`<h2 id="rules">${t.rules}</h2>
    <p>${t.rulesIntro}</p>
    <div class="scroll" tabindex="0" role="region" aria-label="${t.rules}">
      <table>
        <thead>
          <tr>
            <th scope="col">${t.rule}</th>
            <th scope="col">${t.meaning}</th>
            <th scope="col" class="n">${t.value}</th>
          </tr>
        </thead>
        <tbody>
          ${LEDGER_RULE_CODES.map(
            (code) =>
              html`<tr>
                <th scope="row">${shipped[code].name[key]}</th>
                <td>${shipped[code].meaning[key]}</td>
                <td class="n">${rules[code]}${unitOf(shipped[code].unit)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}
