/**
 * How far the rows of a block are from an answer, in millionths as `distance.ts` has it. Where no number leads there the distance
 * is `UNREACHABLE` or more (a sum of several).
 */
import type { BlockJudge } from './block-judge.ts'
import {
  COLUMN_NO as NO,
  COLUMN_UNKNOWN as UNKNOWN,
  COLUMN_YES as YES,
  type NumberBlock,
} from './column-numbers.ts'
import { FURTHEST, MILLION, gapOf, inMillionths, neededOf, quotientOf, sizeOf } from './distance.ts'
import { BLOCK_ROWS, isWrittenConstant } from './number-block.ts'
import type { ExpressionOf, RuleExpression } from './rule-expression.ts'

/** Beyond every sum of distances; a number, so that sums and the least of several need no questions. */
export const UNREACHABLE = 1e300

export class BlockDistances {
  readonly #judge: BlockJudge
  readonly #measured: Uint32Array
  readonly #distances: Float64Array[] = []
  readonly #passing = new Float64Array(BLOCK_ROWS)

  constructor(judge: BlockJudge, expressions: number) {
    this.#judge = judge
    this.#measured = new Uint32Array(expressions * 2)
  }

  distances(expression: RuleExpression, wanted: boolean): Float64Array {
    const slot = expression.id * 2 + (wanted ? 1 : 0)
    const { turn } = this.#judge
    const held = this.#distances[slot]
    if (held !== undefined && this.#measured[slot] === turn) return held
    const out = held ?? new Float64Array(BLOCK_ROWS)
    this.#distances[slot] = out
    this.#measure(expression, wanted, out)
    this.#measured[slot] = turn
    return out
  }

  #measure(expression: RuleExpression, wanted: boolean, out: Float64Array): void {
    const { count } = this.#judge
    switch (expression.kind) {
      case 'compare':
        this.#measureComparison(expression, wanted, out)
        return
      case 'not':
        out.set(this.distances(expression.of, !wanted))
        return
      case 'and':
      case 'or':
      case 'at-least':
        this.#measureJoined(expression, wanted, out)
        return
      case 'if': {
        const condition = this.#judge.answers(expression.condition)
        const answers = this.#judge.answers(expression)
        const then = this.distances(expression.then, wanted)
        const otherwise = this.distances(expression.otherwise, wanted)
        for (let row = 0; row < count; row += 1) {
          const [a, b] = [then[row] as number, otherwise[row] as number]
          if (isReached(answers[row], wanted)) out[row] = 0
          else if (condition[row] !== UNKNOWN) out[row] = condition[row] === YES ? a : b
          else out[row] = a < b ? a : b
        }
        return
      }
      default:
        withoutNumbers(this.#judge.answers(expression), wanted, out, count)
    }
  }

  #measureComparison(expression: ExpressionOf<'compare'>, wanted: boolean, out: Float64Array): void {
    const { left, right, threshold } = expression
    const { count } = this.#judge
    const answers = this.#judge.answers(expression)
    if (left.type === 'text') {
      withoutNumbers(answers, wanted, out, count)
      return
    }
    if (left.ranged || right.ranged) {
      for (let row = 0; row < count; row += 1)
        out[row] = isReached(answers[row], wanted) ? 0 : this.#rowDistance(expression, wanted, row)
      return
    }
    const value = this.#judge.numbers(threshold === 'right' ? left : right)
    const limitSide = threshold === 'right' ? right : left
    if (isWrittenConstant(limitSide)) {
      gapsToConstant(expression, answers, wanted, value, limitSide.double, out, count, (row) =>
        this.#rowDistance(expression, wanted, row),
      )
      return
    }
    const limit = this.#judge.numbers(limitSide)
    for (let row = 0; row < count; row += 1) {
      if (isReached(answers[row], wanted)) {
        out[row] = 0
        continue
      }
      const x = value.values[row] as number
      const y = limit.values[row] as number
      const ex = value.errors === null ? 0 : (value.errors[row] as number)
      const ey = limit.errors === null ? 0 : (limit.errors[row] as number)
      const size = sizeOf(expression, y)
      const quotient = quotientOf(expression, x, y)
      out[row] =
        (ex === 0 && ey === 0) || isClear(x, y, ex, ey, size, quotient)
          ? inMillionths(quotient)
          : this.#rowDistance(expression, wanted, row)
    }
  }

