import type { BilingualText } from '#domain/kernel'
import type { AggregationMethod } from './aggregation-method.ts'
import type { NormalisationMethod } from './normalisation-method.ts'
import type { UncertaintySpecification } from './uncertainty.ts'
import type { WeightingMethod } from './weighting-method.ts'

/**
 * 评价方案: how units (parks, incubators, clusters …) are judged, as data. A tree of any depth whose leaves read columns of the
 * data; steps in this order: gates on raw data are looked at, units screened, figures divided by denominators, gaps imputed,
 * outliers treated, scales made one (normalised), weights found, levels aggregated, bonus and penalty added, ranked, graded.
 * Files: data/schemes. Format: docs/methods/evaluation.md.
 */
export interface Scheme {
  readonly format: 1
  readonly code: string
  readonly version: number
  readonly name: BilingualText
  readonly about: BilingualText | null
  /** official: issued by a body, all of it known; assumed: parts filled in by us, marked; own: of the zone; incomplete: refuses to run as official. */
  readonly standing: SchemeStanding
  readonly sources: readonly SchemeSource[]
  /** What is not known about it, one sentence each. */
  readonly unknowns: readonly BilingualText[]
  /** What is judged: `park`, `incubator`, `cluster` … */
  readonly units: string
  readonly rhythm: 'year' | 'quarter' | 'month'
  /** Exactly one has no parent: the total. */
  readonly nodes: readonly SchemeNode[]
  readonly screening: Screening | null
  /** For all leaves that say nothing of their own. */
  readonly imputation: Imputation
  readonly treatment: Treatment
  readonly normalisation: NormalisationMethod
  /** From which values scales (least, most, mean …) are taken: those of the judged period, or of all periods of the data. */
  readonly scaleOver: 'period' | 'all-periods'
  readonly weighting: WeightingMethod
  readonly aggregation: AggregationMethod
  readonly gates: readonly Gate[]
  readonly adjustments: readonly Adjustment[]
  readonly ranking: Ranking
  readonly grading: Grading | null
  /** M06: units compared within groups of their kind (产业领域、发展类型). */
  readonly peerGroups: PeerGroups | null
  readonly uncertainty: UncertaintySpecification | null
}

export const SCHEME_STANDINGS = ['official', 'assumed', 'own', 'incomplete'] as const
export type SchemeStanding = (typeof SCHEME_STANDINGS)[number]

export interface SchemeSource {
  readonly title: string
  readonly url: string | null
  readonly note: BilingualText | null
}

/** An indicator (leaf, with `input`) or a heading (with children). */
export interface SchemeNode {
  /** Unique in the scheme; letters of any language, digits, `.`, `_`, `-`. */
  readonly code: string
  readonly name: BilingualText
  readonly parent: string | null
  /** Among siblings; only the proportions count. Not used where the weighting finds its own. */
  readonly weight: number
  /** Within what a what-if and the search for winning weights may move it, as shares of the siblings' sum (0.1 is 10 %). */
  readonly weightRange: { readonly least: number; readonly most: number } | null
  readonly input: NodeInput | null
  /** Headings only: another way than the scheme's. */
  readonly aggregation: AggregationMethod | null
  /** Headings only: share of children that must have a value, else none here (0 … 1). Null: one is enough. */
  readonly availability: number | null
  /** Headings only: how its children's weights are found, another way than the scheme's. */
  readonly weighting: WeightingMethod | null
  /** How sure formula and weight are: verified in the source, inferred or assumed by us. */
  readonly standing: 'verified' | 'inferred' | 'assumed'
  readonly note: BilingualText | null
}

export interface NodeInput {
  /** Column of the data; often the node's own code. */
  readonly column: string
  /** figure: a number per unit; panel: scores that members of a panel gave. */
  readonly kind: 'figure' | 'panel'
  /** more: more is better; less: less is better. */
  readonly direction: 'more' | 'less'
  /** For people, and for the platform's check against its indicator: 亿元, %, 万元/人. */
  readonly unit: string | null
  /** Divided by this column (per head, per km²), times `scale`. */
  readonly denominator: { readonly column: string; readonly scale: number } | null
  readonly panel: PanelRule | null
  /** Another way than the scheme's. */
  readonly imputation: Imputation | null
  readonly treatment: Treatment | null
  readonly normalisation: NormalisationMethod | null
  /** Where the platform takes the value from; nothing to the engine. */
  readonly indicator: IndicatorReference | null
}

