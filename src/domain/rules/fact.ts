/**
 * Facts (事实): what rules may ask about an enterprise, a park or a project. A fact has one name, in Chinese as officials say it,
 * which stands bare in expressions: `上年度研发费用 >= 100`. What is not known is absent: unknown is never no and never zero.
 */
import type { BilingualText as Text, DateOn, Json } from '#domain/kernel'

/** `texts` is a set of words, such as the valid qualifications of an enterprise. */
export type FactType = 'number' | 'boolean' | 'text' | 'texts' | 'date'

export interface FactDefinition {
  /** The name in expressions; unique, a name of FEEL without operators: 上年度营业收入. */
  readonly code: string
  readonly title: Text
  /** Under which facts are listed together where one is chosen: 经济, 人员, 研发, 知识产权, 资质, 基本信息 … */
  readonly group: string
  readonly type: FactType
  /** Of numbers: 万元, 人, 件, %, 年, ㎡ …; null: a bare number. See `unit.ts` for which units go together. */
  readonly unit: string | null
  /** The words that a text may be; null: any. */
  readonly options: readonly { readonly code: string; readonly title: Text }[] | null
  readonly description: Text | null
  /**
   * Worked out from other facts by a FEEL expression, which knows neither today nor parameters; null: observed. A derived fact is
   * unknown where the facts it needs are.
   */
  readonly formula: string | null
  /** What would show it, whom to ask, and how much trouble that is (1: a look into one’s own papers … 9: an audit). */
  readonly evidence: {
    readonly what: Text
    readonly by: 'enterprise' | 'park' | 'office'
    readonly cost: number
  }
  /** Not shown to bodies other than the enterprise, its park and the office. */
  readonly confidential: boolean
}

/** Days are ISO texts of ten characters. Numbers are finite; how they are written is what they are (0.1 is a tenth). */
export type FactValue = number | boolean | string | readonly string[]

/** Where a value is from; `kind` names the sort of place, the rest finds it: form, period and cell of a filing, id of a record. */
export interface FactSource {
  readonly kind: 'filing' | 'register' | 'record' | 'declaration' | 'derived' | 'given'
  readonly place: Readonly<Record<string, Json>>
}

export interface KnownFact {
  readonly value: FactValue
  readonly source: FactSource
}

/** What is known of one enterprise on the day of judgement, by the code of the fact. */
export type FactSheet = ReadonlyMap<string, KnownFact>

/** What is known of many, in columns of equal length. A row whose bit in `known` is 0 is unknown, whatever its value says. */
export interface FactBase {
  /** Of the rows, in order. */
  readonly ids: readonly string[]
  readonly columns: ReadonlyMap<string, FactColumn>
}

/** `known`: one byte a row, 1 or 0. Days count from 1970-01-01. `codes` point into `words`. */
export type FactColumn =
  | { readonly type: 'number'; readonly values: Float64Array; readonly known: Uint8Array }
  | { readonly type: 'boolean'; readonly values: Uint8Array; readonly known: Uint8Array }
  | { readonly type: 'date'; readonly values: Int32Array; readonly known: Uint8Array }
  | {
      readonly type: 'text'
      readonly values: Int32Array
      readonly known: Uint8Array
      readonly words: readonly string[]
    }
  /** Row r holds `codes[starts[r]] … codes[starts[r + 1] - 1]`. */
  | {
      readonly type: 'texts'
      readonly starts: Int32Array
      readonly codes: Int32Array
      readonly known: Uint8Array
      readonly words: readonly string[]
    }

/** A threshold, list or rate with its days: 规上工业标准, 重点产业目录. */
export interface RuleParameter {
  readonly code: string
  readonly title: Text
  readonly type: Exclude<FactType, 'boolean'>
  readonly unit: string | null
  /** In order; `to` is the first day on which it no longer holds; spells never overlap. Between spells it has no value. */
  readonly values: readonly ParameterValue[]
}
export interface ParameterValue {
  readonly from: DateOn
  readonly to: DateOn | null
  readonly value: FactValue
  readonly clause: ClauseReference
}

/** Where a rule or a figure stands. */
export interface ClauseReference {
  /** Title or number of the document, in words. */
  readonly document: string
  /** 第几条, 第几款; null where the document has none. */
  readonly clause: string | null
  /** The document in the library and the place in its text, where it is there. */
  readonly documentId: string | null
  readonly url: string | null
}

/**
 * How far a rule may be believed: read in an official text; read elsewhere or in part; set by us for want of a text; made up as an
 * example.
 */
export type RuleStatus = 'verified' | 'unverified' | 'assumed' | 'example'
