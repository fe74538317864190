/** How built-in functions are declared, and how they take their arguments. */
import type { FeelRun } from './scope.ts'
import { FeelDate, FeelDateTime } from './temporal.ts'
import { ANY, FeelFunction, type FeelNumber, type FeelValue, isContext, isList, isNumber } from './values.ts'
import type { FeelContext } from './values.ts'
import type { BuiltInName } from './known-names.ts'

/** Undefined where the arguments do not fit: the answer is null with a note. */
export type BuiltInBody = (
  args: readonly FeelValue[],
  run: FeelRun,
  signature: readonly string[] | null,
) => FeelValue | undefined

export interface BuiltInShape {
  /** Without it all of the longest signature are needed. */
  readonly fewest?: number
  /** Any number of further arguments of the last parameter's kind. */
  readonly variadic?: boolean
}

export const MOST_ARGUMENTS = 10_000

/** A built-in function: its name, the ways in which its arguments may be named, its body. */
export function builtIn(
  name: BuiltInName,
  signatures: readonly (readonly string[])[],
  body: BuiltInBody,
  shape: BuiltInShape = {},
): FeelFunction {
  const longest = signatures.reduce<readonly string[]>(
    (best, signature) => (signature.length > best.length ? signature : best),
    [],
  )
  return new FeelFunction(
    name,
    longest.map((parameter) => ({ name: parameter, type: ANY })),
    ANY,
    (args, run, signature) =>
      body(args, run, signature ?? null) ??
      (args.includes(null) ? null : run.nothing('wrong_arguments', { name, given: args.length })),
    {
      fewest: shape.fewest ?? Math.min(...signatures.map((signature) => signature.length)),
      most: shape.variadic === true ? MOST_ARGUMENTS : longest.length,
      signatures,
      builtIn: true,
    },
  )
}

/** A list of one item stands for the item where no list is wanted (clause 10.3.2.9.4). */
export function single(value: FeelValue | undefined): FeelValue {
  if (value === undefined) return null
  const only = isList(value) && value.length === 1 ? value[0] : value
  return only ?? null
}

export function numberIn(value: FeelValue | undefined): FeelNumber | undefined {
  const found = single(value)
  return isNumber(found) ? found : undefined
}

export function wholeIn(value: FeelValue | undefined): number | undefined {
  const found = numberIn(value)
  return found?.isInteger() === true && found.abs().lessThanOrEqualTo(Number.MAX_SAFE_INTEGER)
    ? found.toNumber()
    : undefined
}

export function textIn(value: FeelValue | undefined): string | undefined {
  const found = single(value)
  return typeof found === 'string' ? found : undefined
}

/** A value that is no list stands for the list of it; null is none. */
export function listIn(value: FeelValue | undefined): readonly FeelValue[] | undefined {
  if (value === null || value === undefined) return undefined
  return isList(value) ? value : [value]
}

export function contextIn(value: FeelValue | undefined): FeelContext | undefined {
  const found = single(value)
  return isContext(found) ? found : undefined
}

export function dateIn(value: FeelValue | undefined): FeelDate | undefined {
  const found = single(value)
  if (found instanceof FeelDate) return found
  return found instanceof FeelDateTime ? found.date : undefined
}

/** Of functions such as `min`: the items of the one list, or the arguments themselves. */
export function itemsIn(args: readonly FeelValue[]): readonly FeelValue[] | undefined {
  const [first] = args
  if (first === undefined) return undefined
  return args.length === 1 ? listIn(first) : args
}
