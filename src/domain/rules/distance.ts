/**
 * How far an expression is from an answer, in millionths, so that sums are exact however they are added up. Of a comparison of
 * numbers: |threshold − value| / max(|threshold|, smallest step of the unit); of days: years of 365 days; never less than one
 * millionth where it is not so yet.
 */
import type { ExpressionOf, RuleExpression } from './rule-expression.ts'
import type { Answer } from './row-answer.ts'
import type { Bounds } from './row-bounds.ts'

export const MILLION = 1_000_000
/** A million times the threshold: further than that is far. */
export const FURTHEST = 1e12

export interface DistanceJudge {
  answer(expression: RuleExpression): Answer
  bounds(expression: RuleExpression): Bounds | null
  distance(expression: RuleExpression, wanted: boolean): number | null
}

export function distanceOf(judge: DistanceJudge, expression: RuleExpression, wanted: boolean): number | null {
  const answer = judge.answer(expression)
  if (answer === 1 || answer === (wanted ? 2 : 0)) return 0
  switch (expression.kind) {
    case 'compare':
      return ofComparison(judge, expression)
    case 'not':
      return judge.distance(expression.of, !wanted)
    case 'if': {
      const condition = judge.answer(expression.condition)
      if (condition === 2) return judge.distance(expression.then, wanted)
      if (condition === 0) return judge.distance(expression.otherwise, wanted)
      return leastOf(
        [judge.distance(expression.then, wanted), judge.distance(expression.otherwise, wanted)],
        1,
      )
    }
    case 'and':
    case 'or':
    case 'at-least':
      return leastOf(
        expression.of.map((part) => judge.distance(part, wanted)),
        neededOf(expression, wanted),
      )
    default:
      return null
  }
}

/** How many parts have to have the answer for the whole to have it. */
export function neededOf(expression: ExpressionOf<'and' | 'or' | 'at-least'>, wanted: boolean): number {
  const { length } = expression.of
  if (expression.kind === 'at-least') return wanted ? expression.count : length - expression.count + 1
  return (expression.kind === 'and') === wanted ? length : 1
}

/** The sum of the least `count` of them; null where there are not so many that numbers lead to, or none would do. */
export function leastOf(distances: readonly (number | null)[], count: number): number | null {
  if (count < 1) return null
  const known = distances.filter((distance) => distance !== null)
  if (known.length < count) return null
  if (known.length > count) known.sort((a, b) => a - b)
  let sum = 0
  for (let index = 0; index < count; index += 1) sum += known[index] ?? 0
  return sum
}

function ofComparison(judge: DistanceJudge, expression: ExpressionOf<'compare'>): number | null {
  const { left, right, threshold } = expression
  if (left.type === 'text') return null
  const [a, b] = [judge.bounds(left), judge.bounds(right)]
  if (a === null || b === null) return null
  // Of ranges the ends nearest to each other count.
  const [x, y] = a.high.lessThan(b.low)
    ? [a.high, b.low]
    : a.low.greaterThan(b.high)
      ? [a.low, b.high]
      : [a.low, b.low]
  const [value, limit] = threshold === 'right' ? [x, y] : [y, x]
  return gapOf(expression, value.toNumber(), limit.toNumber())
}

/** Of a comparison that does not have the answer wanted. */
export function gapOf(expression: ExpressionOf<'compare'>, value: number, threshold: number): number {
  return inMillionths(quotientOf(expression, value, threshold))
}

/** Before it is rounded. */
export function quotientOf(expression: ExpressionOf<'compare'>, value: number, threshold: number): number {
  // Where both are equal and must not be, one step is missing.
  const difference = value === threshold ? expression.step : Math.abs(threshold - value)
  return (difference / sizeOf(expression, threshold)) * MILLION
}

/** What counts as once as far as the threshold. */
export function sizeOf({ left, step }: ExpressionOf<'compare'>, threshold: number): number {
  return left.type === 'date' ? 365 : Math.max(Math.abs(threshold), step)
}

export function inMillionths(quotient: number): number {
  return quotient < FURTHEST ? Math.max(1, Math.round(quotient)) : FURTHEST
}
