import { daysBetween, periodById, shiftPeriod, type Period } from '#domain/kernel'
import { robustCentreInPlace } from './robust-z.ts'
import type { SeriesPoint, WarningCondition, WarningRule, WarningVerdict } from './warning.ts'

/** What a rule is judged with beside the series. */
export interface WarningContext {
  /** The period to judge; the last of the series where absent. Later points are not looked at. */
  readonly period?: string
  /** Whether the due day of the period has come; completeness is not judged before. True where absent. */
  readonly isDue?: boolean
}

/** Why there is no answer, in `numbers.reason`. */
export const WARNING_REASONS = [
  'no-period',
  'no-value',
  'no-base',
  'base-zero',
  'before-baseline',
  'no-way-to-go',
  'no-compound-path',
  'no-completeness',
  'not-due',
  'too-few-changes',
  'not-above-zero',
] as const
export type WarningReason = (typeof WARNING_REASONS)[number]

/** Fewest past changes from which the usual size of a change can be told. */
export const LEAST_CHANGES = 4
/** Least standard deviation of changes on the log scale: a series that has stood still may still move by so much a time. */
export const LEAST_CHANGE_SPREAD = 0.01

/**
 * Whether a rule fires on a series of one group; fires null: it cannot be told, with the reason. The numbers are those that decide,
 * for the alert to keep.
 */
export function judgeWarning(
  rule: Pick<WarningRule, 'condition'>,
  series: readonly SeriesPoint[],
  context: WarningContext = {},
): WarningVerdict {
  return judgeCondition(rule.condition, indexSeries(series), context)
}

/** Points by period id, and the last period of all. */
export interface IndexedSeries {
  readonly points: ReadonlyMap<string, SeriesPoint>
  readonly last: string | null
}

export function indexSeries(series: readonly SeriesPoint[]): IndexedSeries {
  let last: Period | null = null
  for (const point of series) {
    const period = periodById(point.period)
    if (period !== null && (last === null || period.to > last.to)) last = period
  }
  return { points: new Map(series.map((point) => [point.period, point])), last: last?.id ?? null }
}

export function judgeCondition(
  condition: WarningCondition,
  series: IndexedSeries,
  context: WarningContext,
): WarningVerdict {
  const id = context.period ?? series.last
  const period = id === null ? null : periodById(id)
  if (period === null) return unknown(id ?? '', 'no-period')
  switch (condition.kind) {
    case 'threshold':
      return judgeThreshold(condition, series, period)
    case 'change':
      return judgeChange(condition, series, period)
    case 'trajectory':
      return judgeTrajectory(condition, series, period)
    case 'completeness':
      return judgeCompleteness(condition, series, period, context.isDue ?? true)
    case 'outlier':
      return judgeOutlier(condition, series, period)
  }
}

type Of<K extends WarningCondition['kind']> = Extract<WarningCondition, { kind: K }>

function judgeThreshold(condition: Of<'threshold'>, series: IndexedSeries, period: Period): WarningVerdict {
  const value = valueAt(series, period)
  const numbers = { value, limit: condition.value }
  if (value === null) return unknown(period.id, 'no-value', numbers)
  return { period: period.id, fires: compares(value, condition.operator, condition.value), numbers }
}

/**
 * All of the last `running` changes must pass the ratio. One that does not settles it, whatever else is unknown. Change is
 * (now − then) ÷ |then|, so that a loss that grows is a fall.
 */
function judgeChange(condition: Of<'change'>, series: IndexedSeries, period: Period): WarningVerdict {
  const changes: { change: number | null; reason: WarningReason | null }[] = []
  for (let step = 0; step < condition.running; step++) {
    changes.push(changeAt(series, shiftPeriod(period, -step), condition.against))
  }
  const value = valueAt(series, period)
  const base = valueAt(series, basePeriod(period, condition.against))
  const last = changes[0]
  const numbers: Record<string, number | null> = {
    value,
    base,
    change: last?.change ?? null,
    limit: condition.ratio,
    running: condition.running,
  }
  changes.slice(1).forEach(({ change }, index) => {
    numbers[`change${String(index + 1)}Before`] = change
  })
  const passes = changes.map(({ change }) =>
    change === null ? null : compares(change, condition.operator, condition.ratio),
  )
  if (passes.includes(false)) return { period: period.id, fires: false, numbers }
  const gap = changes.find(({ change }) => change === null)?.reason ?? null
  if (gap !== null) return unknown(period.id, gap, numbers)
  return { period: period.id, fires: true, numbers }
}

