/**
 * All that a run found, step by step, for the judged period (and the tables of earlier periods where the data has them).
 * A table is node (or column) → values in the order of `units`; null: no value. JSON carries it without loss.
 */
export interface EvaluationResult {
  readonly format: 1
  readonly scheme: { readonly code: string; readonly version: number }
  readonly period: string
  readonly units: readonly JudgedUnit[]
  readonly periods: readonly PeriodTables[]
  readonly screening: readonly ScreenedUnit[]
  readonly imputed: readonly ImputedPoint[]
  readonly treated: readonly TreatedPoint[]
  readonly treatments: readonly TreatedNode[]
  readonly scales: readonly NodeScale[]
  readonly weights: readonly NodeWeight[]
  readonly gates: readonly GateOutcome[]
  readonly adjustments: readonly AdjustmentOutcome[]
  /** In the order of `units`. */
  readonly standings: readonly UnitStanding[]
  /** Natural breaks or quotas as they fell: the least total of each grade. */
  readonly gradeBounds: readonly {
    readonly group: string | null
    readonly grade: string
    readonly from: number | null
  }[]
}

export type StepTable = Readonly<Record<string, readonly (number | null)[]>>

export interface JudgedUnit {
  readonly code: string
  readonly name: string
  readonly groups: Readonly<Record<string, string>>
  /** Null: judged. screened: too little data; excluded: by a gate. */
  readonly leftOut: 'screened' | 'excluded' | null
}

export interface PeriodTables {
  readonly period: string
  /** By leaf: as the data has it (panels already one figure). */
  readonly raw: StepTable
  readonly denominated: StepTable
  readonly imputed: StepTable
  readonly treated: StepTable
  readonly normalised: StepTable
  /** By node, leaves too; the total without adjustments. */
  readonly scores: StepTable
}

export interface ScreenedUnit {
  readonly unit: string
  readonly available: number
  readonly nonZero: number
  readonly kept: boolean
  /** Kept by name in spite of too little data. */
  readonly byName: boolean
}

export interface ImputedPoint {
  readonly period: string
  readonly node: string
  readonly unit: string
  readonly method: string
  readonly value: number
  /** What it was taken from: units, periods or nodes. */
  readonly from: readonly string[]
}

export interface TreatedPoint {
  readonly period: string
  readonly node: string
  readonly unit: string
  readonly before: number
  readonly after: number
  readonly by: 'winsorised' | 'transformed'
}

export interface TreatedNode {
  readonly node: string
  readonly skewnessBefore: number | null
  readonly kurtosisBefore: number | null
  readonly skewnessAfter: number | null
  readonly kurtosisAfter: number | null
  readonly winsorised: number
  readonly transformed: string | null
  /** Within the bounds at last. */
  readonly passed: boolean
}

/** Numbers from which a leaf's scale was made, so that anybody can do it by hand. */
export interface NodeScale {
  readonly node: string
  readonly group: string | null
  readonly method: string
  readonly parameters: Readonly<Record<string, number>>
}

export interface NodeWeight {
  readonly node: string
  /** Among siblings, adding to one. */
  readonly share: number
  /** Product up to the root. */
  readonly effective: number
  /** benefit of the doubt: by unit, in the order of `units`; else null. */
  readonly byUnit: readonly (number | null)[] | null
  /** Figures of the method: consistency ratio, entropy, spread of experts … */
  readonly details: Readonly<Record<string, number>>
}

export interface GateOutcome {
  readonly gate: string
  readonly unit: string
  readonly value: number | null
  readonly passed: boolean
}

export interface AdjustmentOutcome {
  readonly adjustment: string
  readonly unit: string
  readonly value: number | null
  readonly points: number
}

export interface UnitStanding {
  readonly unit: string
  /** Total with adjustments; never rounded. Null: left out, or nothing to compute from. */
  readonly score: number | null
  readonly rank: number | null
  readonly groupRank: number | null
  readonly grade: string | null
  /** Grade before a gate capped it; equal to `grade` otherwise. */
  readonly uncappedGrade: string | null
}
