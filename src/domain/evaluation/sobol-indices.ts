import { RandomStream } from './random.ts'

/**
 * What a model answered to a Saltelli design: two independent samples of all factors, A and B, and for each factor the rows of A
 * with that factor alone taken from B. Rows correspond.
 */
export interface SobolSample {
  readonly a: Float64Array
  readonly b: Float64Array
  /** By factor. */
  readonly mixed: readonly Float64Array[]
}

export interface SobolIndices {
  /** Of A and B together (n − 1). */
  readonly variance: number
  readonly first: readonly number[]
  readonly total: readonly number[]
}

/**
 * Variance-based sensitivity indices: first order Σ b (m − a) / N / V (Saltelli et al. 2010, Computer Physics Communications 181,
 * table 2 b), total Σ (a − m)² / 2N / V (Jansen 1999; table 2 f); the same that COINr's `SA_estimate` computes. The first is the
 * less exact the farther the answers lie from zero: take their mean away before, indices do not change by that. An index may
 * come out a little below zero or above one, as estimates do. A model that always answers the same has indices of zero.
 */
export function sobolIndices({ a, b, mixed }: SobolSample): SobolIndices {
  const variance = varianceOf(a, b)
  const rows = a.length
  return {
    variance,
    first: mixed.map((m) => {
      let sum = 0
      for (let row = 0; row < rows; row++) sum += firstPart(a, b, m, row)
      return variance > 0 ? sum / rows / variance : 0
    }),
    total: mixed.map((m) => {
      let sum = 0
      for (let row = 0; row < rows; row++) sum += totalPart(a, m, row)
      return variance > 0 ? sum / (2 * rows * variance) : 0
    }),
  }
}

export interface SobolRanges {
  /** By factor, 5 % and 95 %. */
  readonly first: readonly (readonly [number, number])[]
  readonly total: readonly (readonly [number, number])[]
}

/** Which rows each resample holds how often; made once and used for many answers of the same design. */
export interface Resamples {
  readonly rows: number
  /** One after the other, `rows` counts each. */
  readonly counts: Float64Array
  readonly times: number
}

export function drawResamples(rows: number, times: number, seed: number): Resamples {
  const counts = new Float64Array(rows * times)
  for (let time = 0; time < times; time++) {
    const random = new RandomStream(seed, time)
    for (let draw = 0; draw < rows; draw++) {
      const at = time * rows + random.below(rows)
      counts[at] = (counts[at] ?? 0) + 1
    }
  }
  return { rows, counts, times }
}

/**
 * 5 % and 95 % points of the indices over rows drawn anew with replacement (percentile bootstrap, Efron 1979; quantiles of type
 * 7). As in COINr the variance stays that of the whole sample.
 */
export function sobolRanges({ a, b, mixed }: SobolSample, resamples: Resamples): SobolRanges {
  const variance = varianceOf(a, b)
  const { rows, counts, times } = resamples
  const ranges = (partOf: (m: Float64Array, row: number) => number, divisor: number) =>
    mixed.map((m): readonly [number, number] => {
      if (!(variance > 0)) return [0, 0]
      const parts = Float64Array.from(m, (_, row) => partOf(m, row))
      const drawn = new Float64Array(times)
      for (let time = 0; time < times; time++) {
        let sum = 0
        const from = time * rows
        for (let row = 0; row < rows; row++) sum += (counts[from + row] ?? 0) * (parts[row] ?? 0)
        drawn[time] = sum / divisor
      }
      drawn.sort()
      return [sortedQuantile(drawn, 0.05), sortedQuantile(drawn, 0.95)]
    })
  return {
    first: ranges((m, row) => firstPart(a, b, m, row), rows * variance),
    total: ranges((m, row) => totalPart(a, m, row), 2 * rows * variance),
  }
}

/** Type 7 of Hyndman and Fan 1996 of values in rising order; there must be one at least. */
export function sortedQuantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) throw new RangeError('a quantile of nothing')
  return below === above ? below : below + (above - below) * (place - Math.floor(place))
}

function firstPart(a: Float64Array, b: Float64Array, m: Float64Array, row: number): number {
  return (b[row] ?? NaN) * ((m[row] ?? NaN) - (a[row] ?? NaN))
}

function totalPart(a: Float64Array, m: Float64Array, row: number): number {
  const change = (a[row] ?? NaN) - (m[row] ?? NaN)
  return change * change
}

/** Of both together, the mean taken away first: large answers that hardly differ lose no digits. */
function varianceOf(a: Float64Array, b: Float64Array): number {
  const count = a.length + b.length
  let sum = 0
  for (const value of a) sum += value
  for (const value of b) sum += value
  const mean = sum / count
  let squares = 0
  for (const value of a) squares += (value - mean) ** 2
  for (const value of b) squares += (value - mean) ** 2
  return count > 1 ? squares / (count - 1) : 0
}
