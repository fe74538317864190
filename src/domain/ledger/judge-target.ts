import { forecast, yearly } from './forecast.ts'
import type { TargetReasonCode, TargetReasonParams } from './target-reasons.ts'
import type { Actual, Forecast, Target, TargetStanding, TargetView, TrajectoryPoint } from './target.ts'
import { FURTHEST_YEARS, meanYearlyGrowth, requiredPath, yearReached } from './trajectory.ts'
import { APPROX_TOLERANCE_PERCENT, isBeyond, reaches, wantedLevel } from './wanted-level.ts'
import type { Base, WantedLevel } from './wanted-level.ts'

/** Below the path by no more than this is at risk, not yet off track. */
export const PATH_MARGIN_PERCENT = 5

type Reason = TargetView['because'][number]

/**
 * Where a target stands in `todayYear`. A year that is over and has a figure is met or missed; otherwise the forecast for the
 * target year decides, without one the last figure against the required path. `plannedGrowth`: the yearly growth in percent
 * that a later plan aims at; with it `reachedIn` tells when a level that was missed would be passed on that plan.
 * Rules and formulas: docs/methods/targets.md.
 */
export function judgeTarget(
  target: Target,
  actuals: readonly Actual[],
  todayYear: number,
  plannedGrowth: number | null = null,
): TargetView {
  const known = yearly(actuals)
  const base = baseOf(target, known)
  const based: Target = { ...target, baseYear: base?.year ?? target.baseYear, baseValue: base?.value ?? null }
  const level = wantedLevel(based, base)
  const path = requiredPath(based)
  const { year } = target
  if (year === null || level === null) {
    return {
      trajectory: path,
      forecast: [],
      standing: 'unknown',
      wanted: level?.wanted ?? null,
      wanted2: level?.wanted2 ?? null,
      attainment: null,
      reachedIn: null,
      because: [year === null ? reason('no-year', {}) : reason('no-base', { baseYear: target.baseYear })],
    }
  }
  const untilThen = known.filter((actual) => actual.year <= year)
  const predicted = forecast(untilThen, year)
  const judged = standing({ target, year, level, path, known: untilThen, predicted, todayYear })
  const reached = firstReached(based, level, known, plannedGrowth)
  const actual = untilThen.find((one) => one.year === year)
  return {
    trajectory: path,
    forecast: predicted,
    standing: judged.standing,
    wanted: level.wanted,
    wanted2: level.wanted2,
    attainment: actual === undefined ? null : attainmentOf(actual, level),
    reachedIn: reached.year,
    because: [
      ...judged.because,
      ...growthReached(target, base, untilThen),
      ...(target.comparator === 'approx'
        ? [reason('approx-tolerance', { percent: APPROX_TOLERANCE_PERCENT, from: level.from, to: level.to })]
        : []),
      ...reached.because,
    ],
  }
}

/** The base as the target states it, else the figure of its base year. */
function baseOf({ baseYear, baseValue }: Target, known: readonly Actual[]): Base | null {
  if (baseYear === null) return null
  const value = baseValue ?? known.find(({ year }) => year === baseYear)?.value
  return value === undefined ? null : { year: baseYear, value }
}

interface Case {
  readonly target: Target
  readonly year: number
  readonly level: WantedLevel
  readonly path: readonly TrajectoryPoint[]
  /** Figures up to the target year, by year. */
  readonly known: readonly Actual[]
  readonly predicted: readonly Forecast[]
  readonly todayYear: number
}

interface Judged {
  readonly standing: TargetStanding
  readonly because: readonly Reason[]
}

function standing(one: Case): Judged {
  const { year, known, predicted, todayYear } = one
  const isOver = todayYear > year
  const last = known.at(-1)
  if (isOver && last?.year === year) return settled(one, last)
  const timing = isOver
    ? reason('year-over-unreported', { year, lastYear: last?.year ?? null })
    : last?.year === year
      ? reason('preliminary', { year, value: last.value })
      : reason('year-not-over', { year })
  if (last === undefined) return { standing: 'unknown', because: [timing, reason('no-actual', {})] }
  const point = predicted.find((each) => each.year === year)
  const judged = point === undefined ? byPath(one, last) : byForecast(one, point)
  return { standing: judged.standing, because: [timing, ...judged.because] }
}

/** Met or missed, and neither where only the rounding of the figure would decide. */
function settled({ target, year, level }: Case, actual: Actual): Judged {
  const { value, low, high } = actual
  const { comparator } = target
  const { wanted, wanted2 } = level
  const isMet = reaches(level, value)
  if (reaches(level, low) !== isMet || reaches(level, high) !== isMet) {
    const params = { year, value, low, high, comparator, wanted, wanted2 }
    return { standing: 'unknown', because: [reason('rounding-decides', params)] }
  }
  const params = { year, value, comparator, wanted, wanted2, attainment: attainmentOf(actual, level) }
  if (!isMet) return { standing: 'missed', because: [reason('missed', params)] }
  const beyond = isBeyond(level, value)
    ? [reason('beyond-range', { year, value, from: level.from, to: level.to })]
    : []
  return { standing: 'met', because: [reason('met', params), ...beyond] }
}

