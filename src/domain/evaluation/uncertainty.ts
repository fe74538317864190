import type { AggregationMethod } from './aggregation-method.ts'
import type { NormalisationMethod } from './normalisation-method.ts'
import type { Imputation, Treatment } from './scheme.ts'

/** 稳健性: which other reasonable choices are tried, how often, from which seed. */
export interface UncertaintySpecification {
  readonly replications: number
  /** 0 … 2³² − 1; the same seed gives the same bytes. */
  readonly seed: number
  readonly weights:
    /** Each weight × (1 ± up to `share`), scaled to one (COINr `get_noisy_weights`). */
    | { readonly kind: 'noise'; readonly share: number }
    /** Around the scheme's weights; the larger `concentration`, the closer. */
    | { readonly kind: 'dirichlet'; readonly concentration: number }
    | null
  /** Beside the scheme's own, each as likely. */
  readonly normalisations: readonly NormalisationMethod[]
  readonly aggregations: readonly AggregationMethod[]
  readonly imputations: readonly Imputation[]
  readonly treatments: readonly Treatment[]
  /** In each replication one leaf, drawn at random, is left out (with the chance that none is). */
  readonly omitLeaf: boolean
  /** Variance-based indices (Saltelli sampling, Jansen's estimators) with so many base rows; null: none. */
  readonly sobolRows: number | null
}

export interface UncertaintyResult {
  readonly replications: number
  readonly seed: number
  /** In the order of the result's units; units that were left out have none. */
  readonly units: readonly UnitUncertainty[]
  /** dominance[i][j]: share of replications in which unit i of `units` ranks before unit j (ties count half; ½ with itself). */
  readonly dominance: readonly (readonly number[])[]
  /** One leaf left out at a time, all else as in the scheme. */
  readonly leaveOneOut: readonly {
    readonly node: string
    /** Ranks in the order of the evaluation's units, null where not judged. */
    readonly ranks: readonly (number | null)[]
    /** Mean of |rank − nominal rank|. */
    readonly shift: number
  }[]
  readonly sensitivity: SensitivityResult | null
}

export interface UnitUncertainty {
  readonly unit: string
  readonly nominalRank: number
  readonly rank: Spread
  readonly score: Spread
  /** How often each rank came, from rank 1 on, shares; a shared rank of 1½ counts half for 1 and half for 2. */
  readonly rankShares: readonly number[]
  /** Share of replications in which it had no rank, as nothing was left to compute from; absent: in none. */
  readonly unranked?: number
  /** grade → probability. Empty without grading. */
  readonly gradeShares: Readonly<Record<string, number>>
}

export interface Spread {
  readonly mean: number
  readonly median: number
  readonly deviation: number
  readonly p05: number
  readonly p95: number
  readonly least: number
  readonly most: number
}

/** Sobol indices of the mean absolute rank shift, and of each unit's rank. */
export interface SensitivityResult {
  readonly rows: number
  readonly factors: readonly SensitivityIndex[]
  readonly byUnit: readonly { readonly unit: string; readonly factors: readonly SensitivityIndex[] }[]
}

export const UNCERTAIN_FACTORS = [
  'weights',
  'normalisation',
  'aggregation',
  'imputation',
  'treatment',
  'leaf',
] as const
export type UncertainFactor = (typeof UNCERTAIN_FACTORS)[number]

export interface SensitivityIndex {
  readonly factor: UncertainFactor
  readonly first: number
  readonly total: number
  /** Bootstrap 5 % and 95 % of each. */
  readonly firstRange: readonly [number, number]
  readonly totalRange: readonly [number, number]
}
