import type { ColumnTable } from './column-table.ts'
import type { RowGroups } from './outlier.ts'

/** Ways to fill a missing figure, tried in the given order; the first that has enough to go by is taken. */
export type ImputationMethod =
  /** Last period's figure of the same firm times the group's ratio: Σ now ÷ Σ last over donors with both. */
  | { readonly kind: 'ratio-to-last'; readonly atLeast: number }
  | { readonly kind: 'group-mean'; readonly atLeast: number }
  | { readonly kind: 'group-median'; readonly atLeast: number }
  /** The figure of the most similar donor by Gower's distance over `by`. */
  | { readonly kind: 'nearest-neighbour'; readonly by: readonly NeighbourCell[]; readonly atLeast: number }

export const IMPUTATION_METHODS = [
  'ratio-to-last',
  'group-mean',
  'group-median',
  'nearest-neighbour',
] as const

/** A figure compared by its distance over the donors' range (log: of ln(1 + x), for skewed figures), or a text by equality. */
export interface NeighbourCell {
  readonly cell: string
  readonly weight: number
  readonly scale: 'linear' | 'log'
}

export interface ImputationRequest {
  readonly cell: string
  /** Filings of the period. */
  readonly table: ColumnTable
  /** Filings of the period before: for each row its row there, -1: none; null: the same order. */
  readonly last: { readonly table: ColumnTable; readonly rowOf: Int32Array | null } | null
  readonly groups: RowGroups
  /** Rows to fill; null: all in which the cell is missing. A row that has a figure is never touched. */
  readonly targets: readonly number[] | null
  /** 1: the row gives nothing (not approved, an outlier, itself imputed). Null: all give. */
  readonly barred: Uint8Array | null
  /** Digits after the point that the figure keeps; 0 for integers. */
  readonly decimals: number
  readonly methods: readonly ImputationMethod[]
}

/** A figure that nobody filed. It stays marked as such wherever it is kept. */
export interface Imputation {
  readonly row: number
  readonly value: number
  readonly method: (typeof IMPUTATION_METHODS)[number]
  /** Rows that it was computed from, in their order; shared between rows of one group. */
  readonly donors: readonly number[]
  /** Of ratio-to-last: Σ now ÷ Σ last. */
  readonly ratio: number | null
  /** Of nearest-neighbour: Gower's distance, 0 to 1. */
  readonly distance: number | null
}

export interface ImputationResult {
  readonly imputed: readonly Imputation[]
  /** Rows for which no method had enough to go by: they stay missing. */
  readonly left: readonly number[]
}

export interface ProrateRequest {
  /** The parts as they are; none may be missing. */
  readonly values: readonly number[]
  /** What they must add up to. */
  readonly total: number
  /** Digits after the point of parts and total; 0 for integers. */
  readonly decimals: number
  /** True: this part keeps its value. */
  readonly fixed?: readonly boolean[]
  /** How readily each part gives way, 0 or more; 1 where absent. */
  readonly weights?: readonly number[]
  /** Null: no bound. Where absent no part changes its sign: 0 bounds what is not negative below and what is negative above. */
  readonly lower?: readonly (number | null)[]
  readonly upper?: readonly (number | null)[]
}
