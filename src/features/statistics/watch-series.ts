import type { Scope, SeriesPoint, WarningRule } from '#domain/indicators'
import type { Context } from '#platform/http'
import { aggregate } from './aggregate-filings.ts'
import { analyticsOf } from './analytics-place.ts'
import { countByPark } from './collections.ts'
import { formAt } from './forms.ts'
import { parksById } from './frame.ts'
import { indicatorOf, type KnownIndicator } from './indicators.ts'
import { latestPeriods } from './latest-periods.ts'
import type { PeriodRow, Tx } from './store.ts'
import { todayOf } from './workdays.ts'

/** How far back a series goes: five years of months. */
const LONGEST = 60

/**
 * A period whose filings are not locked yet counts once so many of those due are final: a sum over half of the firms would look
 * like a slump. Until then its value is unknown.
 */
export const ENOUGH_FINAL = 0.9

/** A series of one group of a rule's cut. */
export interface WatchedGroup {
  /** '' for the zone as a whole. */
  readonly code: string
  readonly points: readonly SeriesPoint[]
}

export interface WatchedSeries {
  readonly indicator: KnownIndicator
  /** Oldest first. */
  readonly periods: readonly string[]
  readonly groups: readonly WatchedGroup[]
  /** The state of the filings that it was computed from, ISO. */
  readonly dataAsOf: string
}

/** How completely one form was filed for one period, by park code; '' is the zone. */
interface Filed {
  readonly isDue: boolean
  readonly isLocked: boolean
  readonly expected: ReadonlyMap<string, number>
  readonly onTime: ReadonlyMap<string, number>
  readonly final: ReadonlyMap<string, number>
}

/** What was counted already, kept for one round: several rules watch the same form. */
export type CountsSoFar = Map<string, Filed>

/** The series that a rule is judged by, in every group of its cut, as the filings stand now. */
export async function watchedSeries(
  ctx: Context,
  rule: Pick<WarningRule, 'indicator' | 'dimension' | 'condition'> & { readonly scope?: Scope },
  counted: CountsSoFar = new Map(),
): Promise<WatchedSeries> {
  const asked = await ctx.read(async (tx) => {
    const indicator = await indicatorOf(tx, ctx.place, rule.indicator)
    const periods = (await latestPeriods(tx, indicator.row.rhythm, LONGEST)).reverse()
    return { indicator, periods, filed: await filedOf(tx, ctx, indicator.row.forms, periods, counted) }
  })
  const { indicator, periods, filed } = asked
  const answer = await aggregate(analyticsOf(ctx), {
    indicator: indicator.compiled,
    dimension: rule.dimension,
    scope: rule.scope ?? 'registration',
    transform: 'value',
    single: comparesNeighbours(rule.condition) && indicator.row.measure === 'accumulates',
    periods,
    asOf: null,
    restriction: { kind: 'all' },
    filters: {},
  })
  const byCode = new Map(
    rule.dimension === 'zone'
      ? [['', answer.total] as const]
      : answer.groups.map(({ code, cells }) => [code, cells] as const),
  )
  // A park of which nothing has come yet has no number, but is late all the same.
  if (rule.dimension === 'park')
    for (const one of filed.values())
      for (const code of one.flatMap(({ expected }) => [...expected.keys()]))
        if (code !== '' && !byCode.has(code)) byCode.set(code, [])
  const groups = [...byCode]
    .filter(([code]) => rule.dimension === 'zone' || code !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, cells]) => ({
      code,
      points: periods.map((period, place) =>
        pointOf(
          period,
          cells[place]?.value ?? null,
          filed.get(period) ?? [],
          rule.dimension === 'park' ? code : '',
        ),
      ),
    }))
  return { indicator, periods, groups, dataAsOf: answer.fedAt }
}

/** Neighbouring months cannot be compared since January: these conditions look at each month alone. */
export function comparesNeighbours(condition: WarningRule['condition']): boolean {
  return condition.kind === 'outlier' || (condition.kind === 'change' && condition.against === 'last-period')
}

function pointOf(period: string, value: number | null, filed: readonly Filed[], group: string): SeriesPoint {
  const shares = filed.map((one) => {
    const expected = one.expected.get(group) ?? 0
    return expected === 0
      ? null
      : { onTime: (one.onTime.get(group) ?? 0) / expected, final: (one.final.get(group) ?? 0) / expected }
  })
  const known =
    filed.length > 0 &&
    filed.every((one, place) => one.isLocked || (one.isDue && (shares[place]?.final ?? 0) >= ENOUGH_FINAL))
  const onTime = shares.flatMap((share) => (share === null ? [] : share.onTime))
  const isDue = filed.length > 0 && filed.every((one) => one.isDue)
  return {
    period,
    value: known ? value : null,
    // Of several forms the one that is furthest behind.
    ...(isDue && onTime.length > 0 ? { completeness: Math.min(...onTime) } : {}),
  }
}

/** For each period its forms, in the order of the codes; a form that has no such period is left out. */
async function filedOf(
  tx: Tx,
  ctx: Context,
  forms: readonly string[],
  periods: readonly string[],
  counted: CountsSoFar,
): Promise<ReadonlyMap<string, readonly Filed[]>> {
  if (forms.length === 0 || periods.length === 0) return new Map()
  const rows = await tx
    .selectFrom('statisticsPeriod')
    .selectAll()
    .where('form', 'in', [...forms])
    .where('period', 'in', [...periods])
    .orderBy('form')
    .execute()
  const today = await todayOf(tx, ctx)
  const codes = new Map([...(await parksById(tx)).values()].map(({ id, code }) => [id, code]))
  const found = new Map<string, Filed[]>()
  for (const row of rows) {
    const key = `${row.form}/${row.period}`
    const filed = counted.get(key) ?? (await countFiled(tx, ctx, row, today, codes))
    counted.set(key, filed)
    found.set(row.period, [...(found.get(row.period) ?? []), filed])
  }
  return found
}

async function countFiled(
  tx: Tx,
  ctx: Context,
  row: PeriodRow,
  today: string,
  codes: ReadonlyMap<string, string>,
): Promise<Filed> {
  const form = await formAt(tx, ctx.place, row.form, row.formVersion)
  const counts = await countByPark(tx, form, row)
  const by = (pick: (one: (typeof counts)[number]) => number) => {
    const sums = new Map([['', counts.reduce((sum, one) => sum + pick(one), 0)]])
    for (const one of counts) {
      const code = one.parkId === null ? undefined : codes.get(one.parkId)
      if (code !== undefined) sums.set(code, pick(one))
    }
    return sums
  }
  return {
    isDue: today > row.dueOn,
    isLocked: row.lockedAt !== null,
    expected: by(({ expected }) => expected),
    onTime: by(({ onTime }) => onTime),
    final: by(({ final }) => final),
  }
}
