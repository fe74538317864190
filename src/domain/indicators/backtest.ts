import { periodById, periodsBetween } from '#domain/kernel'
import { indexSeries, judgeCondition } from './warn.ts'
import type { SeriesPoint, WarningRule, WarningVerdict } from './warning.ts'

/** Something that a warning should have foretold: a park that missed its target, a slump, a factory that closed. */
export interface KnownEvent {
  readonly period: string
  readonly name: string
}

export interface BacktestOptions {
  /** An alarm foretells an event at most so many periods later; an earlier one is a false alarm. */
  readonly horizon: number
}

/** One alert that people would have got: it lasts until the rule is known not to fire. */
export interface PastAlarm {
  readonly from: string
  /** The last period in which it fired. */
  readonly to: string
  readonly verdict: WarningVerdict
  /** Whether an event came within the horizon; null where no events were given. */
  readonly isTrue: boolean | null
}

export interface EventWarning {
  readonly event: KnownEvent
  /** Beginning of the earliest alarm that foretold it or was there with it; null: none was. */
  readonly alarmFrom: string | null
  /** Periods between that beginning and the event; 0: only when it came. */
  readonly lead: number | null
}

export interface Backtest {
  readonly verdicts: readonly WarningVerdict[]
  readonly alarms: readonly PastAlarm[]
  readonly events: readonly EventWarning[]
  /** Periods in which the rule could be judged. */
  readonly judged: number
  /** New alarms ÷ judged periods; null where nothing could be judged. */
  readonly alarmsPerPeriod: number | null
  readonly hitRate: number | null
  readonly falseAlarms: number | null
}

/**
 * When a rule would have fired: each period is judged with what came before it alone. What is unknown neither begins nor ends an
 * alarm. Shown before a rule is enabled.
 */
export function backtest(
  rule: Pick<WarningRule, 'condition'>,
  series: readonly SeriesPoint[],
  events: readonly KnownEvent[] | null = null,
  options: BacktestOptions = { horizon: 12 },
): Backtest {
  const indexed = indexSeries(series)
  const periods = allPeriods(series)
  const place = new Map(periods.map((period, index) => [period, index]))
  const verdicts = periods.map((period) => judgeCondition(rule.condition, indexed, { period }))
  const runs = alarmRuns(verdicts)
  const warned = (events ?? []).map((event) => warnedOf(event, runs, place, options.horizon))
  const judged = verdicts.filter((verdict) => verdict.fires !== null).length
  const alarms = runs.map((run): PastAlarm => {
    const { first, last } = run
    return {
      from: first.verdict.period,
      to: last.verdict.period,
      verdict: first.verdict,
      isTrue:
        events === null
          ? null
          : events.some((event) => foretells(run, place.get(event.period), options.horizon)),
    }
  })
  const hits = warned.filter((event) => event.alarmFrom !== null).length
  return {
    verdicts,
    alarms,
    events: warned,
    judged,
    alarmsPerPeriod: judged === 0 ? null : alarms.length / judged,
    hitRate: warned.length === 0 ? null : hits / warned.length,
    falseAlarms: events === null ? null : alarms.filter((alarm) => alarm.isTrue === false).length,
  }
}

/** All periods from the first point to the last, gaps included: a period without a point is an unknown one. */
function allPeriods(series: readonly SeriesPoint[]): string[] {
  const known = series
    .flatMap((point) => periodById(point.period) ?? [])
    .sort((a, b) => (a.to < b.to ? -1 : 1))
  const first = known[0]
  const last = known.at(-1)
  if (first === undefined || last === undefined) return []
  return periodsBetween(first.from, last.to, first.rhythm).map((period) => period.id)
}

interface Run {
  readonly first: { readonly index: number; readonly verdict: WarningVerdict }
  readonly last: { readonly index: number; readonly verdict: WarningVerdict }
}

function alarmRuns(verdicts: readonly WarningVerdict[]): Run[] {
  const runs: Run[] = []
  let open: Run | null = null
  for (const [index, verdict] of verdicts.entries()) {
    if (verdict.fires === true) {
      const here = { index, verdict }
      open = open === null ? { first: here, last: here } : { first: open.first, last: here }
    } else if (verdict.fires === false && open !== null) {
      runs.push(open)
      open = null
    }
  }
  if (open !== null) runs.push(open)
  return runs
}

/** It began before the event or with it, and its last firing lies no further back than the horizon. */
function foretells(run: Run, event: number | undefined, horizon: number): boolean {
  return event !== undefined && run.first.index <= event && event - run.last.index <= horizon
}

function warnedOf(
  event: KnownEvent,
  runs: readonly Run[],
  place: ReadonlyMap<string, number>,
  horizon: number,
): EventWarning {
  const at = place.get(event.period)
  const run = runs.find((candidate) => foretells(candidate, at, horizon))
  return run === undefined || at === undefined
    ? { event, alarmFrom: null, lead: null }
    : { event, alarmFrom: run.first.verdict.period, lead: at - run.first.index }
}
