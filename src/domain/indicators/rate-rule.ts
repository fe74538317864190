import { placeCell, placeRows } from './outlier-columns.ts'
import { scoreOutliers } from './outlier-rules.ts'
import type { OutlierHistory, OutlierRule, PeriodColumns, RowGroups } from './outlier.ts'

/** What is known of the past for rating a rule; both histories over the same rows. */
export interface RatedHistory {
  /** Figures as they were first filed: these are judged. */
  readonly filed: OutlierHistory
  /** Figures as they stand after all corrections: from these the rule learns. */
  readonly settled: OutlierHistory
}

/** A figure of a rule's cell that turned out wrong. */
export interface KnownFault {
  readonly period: string
  readonly row: number
}

export interface PeriodRating {
  readonly period: string
  /** Rows that the rule could judge. */
  readonly judged: number
  readonly faults: number
  /** Faults that the rule finds. */
  readonly hits: number
  /** Figures that it finds and that stood. */
  readonly falseAlarms: number
}

export interface RuleRating extends Omit<PeriodRating, 'period'> {
  /** Hits ÷ faults, those that it could not judge among them; null without faults. */
  readonly hitRate: number | null
  /** False alarms ÷ judged figures that stood; null without any. */
  readonly falseAlarmRate: number | null
  /** Hits ÷ all that it finds; null where it finds nothing. */
  readonly precision: number | null
  readonly byPeriod: readonly PeriodRating[]
}

/**
 * How a rule would have done in the given periods, had it judged each as it was filed: shown before a rule is switched on. Faults
 * are figures corrected later; a wrong figure that nobody noticed counts as one that stood.
 */
export function rateRule(
  rule: OutlierRule,
  history: RatedHistory,
  faults: readonly KnownFault[],
  periods: readonly string[],
  groups: RowGroups = null,
): RuleRating {
  const faultsBy = new Map<string, Set<number>>()
  for (const { period, row } of faults) {
    const rows = faultsBy.get(period) ?? new Set<number>()
    faultsBy.set(period, rows.add(row))
  }
  const rated = periods.map((period) =>
    ratePeriod(rule, asSeenIn(history, period), period, faultsBy.get(period) ?? new Set(), groups),
  )
  const sum = (pick: (one: Rated) => number): number => rated.reduce((total, one) => total + pick(one), 0)
  const judged = sum((one) => one.rating.judged)
  const known = sum((one) => one.rating.faults)
  const hits = sum((one) => one.rating.hits)
  const falseAlarms = sum((one) => one.rating.falseAlarms)
  return {
    judged,
    faults: known,
    hits,
    falseAlarms,
    hitRate: share(hits, known),
    falseAlarmRate: share(
      falseAlarms,
      sum((one) => one.sound),
    ),
    precision: share(hits, hits + falseAlarms),
    byPeriod: rated.map((one) => one.rating),
  }
}

/**
 * Faults read off the corrections themselves: figures that were changed by more than `ratio` of the settled one, or emptied. Smaller corrections are no faults that an outlier rule could be asked to find.
 */
export function findKnownFaults(
  history: RatedHistory,
  cell: string,
  periods: readonly string[],
  ratio: number,
): KnownFault[] {
  const places = placeRows(null, history.filed.rows)
  return periods.flatMap((period) => {
    const filed = placeCell(history.filed, cell, period, places)?.back(0) ?? null
    const settled = placeCell(history.settled, cell, period, places)?.back(0) ?? null
    if (filed === null || settled === null) return []
    const faults: KnownFault[] = []
    for (let row = 0; row < history.filed.rows; row++) {
      const first = filed[row] ?? NaN
      // What was missing when it was judged, no rule over figures could have found.
      if (Number.isNaN(first)) continue
      const last = settled[row] ?? NaN
      if (!(Math.abs(first - last) <= ratio * Math.abs(last))) faults.push({ period, row })
    }
    return faults
  })
}

interface Rated {
  readonly rating: PeriodRating
  /** Judged figures that stood. */
  readonly sound: number
}

function ratePeriod(
  rule: OutlierRule,
  history: OutlierHistory,
  period: string,
  faults: ReadonlySet<number>,
  groups: RowGroups,
): Rated {
  const { scores, from, to } = scoreOutliers(rule, history, period, groups)
  let judged = 0
  let sound = 0
  let hits = 0
  let falseAlarms = 0
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] ?? NaN
    if (Number.isNaN(score)) continue
    judged++
    const isFault = faults.has(row)
    if (!isFault) sound++
    const isFound = score < (from[row] ?? -Infinity) || score > (to[row] ?? Infinity)
    if (isFound && isFault) hits++
    if (isFound && !isFault) falseAlarms++
  }
  return { rating: { period, judged, faults: faults.size, hits, falseAlarms }, sound }
}

/** The judged period as filed, all others as settled. */
function asSeenIn(history: RatedHistory, period: string): OutlierHistory {
  const isJudged = (columns: PeriodColumns): boolean => columns.period === period
  return {
    rows: history.filed.rows,
    periods: [
      ...history.settled.periods.filter((columns) => !isJudged(columns)),
      ...history.filed.periods.filter(isJudged),
    ],
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
