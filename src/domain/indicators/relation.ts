import type { BilingualText } from '#domain/kernel'

export const OPERATORS = ['=', '!=', '>', '>=', '<', '<='] as const
export type Operator = (typeof OPERATORS)[number]

/** error: the filing cannot be approved; query: it can, once somebody has said why the figure is right. */
export type Severity = 'error' | 'query'

/**
 * What to do with missing cells. skip-if-any (the default): a relation with a missing cell is not judged. skip-if-all: judged
 * unless all are missing, what is missing counts nothing. zero: what is missing counts zero. Never zero by default.
 */
export type MissingStrategy = 'skip-if-any' | 'skip-if-all' | 'zero'

/**
 * A cell in a rule. Written `QC05_0` (this filing), `GQ-003!QD01` (another form of the same period), `QC05_0@-1` (the last
 * period), `QC05_0@-1Y` (the same period last year), `SUM(GQ-002!QC05_0)` (the sum over a park's members).
 */
export interface CellRef {
  readonly code: string
  readonly form: string | null
  /** Key into FilingContext.history; null: this period. */
  readonly back: string | null
  readonly members: boolean
}

export interface Term {
  readonly coefficient: number
  readonly cell: CellRef
}

interface RuleHead {
  /** Unique within the form: gq002-01. */
  readonly id: string
  readonly severity: Severity
  /** official: printed by the form's authority; derived: follows from the form's own structure; zone: made by the zone. */
  readonly standing: 'official' | 'derived' | 'zone'
  readonly source: string
  /** Shown to people beside the arithmetic; absent where the arithmetic says all. */
  readonly words?: BilingualText
  readonly enabled: boolean
}

/** left operator right, both linear over cells with a constant. */
export interface LinearRule extends RuleHead {
  readonly kind: 'linear'
  /** As a person writes it; parsed by parseRelation: `QC05_0 = QC06 + QC07 + QC10 + QC49`. */
  readonly relation: string
  readonly missing: MissingStrategy
  /** Absolute tolerance for = and the bounds, in the unit of the cells; 0 where absent. */
  readonly tolerance?: number
}

/** Both filled or both empty (compulsory pair), or not both filled (exclusive pair). Zero is filled. */
export interface PairRule extends RuleHead {
  readonly kind: 'compulsory-pair' | 'exclusive-pair'
  readonly cells: readonly [string, string]
}

/** |now − then| ÷ |then| above `ratio`; judged only where |then| and |now| reach `floor` at least once. A query by nature. */
export interface ChangeRule extends RuleHead {
  readonly kind: 'change'
  readonly cell: string
  readonly back: string
  readonly ratio: number
  readonly floor: number
}

export type Rule = LinearRule | PairRule | ChangeRule

/** A linear rule with its text read: Σ left operator Σ right + constant. */
export interface ParsedRelation {
  readonly left: readonly Term[]
  readonly leftConstant: number
  readonly operator: Operator
  readonly right: readonly Term[]
  readonly rightConstant: number
}

/** One rule that a filing breaks, or one field that is not as its definition says. */
export interface Finding {
  /** Rule id, or `field:QC05_0` for what the field's own definition asks. */
  readonly rule: string
  readonly severity: Severity
  readonly code: FindingCode
  /** Cells of this filing that take part. */
  readonly cells: readonly string[]
  /** The two sides as they came out; null where the finding is not an arithmetic one. */
  readonly left: number | null
  readonly operator: Operator | null
  readonly right: number | null
  /** For messages: limit, allowed values, previous value, ratio… */
  readonly params: Readonly<Record<string, number | string | boolean | null>>
}

export const FINDING_CODES = [
  'indicators.relation',
  'indicators.compulsory_pair',
  'indicators.exclusive_pair',
  'indicators.change',
  'indicators.missing',
  'indicators.not_asked',
  'indicators.not_a_number',
  'indicators.not_an_integer',
  'indicators.too_many_decimals',
  'indicators.below_minimum',
  'indicators.above_maximum',
  'indicators.not_a_choice',
  'indicators.not_a_flag',
  'indicators.not_a_day',
  'indicators.not_a_year',
  'indicators.not_a_text',
  'indicators.text_too_long',
  'indicators.text_pattern',
  'indicators.outlier',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/** The smallest (by weight) set of cells whose change can satisfy all rules of severity error at once. */
export interface Localisation {
  readonly cells: readonly string[]
  readonly weight: number
  /** One solution for them, to show that there is one; rounded to the field's type only where it still holds. */
  readonly example: Readonly<Record<string, number | null>>
  /** False when the search was cut off: the set repairs everything, but a smaller one may exist. */
  readonly proven: boolean
  /** Cells of `example` that can take no other value, the others being kept; absent where none. */
  readonly determined?: readonly string[]
  /** Rules that contradict what other filings say, so that no change of this one's cells satisfies them; absent where none. */
  readonly unrepairable?: readonly string[]
}
