/** Verdicts: yes, no, or undetermined because facts are missing; with everything that led there. */
import type { BilingualText as Text, DateOn } from '#domain/kernel'
import type { ClauseReference, FactSource, FactValue, RuleStatus } from './fact.ts'

/** 符合, 不符合, 无法判定. */
export type VerdictAnswer = 'yes' | 'no' | 'undetermined'
/** In columns. */
export const ANSWER_CODES = { no: 0, yes: 1, undetermined: 2 } as const

export interface Verdict {
  readonly rule: string
  readonly on: DateOn
  readonly answer: VerdictAnswer
  /** How far from yes: 0 where it is yes; see `distance` of a comparison. Null: no change of numbers leads there. */
  readonly distance: number | null
  /** No, but by no more than the rule’s limit. */
  readonly near: boolean
  readonly trace: NodeTrace
  /** Facts that are unknown and could still change the answer, the least trouble first. */
  readonly missing: readonly MissingFact[]
  /** The cheapest set of unknown facts that could settle the answer, by the sum of their costs; null: it is settled. */
  readonly nextEvidence: EvidenceNeed | null
  /** The least that would have to be otherwise for yes, by distance; null where it is yes, or nothing would do. */
  readonly way: readonly WayStep[] | null
  /** What would turn the answer round (yes to no, or no to yes) if one fact alone changed. */
  readonly flips: readonly Flip[]
}

export interface MissingFact {
  readonly fact: string
  readonly title: Text
  readonly evidence: Text
  readonly by: 'enterprise' | 'park' | 'office'
  readonly cost: number
  /** Conditions (ids) that wait for it. */
  readonly conditions: readonly string[]
}

export interface EvidenceNeed {
  readonly facts: readonly string[]
  readonly cost: number
  /** What to ask for first. */
  readonly first: string
  /** Which answer they could bring about. */
  readonly towards: 'yes' | 'no'
}

export interface WayStep {
  /** The condition to be met. */
  readonly condition: string
  readonly title: Text
  /** The comparison in it that fails. */
  readonly comparison: ComparisonTrace
  /** 差多少: in the unit of the comparison; null where it is not of numbers or days. */
  readonly lacking: number | null
  readonly unit: string | null
}

/** `to` is the nearest value with the other answer; `open`: only just beyond it. */
export interface Flip {
  readonly fact: string
  readonly from: FactValue
  readonly to: FactValue
  readonly open: boolean
  readonly answer: 'yes' | 'no'
}

export interface NodeTrace {
  readonly id: string
  readonly kind: 'condition' | 'all' | 'any' | 'at-least' | 'not'
  readonly title: Text | null
  /** Of `at-least`. */
  readonly count: number | null
  readonly answer: VerdictAnswer
  readonly distance: number | null
  readonly clause: ClauseReference | null
  readonly status: RuleStatus | null
  readonly off: boolean
  /** Of a condition: its expression and the comparisons in it, as written. */
  readonly when: string | null
  readonly comparisons: readonly ComparisonTrace[]
  readonly of: readonly NodeTrace[]
}

/** One comparison, or one yes-or-no fact that stands by itself. */
export interface ComparisonTrace {
  /** As it stands in the expression. */
  readonly text: string
  readonly answer: VerdictAnswer
  readonly left: OperandTrace
  /** = != < <= > >= in between …; null for a fact by itself. */
  readonly sign: string | null
  readonly right: OperandTrace | null
  /**
   * How far from true, without unit: |threshold − value| / max(|threshold|, smallest step of the unit); 0 where true; null where no
   * number would help.
   */
  readonly distance: number | null
  /** The same in the unit of the left side: 差 3 件. */
  readonly lacking: number | null
  readonly unit: string | null
  readonly facts: readonly FactTrace[]
  readonly parameters: readonly ParameterTrace[]
}
export interface OperandTrace {
  readonly text: string
  /** Null: unknown. */
  readonly value: FactValue | null
  /** Of a score with unknown items: between these. */
  readonly range: { readonly low: number; readonly high: number } | null
  readonly unit: string | null
}
export interface FactTrace {
  readonly fact: string
  readonly value: FactValue | null
  readonly unit: string | null
  readonly source: FactSource | null
}
export interface ParameterTrace {
  readonly parameter: string
  readonly value: FactValue | null
  readonly unit: string | null
  readonly from: DateOn | null
  readonly clause: ClauseReference | null
}

/** A score taken apart. `low` and `high` are equal where everything is known. */
export interface ScoreTrace {
  readonly score: string
  readonly low: number
  readonly high: number
  readonly maximum: number
  readonly groups: readonly {
    readonly group: string
    readonly low: number
    readonly high: number
    readonly maximum: number
  }[]
  readonly items: readonly {
    readonly id: string
    readonly group: string
    readonly low: number
    readonly high: number
    readonly maximum: number
    readonly off: boolean
    readonly facts: readonly FactTrace[]
    /** Points for the next band, and what it takes; null: at the top, or not known. */
    readonly next: { readonly points: number; readonly flips: readonly Flip[] } | null
  }[]
}

/** A formula worked out; null: unknown, because of `missing`. */
export interface AmountTrace {
  readonly amount: string
  readonly value: number | null
  readonly unit: string
  readonly facts: readonly FactTrace[]
  readonly parameters: readonly ParameterTrace[]
  readonly missing: readonly string[]
}

/** One rule over a whole base. */
export interface AnswerColumn {
  readonly rule: string
  /** By row: ANSWER_CODES. */
  readonly answers: Uint8Array
  /** By row: distance to yes; NaN where no change of numbers leads there. Absent unless asked for. */
  readonly distances: Float32Array | null
  readonly counts: {
    readonly yes: number
    readonly no: number
    readonly undetermined: number
    readonly near: number
  }
}
