import type { BilingualText } from '#domain/kernel'

/**
 * A derived indicator: an expression over the cells of approved filings, with its unit checked. Files:
 * data/statistics/indicators.
 *
 * The expression speaks of groups: `sum(GQ-002!QC05_0)`, `sum(GQ-005!QJ20) / sum(GQ-002!QC05_0)`,
 * `median(GQ-002!QC05_0 / GQ-003!QD01)`, `quantile(GQ-002!QC05_0, 0.9)`, `mean(…)`, `count()`, `count(GQ-002!QC11)`,
 * `countIf(GQ-001!QB11 = "1")`, `hhi(…)`; + − × ÷, brackets and figures with units (`10000 人`).
 */
export interface IndicatorDefinition {
  readonly code: string
  readonly name: BilingualText
  readonly expression: string
  /** Unit in which it is shown: 亿元, %, 万元/人. */
  readonly unit: string
  readonly decimals: number
  /** Rhythm of its forms: all forms of one indicator have the same. */
  readonly rhythm: 'year' | 'quarter' | 'month'
  /** accumulates: a month's figure is since January (累计); point: as at the end; flow: of the period alone. */
  readonly measure: 'accumulates' | 'point' | 'flow'
  readonly direction: 'more' | 'less' | 'none'
  /** Other names under which plans speak of it, for binding targets. */
  readonly aliases: readonly string[]
  readonly note: BilingualText | null
  readonly source: string
}

export const DIMENSIONS = [
  'park',
  'cluster',
  'district',
  'industry-section',
  'industry-division',
  'industry-group',
  'industry-class',
  'field',
  'size',
  'rung',
] as const
/** By what a number is cut; memberships as of the end of the period. */
export type Dimension = (typeof DIMENSIONS)[number]

/** 统计口径: where an enterprise counts, by its registration or by where it operates. */
export const SCOPES = ['registration', 'operation'] as const
export type Scope = (typeof SCOPES)[number]

/** What is computed on top of an indicator's values in the groups. */
export const TRANSFORMS = ['value', 'growth', 'growth-same-period', 'share', 'location-quotient'] as const
export type Transform = (typeof TRANSFORMS)[number]

/** A number of one group; value null: nothing to compute it from, or suppressed. */
export interface Aggregate {
  readonly group: string
  readonly value: number | null
  /** Enterprises behind it. */
  readonly entities: number
  readonly suppressed: 'primary' | 'complementary' | null
}
