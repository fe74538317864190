/**
 * The shape of an extraction. It is the shape of the annotated examples: offsets are UTF-16 code units into the decoded
 * original text, `end` exclusive; names, titles and indicators are clean simplified Chinese.
 */

export interface Span {
  readonly start: number
  readonly end: number
}

/** numbered: 一、 (一) 1. 第X章; ordinal: 一是, 首先; lead: a title sentence or line without a number. */
export type HeadingKind = 'numbered' | 'ordinal' | 'lead'

export interface Heading extends Span {
  /** 1 is the outermost level that this document uses. */
  readonly level: number
  /** As printed (`一、`, `(一)`, `1.`, `第三条`, `二是`), in half-width brackets; null for a lead. */
  readonly number: string | null
  readonly title: string
  readonly kind: HeadingKind
}

/** gt 超过; ge 达到, 以上, 不少于; le 不超过, 以内; lt 低于; approx 左右, 约, 近; between 2至3个; eq otherwise. */
export type Comparator = 'gt' | 'ge' | 'lt' | 'le' | 'approx' | 'between' | 'eq'

/** A figure that the document sets as a goal (target) or reports as a fact (baseline). */
export interface Figure extends Span {
  readonly indicator: string
  readonly comparator: Comparator
  /** In `unit` as printed: 3.5 with 万亿元, not 3.5e12. A share in words is a decimal with unit 比例. */
  readonly value: number
  /** The upper end of a range, else null. */
  readonly value2: number | null
  readonly unit: string
  /** The year that the figure holds for, stated or given by its section; null where only the plan period would say. */
  readonly year: number | null
  /** The area or body that the figure is about, where the text or the document tells. */
  readonly scope: string | null
}

/**
 * A rule that a program can check. The kinds of the domain's table: max-per-unit, min-per-unit, coverage, conservation,
 * contiguity, consequence, frequency, count, count-total, enumeration-count, structure, gate, prohibition, priority,
 * eligibility, approval-sequence, workflow-sequence, plan-conformity, authority, role-requirement, inclusion, exclusion,
 * completeness, monotonic, admission-criteria, evaluation-criteria, budget-total, time-window, time-limit, named-members,
 * negative-list, procedure, ...
 */
export interface Constraint extends Span {
  readonly kind: string
  /** What is limited, in words: 每个分园的主导产业数. */
  readonly subject: string
  readonly limit: number | null
  readonly limitMin?: number
  /** hard: 不得, 必须; soft: 原则上, 一般 (a warning, never a block). */
  readonly strength?: 'hard' | 'soft'
  /** For counts and enumerations: how many members the text really lists, where it lists them. */
  readonly listed?: number
}

export type TaskKind = 'numbered' | 'ordinal' | 'lead' | 'paragraph' | 'sentence' | 'row'

export interface Deadline extends Span {
  /** As written, in clean text: 2024年6月底前, 每年, 三年内. */
  readonly text: string
  /** ISO date of the last day meant, where it can be told. */
  readonly on: string | null
  readonly precision:
    'day' | 'month' | 'quarter' | 'half-year' | 'year' | 'plan-period' | 'periodic' | 'relative'
}

export interface Task extends Span {
  readonly kind: TaskKind
  /** Ancestors only, outermost first, each number + title. */
  readonly headingPath: readonly string[]
  readonly number: string | null
  readonly title: string
  /** How many measures: clauses with a verb and an object of their own. */
  readonly measures: number
  readonly measureSpans: readonly Span[]
  /** Acting, approving or newly founded bodies, by full name. */
  readonly bodies: readonly string[]
  /** 牵头单位 / 责任单位 where the text says so. */
  readonly lead: string | null
  readonly supporting: readonly string[]
  readonly deadline: Deadline | null
}

export interface BodyMention extends Span {
  /** Full name (after aliases). */
  readonly name: string
}

export interface Citation extends Span {
  readonly title: string
  /** 国函〔2012〕168号 */
  readonly number: string | null
  /** Named without 《》. */
  readonly unmarked?: boolean
}

/** What the document is, as far as it says. */
export interface DocumentFacts {
  readonly title: string | null
  readonly issuer: string | null
  /** ISO date. */
  readonly issued: string | null
  readonly documentNumber: string | null
  readonly horizon: {
    readonly from: number | null
    readonly to: number | null
    readonly milestones: readonly number[]
  } | null
}

export interface Annex extends Span {
  readonly title: string
  /** Whether the annex's own text follows in this document. */
  readonly present: boolean
}

export interface Extraction extends DocumentFacts {
  readonly headings: readonly Heading[]
  readonly targets: readonly Figure[]
  readonly baselines: readonly Figure[]
  readonly constraints: readonly Constraint[]
  readonly tasks: readonly Task[]
  readonly bodies: readonly string[]
  readonly bodyAliases: Readonly<Record<string, string>>
  readonly bodyMentions: readonly BodyMention[]
  readonly citations: readonly Citation[]
  readonly annexes: readonly Annex[]
  readonly noise: readonly Span[]
}

export type FindingKind =
  | 'count-mismatch'
  | 'target-answered'
  | 'limit-conflict'
  | 'annex-missing'
  | 'document-missing'
  | 'target-undated'
  | 'duty-without-body'
  | 'duty-undated'

export interface FindingItem extends Span {
  /** The document's key as given to `reconcile`: a file name on the command line, a version id in the library. */
  readonly document: string
}

export interface Finding {
  readonly kind: FindingKind
  readonly severity: 'info' | 'warning' | 'error'
  /** Figures and names that a message in any language is made of. */
  readonly values: Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>
  readonly items: readonly FindingItem[]
}
