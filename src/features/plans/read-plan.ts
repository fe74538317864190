import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import { isCurrentPlan } from '#features/registry'
import type { Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type { PlanSummary, readPlan as readPlanRoute } from './contract.ts'
import { toPlanItem } from './items.ts'
import { loadPublishedItems, type Tx } from './store.ts'

function selectPlans(tx: Tx) {
  const count = (kind: string) =>
    sql<number>`(select count(*)::int from published_item i where i.plan_id = p.id and i.kind = ${kind})`
  return tx
    .selectFrom('plan as p')
    .innerJoin('document as d', 'd.id', 'p.documentId')
    .select([
      'p.id',
      'p.documentId',
      'p.versionId',
      'p.title',
      'p.no',
      isCurrentPlan.as('current'),
      'd.issuer',
      'd.issuedOn',
      'd.horizonFrom',
      'd.horizonTo',
      'p.publishedAt',
      'p.publishedByName as publishedBy',
      'p.visibility',
      'd.synthetic',
      'p.note',
      count('task').as('tasks'),
      count('target').as('targets'),
      count('constraint').as('constraints'),
    ])
}

export async function listPlans(ctx: Context): Promise<{ plans: PlanSummary[] }> {
  const rows = await ctx.read((tx) =>
    selectPlans(tx).where(isCurrentPlan).orderBy('p.publishedAt', 'desc').execute(),
  )
  return { plans: rows.map(({ note: _note, ...plan }) => plan) }
}

export function readPlan(ctx: Context, planId: string): Promise<ResponseOf<typeof readPlanRoute>> {
  return ctx.read(async (tx) => {
    const row = await selectPlans(tx).where('p.id', '=', planId).executeTakeFirst()
    if (row === undefined) return refuse('plans.not_found')
    const { note, ...plan } = row
    const quotes = await tx
      .selectFrom('publishedItem')
      .select(['itemId', 'quote'])
      .where('planId', '=', planId)
      .execute()
    const publications = await tx
      .selectFrom('plan')
      .select(['id as planId', 'no', 'publishedAt'])
      .where('documentId', '=', plan.documentId)
      .orderBy('no', 'desc')
      .execute()
    return {
      plan,
      note,
      items: (await loadPublishedItems(tx, planId)).map(toPlanItem),
      quotes: Object.fromEntries(quotes.map(({ itemId, quote }) => [itemId, quote])),
      publications,
    }
  })
}
