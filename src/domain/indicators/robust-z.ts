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
 * Median and robust standard deviation of the first `count` figures of a buffer, which is overwritten. Where more than
 * half are equal the median absolute deviation is zero; then the mean absolute deviation stands in (Iglewicz and Hoaglin 1993).
 * Null where nothing spreads and no least spread is given: nothing can be said.
 */
export function robustCentreInPlace(
  buffer: Float64Array,
  count: number,
  leastSpread: number,
): RobustCentre | null {
  if (count === 0) return null
  const found = count <= FEW ? spreadOfFew(buffer, count) : spreadOfMany(buffer, count)
  const { median, mad, meanDeviation } = found
  const spread = mad > 0 ? mad * SIGMA_PER_MAD : meanDeviation * SIGMA_PER_MEAN_DEVIATION
  const sigma = Math.max(spread, leastSpread)
  return sigma > 0 ? { median, sigma, count } : null
}

/** Up to so many figures (one firm's past) sorting is faster than selecting. */
const FEW = 40

interface Spread {
  readonly median: number
  /** Median absolute deviation. */
  readonly mad: number
  /** Mean absolute deviation. */
  readonly meanDeviation: number
}

function spreadOfMany(buffer: Float64Array, count: number): Spread {
  const median = medianInPlace(buffer, count)
  let sum = 0
  for (let index = 0; index < count; index++) {
    const deviation = Math.abs((buffer[index] ?? NaN) - median)
    buffer[index] = deviation
    sum += deviation
  }
  return { median, mad: medianInPlace(buffer, count), meanDeviation: sum / count }
}

function spreadOfFew(buffer: Float64Array, count: number): Spread {
  for (let index = 1; index < count; index++) {
    const moved = buffer[index] ?? NaN
    let place = index
    while (place > 0 && (buffer[place - 1] ?? NaN) > moved) {
      buffer[place] = buffer[place - 1] ?? NaN
      place--
    }
    buffer[place] = moved
  }
  const half = count >> 1
  const isOdd = count % 2 === 1
  const upper = buffer[half] ?? NaN
  const median = isOdd ? upper : middle(buffer[half - 1] ?? NaN, upper)
  // Deviations grow outwards from the median on both sides: the two sides are merged up to the middle one.
  let below = isOdd ? half : half - 1
  let above = isOdd ? half + 1 : half
  let before = 0
  let deviation = 0
  for (let step = 0; step <= half; step++) {
    before = deviation
    const down = below >= 0 ? median - (buffer[below] ?? NaN) : Infinity
    const up = above < count ? (buffer[above] ?? NaN) - median : Infinity
    if (down <= up) {
      deviation = down
      below--
    } else {
      deviation = up
      above++
    }
  }
  let sum = 0
  for (let index = 0; index < count; index++) sum += Math.abs((buffer[index] ?? NaN) - median)
  return { median, mad: isOdd ? deviation : middle(before, deviation), meanDeviation: sum / count }
}

function middle(lower: number, upper: number): number {
  return lower + (upper - lower) / 2
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