function byForecast({ target, year, level }: Case, point: Forecast): Judged {
  const { value, low, high, method, years } = point
  const { wanted, wanted2 } = level
  const meets = reaches(level, value)
  const how = reason('forecast-method', {
    method,
    years: years.length,
    firstYear: years[0] ?? null,
    lastYear: years.at(-1) ?? null,
  })
  const bare = { year, value, comparator: target.comparator, wanted, wanted2 }
  if (low === null || high === null) {
    return meets
      ? { standing: 'on-track', because: [reason('forecast-meets-without-band', bare), how] }
      : { standing: 'off-track', because: [reason('forecast-misses-without-band', bare), how] }
  }
  const [worse, better] = level.rises ? [low, high] : [high, low]
  const params = { ...bare, low, high }
  if (meets) {
    return reaches(level, worse)
      ? { standing: 'on-track', because: [reason('forecast-meets', params), how] }
      : { standing: 'at-risk', because: [reason('forecast-may-miss', params), how] }
  }
  return reaches(level, better)
    ? { standing: 'at-risk', because: [reason('forecast-may-meet', params), how] }
    : { standing: 'off-track', because: [reason('forecast-misses', params), how] }
}

function byPath({ target, year, level, path }: Case, last: Actual): Judged {
  const { value } = last
  const { wanted, wanted2 } = level
  const required =
    path.find((point) => point.year === last.year)?.required ?? (last.year === year ? wanted : null)
  if (required === null) {
    return reaches(level, value)
      ? {
          standing: 'on-track',
          because: [
            reason('already-there', {
              year: last.year,
              value,
              comparator: target.comparator,
              wanted,
              wanted2,
            }),
          ],
        }
      : { standing: 'unknown', because: [reason('no-path', { year: last.year, value })] }
  }
  const ahead = level.rises ? value - required : required - value
  const params = { year: last.year, value, required }
  const percent = PATH_MARGIN_PERCENT
  const slack = 1e-9 * Math.abs(required)
  if (ahead >= -slack) return { standing: 'on-track', because: [reason('on-path', params)] }
  return ahead >= (-percent / 100) * Math.abs(required) - slack
    ? { standing: 'at-risk', because: [reason('just-behind-path', { ...params, percent })] }
    : { standing: 'off-track', because: [reason('behind-path', { ...params, percent })] }
}

function growthReached(target: Target, base: Base | null, known: readonly Actual[]): Reason[] {
  const last = known.at(-1)
  if (target.kind !== 'growth' || base === null || last === undefined) return []
  const achieved = meanYearlyGrowth(base.value, last.value, last.year - base.year)
  if (achieved === null) return []
  return [reason('mean-growth', { from: base.year, to: last.year, achieved, planned: target.value })]
}

interface Reached {
  readonly year: number | null
  readonly because: readonly Reason[]
}

/** By a figure, else at a planned growth that was asked about, else by forecast, else at the target's own growth. */
function firstReached(
  target: Target,
  level: WantedLevel,
  known: readonly Actual[],
  plannedGrowth: number | null,
): Reached {
  const { wanted, rises } = level
  const there = known.find(({ value, low, high }) => [value, low, high].every((one) => reaches(level, one)))
  if (there !== undefined) {
    const { year, value } = there
    return { year, because: [reason('reached-by-actual', { year, value, wanted })] }
  }
  const start = known.at(-1) ?? baseOf(target, known)
  if (start === null) return { year: null, because: [] }
  const outOfSight = {
    year: null,
    because: [reason('not-reached-in-sight', { wanted, years: FURTHEST_YEARS })],
  }
  const predicted = plannedGrowth === null ? forecast(known, start.year + FURTHEST_YEARS) : []
  const passing = predicted.find(({ value }) => (rises ? value >= wanted : value <= wanted))
  if (passing !== undefined) {
    const { year } = passing
    return { year, because: [reason('reached-by-forecast', { year, wanted })] }
  }
  if (predicted.length > 0) return outOfSight
  const rate = plannedGrowth ?? (target.kind === 'growth' ? target.value : null)
  if (rate === null) return { year: null, because: [] }
  const year = yearReached(wanted, start, rate, rises)
  if (year === null) return outOfSight
  const params = { year, wanted, rate, fromYear: start.year, fromValue: start.value }
  return { year, because: [reason('reached-by-plan', params)] }
}

function attainmentOf(actual: Actual, level: WantedLevel): number | null {
  return level.wanted === 0 ? null : actual.value / level.wanted
}

function reason<C extends TargetReasonCode>(
  code: C,
  params: Readonly<Record<TargetReasonParams<C>, string | number | null>>,
): Reason {
  return { code, params }
}