  #rowDistance(expression: RuleExpression, wanted: boolean, row: number): number {
    return this.#judge.at(row).distance(expression, wanted) ?? UNREACHABLE
  }

  #measureJoined(
    expression: ExpressionOf<'and' | 'or' | 'at-least'>,
    wanted: boolean,
    out: Float64Array,
  ): void {
    const { of } = expression
    const { count } = this.#judge
    const needed = neededOf(expression, wanted)
    if (needed < 1 || needed > of.length) {
      withoutNumbers(this.#judge.answers(expression), wanted, out, count)
    } else if (needed === of.length || needed === 1) {
      const into = needed === of.length ? addInto : leastInto
      for (const [index, part] of of.entries())
        if (index > 0) into(out, this.#passingDistances(part, wanted), count)
        else if (part.kind === 'compare') this.#measure(part, wanted, out)
        else out.set(this.distances(part, wanted))
    } else {
      const parts = of.map((part) => this.distances(part, wanted))
      sumOfLeast(parts, needed, out, count)
    }
  }

  /**
   * Distances that are read at once. Those of a comparison are not kept: working them out again costs less than the way to the
   * memory of so many.
   */
  #passingDistances(expression: RuleExpression, wanted: boolean): Float64Array {
    if (expression.kind !== 'compare') return this.distances(expression, wanted)
    this.#measure(expression, wanted, this.#passing)
    return this.#passing
  }
}

function isReached(answer: number | undefined, wanted: boolean): boolean {
  return answer === UNKNOWN || answer === (wanted ? YES : NO)
}

/** By the answer: what is missing where it still has to become yes, or no. */
const [ONE_IF_NO, ONE_IF_YES] = [Float64Array.of(1, 0, 0, 0), Float64Array.of(0, 0, 0, 1)]
const [FAR_IF_NO, FAR_IF_YES] = [Float64Array.of(UNREACHABLE, 0, 0, 0), Float64Array.of(0, 0, 0, UNREACHABLE)]

function withoutNumbers(answers: Uint8Array, wanted: boolean, out: Float64Array, count: number): void {
  const far = wanted ? FAR_IF_NO : FAR_IF_YES
  for (let row = 0; row < count; row += 1) out[row] = far[answers[row] as number] as number
}

function addInto(out: Float64Array, next: Float64Array, count: number): void {
  for (let row = 0; row < count; row += 1) out[row] = (out[row] as number) + (next[row] as number)
}

/** The lesser of both, without a branch, which the processor could not foretell. */
function leastInto(out: Float64Array, next: Float64Array, count: number): void {
  for (let row = 0; row < count; row += 1) {
    const a = out[row] as number
    const b = next[row] as number
    const isLess = +(b < a)
    out[row] = b * isLess + a * (1 - isLess)
  }
}

function sumOfLeast(parts: readonly Float64Array[], needed: number, out: Float64Array, count: number): void {
  const row = new Float64Array(parts.length)
  for (let at = 0; at < count; at += 1) {
    for (let index = 0; index < parts.length; index += 1) row[index] = parts[index]?.[at] as number
    row.sort()
    let sum = 0
    for (let index = 0; index < needed; index += 1) sum += row[index] as number
    out[at] = sum
  }
}

/** The common case: a threshold that is the same for all, written as it is. */
function gapsToConstant(
  expression: ExpressionOf<'compare'>,
  answers: Uint8Array,
  wanted: boolean,
  { values, errors }: NumberBlock,
  threshold: number,
  out: Float64Array,
  count: number,
  decide: (row: number) => number,
): void {
  const size = sizeOf(expression, threshold)
  const weights = wanted ? ONE_IF_NO : ONE_IF_YES
  let anyRare = 0
  // Without branches. Between 1 and FURTHEST this rounds as `inMillionths` does; what is not there is done again.
  for (let row = 0; row < count; row += 1) {
    const gap = Math.abs(threshold - (values[row] as number))
    const millionths = Math.floor((gap / size) * MILLION + 0.5)
    anyRare |= +!(millionths >= 1) | +!(millionths <= FURTHEST)
    out[row] = millionths * (weights[answers[row] as number] as number)
  }
  if (anyRare !== 0)
    for (let row = 0; row < count; row += 1) {
      const gap = Math.abs(threshold - (values[row] as number))
      const millionths = Math.floor((gap / size) * MILLION + 0.5)
      if (!(millionths >= 1 && millionths <= FURTHEST))
        out[row] =
          gapOf(expression, values[row] as number, threshold) * (weights[answers[row] as number] as number)
    }
  if (errors === null) return
  for (let row = 0; row < count; row += 1) {
    const error = errors[row] as number
    if (error === 0 || out[row] === 0) continue
    const value = values[row] as number
    if (!isClear(value, threshold, error, 0, size, quotientOf(expression, value, threshold)))
      out[row] = decide(row)
  }
}

/** Whether rounding to millionths comes out the same wherever the true values lie. */
function isClear(
  value: number,
  threshold: number,
  valueError: number,
  thresholdError: number,
  size: number,
  quotient: number,
): boolean {
  if (!(valueError < Infinity && thresholdError < Infinity) || value === threshold) return false
  const spread = 2 ** -50
  const error =
    ((valueError + thresholdError + (Math.abs(value) + Math.abs(threshold)) * spread) / size) * 1e6 +
    quotient * ((thresholdError / size) * 2 + spread)
  if (quotient - error > FURTHEST) return true
  // Rounded up to one at the least, so below a half nothing changes.
  if (quotient + error < 0.5) return quotient > error
  const rest = quotient - Math.floor(quotient)
  return Math.abs(rest - 0.5) > error && error < 0.25 && quotient > error
}
