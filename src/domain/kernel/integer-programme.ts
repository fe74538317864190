/**
 * Integer programmes (整数规划) as data. Engines make them and read their solutions; `platform/optimisation` solves them. Names are
 * any texts, unique among the variables and among the rows.
 */
export interface IntegerProgramme {
  readonly sense: 'maximise' | 'minimise'
  readonly variables: readonly ProgrammeVariable[]
  readonly rows: readonly ProgrammeRow[]
}

export interface ProgrammeVariable {
  readonly name: string
  /** binary: 0 or 1, whatever the bounds would allow. */
  readonly kind: 'binary' | 'integer' | 'continuous'
  /** Null: without a lower or upper bound. */
  readonly low: number | null
  readonly high: number | null
  /** Its factor in the objective. */
  readonly weight: number
}

/** low ≤ Σ factor · variable ≤ high; null: not bounded on that side. A variable stands once in a row. */
export interface ProgrammeRow {
  readonly name: string
  readonly terms: readonly { readonly variable: string; readonly factor: number }[]
  readonly low: number | null
  readonly high: number | null
}

export interface ProgrammeSolution {
  /** optimal: proven best. time-limit: the best found in time; `bound` says how much better another could be. */
  readonly status: 'optimal' | 'time-limit'
  readonly objective: number
  /** No solution is better than this; equal to `objective` where it is proven best. */
  readonly bound: number
  /** By name; whole numbers where the variable is binary or integer. */
  readonly values: ReadonlyMap<string, number>
}
