/**
 * A procedure as data (程序定义). `data/procedures/*.json` hold the shipped ones; a zone may add its own. Nodes are kept flat,
 * each with the node it lies in (`within`), so that a file stays readable and a route names its target by id.
 *
 * Expressions are FEEL (see `expression.ts`), over the case's fields by name and besides: `settings`, `branch` (data, key
 * and outcome of the own branch), `branches.<node>` (list of the branches made by a parallel node, each with `key`,
 * `outcome` and its data), `outcome` (of the group, parallel or sub-case just left), `related` (other cases on the same
 * subject: procedure, outcome, number), `returns` (times sent back), `initiator` (organisation id).
 */
import type { BilingualText, Json } from '#domain/kernel'
import type { DayRule, TimeLimit } from './clock.ts'
import type { ClockStage } from './clock.ts'

export interface ProcedureDefinition {
  readonly code: string
  readonly version: number
  readonly name: BilingualText
  readonly summary: BilingualText
  /** Rows of the table of mechanisms that it serves, e.g. `M14`. */
  readonly mechanisms: readonly string[]
  readonly sources: readonly DefinitionSource[]
  /** `{year}` and `{seq}` or `{seq:4}` (padded): `哨〔{year}〕{seq}号`. The sequence begins anew each year. */
  readonly numbering: string
  /** Account roles that may start one. */
  readonly openedBy: readonly string[]
  /** May be raised from any case or task of a plan, e.g. a supervision notice; the origin is kept. */
  readonly raisedFromCases?: boolean
  /** The field that is the case's title. */
  readonly title: string
  /** The field by which cases on the same matter are found, e.g. a project code; its values are compared as text. */
  readonly subject?: string
  readonly settings: Readonly<Record<string, Setting>>
  readonly fields: Readonly<Record<string, FieldDefinition>>
  readonly participants: Readonly<Record<string, Participant>>
  readonly pauseReasons: Readonly<Record<string, PauseReason>>
  readonly initial: string
  readonly nodes: Readonly<Record<string, NodeDefinition>>
  readonly clocks: Readonly<Record<string, ClockDefinition>>
  /** Shown on the case while `when` holds; they never stop anybody. */
  readonly warnings?: Readonly<Record<string, Warning>>
  /** While `when` holds the case cannot go on: every act but reading is refused with the text. */
  readonly bars?: Readonly<Record<string, Warning>>
  readonly messages: Readonly<Record<string, BilingualText>>
  /** Letters that can be drawn up from the case, as .docx. */
  readonly letters?: Readonly<Record<string, LetterTemplate>>
  /** Yes, no or not yet, of every case: what the statistics page counts (响应率 …). */
  readonly measures?: Readonly<Record<string, Measure>>
  /** What the statistics can be broken down by. Values are organisations or the field's own values. */
  readonly dimensions?: Readonly<Record<string, Dimension>>
  /** Participants who may end the case at any time (终止), and the outcome it gets. */
  readonly termination?: { readonly by: readonly string[]; readonly outcome: string }
  /** Someone who signed twice in a row signs once (重复审批人自动跳过): next to each other, or anywhere before. */
  readonly skipRepeated?: 'adjacent' | 'any'
}

/** Where a rule comes from. `verified` read at the source, `derived` follows from it, `assumed` a proposal of ours. */
export interface DefinitionSource {
  readonly text: BilingualText
  readonly status: 'verified' | 'derived' | 'assumed'
  /** When it took effect or was published, as precisely as known. */
  readonly date?: string
}

/** A number that a zone may change (with a reason, from a date): time limits above all. */
export interface Setting {
  readonly name: BilingualText
  readonly value: TimeLimit | number
  readonly source: DefinitionSource
}

