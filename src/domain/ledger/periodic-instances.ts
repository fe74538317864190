import type { DateOn } from '#domain/kernel'
import type { Rhythm } from './duty.ts'
import { nextPeriod, periodOf, periodsBetween } from './periods.ts'

/** A periodic duty, as far as its instances follow from it. */
export interface Series {
  readonly rhythm: Rhythm
  /** Null: from the period of today on. */
  readonly startsOn: DateOn | null
  /** Null: without end. */
  readonly dueOn: DateOn | null
}

export interface InstanceDue {
  /** 2026-Q3; see `Period`. */
  readonly period: string
  /** First and last day, within the series: the first and the last period may be cut. */
  readonly from: DateOn
  readonly to: DateOn
}

/**
 * The instances that a periodic duty should have by today and has not: one for each period since it began, up to so many after
 * the present one, so that next month's is there before the month is. Asked again it answers the same, less what exists.
 */
export function instancesDue(
  series: Series,
  today: DateOn,
  existing: readonly string[] | ReadonlySet<string>,
  aheadPeriods = 1,
): readonly InstanceDue[] {
  const { rhythm, startsOn, dueOn } = series
  const known = new Set(existing)
  let last = periodOf(today, rhythm)
  for (let ahead = 0; ahead < aheadPeriods; ahead++) last = nextPeriod(last)
  const end = dueOn !== null && dueOn < last.to ? dueOn : last.to
  return periodsBetween(startsOn ?? periodOf(today, rhythm).from, end, rhythm)
    .filter(({ id }) => !known.has(id))
    .map(({ id, from, to }) => ({
      period: id,
      from: startsOn !== null && startsOn > from ? startsOn : from,
      to: dueOn !== null && dueOn < to ? dueOn : to,
    }))
}
