import { momentsOf, type Moments } from './column-moments.ts'
import type { EvaluationResult, PeriodTables, StepTable } from './evaluation-result.ts'

/** Steps of which a result keeps a table. */
export type StepName = Exclude<keyof PeriodTables, 'period'>

/** From where on a column is flagged: COINr's defaults, after the OECD/JRC Handbook. */
export interface ColumnThresholds {
  readonly skewness: number
  readonly kurtosis: number
  /** Least share of values that are there. */
  readonly available: number
  /** Least share, of all units, of values that are not zero. */
  readonly nonZero: number
  /** Least share, of all units, of different values. */
  readonly unique: number
}

export const COLUMN_THRESHOLDS: ColumnThresholds = {
  skewness: 2,
  kurtosis: 3.5,
  available: 0.65,
  nonZero: 0.5,
  unique: 0.5,
}

export interface ColumnStatistics extends Moments {
  readonly column: string
  readonly units: number
  readonly nonZero: number
  readonly unique: number
  /** How many units share the most frequent value. */
  readonly same: number
  readonly flags: readonly ColumnFlag[]
}

/** few: too little data; zeros; repeated: too few different values; outliers: skewness and kurtosis both beyond. */
export type ColumnFlag = 'few' | 'zeros' | 'repeated' | 'outliers'

/** What each column looks like, in the table's order (COINr `get_stats`, unrounded). */
export function describeColumns(
  table: StepTable,
  thresholds: ColumnThresholds = COLUMN_THRESHOLDS,
): readonly ColumnStatistics[] {
  return Object.entries(table).map(([column, values]) => {
    const times = new Map<number, number>()
    // 0 and −0 are one value: a map takes them for the same.
    for (const value of values) if (value !== null) times.set(value, (times.get(value) ?? 0) + 1)
    const moments = momentsOf(values)
    const counts = {
      units: values.length,
      nonZero: moments.count - (times.get(0) ?? 0),
      unique: times.size,
      same: Math.max(0, ...times.values()),
    }
    return { column, ...moments, ...counts, flags: flagsOf(moments, counts, thresholds) }
  })
}

/** A step's table of one period (the judged one unless said otherwise) without the units that were left out. Null: no such period. */
export function judgedTable(
  result: EvaluationResult,
  step: StepName,
  period: string = result.period,
): StepTable | null {
  const tables = result.periods.find((one) => one.period === period)
  if (tables === undefined) return null
  return Object.fromEntries(
    Object.entries(tables[step]).map(([node, values]) => [
      node,
      values.filter((_, index) => result.units[index]?.leftOut === null),
    ]),
  )
}

function flagsOf(
  { count, skewness, kurtosis }: Moments,
  { units, nonZero, unique }: { readonly units: number; readonly nonZero: number; readonly unique: number },
  thresholds: ColumnThresholds,
): readonly ColumnFlag[] {
  const flags: ColumnFlag[] = []
  if (count < thresholds.available * units) flags.push('few')
  if (nonZero < thresholds.nonZero * units) flags.push('zeros')
  if (unique < thresholds.unique * units) flags.push('repeated')
  if (
    skewness !== null &&
    kurtosis !== null &&
    Math.abs(skewness) > thresholds.skewness &&
    kurtosis > thresholds.kurtosis
  )
    flags.push('outliers')
  return flags
}