export interface FieldDefinition {
  readonly label: BilingualText
  readonly hint?: BilingualText
  /** JSON Schema 2020-12. Formats of ours: `organisation`, `organisation:<kind>`, `person`, `file`, `multiline`, `date`. */
  readonly schema: Readonly<Record<string, Json>>
  /** Words for the values of an enum. */
  readonly values?: Readonly<Record<string, BilingualText>>
  /** Read only by `readers` and by those whose step shows it, the initiator included: by the step that fills it in. */
  readonly confidential?: boolean
  /** Account roles that always read a confidential field. */
  readonly readers?: readonly string[]
  /**
   * Kept in the branch instead of the case: each branch has its own. `after-join`: others read it when the parallel
   * work is over (individual scores before consensus).
   */
  readonly branch?: 'open' | 'after-join'
  /** Columns of an array of objects, for forms and tables. */
  readonly items?: Readonly<Record<string, FieldDefinition>>
}

/** Who a step is given to. */
export type Participant = { readonly name: BilingualText } & (
  | { readonly kind: 'initiator' }
  /** The very person who started it. */
  | { readonly kind: 'initiator-person' }
  | { readonly kind: 'account-role'; readonly role: string }
  /** A field that holds an organisation or person id, or a list of them. */
  | { readonly kind: 'field'; readonly field: string; readonly roles?: readonly string[] }
  /** The party for which the branch was made. */
  | { readonly kind: 'branch'; readonly roles?: readonly string[] }
)

export type NodeDefinition = StepNode | ChoiceNode | GroupNode | ParallelNode | SubcaseNode | EndNode

interface NodeBase {
  readonly name: BilingualText
  /** The group or branch that it lies in. */
  readonly within?: string
}

/** Work of people. */
export interface StepNode extends NodeBase {
  readonly kind: 'step'
  readonly by: string
  /** One signer by default; `all` 会签, `any` 或签, `count` n of m, `sequence` 依次. */
  readonly sign?: SignRule
  readonly fields?: Readonly<Record<string, FieldPermission>>
  readonly actions: Readonly<Record<string, ActionDefinition>>
  readonly allow?: readonly Allowance[]
  /** 驳回: to whom it may be sent back. */
  readonly returns?: readonly ('initiator' | 'previous' | 'earlier')[]
  /** After a return the work comes straight back here (`direct`) or walks every step again (`walk`, the default). */
  readonly afterReturn?: 'direct' | 'walk'
  /** The action that a repeated approver is taken to have chosen, where the definition skips them. */
  readonly repeats?: string
  readonly hint?: BilingualText
}

export interface SignRule {
  readonly rule: 'all' | 'any' | 'count' | 'sequence'
  /** For `count`: how many of one mind decide; a number or a setting's code. */
  readonly count?: number | string
  /** The action taken when the seats did not agree (`all`, `sequence`) or no action can reach the count any more. */
  readonly mixed?: string
}

export type FieldPermission = 'hidden' | 'read' | 'edit' | 'required'

/**
 * `transfer` 转办 · `delegate` 委派 · `add-before` 前加签 · `add-after` 后加签 · `remove` 减签 · `withdraw` 撤回 (take the own act back
 * while the next has not acted) · `copy` 抄送 · `urge` 催办 · `pause` (and resume) · `extend` (the clock of this step or what holds it)
 */
export type Allowance =
  | 'transfer'
  | 'delegate'
  | 'add-before'
  | 'add-after'
  | 'remove'
  | 'withdraw'
  | 'copy'
  | 'urge'
  | 'pause'
  | 'extend'

export interface ActionDefinition {
  readonly name: BilingualText
  readonly tone?: 'primary' | 'plain' | 'danger'
  readonly opinion?: 'required' | 'optional' | 'none'
  /** Asked for with this action only; they become required in the form. */
  readonly needs?: readonly string[]
  /** May be chosen only while this holds. */
  readonly guard?: string
  /** Why not, for the reader, when the guard does not hold. */
  readonly guardText?: BilingualText
  /** Decides the step at once, without waiting for the other signers. */
  readonly atOnce?: boolean
  /** Taken by a clock only (silence counts as …); nobody is offered it, and a person who asks for it is refused. */
  readonly bySystem?: boolean
  /** Field -> expression, evaluated in order before the route. */
  readonly set?: Readonly<Record<string, string>>
  readonly to: Route
  readonly effects?: readonly EffectDefinition[]
}

