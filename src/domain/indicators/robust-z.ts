import { medianInPlace } from './order-statistics.ts'
import type { LogScale } from './outlier.ts'

/** Standard deviations of a normal distribution per median absolute deviation: 1 / Φ⁻¹(0.75). */
export const SIGMA_PER_MAD = 1.482602218505602
/** The same per mean absolute deviation: √(π / 2). */
export const SIGMA_PER_MEAN_DEVIATION = 1.2533141373155001

export interface RobustCentre {
  readonly median: number
  /** Robust standard deviation, not below the least that was asked for. */
  readonly sigma: number
  /** Figures behind it. */
  readonly count: number
}

/**
 * Median and robust standard deviation of the first `count` figures of a buffer, which is reordered and overwritten. Where more than
 * half are equal the median absolute deviation is zero; then the mean absolute deviation stands in (Iglewicz and Hoaglin 1993).
 * Null where nothing spreads and no least spread is given: nothing can be said.
 */
export function robustCentreInPlace(
  buffer: Float64Array,
  count: number,
  leastSpread: number,
): RobustCentre | null {
  if (count === 0) return null
  const median = medianInPlace(buffer, count)
  let sum = 0
  for (let index = 0; index < count; index++) {
    const deviation = Math.abs((buffer[index] ?? NaN) - median)
    buffer[index] = deviation
    sum += deviation
  }
  const mad = medianInPlace(buffer, count)
  const spread = mad > 0 ? mad * SIGMA_PER_MAD : (sum / count) * SIGMA_PER_MEAN_DEVIATION
  const sigma = Math.max(spread, leastSpread)
  return sigma > 0 ? { median, sigma, count } : null
}

/** Robust z-scores (modified z-scores) of figures against themselves; null where nothing spreads. */
export function robustZ(values: readonly number[]): number[] | null {
  const centre = robustCentreInPlace(Float64Array.from(values), values.length, 0)
  return centre === null ? null : values.map((value) => (value - centre.median) / centre.sigma)
}

/** NaN for what the scale cannot hold: at or below zero on the natural one. */
export function toLog(value: number, scale: LogScale): number {
  if (scale === 'natural') return value > 0 ? Math.log(value) : NaN
  return value < 0 ? -Math.log1p(-value / scale.from) : Math.log1p(value / scale.from)
}

export function fromLog(level: number, scale: LogScale): number {
  if (scale === 'natural') return Math.exp(level)
  return level < 0 ? -Math.expm1(-level) * scale.from : Math.expm1(level) * scale.from
}
