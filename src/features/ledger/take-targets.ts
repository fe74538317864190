import { refuse } from '#domain/kernel'
import { judgeTarget } from '#domain/ledger'
import type { Context } from '#platform/http'
import { FigureData } from '#contract/plans'
import type { PlanHead } from './take-plan.ts'
import type { Tx } from './store.ts'
import { proposeBase, type ProposedBase } from './target-reports.ts'
import { toTarget, yearOf } from './targets.ts'

/** 增速, 年均增长: the value is a yearly rate, and the level follows from a base. */
const GROWTH = /(?:增速|增长率|年均增长|同比增长)$/

/** Targets of a plan that are not in the ledger yet. A target without a year is due when the plan's period ends. */
export async function addTargets(
  tx: Tx,
  ctx: Context,
  plan: PlanHead,
  itemIds: readonly string[],
  visibility: 'organisation' | 'zone' | 'public',
): Promise<number> {
  if (itemIds.length === 0) return 0
  const items = await tx
    .selectFrom('publishedItem')
    .select(['itemId', 'startAt', 'endAt', 'data', 'quote'])
    .where('planId', '=', plan.id)
    .where('kind', '=', 'target')
    .where('itemId', 'in', [...itemIds])
    .execute()
  if (items.length < new Set(itemIds).size) refuse('ledger.item_unknown', {}, ['targets'])
  const known = await tx
    .selectFrom('target')
    .select('itemId')
    .where('ownerId', '=', plan.ownerId)
    .where('itemId', 'in', [...itemIds])
    .execute()
  const fresh = items.filter(({ itemId }) => !known.some((row) => row.itemId === itemId))
  if (fresh.length === 0) return 0
  const at = ctx.now.toISOString()
  const baselines = await tx
    .selectFrom('publishedItem')
    .select(['itemId', 'quote', 'data'])
    .where('planId', '=', plan.id)
    .where('kind', '=', 'baseline')
    .orderBy('startAt')
    .execute()
  const taken = fresh.map((item) => {
    const figure = FigureData.parse(item.data)
    const grows = figure.unit === '%' && GROWTH.test(figure.indicator)
    const said = {
      indicator: figure.indicator,
      scope: figure.scope,
      kind: grows ? ('growth' as const) : ('level' as const),
      comparator: figure.comparator,
      value: figure.value,
      value2: figure.comparator === 'between' ? (figure.value2 ?? figure.value) : null,
      unit: figure.unit,
      year: figure.year ?? plan.horizonTo,
      levelUnit: figure.unit,
      path: grows ? ('compound' as const) : ('linear' as const),
      quote: item.quote,
    }
    const base = proposeBase(said, baselines)
    const based = {
      ...said,
      baseYear: base?.year ?? null,
      baseValue: base?.value ?? null,
      levelUnit: base?.unit ?? said.levelUnit,
    }
    return {
      base,
      values: {
        ...based,
        standing: judgeTarget(toTarget(based), [], yearOf(ctx.now)).standing,
        ownerId: plan.ownerId,
        planId: plan.id,
        itemId: item.itemId,
        documentId: plan.documentId,
        versionId: plan.versionId,
        startAt: item.startAt,
        endAt: item.endAt,
        documentTitle: plan.title,
        leadId: plan.ownerId,
        visibility,
        synthetic: plan.synthetic,
        createdAt: at,
        changedAt: at,
      },
    }
  })
  const added = await tx
    .insertInto('target')
    .values(taken.map(({ values }) => values))
    .returning(['id', 'itemId'])
    .execute()
  const baseOf = new Map(taken.map(({ base, values }) => [values.itemId, base]))
  await tx
    .insertInto('targetChange')
    .values(
      added.map(({ id, itemId }) => ({
        targetId: id,
        version: 1,
        at,
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
        act: 'take',
        reason: null,
        // A base that the document itself gives is told as taken from it.
        changed: JSON.stringify(historyOf(baseOf.get(itemId ?? '') ?? null)),
      })),
    )
    .execute()
  return added.length
}

function historyOf(base: ProposedBase | null): Record<string, [null, object]> {
  if (base === null) return {}
  const { year, value, unit, itemId } = base
  return { base: [null, { year, value, unit, from: 'document', itemId }] }
}
