/** Numbers of one block of rows as doubles, each with a bound of its error; see `column-numbers.ts`. */
import type { NumberBlock, OwnBlock } from './column-numbers.ts'
import { doubleOf } from './expression-pool.ts'
import type { ExpressionOf, RuleExpression } from './rule-expression.ts'
import type { FeelNumber } from './values.ts'

/** Rows of a block: small enough for the cache, large enough that starting a loop does not count. A multiple of four. */
export const BLOCK_ROWS = 2_048

export function newBlock(rows = BLOCK_ROWS): OwnBlock {
  return { values: new Float64Array(rows), errors: new Float64Array(rows), known: new Uint8Array(rows) }
}

/** A decimal as a double: written as it is, or with the error of rounding. */
export function keep(number: FeelNumber | null, row: number, out: OwnBlock): void {
  out.known[row] = number === null ? 0 : 1
  const value = number === null ? 0 : number.toNumber()
  out.values[row] = value
  out.errors[row] =
    number === null || doubleOf(number) !== null
      ? 0
      : Number.isFinite(value)
        ? Math.abs(value) * 2 ** -52 + 1e-300
        : Infinity
}

/** Nothing is certain: the row judge has to say. */
export function doubt(row: number, out: OwnBlock): void {
  out.values[row] = 0
  out.errors[row] = Infinity
  out.known[row] = 1
}

export function copyAt(of: NumberBlock, row: number, out: OwnBlock): void {
  out.values[row] = of.values[row] ?? 0
  out.errors[row] = of.errors?.[row] ?? 0
  out.known[row] = of.known[row] ?? 0
}

/** A number that a double writes as it is. */
export function isWrittenConstant(
  expression: RuleExpression,
): expression is ExpressionOf<'constant' | 'parameter'> & { readonly double: number } {
  return (expression.kind === 'constant' || expression.kind === 'parameter') && expression.double !== null
}
