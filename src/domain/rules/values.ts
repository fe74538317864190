/**
 * What a FEEL expression can be worth. Numbers are decimal128 (34 significant digits, half even, DMN 1.5 clause 10.3.2.3.1);
 * contexts are maps, so that a key such as `__proto__` is a key like any other; lists are arrays; nothing is ever changed.
 */
import { Decimal } from 'decimal.js'
import type { FeelRun } from './scope.ts'
import {
  type FeelDate,
  type FeelDateTime,
  type FeelDaysDuration,
  type FeelMonthsDuration,
  type FeelTime,
} from './temporal.ts'

/** A number: a `Decimal` whose operations keep 34 digits; `toString` never uses an exponent. */
export const FeelNumber = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  toExpNeg: -7000,
  toExpPos: 7000,
  maxE: 6144,
  minE: -6176,
})
export type FeelNumber = Decimal

export type FeelContext = ReadonlyMap<string, FeelValue>

export type FeelValue =
  | null
  | boolean
  | string
  | FeelNumber
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDaysDuration
  | FeelMonthsDuration
  | FeelRange
  | FeelFunction
  | readonly FeelValue[]
  | FeelContext

/** `[1..5)`, or a range by a sign: `(< 5)` has the start null. */
export class FeelRange {
  readonly start: FeelValue
  readonly end: FeelValue
  readonly startIncluded: boolean
  readonly endIncluded: boolean
  /** How it was written: with two endpoints, or with a sign and one; the two are never equal. */
  readonly sign: RangeSign

  constructor(
    start: FeelValue,
    end: FeelValue,
    startIncluded: boolean,
    endIncluded: boolean,
    sign: RangeSign = '..',
  ) {
    this.start = start
    this.end = end
    this.startIncluded = startIncluded
    this.endIncluded = endIncluded
    this.sign = sign
  }

  toString(): string {
    return `${this.startIncluded ? '[' : '('}${writeValue(this.start)}..${writeValue(this.end)}${this.endIncluded ? ']' : ')'}`
  }
}

export type RangeSign = '..' | '<' | '<=' | '>' | '>=' | '=' | '!='

export interface FeelParameter {
  readonly name: string
  readonly type: FeelType
}

/** A built-in function, a function definition, or whatever the caller makes callable (knowledge models, services). */
export class FeelFunction {
  readonly name: string
  readonly parameters: readonly FeelParameter[]
  readonly result: FeelType
  /**
   * Gets the arguments in the order of the parameters; of a function with `mostArguments` greater than the parameters, the last
   * may repeat.
   */
  readonly invoke: FunctionBody
  /** Fewest and most positional arguments, and other sets of parameter names by which it can be called. */
  readonly shape: FunctionShape

  constructor(
    name: string,
    parameters: readonly FeelParameter[],
    result: FeelType,
    invoke: FunctionBody,
    shape?: Partial<FunctionShape>,
  ) {
    this.name = name
    this.parameters = parameters
    this.result = result
    this.invoke = invoke
    this.shape = {
      fewest: parameters.length,
      most: parameters.length,
      signatures: [parameters.map((parameter) => parameter.name)],
      builtIn: false,
      ...shape,
    }
  }

  toString(): string {
    return `function(${this.parameters.map((parameter) => parameter.name).join(', ')})`
  }
}

/** `signature` holds the parameter names where the arguments came by name. */
export type FunctionBody = (
  args: readonly FeelValue[],
  run: FeelRun,
  signature?: readonly string[],
) => FeelValue

export interface FunctionShape {
  readonly fewest: number
  readonly most: number
  /** The names by which arguments may be given, in the order of the positions; several where the function has several forms. */
  readonly signatures: readonly (readonly string[])[]
  /** Built-in functions answer null to arguments of a wrong type themselves. */
  readonly builtIn: boolean
}

/** Types of `instance of`, of parameters, and of the item definitions of a model. */
export type FeelType =
  | { readonly kind: 'any' | 'null' | SimpleTypeName }
  | { readonly kind: 'list'; readonly of: FeelType }
  | { readonly kind: 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly entries: ReadonlyMap<string, FeelType> }
  | { readonly kind: 'function'; readonly parameters: readonly FeelType[]; readonly result: FeelType }
  /** A named type with allowed values; `allows` says whether a value of the base type is one of them. */
  | {
      readonly kind: 'constrained'
      readonly base: FeelType
      readonly allows: (value: FeelValue, run: FeelRun) => boolean
    }

export type SimpleTypeName =
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'

export const ANY: FeelType = { kind: 'any' }

export function isNumber(value: unknown): value is FeelNumber {
  return value instanceof FeelNumber
}

export function isList(value: FeelValue): value is readonly FeelValue[] {
  return Array.isArray(value)
}

export function isContext(value: FeelValue): value is FeelContext {
  return value instanceof Map
}

export function toContext(entries: Readonly<Record<string, FeelValue>>): FeelContext {
  return new Map(Object.entries(entries))
}

/** A number from text or a JavaScript number, rounded to 34 digits; null where it has no decimal128. */
export function toNumber(value: string | number | bigint | FeelNumber): FeelNumber | null {
  return kept(new FeelNumber(typeof value === 'bigint' ? value.toString() : value).toSignificantDigits(34))
}

/** Results that are no number (overflow, zero by zero) are null. */
export function kept(number: FeelNumber): FeelNumber | null {
  return number.isFinite() ? number : null
}

/** FEEL text of a value as the function `string` writes it inside lists and contexts; a run that is given pays for it. */
export function writeValue(value: FeelValue, run?: FeelRun): string {
  run?.spend(1)
  if (value === null) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  if (!isList(value) && !isContext(value)) return String(value)
  run?.enter()
  const text = isList(value)
    ? `[${value.map((item) => writeValue(item, run)).join(', ')}]`
    : `{${[...value].map(([key, entry]) => `${writeKey(key)}: ${writeValue(entry, run)}`).join(', ')}}`
  run?.leave()
  run?.holdSize(text.length)
  return text
}

function writeKey(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : JSON.stringify(key)
}
