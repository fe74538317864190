import { quantilesInPlace } from './order-statistics.ts'

/**
 * Outliers among ratios of two periods: M. A. Hidiroglou and J.-M. Berthelot, Statistical editing and imputation for periodic
 * business surveys, Survey Methodology 12 (1986), 73-83. Both figures must be above zero.
 */

/**
 * The effect E of a firm: its ratio's distance from the median ratio, the same for a doubling as for a halving, times its size.
 * E = s max(previous, current)^U with s = 1 − m/r below the median ratio m and r/m − 1 above, r = current / previous.
 */
export function effect(current: number, previous: number, medianRatio: number, exponent: number): number {
  const ratio = current / previous
  const distance = ratio < medianRatio ? 1 - medianRatio / ratio : ratio / medianRatio - 1
  const size = current > previous ? current : previous
  return distance * power(size, exponent)
}

/** The figure whose effect is the given one: effects grow with the figure, so halving finds it. */
export function currentOfEffect(
  wanted: number,
  previous: number,
  medianRatio: number,
  exponent: number,
): number {
  const middle = medianRatio * previous
  let low = middle
  let high = middle
  while (effect(low, previous, medianRatio, exponent) > wanted && low > 0) low /= 2
  while (effect(high, previous, medianRatio, exponent) < wanted && high < Number.MAX_VALUE) high *= 2
  for (let step = 0; step < 100 && low < high; step++) {
    const half = low + (high - low) / 2
    if (half === low || half === high) break
    if (effect(half, previous, medianRatio, exponent) < wanted) low = half
    else high = half
  }
  return high
}

export interface EffectBounds {
  readonly median: number
  /** −∞ or ∞ on a side where the effects do not spread at all: nothing can be told there. */
  readonly from: number
  readonly to: number
}

export interface EffectBoundsRule {
  readonly leastSpread: number
  readonly width: { readonly below: number; readonly above: number }
  readonly percentile: number
}

/**
 * The bounds E_M − C d₁ and E_M + C d₃ with d₁ = max(E_M − E_Q1, |A E_M|), d₃ = max(E_Q3 − E_M, |A E_M|), of the first `count`
 * effects of a buffer, which is reordered.
 */
export function effectBoundsInPlace(
  effects: Float64Array,
  count: number,
  rule: EffectBoundsRule,
): EffectBounds {
  const [low, median, high] = quantilesInPlace(effects, count, rule.percentile)
  const least = Math.abs(rule.leastSpread * median)
  const below = Math.max(median - low, least)
  const above = Math.max(high - median, least)
  return {
    median,
    from: below > 0 ? median - rule.width.below * below : -Infinity,
    to: above > 0 ? median + rule.width.above * above : Infinity,
  }
}

function power(size: number, exponent: number): number {
  if (exponent === 0.5) return Math.sqrt(size)
  if (exponent === 0) return 1
  if (exponent === 1) return size
  return Math.pow(size, exponent)
}