function judgeTrajectory(condition: Of<'trajectory'>, series: IndexedSeries, period: Period): WarningVerdict {
  const { baseline, target, tolerance, path } = condition
  const from = periodById(baseline.period)
  const to = periodById(target.period)
  const value = valueAt(series, period)
  const numbers: Record<string, number | null> = { value, baseline: baseline.value, target: target.value }
  if (from === null || to === null) return unknown(period.id, 'no-period', numbers)
  const way = target.value - baseline.value
  if (way === 0 || from.to >= to.to) return unknown(period.id, 'no-way-to-go', numbers)
  if (period.to < from.to) return unknown(period.id, 'before-baseline', numbers)
  const progress = Math.min(1, partOfWay(from, period, to))
  if (path === 'compound' && baseline.value * target.value <= 0) {
    return unknown(period.id, 'no-compound-path', numbers)
  }
  const required =
    progress === 1
      ? target.value
      : path === 'linear'
        ? baseline.value + way * progress
        : baseline.value * Math.pow(target.value / baseline.value, progress)
  numbers.required = required
  numbers.tolerance = tolerance
  if (value === null) return unknown(period.id, 'no-value', numbers)
  // Of the whole way, counted in its own direction: a target below the baseline is missed from above.
  const shortfall = (required - value) / way
  numbers.shortfall = shortfall
  return { period: period.id, fires: shortfall > tolerance + ROUNDING, numbers }
}

function judgeCompleteness(
  condition: Of<'completeness'>,
  series: IndexedSeries,
  period: Period,
  isDue: boolean,
): WarningVerdict {
  const completeness = series.points.get(period.id)?.completeness ?? null
  const numbers = { completeness, limit: condition.share }
  if (!isDue) return { period: period.id, fires: false, numbers: { ...numbers, reason: 'not-due' } }
  if (completeness === null) return unknown(period.id, 'no-completeness', numbers)
  return { period: period.id, fires: completeness < condition.share, numbers }
}

function judgeOutlier(condition: Of<'outlier'>, series: IndexedSeries, period: Period): WarningVerdict {
  const change = logChangeAt(series, period)
  const value = valueAt(series, period)
  const base = valueAt(series, shiftPeriod(period, -1))
  const numbers: Record<string, number | null> = { value, base, limit: condition.z }
  if (change === null) {
    if (value === null) return unknown(period.id, 'no-value', numbers)
    return unknown(period.id, base === null ? 'no-base' : 'not-above-zero', numbers)
  }
  const past: number[] = []
  for (let step = 1; step <= condition.training; step++) {
    const earlier = logChangeAt(series, shiftPeriod(period, -step))
    if (earlier !== null) past.push(earlier)
  }
  numbers.pastChanges = past.length
  if (past.length < LEAST_CHANGES) return unknown(period.id, 'too-few-changes', numbers)
  const centre = robustCentreInPlace(Float64Array.from(past), past.length, LEAST_CHANGE_SPREAD)
  if (centre === null) return unknown(period.id, 'too-few-changes', numbers)
  const z = (change - centre.median) / centre.sigma
  numbers.z = z
  numbers.change = Math.expm1(change)
  numbers.usualChange = Math.expm1(centre.median)
  return { period: period.id, fires: Math.abs(z) > condition.z, numbers }
}

/** Binary rounding of a path must not make a series that lies on it fall short of it. */
const ROUNDING = 1e-9

function valueAt(series: IndexedSeries, period: Period): number | null {
  return series.points.get(period.id)?.value ?? null
}

function basePeriod(period: Period, against: 'last-period' | 'same-period'): Period {
  if (against === 'last-period') return shiftPeriod(period, -1)
  return shiftPeriod(period, -PERIODS_A_YEAR[period.rhythm])
}

const PERIODS_A_YEAR = { week: 52, month: 12, quarter: 4, 'half-year': 2, year: 1 } as const

function changeAt(
  series: IndexedSeries,
  period: Period,
  against: 'last-period' | 'same-period',
): { change: number | null; reason: WarningReason | null } {
  const now = valueAt(series, period)
  if (now === null) return { change: null, reason: 'no-value' }
  const then = valueAt(series, basePeriod(period, against))
  if (then === null) return { change: null, reason: 'no-base' }
  if (then === 0) return { change: null, reason: 'base-zero' }
  return { change: (now - then) / Math.abs(then), reason: null }
}

function logChangeAt(series: IndexedSeries, period: Period): number | null {
  const now = valueAt(series, period)
  const then = valueAt(series, shiftPeriod(period, -1))
  return now === null || then === null || now <= 0 || then <= 0 ? null : Math.log(now / then)
}

/** In steps where all three are of one rhythm, so that years count alike; else in days between their last days. */
function partOfWay(from: Period, period: Period, to: Period): number {
  const isOneRhythm = from.rhythm === period.rhythm && from.rhythm === to.rhythm && from.rhythm !== 'week'
  return isOneRhythm
    ? (monthOf(period) - monthOf(from)) / (monthOf(to) - monthOf(from))
    : daysBetween(from.to, period.to) / daysBetween(from.to, to.to)
}

function monthOf(period: Period): number {
  return Number(period.to.slice(0, 4)) * 12 + Number(period.to.slice(5, 7))
}

function compares(value: number, operator: '<' | '<=' | '>' | '>=', limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
  }
}

function unknown(
  period: string,
  reason: WarningReason,
  numbers: Readonly<Record<string, number | null>> = {},
): WarningVerdict {
  return { period, fires: null, numbers: { ...numbers, reason } }
}
