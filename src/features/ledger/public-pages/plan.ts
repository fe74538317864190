import { sql } from 'kysely'
import type { Context } from '#platform/http'
import { readDutyRows } from '../duty-rows.ts'
import type { Tx } from '../store.ts'
import { readTargetRows } from '../targets.ts'
import { homeAddress, type PublicPage, type PublicRequest } from './answer.ts'
import { NO_DOCUMENT } from './home.ts'
import { html } from '#platform/http'
import { dutyList, pageLinks, targetList } from './parts.ts'
import { publicTexts } from './texts.ts'

const DUTIES_PER_PAGE = 50

/** Public duties of one document in the order of its text, and its public targets. */
export async function readPlanPage(
  tx: Tx,
  ctx: Context,
  documentId: string,
  { language, page }: PublicRequest,
): Promise<PublicPage | null> {
  const t = publicTexts(language)
  const isOther = documentId === NO_DOCUMENT
  const where = sql`${isOther ? sql`d.document_id is null` : sql`d.document_id = ${documentId}::uuid`}
    and d.visibility = 'public' and d.state not in ('merged', 'dropped') and d.kind <> 'instance'`
  const { rows } = await sql<{ total: number; title: string | null }>`
    select count(*)::int as total, max(d.document_title) as title from duty d where ${where}`.execute(tx)
  const { total, title } = rows[0] ?? { total: 0, title: null }
  const targets = isOther
    ? []
    : await readTargetRows(tx, ctx, sql`t.document_id = ${documentId}::uuid and t.visibility = 'public'`)
  const pages = Math.max(1, Math.ceil(total / DUTIES_PER_PAGE))
  if ((total === 0 && targets.length === 0) || page > pages) return null
  const duties = await readDutyRows(tx, ctx, {
    where,
    order: sql`d.start_at nulls last, d.serial`,
    limit: DUTIES_PER_PAGE,
    offset: (page - 1) * DUTIES_PER_PAGE,
  })
  const heading = isOther ? t.otherDuties : (title ?? targets[0]?.document?.title ?? t.document)
  return {
    title: heading,
    content: html`<nav class="way"><a href="${homeAddress(language)}">${t.site}</a></nav>
      <h1>${heading}</h1>
      ${
        [...duties, ...targets].some(({ synthetic }) => synthetic)
          ? html`<p class="soft">${t.demo}</p>`
          : null
      }
      ${
        page > 1 || targets.length === 0
          ? null
          : html`<h2>${t.targets}</h2>
              ${targetList(targets, language)}`
      }
      <h2>${t.duties}</h2>
      ${
        duties.length === 0
          ? html`<p>${t.noDuties}</p>`
          : html`<p class="soft">${t.count(total)}</p>
              ${dutyList(duties, language)}`
      }
      ${pageLinks(`/public/plans/${documentId}`, page, pages, language)}`,
  }
}
