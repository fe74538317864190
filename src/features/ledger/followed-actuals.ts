import { sql } from 'kysely'
import { convert } from '#domain/indicators'
import type { Context } from '#platform/http'
import type { Follows } from './contract.ts'
import { followsOf, type FollowedSource } from './followable.ts'
import type { Tx } from './store.ts'
import { keepTargetChange } from './target-changes.ts'
import { loadTargets, yearOf } from './targets.ts'

/** A target that follows an indicator. */
export interface FollowingTarget {
  readonly id: string
  readonly follows: Follows
}

/** The figure of a year. */
export interface FollowedFigure {
  readonly year: number
  readonly period: string
  readonly value: number
  /** Of the indicator; converted into the target's. */
  readonly unit: string
}

/** Targets that follow an indicator, for whoever computes it. */
export async function listFollowingTargets(tx: Tx): Promise<FollowingTarget[]> {
  const rows = await tx
    .selectFrom('target')
    .select(['id', 'follows'])
    .where('follows', 'is not', null)
    .orderBy('serial')
    .execute()
  return rows.flatMap(({ id, follows }) => {
    const read = followsOf({ follows })
    return read === null ? [] : [{ id, follows: read }]
  })
}

/** Smaller differences are those of the binary form of decimals. */
const SAME = 1e-9

/**
 * Brings the figures of an indicator into a target that follows it, by time itself. A year whose figure changed has its earlier
 * value withdrawn, with the reason; what a person or a document said of a year stands. Answers how many values are new.
 */
export async function bringFigures(
  ctx: Context,
  target: FollowingTarget,
  figures: readonly FollowedFigure[],
  dataAsOf: string,
): Promise<number> {
  return ctx.inTransaction(async (tx) => {
    await sql`select from target where id = ${target.id}::uuid for update`.execute(tx)
    let brought = 0
    for (const figure of figures.filter(({ year }) => year <= yearOf(ctx.now)))
      if (await bring(tx, ctx, target, figure, dataAsOf)) brought += 1
    return brought
  })
}

async function bring(
  tx: Tx,
  ctx: Context,
  { id, follows }: FollowingTarget,
  { year, period, value: own, unit }: FollowedFigure,
  dataAsOf: string,
): Promise<boolean> {
  const [stored] = await loadTargets(tx, ctx, sql`t.id = ${id}::uuid`)
  // Bound to something else meanwhile.
  if (stored === undefined || JSON.stringify(followsOf(stored.row)) !== JSON.stringify(follows)) return false
  const converted = convert(own, unit, stored.row.levelUnit)
  if (!converted.ok) return false
  const value = converted.value
  const before = await tx
    .selectFrom('targetActual')
    .select(['id', 'value', 'sourceKind'])
    .where('targetId', '=', id)
    .where('year', '=', year)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  if (before !== undefined && before.sourceKind !== 'indicator') return false
  if (before !== undefined && Math.abs(before.value - value) <= SAME * Math.max(Math.abs(value), 1))
    return false
  const at = ctx.now.toISOString()
  const reason =
    before === undefined
      ? null
      : `${period} 数据更正，指标值由 ${sayNumber(before.value)} 变为 ${sayNumber(value)}`
  if (before !== undefined)
    await tx
      .updateTable('targetActual')
      .set({ withdrawnAt: at, withdrawnByName: ctx.caller.name, withdrawnReason: reason ?? '' })
      .where('id', '=', before.id)
      .execute()
  const source: FollowedSource & { readonly text: string } = {
    ...follows,
    period,
    dataAsOf,
    text: `指标 ${follows.indicator}，${period}，${follows.scope === 'registration' ? '注册地口径' : '经营地口径'}`,
  }
  await tx
    .insertInto('targetActual')
    .values({
      targetId: id,
      year,
      value,
      low: value,
      high: value,
      sourceKind: 'indicator',
      source: JSON.stringify(source),
      note: null,
      at,
      byId: null,
      byName: ctx.caller.name,
    })
    .execute()
  await keepTargetChange(tx, ctx, stored.row, {
    act: 'actual',
    reason,
    changed: { [`actual.${String(year)}`]: [before?.value ?? null, value] },
  })
  return true
}

/** Up to six digits that mean something. */
function sayNumber(value: number): string {
  return String(Number(value.toPrecision(6)))
}
