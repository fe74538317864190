/**
 * Plain statistics of lists of finite numbers. Null where there is nothing to compute from: never zero in its place. Sums are
 * compensated (Neumaier 1974), so that integers below 2^53 add up exactly and decimals hardly depend on their order.
 */
export function sum(values: Iterable<number>): number | null {
  let total = 0
  let lost = 0
  let any = false
  for (const value of values) {
    any = true
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return any ? total + lost : null
}

export function mean(values: readonly number[]): number | null {
  const total = sum(values)
  return total === null ? null : total / values.length
}

/**
 * Type 7 of Hyndman and Fan 1996 (what R, NumPy and DuckDB's quantile_cont take): with the sorted values x_0 … x_(n−1) and
 * h = (n − 1)·share, straight between x_⌊h⌋ and its successor. Share from 0 to 1.
 */
export function quantile(values: readonly number[], share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`not a share: ${share}`)
  const sorted = Float64Array.from(values).sort()
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return null
  return below === above ? below : below + (above - below) * (place - Math.floor(place))
}

export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5)
}

/**
 * Herfindahl-Hirschman index from 0 to 1 (shown as 0 to 10,000 in ‱): Σ (x / Σ x)² over positive values; others have no
 * share of a market and are left out. 1/n for n equal ones.
 */
export function herfindahl(values: readonly number[]): number | null {
  const positive = values.filter((value) => value > 0)
  const total = sum(positive)
  const squares = sum(positive.map((value) => value * value))
  return total === null || squares === null ? null : squares / (total * total)
}

/** Gini coefficient of values that are not negative: 0 all equal, (n − 1)/n all with one. Null from none, or where all are 0. */
export function gini(values: readonly number[]): number | null {
  if (values.some((value) => value < 0)) throw new RangeError('the Gini coefficient needs values from 0')
  const sorted = Float64Array.from(values).sort()
  const total = sum(sorted)
  if (total === null || total === 0) return null
  const n = sorted.length
  const ranked = sum(sorted.map((value, index) => (2 * (index + 1) - n - 1) * value)) ?? 0
  return ranked / (n * total)
}

/** (now − then) ÷ |then|: a loss that shrinks grows upwards. Null where either is unknown or then is 0. */
export function growth(now: number | null, then: number | null): number | null {
  return now === null || then === null || then === 0 ? null : (now - then) / Math.abs(then)
}

/** Part of a whole; null where either is unknown or the whole is 0. */
export function share(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}

/**
 * (part / region) ÷ (wide part / wide whole): above 1 where an industry weighs more in the region than in the whole (Florence
 * 1939; the usual definition in regional statistics).
 */
export function locationQuotient(
  part: number | null,
  region: number | null,
  widePart: number | null,
  wideWhole: number | null,
): number | null {
  return share(share(part, region), share(widePart, wideWhole))
}

/** Share of the `largest` greatest amounts in the sum of all amounts, signs left off; null from none, or where all are 0. */
export function topShare(values: readonly number[], largest: number): number | null {
  const sizes = Float64Array.from(values, Math.abs).sort().reverse()
  return share(sum(sizes.subarray(0, largest)), sum(sizes))
}
