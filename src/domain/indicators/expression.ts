import type { Operator } from './relation.ts'

/**
 * What the text of an indicator says, as read; `at` is the place in the text (UTF-16 code units from 0), for messages. Whether
 * it makes sense (cells that exist, figures and conditions in their places, units) is for `check-expression.ts`.
 */
export type Expression =
  | { readonly kind: 'number'; readonly at: number; readonly value: number; readonly unit: string | null }
  | { readonly kind: 'text'; readonly at: number; readonly value: string }
  | { readonly kind: 'flag'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'cell'; readonly at: number; readonly form: string; readonly field: string }
  | { readonly kind: 'form'; readonly at: number; readonly form: string }
  /** `@industry`: what the register says of the enterprise at the end of the period. */
  | { readonly kind: 'attribute'; readonly at: number; readonly name: string }
  | {
      readonly kind: 'call'
      readonly at: number
      readonly name: string
      readonly arguments: readonly Expression[]
    }
  | { readonly kind: 'negate'; readonly at: number; readonly of: Expression }
  | {
      readonly kind: 'arithmetic'
      readonly at: number
      readonly operator: ArithmeticOperator
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'comparison'
      readonly at: number
      readonly operator: Operator
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'in'; readonly at: number; readonly of: Expression; readonly values: readonly string[] }
  | {
      readonly kind: 'logic'
      readonly at: number
      readonly operator: 'and' | 'or'
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'not'; readonly at: number; readonly of: Expression }

export type ArithmeticOperator = '+' | '-' | '*' | '/'

/** Names after `@`, and the column of the columnar store that holds each. */
export const ATTRIBUTE_COLUMNS = {
  industry: 'industry',
  field: 'field',
  size: 'size_class',
  rung: 'rung',
  park: 'registration_park',
  operationPark: 'operation_park',
  cluster: 'cluster',
  district: 'district',
  operationDistrict: 'operation_district',
} as const
export type Attribute = keyof typeof ATTRIBUTE_COLUMNS

/**
 * An expression that was checked, with every conversion of units written out: what is evaluated and turned into SQL. A figure
 * of one enterprise; missing where any part is missing or a divisor is zero.
 */
export type RowFigure =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'cell'; readonly form: string; readonly field: string }
  | { readonly kind: 'negate' | 'abs'; readonly of: RowFigure }
  /** Zero where missing: only where an author wrote so. */
  | { readonly kind: 'or-zero'; readonly of: RowFigure }
  | {
      readonly kind: 'arithmetic'
      readonly operator: ArithmeticOperator
      readonly left: RowFigure
      readonly right: RowFigure
    }
  /** Times numerator, over denominator, in doubles and in this order. */
  | Scaled<RowFigure>

export interface Scaled<T> {
  readonly kind: 'scaled'
  readonly of: T
  readonly numerator: number
  readonly denominator: number
}

/** A text of one enterprise. */
export type RowText =
  | { readonly kind: 'text-cell'; readonly form: string; readonly field: string }
  | { readonly kind: 'attribute'; readonly name: Attribute }

/** True, false or unknown (Kleene): unknown where it asks for what is missing. */
export type RowCondition =
  | {
      readonly kind: 'compare'
      readonly operator: Operator
      readonly left: RowFigure
      readonly right: RowFigure
    }
  | { readonly kind: 'text-in'; readonly of: RowText; readonly values: readonly string[] }
  /** Equal or not for any text; ordered only for days, of which the text sorts as the day. */
  | {
      readonly kind: 'compare-text'
      readonly operator: Operator
      readonly of: RowText
      readonly value: string
    }
  | { readonly kind: 'starts-with'; readonly of: RowText; readonly prefix: string }
  /** Never unknown. */
  | { readonly kind: 'known'; readonly of: RowFigure }
  | { readonly kind: 'known-text'; readonly of: RowText }
  /** The enterprise filed one of these forms; never unknown. */
  | { readonly kind: 'filed'; readonly forms: readonly string[] }
  | {
      readonly kind: 'and' | 'or'
      readonly left: RowCondition
      readonly right: RowCondition
    }
  | { readonly kind: 'not'; readonly of: RowCondition }

export type AggregateFunction = 'sum' | 'mean' | 'quantile' | 'minimum' | 'maximum' | 'hhi'

/**
 * One number of a group of enterprises, from those of which `where` is true and `of` is not missing. Null from none, but for
 * counts, which are then 0.
 */
export type AggregateCall =
  | {
      readonly kind: 'aggregate'
      readonly function: AggregateFunction
      readonly of: RowFigure
      readonly where: RowCondition | null
      /** Of quantile, 0 to 1; the median is 0.5. */
      readonly share: number | null
    }
  | { readonly kind: 'count'; readonly where: RowCondition }

export type GroupFigure =
  | { readonly kind: 'number'; readonly value: number }
  | AggregateCall
  | { readonly kind: 'negate' | 'abs'; readonly of: GroupFigure }
  | {
      readonly kind: 'arithmetic'
      readonly operator: ArithmeticOperator
      readonly left: GroupFigure
      readonly right: GroupFigure
    }
  | Scaled<GroupFigure>