/** A node's id, or the first branch whose `when` holds; the last has none. */
export type Route = string | readonly { readonly when?: string; readonly to: string }[]

/** Goes on at once by its guards. */
export interface ChoiceNode extends NodeBase {
  readonly kind: 'choice'
  readonly set?: Readonly<Record<string, string>>
  readonly to: Route
}

/** A state with states inside; clocks may span it. It is left when an end inside is reached. */
export interface GroupNode extends NodeBase {
  readonly kind: 'group'
  readonly initial: string
  readonly to: Route
}

/** Work that runs side by side. */
export interface ParallelNode extends NodeBase {
  readonly kind: 'parallel'
  /** Fixed branches, each a step or a group within this node … */
  readonly branches?: readonly string[]
  /** … or one branch for each party of a participant, all of the same shape. */
  readonly each?: { readonly over: string; readonly node: string }
  readonly join:
    { readonly rule: 'all' | 'any' } | { readonly rule: 'count'; readonly count: number | string }
  readonly to: Route
}

/** Opens another case, or one for each element of a list field, and waits for them unless told otherwise. */
export interface SubcaseNode extends NodeBase {
  readonly kind: 'subcase'
  readonly procedure: string
  /** A list field; inside `data` the element is `item`. */
  readonly over?: string
  readonly data: Readonly<Record<string, string>>
  readonly wait: boolean
  readonly to: Route
}

/** Ends the group, the branch, or (outside of both) the case. */
export interface EndNode extends NodeBase {
  readonly kind: 'end'
  readonly outcome: string
  readonly tone: 'good' | 'bad' | 'plain'
}

export interface ClockDefinition {
  readonly name: BilingualText
  /** Runs while this node is active, from entering to leaving; every branch and every activation's own. */
  readonly on: string
  /** Whose clock: a participant. */
  readonly owner: string
  /** A setting's code, or by the value of a field. */
  readonly limit: string | { readonly by: string; readonly of: Readonly<Record<string, string>> }
  readonly calendar: string
  readonly dayRule: DayRule
  readonly rollTo?: string
  /** Nodes inside during which it stands still, e.g. while the applicant supplements material. */
  readonly pausedIn?: readonly { readonly node: string; readonly reason: string }[]
  readonly stages: readonly (ClockStage & { readonly do?: readonly StageAct[] })[]
}

/** What the system does when a stage of a clock is reached. */
export type StageAct =
  | { readonly notify: string; readonly to: readonly string[] }
  | { readonly urge: true }
  /** Takes an action of the step (or of the active step inside) in the name of nobody. */
  | { readonly act: string }
  | { readonly open: string; readonly data: Readonly<Record<string, string>> }

export interface PauseReason {
  readonly name: BilingualText
  readonly evidence: 'required' | 'optional'
  /** The longest it may last: a setting's code. */
  readonly longest?: string
}

export interface Warning {
  readonly when: string
  readonly text: BilingualText
  readonly source: DefinitionSource
}

export type EffectDefinition =
  | { readonly kind: 'notify'; readonly message: string; readonly to: readonly string[] }
  | { readonly kind: 'copy'; readonly to: readonly string[] }
  | { readonly kind: 'open'; readonly procedure: string; readonly data: Readonly<Record<string, string>> }

export interface LetterTemplate {
  readonly name: BilingualText
  /** When it can be drawn up: an expression over the case, with `outcome`. */
  readonly when: string
  /** Paragraphs with `{field}` placeholders; `{number}`, `{date}`, `{title}` and `{opinions}` besides. Official Chinese. */
  readonly heading: string
  readonly addressee?: string
  readonly paragraphs: readonly string[]
  readonly table?: { readonly field: string }
}

export interface Measure {
  readonly name: BilingualText
  /** True, false, or null while it cannot be said; besides the fields: `clocks.<code>` = 'on-time' | 'late' | 'running', `outcome`. */
  readonly expression: string
  readonly source: DefinitionSource
}

export interface Dimension {
  readonly name: BilingualText
  readonly field: string
}
