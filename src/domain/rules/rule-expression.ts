/**
 * Expressions of a rule book in the form in which they are judged: names resolved, types known, every expression that stands
 * twice only once (`id`). Dates are days since 1970-01-01, durations whole days or months: all of them numbers, apart by `type`.
 * What has no typed form is `general`: it runs as FEEL, and is unknown where a fact it mentions is.
 */
import type { DateOn } from '#domain/kernel'
import type { BookNames } from './book-names.ts'
import type { FactDefinition, ParameterValue } from './fact.ts'
import type { Amount, Rule, RuleBook, RuleNode, RuleTable, ScoreItem, ScoreSheet } from './rule-book.ts'
import type { ComparisonSign, FeelExpression, FeelNode } from './syntax.ts'
import type { FeelNumber, FeelValue } from './values.ts'

/** Days and months are durations. `any`: known only when it runs. */
export type ExpressionType = 'boolean' | 'number' | 'date' | 'days' | 'months' | 'text' | 'texts' | 'any'

/** Values as expressions have them: days and months as numbers; null: unknown. */
export type ExpressionValue = boolean | string | FeelNumber | readonly string[] | null

export type NumberFunction = 'min' | 'max' | 'sum' | 'mean' | 'abs'
export type RoundingFunction =
  'floor' | 'ceiling' | 'decimal' | 'round up' | 'round down' | 'round half up' | 'round half down'
export type TextTest = 'contains' | 'starts with' | 'ends with'

interface ExpressionBase {
  readonly id: number
  readonly type: ExpressionType
  /** Of numbers, as far as it can be told; null: bare or not told. */
  readonly unit: string | null
  /** Facts it needs: observed ones, and derived ones beside the facts of their formulas. */
  readonly facts: ReadonlySet<string>
  readonly parameters: ReadonlySet<string>
  /** A score is in it: its value may be a range. */
  readonly ranged: boolean
}

export type ExpressionForm =
  | { readonly kind: 'constant'; readonly value: ExpressionValue; readonly double: number | null }
  /** Null: without a value on the day. */
  | {
      readonly kind: 'parameter'
      readonly code: string
      readonly value: ExpressionValue
      readonly double: number | null
    }
  /** A value of its own counts before the formula. */
  | { readonly kind: 'fact'; readonly code: string; readonly formula: RuleExpression | null }
  | { readonly kind: 'known'; readonly of: RuleExpression }
  | { readonly kind: 'negate'; readonly of: RuleExpression }
  | {
      readonly kind: 'arithmetic'
      readonly sign: '+' | '-' | '*' | '/'
      readonly left: RuleExpression
      readonly right: RuleExpression
    }
  | { readonly kind: 'function'; readonly name: NumberFunction; readonly of: readonly RuleExpression[] }
  | {
      readonly kind: 'round'
      readonly name: RoundingFunction
      readonly of: RuleExpression
      readonly scale: number
    }
  /** How many words. */
  | { readonly kind: 'count'; readonly of: RuleExpression }
  | { readonly kind: 'add-months'; readonly date: RuleExpression; readonly months: RuleExpression }
  | { readonly kind: 'months-between'; readonly from: RuleExpression; readonly to: RuleExpression }
  | { readonly kind: 'date-part'; readonly of: RuleExpression; readonly part: 'year' | 'month' | 'day' }
  | {
      readonly kind: 'compare'
      readonly sign: ComparisonSign
      readonly left: RuleExpression
      readonly right: RuleExpression
      /** The side that does not depend on the enterprise, or the right one. */
      readonly threshold: 'left' | 'right'
      /** The smallest step of its unit. */
      readonly step: number
    }
  | { readonly kind: 'and' | 'or'; readonly of: readonly RuleExpression[] }
  | { readonly kind: 'at-least'; readonly count: number; readonly of: readonly RuleExpression[] }
  | { readonly kind: 'not'; readonly of: RuleExpression }
  | {
      readonly kind: 'if'
      readonly condition: RuleExpression
      readonly then: RuleExpression
      readonly otherwise: RuleExpression
    }
  /** The text is one of these words. */
  | { readonly kind: 'in-words'; readonly of: RuleExpression; readonly words: readonly string[] }
  /** The set of words holds the text. */
  | { readonly kind: 'has-word'; readonly texts: RuleExpression; readonly word: RuleExpression }
  | {
      readonly kind: 'text-test'
      readonly name: TextTest
      readonly of: RuleExpression
      readonly part: RuleExpression
    }
  | { readonly kind: 'table'; readonly table: CompiledTable; readonly output: number }
  | { readonly kind: 'score'; readonly score: CompiledScore; readonly group: string | null }
  | {
      readonly kind: 'general'
      readonly expression: FeelExpression
      /** What the names in it mean here, tables and scores among them. */
      readonly bound: ReadonlyMap<string, RuleExpression>
      /** Names asked for by `已知` only: may be unknown. */
      readonly asked: ReadonlySet<string>
      /** Constants: parameters that are no typed values. */
      readonly input: RuleExpression | null
    }

