/** Between what a number lies when facts are unknown: the arithmetic of ranges. */
import { calculated, functionOf } from './row-decimals.ts'
import type { RuleExpression } from './rule-expression.ts'
import { FeelNumber } from './values.ts'

export interface Bounds {
  readonly low: FeelNumber
  readonly high: FeelNumber
}

/** Who knows the ranges of expressions. */
export interface BoundsJudge {
  bounds(expression: RuleExpression): Bounds | null
}

const ZERO = new FeelNumber(0)

export function absolute(bounds: Bounds | undefined): Bounds | null {
  if (bounds === undefined) return null
  const [low, high] = [bounds.low.abs(), bounds.high.abs()]
  const crosses = bounds.low.isNegative() && !bounds.high.isNegative()
  return { low: crosses ? ZERO : FeelNumber.min(low, high), high: FeelNumber.max(low, high) }
}

export function unionOf(all: readonly (Bounds | null)[]): Bounds | null {
  const known = allKnown(all)
  const [first, ...others] = known ?? []
  if (first === undefined) return null
  return others.reduce<Bounds>(
    (union, { low, high }) => ({
      low: low.lessThan(union.low) ? low : union.low,
      high: high.greaterThan(union.high) ? high : union.high,
    }),
    first,
  )
}

export function allKnown(all: readonly (Bounds | null)[]): Bounds[] | null {
  const known = all.filter((bounds) => bounds !== null)
  return known.length < all.length ? null : known
}

export function cutAt({ low, high }: Bounds, maximum: number | null): Bounds {
  if (maximum === null) return { low, high }
  const most = new FeelNumber(maximum)
  return { low: FeelNumber.min(low, most), high: FeelNumber.min(high, most) }
}

export function boundsOfResult(sign: '+' | '-' | '*' | '/', a: Bounds, b: Bounds): Bounds | null {
  if (sign === '/' && b.low.lessThanOrEqualTo(0) && b.high.greaterThanOrEqualTo(0)) return null
  const ends = [
    calculated(sign, a.low, b.low),
    calculated(sign, a.low, b.high),
    calculated(sign, a.high, b.low),
    calculated(sign, a.high, b.high),
  ]
  return unionOf(ends.map((end) => (end === null ? null : { low: end, high: end })))
}

/** Rows that surely match, and rows that may: at least one of all. */
export function collectedBounds(
  hit: 'SUM' | 'MAX' | 'MIN' | 'COUNT',
  taken: readonly Bounds[],
  perhaps: readonly Bounds[],
): Bounds | null {
  const all = [...taken, ...perhaps]
  if (hit === 'MAX' || hit === 'MIN') {
    const name = hit === 'MAX' ? 'max' : 'min'
    const pick = (of: readonly Bounds[], end: 'low' | 'high', by: 'min' | 'max'): FeelNumber | null =>
      functionOf(
        by,
        of.map((bounds) => bounds[end]),
      )
    // Without a sure one, any single row may be the only one.
    const low = pick(hit === 'MAX' && taken.length > 0 ? taken : all, 'low', taken.length > 0 ? name : 'min')
    const high = pick(
      hit === 'MIN' && taken.length > 0 ? taken : all,
      'high',
      taken.length > 0 ? name : 'max',
    )
    return low === null || high === null ? null : { low, high }
  }
  const sum = (of: readonly FeelNumber[]): FeelNumber => of.reduce((total, value) => total.plus(value), ZERO)
  const sure = { low: sum(taken.map(({ low }) => low)), high: sum(taken.map(({ high }) => high)) }
  const losing = perhaps.map(({ low }) => low).filter((value) => value.isNegative())
  const winning = perhaps.map(({ high }) => high).filter((value) => value.greaterThan(0))
  const alone = taken.length === 0
  const least = functionOf(
    'min',
    perhaps.map(({ low }) => low),
  )
  const most = functionOf(
    'max',
    perhaps.map(({ high }) => high),
  )
  return {
    low: alone && losing.length === 0 && least !== null ? least : sure.low.plus(sum(losing)),
    high: alone && winning.length === 0 && most !== null ? most : sure.high.plus(sum(winning)),
  }
}
