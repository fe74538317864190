/** Shape of a column of figures. Null: not defined for these figures (too few, all equal) or larger than a double holds. */
export interface Moments {
  readonly count: number
  readonly least: number | null
  readonly most: number | null
  readonly mean: number | null
  readonly median: number | null
  /** Sample standard deviation (n − 1). */
  readonly deviation: number | null
  readonly skewness: number | null
  readonly kurtosis: number | null
}

/**
 * Moments of the values that are there; sums in index order. Skewness G₁ = √(n(n−1))/(n−2) · m₃/m₂^1.5 from three values on,
 * excess kurtosis G₂ = ((n+1)(m₄/m₂² − 3) + 6)(n−1)/((n−2)(n−3)) from four on: e1071 and SAS type 2, the ones of COINr and of
 * the OECD/JRC Handbook's outlier test. A normal distribution has 0 and 0.
 */
export function momentsOf(values: readonly (number | null)[]): Moments {
  const present = values.filter((value) => value !== null)
  const count = present.length
  const sorted = [...present].sort((a, b) => a - b)
  const least = sorted[0]
  const most = sorted[count - 1]
  if (least === undefined || most === undefined) {
    return { count: 0, least: null, most: null, ...NOTHING }
  }
  const scale = powerOfTwo(Math.max(Math.abs(least), Math.abs(most)))
  const median = middle(sorted, scale)
  if (least === most) {
    return { count, least, most, ...NOTHING, mean: least, median: least, deviation: count > 1 ? 0 : null }
  }
  const { mean, squares, cubes, fourths } = centralSums(present, scale)
  return {
    count,
    least,
    most,
    mean: mean * scale,
    median,
    deviation: finite(Math.sqrt(squares / (count - 1)) * scale),
    skewness: skewness(count, squares, cubes),
    kurtosis: kurtosis(count, squares, fourths),
  }
}

const NOTHING = { mean: null, median: null, deviation: null, skewness: null, kurtosis: null }

/** The power of two next below a size: dividing by it loses no digit, and squares of what is left neither over- nor underflow. */
export function powerOfTwo(size: number): number {
  if (size === 0) return 1
  return 2 ** Math.min(1022, Math.max(-1022, Math.floor(Math.log2(size))))
}

function centralSums(
  values: readonly number[],
  scale: number,
): { readonly mean: number; readonly squares: number; readonly cubes: number; readonly fourths: number } {
  let sum = 0
  for (const value of values) sum += value / scale
  const rough = sum / values.length
  // A second pass takes away what rounding left in the first (as R does).
  let rest = 0
  for (const value of values) rest += value / scale - rough
  const mean = rough + rest / values.length
  let squares = 0
  let cubes = 0
  let fourths = 0
  for (const value of values) {
    const off = value / scale - mean
    squares += off * off
    cubes += off * off * off
    fourths += off * off * off * off
  }
  return { mean, squares, cubes, fourths }
}

function skewness(count: number, squares: number, cubes: number): number | null {
  if (count < 3) return null
  const plain = (Math.sqrt(count) * cubes) / squares ** 1.5
  return finite((plain * Math.sqrt(count * (count - 1))) / (count - 2))
}

function kurtosis(count: number, squares: number, fourths: number): number | null {
  if (count < 4) return null
  const plain = (count * fourths) / (squares * squares)
  return finite((((count + 1) * (plain - 3) + 6) * (count - 1)) / ((count - 2) * (count - 3)))
}

function middle(sorted: readonly number[], scale: number): number {
  const upper = sorted[sorted.length >> 1] ?? 0
  if (sorted.length % 2 === 1) return upper
  const lower = sorted[(sorted.length >> 1) - 1] ?? 0
  return ((lower / scale + upper / scale) / 2) * scale
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
