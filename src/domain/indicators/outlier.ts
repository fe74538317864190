import type { ColumnTable } from './column-table.ts'

/**
 * How a figure of the judged period is compared. Each rule watches one cell of a form; the figures by which it judges come from
 * the training window, periods before the judged one. Formulas and sources: docs/methods/outliers-and-imputation.md.
 */
export type OutlierRule = HidiroglouBerthelotRule | RobustZRule | SeasonalRule | MinMaxRule

/** Ratio to an earlier period, weighed by size (Hidiroglou and Berthelot 1986): a big firm's small slip counts as a small firm's big one. */
export interface HidiroglouBerthelotRule {
  readonly kind: 'hidiroglou-berthelot'
  readonly cell: string
  /** Compared with so many periods before: 1, or 12 for the same month last year. */
  readonly back: number
  /** U in [0, 1]: how much size counts; 0 not at all. Usual: 0.3 to 0.5. */
  readonly sizeExponent: number
  /** A: least spread as a share of the median effect, for effects that lie close together. Usual: 0.05. */
  readonly leastSpread: number
  /** C below and above: how many spreads away is too far. Usual: 4 to 40. */
  readonly width: { readonly below: number; readonly above: number }
  /** 0.25 for quartiles, 0.1 where more than half of the firms stand still (Hidiroglou and Emond 2018). */
  readonly percentile: number
  /**
   * Where the middle comes from. judged: the median ratio of the judged period itself, so that a season common to all drops out
   * (only the spread is learned apart); training: nothing of the judged period is used.
   */
  readonly centre: 'judged' | 'training'
  /** So many earlier transitions teach the spread; 0: the judged one itself, as in the paper. */
  readonly training: number
  /** Least number of ratios that must be there to learn from. */
  readonly atLeast: number
}

/** Distance from the median in robust standard deviations, on the log scale. */
export interface RobustZRule {
  readonly kind: 'robust-z'
  readonly cell: string
  /** Cell that the figure is divided by before: revenue a head. Null: the figure itself. */
  readonly per: string | null
  /** group: all firms of its group in the training window; own-past: its own figures there. */
  readonly against: 'group' | 'own-past'
  /** Robust standard deviations that are too far. Usual: 3.5. */
  readonly z: number
  /** Least standard deviation on the log scale: 0.05 is about 5 %. Without it a firm that never changes could never change. */
  readonly leastSpread: number
  readonly scale: LogScale
  readonly training: number
  readonly atLeast: number
}

/** This period's change against the changes of the same season in the years before. */
export interface SeasonalRule {
  readonly kind: 'seasonal'
  readonly cell: string
  /** Change over so many periods; with 1, from the last period to this. */
  readonly back: number
  readonly against: 'group' | 'own-past'
  readonly z: number
  readonly leastSpread: number
  readonly scale: LogScale
  /** So many years before. */
  readonly training: number
  readonly atLeast: number
}

/** Fixed bounds, or the row's own least and greatest in the training window widened by a share of themselves. */
export interface MinMaxRule {
  readonly kind: 'min-max'
  readonly cell: string
  /** In the unit of the cell; null: no bound on that side. */
  readonly minimum: number | null
  readonly maximum: number | null
  /** 0.5: from half of the own least to one and a half of the own greatest. Null: fixed bounds alone. */
  readonly slack: number | null
  readonly training: number
  readonly atLeast: number
}

/**
 * What figures at or below zero become. natural: ln x, and what is not above zero is not judged; a number s: the signed logarithm
 * sign(x) ln(1 + |x| / s), in the cell's unit, where s is a size below which differences do not matter.
 */
export type LogScale = 'natural' | { readonly from: number }

/**
 * Filings of one form in several periods, over one list of rows (enterprises). The same row is the same enterprise in each
 * period; a period may be absent.
 */
export interface OutlierHistory {
  readonly rows: number
  readonly periods: readonly PeriodColumns[]
}

export interface PeriodColumns {
  /** Period id: 2025-03. */
  readonly period: string
  readonly table: ColumnTable
  /** For each row of the history its row in the table, -1: none; null: the same order and number. */
  readonly rowOf: Int32Array | null
}

/** Group of each row (industry by size, say): 0, 1, 2 …; -1: in none, not judged by its group. Null: all rows are one group. */
export type RowGroups = Int32Array | null

/** One figure that is too far from what was to be expected. */
export interface Outlier {
  readonly row: number
  readonly value: number
  /** On the scale of the rule: effect, robust z; for min-max the figure itself. */
  readonly score: number
  /** Between these the score would have been accepted. */
  readonly scoreFrom: number
  readonly scoreTo: number
  /** Between these the figure would have been accepted, in the cell's unit; null: no such bound. */
  readonly from: number | null
  readonly to: number | null
  /** The middle of what was expected, in the cell's unit; null where the rule has none. */
  readonly expected: number | null
}

export interface OutlierFindings {
  readonly period: string
  /** Rows that could be judged. */
  readonly judged: number
  /** In the order of the rows. */
  readonly outliers: readonly Outlier[]
}

/** Scores of all rows: NaN where the rule cannot judge. An outlier lies outside its two bounds. */
export interface OutlierScores {
  readonly period: string
  readonly scores: Float64Array
  readonly from: Float64Array
  readonly to: Float64Array
}