/** A value of the statistics: indicator by code, transformed, of the judged period or some before. */
export interface IndicatorReference {
  readonly code: string
  readonly transform: 'value' | 'growth' | 'growth-same-period' | 'share' | 'location-quotient'
}

/** How members' scores become one figure. */
export interface PanelRule {
  readonly least: number
  readonly most: number
  /** trimmed: without the highest and lowest `trim` scores each. */
  readonly method: 'mean' | 'median' | 'trimmed'
  readonly trim: number
}

/** Units with too little data are left out, or kept by name in spite of it. Shares 0 … 1. */
export interface Screening {
  readonly leastAvailable: number
  /** Least share of values that are not zero; null: zeros are fine. */
  readonly leastNonZero: number | null
  readonly keep: readonly string[]
}

export type Imputation =
  | { readonly method: 'none' }
  | { readonly method: 'mean' | 'median' }
  /** By the group of the unit (`group`: a grouping of the data); a group without values takes nothing unless `fallback`. */
  | { readonly method: 'group-mean' | 'group-median'; readonly group: string; readonly fallback: boolean }
  /** From the unit's own other periods: the last known before, or on a straight line between (outside: as the nearest, or on the line). */
  | { readonly method: 'latest'; readonly maximumAge: number | null }
  | { readonly method: 'linear'; readonly extrapolate: 'none' | 'constant' | 'line' }
  | { readonly method: 'constant'; readonly value: number }
  /** The unit's own other indicators under the same heading, after scales are made one (COINr `impute_by = "row"`). */
  | { readonly method: 'siblings-mean' | 'siblings-median' }

/** 离群值处理: only where |skewness| > `skewness` and kurtosis > `kurtosis` (both); first winsorised, then the formula if that did not help. */
export type Treatment =
  | { readonly method: 'none' }
  | {
      readonly method: 'treat'
      /** Usual: 2 and 3.5 (OECD/JRC Handbook, COINr). */
      readonly skewness: number
      readonly kurtosis: number
      /** Most points that winsorising may move; null: any number. */
      readonly mostPoints: number | null
      readonly then: 'none' | 'log' | 'log-ct' | 'log-ct-orig' | 'log-gii' | 'box-cox'
      readonly lambda: number | null
    }

/** 否决项、门槛: a condition on raw data, looked at before anything is treated. */
export interface Gate {
  readonly code: string
  readonly name: BilingualText
  readonly column: string
  readonly operator: '>=' | '>' | '<=' | '<' | '=' | '!='
  readonly value: number
  /** exclude: not judged; cap: no grade better than `grade`; mark: only said. */
  readonly effect: 'exclude' | 'cap' | 'mark'
  readonly grade: string | null
  /** What happens when the value is missing. */
  readonly missing: 'passes' | 'fails'
}

/** 加分项、减分项: column × `points`, within bounds, added to the total after aggregation (a penalty has points below zero). */
export interface Adjustment {
  readonly code: string
  readonly name: BilingualText
  readonly column: string
  readonly points: number
  /** Most points that it may add or take away; above zero. */
  readonly most: number
}

export interface Ranking {
  /** min: 1 2 2 4; max: 1 3 3 4; average: 1 2.5 2.5 4; dense: 1 2 2 3; breakers: as min, after `breakers` were compared in turn. */
  readonly ties: 'min' | 'max' | 'average' | 'dense'
  /** Nodes compared in turn where totals are equal. */
  readonly breakers: readonly string[]
}

/** 分级: best first. */
export interface Grading {
  readonly method: 'thresholds' | 'quotas' | 'natural-breaks'
  readonly grades: readonly GradeRule[]
  /** Within each peer group instead of over all. */
  readonly within: boolean
}

export interface GradeRule {
  readonly code: string
  readonly name: BilingualText
  /** thresholds: from this total on; the last grade has none. */
  readonly from: number | null
  /** quotas: share of the units, 0 … 1; the last takes what is left. */
  readonly share: number | null
}

export interface PeerGroups {
  /** A grouping of the data. */
  readonly group: string
  /** rank: the same scales, ranked within groups too; scale: scales are taken within each group. */
  readonly compare: 'rank' | 'scale'
}
