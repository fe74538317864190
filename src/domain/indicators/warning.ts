import type { BilingualText } from '#domain/kernel'
import type { Dimension } from './indicator.ts'

/** A rule that watches a series of one indicator in each group of a cut. */
export interface WarningRule {
  readonly code: string
  readonly name: BilingualText
  readonly indicator: string
  readonly dimension: Dimension | 'zone'
  readonly condition: WarningCondition
  /** 提示 / 预警 / 警报 */
  readonly level: 'notice' | 'warning' | 'alarm'
  /** Who must answer: the group's park, or the zone's office. */
  readonly owner: 'park' | 'office'
  readonly enabled: boolean
  readonly source: string
}

export type WarningCondition =
  | { readonly kind: 'threshold'; readonly operator: '<' | '<=' | '>' | '>='; readonly value: number }
  /** Relative change against so many periods back, or the same period last year; −0.1: a fall of a tenth or more. */
  | {
      readonly kind: 'change'
      readonly against: 'last-period' | 'same-period'
      readonly operator: '<=' | '>='
      readonly ratio: number
      /** So many periods running. */
      readonly running: number
    }
  /** Short of the straight (or compound) path from the baseline to the target by more than `tolerance` of the way. */
  | {
      readonly kind: 'trajectory'
      readonly baseline: { readonly period: string; readonly value: number }
      readonly target: { readonly period: string; readonly value: number }
      readonly path: 'linear' | 'compound'
      readonly tolerance: number
    }
  /** Share of those who must file and have filed, below `share` on or after the due day. */
  | { readonly kind: 'completeness'; readonly share: number }
  /** Robust z-score of the last change on the log scale against the series' own past. */
  | { readonly kind: 'outlier'; readonly z: number; readonly training: number }

/** A point of a series; value null: unknown, which neither fires nor ends anything. */
export interface SeriesPoint {
  readonly period: string
  readonly value: number | null
  /** Share filed of those who must, where known. */
  readonly completeness?: number
}

/** Why a rule fired (or what it saw when it did not): the numbers themselves, for the alert to keep. */
export interface WarningVerdict {
  readonly period: string
  readonly fires: boolean | null
  readonly numbers: Readonly<Record<string, number | string | null>>
}
