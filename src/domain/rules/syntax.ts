/** A FEEL expression, read. `from` and `to` are offsets in the text. */
import type { FeelNumber, FeelValue } from './values.ts'

interface Place {
  readonly from: number
  readonly to: number
}

export type ArithmeticSign = '+' | '-' | '*' | '/' | '**'
export type ComparisonSign = '=' | '!=' | '<' | '<=' | '>' | '>='

export type FeelNode = Place &
  (
    | { readonly kind: 'literal'; readonly value: string | boolean | null | FeelNumber }
    | { readonly kind: 'at'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'input' }
    | { readonly kind: 'negate'; readonly operand: FeelNode }
    | {
        readonly kind: 'arithmetic'
        readonly sign: ArithmeticSign
        readonly left: FeelNode
        readonly right: FeelNode
      }
    | {
        readonly kind: 'compare'
        readonly sign: ComparisonSign
        readonly left: FeelNode
        readonly right: FeelNode
      }
    | { readonly kind: 'and' | 'or'; readonly left: FeelNode; readonly right: FeelNode }
    | {
        readonly kind: 'between'
        readonly value: FeelNode
        readonly low: FeelNode
        readonly high: FeelNode
      }
    | { readonly kind: 'in'; readonly value: FeelNode; readonly tests: readonly FeelNode[] }
    | { readonly kind: 'unary'; readonly sign: ComparisonSign; readonly operand: FeelNode }
    | {
        readonly kind: 'range'
        readonly start: FeelNode
        readonly end: FeelNode
        readonly startIncluded: boolean
        readonly endIncluded: boolean
      }
    | { readonly kind: 'list'; readonly items: readonly FeelNode[] }
    | { readonly kind: 'context'; readonly entries: readonly { key: string; value: FeelNode }[] }
    | { readonly kind: 'path'; readonly target: FeelNode; readonly name: string }
    | { readonly kind: 'filter'; readonly target: FeelNode; readonly condition: FeelNode }
    | {
        readonly kind: 'call'
        readonly callee: FeelNode
        readonly positional: readonly FeelNode[]
        /** Null where the arguments are positional. */
        readonly named: readonly { readonly name: string; readonly value: FeelNode }[] | null
      }
    | {
        readonly kind: 'if'
        readonly condition: FeelNode
        readonly then: FeelNode
        readonly otherwise: FeelNode
      }
    | { readonly kind: 'for'; readonly iterations: readonly Iteration[]; readonly body: FeelNode }
    | {
        readonly kind: 'some' | 'every'
        readonly iterations: readonly Iteration[]
        readonly condition: FeelNode
      }
    | { readonly kind: 'instance'; readonly value: FeelNode; readonly type: TypeNode }
    | {
        readonly kind: 'function'
        readonly parameters: readonly { readonly name: string; readonly type: TypeNode | null }[]
        readonly body: FeelNode
        readonly external: boolean
      }
    /** Unary tests of an input: any of them, or none with `not`. */
    | { readonly kind: 'tests'; readonly negated: boolean; readonly tests: readonly FeelNode[] }
    | { readonly kind: 'anything' }
  )

export interface Iteration {
  readonly name: string
  readonly source: FeelNode
  /** The other end of `for i in 1..n`. */
  readonly end: FeelNode | null
}

export type TypeNode =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'list'; readonly of: TypeNode }
  | { readonly kind: 'range'; readonly of: TypeNode }
  | {
      readonly kind: 'context'
      readonly entries: readonly { readonly name: string; readonly type: TypeNode }[]
    }
  | { readonly kind: 'function'; readonly parameters: readonly TypeNode[]; readonly result: TypeNode }

/** An expression that was read and can be evaluated again and again. */
export interface FeelExpression {
  readonly text: string
  readonly root: FeelNode
}

/** Whole expressions, or the tests of a decision table's cell (`< 5`, `[1..3], 7`, `not("a")`, `-`). */
export type FeelDialect = 'expression' | 'unary-tests'

/** The name under which the input of unary tests stands in the scope. */
export const INPUT_NAME = '?'

export type { FeelValue }
