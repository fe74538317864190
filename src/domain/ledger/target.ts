/**
 * A target (目标) of a plan, held against what later documents and years report. `growth`: `value` is a yearly growth rate in
 * percent, and the level follows from base and rate.
 */
export interface Target {
  readonly comparator: 'gt' | 'ge' | 'lt' | 'le' | 'approx' | 'between' | 'eq'
  readonly kind: 'level' | 'growth'
  readonly value: number
  /** Upper end of `between`. */
  readonly value2: number | null
  /** Of the level; for growth the unit of base and actuals. */
  readonly unit: string
  readonly year: number | null
  readonly baseYear: number | null
  readonly baseValue: number | null
  /** How the required path runs from base to target. */
  readonly path: 'linear' | 'compound'
}

/** One value of one year; `low` and `high` where rounding or an implication leaves a span. */
export interface Actual {
  readonly year: number
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface TrajectoryPoint {
  readonly year: number
  readonly required: number
}

/** Method and assumptions are said with it: docs/methods/targets.md. */
export interface Forecast {
  readonly year: number
  readonly value: number
  /** 80 % prediction interval; null where too few years are known to say. */
  readonly low: number | null
  readonly high: number | null
  /** `linear` and `mean-change` stand in where a value is not above zero; `none` is never given: no forecast is an empty list. */
  readonly method: 'log-linear' | 'linear' | 'mean-growth' | 'mean-change' | 'none'
  readonly years: readonly number[]
}

/** met, missed: the year is over and known · on-track, at-risk, off-track: by forecast and path · unknown: too little is known. */
export type TargetStanding = 'met' | 'missed' | 'on-track' | 'at-risk' | 'off-track' | 'unknown'

export interface TargetView {
  readonly trajectory: readonly TrajectoryPoint[]
  /** Forecast of every year from the last actual to the target year. */
  readonly forecast: readonly Forecast[]
  readonly standing: TargetStanding
  /** The level wanted in the target year (for growth: derived), with its upper end for `between`. */
  readonly wanted: number | null
  readonly wanted2: number | null
  /** Actual of the target year over the wanted level, where known: 0.72. */
  readonly attainment: number | null
  /** The first year in which the planned growth, or the forecast, passes the wanted level; null: not before 30 years. */
  readonly reachedIn: number | null
  /** Codes of sentences that say why, with figures. */
  readonly because: readonly {
    readonly code: string
    readonly params: Readonly<Record<string, string | number | null>>
  }[]
}

/** A figure that a later document reports, as the plan engine reads it. */
export interface ReportedFigure {
  readonly id: string
  readonly indicator: string
  readonly scope: string | null
  readonly comparator: Target['comparator']
  readonly value: number
  readonly value2: number | null
  readonly unit: string
  readonly year: number | null
  /** Year of the document's issue or end of its reporting period, when the figure has none. */
  readonly documentYear: number | null
  /** The words of the document around the figure, where known: 新建25个 is what a year adds, not how many there are. */
  readonly wording?: string | null
}

/** What a reported figure says about a target's series. */
export interface ReportJoin {
  /** Of an implied value, the figure that states the ratio. */
  readonly figureId: string
  /** `same`: the figure itself; `implied`: worked out of it and another (a multiple of an earlier year, a growth since then). */
  readonly how: 'same' | 'implied'
  readonly actual: Actual
  /** The arithmetic, for the page: 7.2 ÷ 1.8 = 4.0 (3.86 … 4.14), and the ids of the figures in it, level first. */
  readonly arithmetic: { readonly formula: string; readonly figures: readonly string[] } | null
  /** 0 to 1; below 0.7 a person must confirm before it counts. */
  readonly confidence: number
}