export type RuleExpression = ExpressionBase & ExpressionForm
export type ExpressionOf<K extends ExpressionForm['kind']> = ExpressionBase &
  Extract<ExpressionForm, { kind: K }>

export interface CompiledTable {
  readonly table: RuleTable
  readonly inputs: readonly RuleExpression[]
  readonly rows: readonly {
    /** All cells of the row pass. */
    readonly matches: RuleExpression
    readonly outputs: readonly RuleExpression[]
  }[]
  readonly otherwise: readonly RuleExpression[] | null
  readonly facts: ReadonlySet<string>
  readonly parameters: ReadonlySet<string>
}

export interface CompiledScore {
  readonly score: ScoreSheet
  /** Of its items, in order; those that are off are here too. */
  readonly items: readonly { readonly item: ScoreItem; readonly points: RuleExpression }[]
  readonly facts: ReadonlySet<string>
  readonly parameters: ReadonlySet<string>
}

export type CompiledNode =
  | {
      readonly kind: 'condition'
      readonly node: Extract<RuleNode, { kind: 'condition' }>
      readonly expression: FeelExpression
      readonly answer: RuleExpression
      readonly say: boolean
    }
  | {
      readonly kind: 'all' | 'any' | 'at-least' | 'not'
      readonly node: Exclude<RuleNode, { kind: 'condition' }>
      /** Of the parts that have a say. */
      readonly answer: RuleExpression
      readonly of: readonly CompiledNode[]
      /** Some condition in it is not off. */
      readonly say: boolean
    }

export interface CompiledRule {
  readonly rule: Rule
  readonly root: CompiledNode
  /** The whole rule as one expression. */
  readonly answer: RuleExpression
  readonly nearLimit: number
}

export interface CompiledAmount {
  readonly amount: Amount
  readonly expression: FeelExpression
  readonly value: RuleExpression
}

export interface CompiledRuleBook {
  readonly book: RuleBook
  readonly on: DateOn
  readonly names: BookNames
  readonly facts: ReadonlyMap<string, FactDefinition>
  /** Expressions of facts by code, those of derived facts with their formula; derived ones after what they need. */
  readonly factExpressions: ReadonlyMap<string, ExpressionOf<'fact'>>
  readonly parameters: ReadonlyMap<string, ParameterValue | null>
  readonly tables: ReadonlyMap<string, CompiledTable>
  readonly scores: ReadonlyMap<string, CompiledScore>
  readonly rules: ReadonlyMap<string, CompiledRule>
  readonly amounts: ReadonlyMap<string, CompiledAmount>
  /** By id. */
  readonly expressions: readonly RuleExpression[]
  /** What a part of a parsed expression was compiled to; undefined inside `general` and for what has no value of its own. */
  readonly expressionOf: (node: FeelNode) => RuleExpression | undefined
  readonly day: FeelValue
}

/** The expressions directly within. Tables and scores hold theirs apart. */
export function partsOfExpression(expression: RuleExpression): readonly RuleExpression[] {
  switch (expression.kind) {
    case 'constant':
    case 'parameter':
      return []
    case 'fact':
      return expression.formula === null ? [] : [expression.formula]
    case 'known':
    case 'negate':
    case 'round':
    case 'count':
    case 'date-part':
    case 'not':
    case 'in-words':
      return [expression.of]
    case 'arithmetic':
    case 'compare':
      return [expression.left, expression.right]
    case 'function':
    case 'and':
    case 'or':
    case 'at-least':
      return expression.of
    case 'add-months':
      return [expression.date, expression.months]
    case 'months-between':
      return [expression.from, expression.to]
    case 'if':
      return [expression.condition, expression.then, expression.otherwise]
    case 'has-word':
      return [expression.texts, expression.word]
    case 'text-test':
      return [expression.of, expression.part]
    case 'table': {
      const { rows, inputs, otherwise } = expression.table
      const outputs = [...rows.map((row) => row.outputs), otherwise ?? []].flatMap((columns) => {
        const output = columns[expression.output]
        return output === undefined ? [] : [output]
      })
      return [...inputs, ...rows.map((row) => row.matches), ...outputs]
    }
    case 'score':
      return expression.score.items
        .filter(({ item }) => !item.off && (expression.group === null || item.group === expression.group))
        .map(({ points }) => points)
    case 'general':
      return [...expression.bound.values(), ...(expression.input === null ? [] : [expression.input])]
  }
}

export function isNumeric(type: ExpressionType): boolean {
  return type === 'number' || type === 'date' || type === 'days' || type === 'months'
}
