import { powerOfTwo } from './column-moments.ts'

export const CORRELATION_KINDS = ['pearson', 'spearman', 'kendall'] as const
export type CorrelationKind = (typeof CORRELATION_KINDS)[number]

/** The rows where both columns have a value, in index order. */
export interface ValuePairs {
  readonly left: readonly number[]
  readonly right: readonly number[]
}

/**
 * Correlation over the rows where both have a value (R: `cor(use = "pairwise.complete.obs")`, ranks taken within these rows).
 * Kendall is tau-b. Null: fewer than two pairs, or one side all equal. Within −1 … 1.
 */
export function correlate(
  left: readonly (number | null)[],
  right: readonly (number | null)[],
  kind: CorrelationKind,
): number | null {
  return correlatePairs(pairsOf(left, right), kind)
}

export function correlatePairs(pairs: ValuePairs, kind: CorrelationKind): number | null {
  if (pairs.left.length < 2) return null
  switch (kind) {
    case 'pearson':
      return pearson(pairs.left, pairs.right)
    case 'spearman':
      return pearson(averageRanks(pairs.left), averageRanks(pairs.right))
    case 'kendall':
      return kendall(pairs.left, pairs.right)
  }
}

export function pairsOf(left: readonly (number | null)[], right: readonly (number | null)[]): ValuePairs {
  const pairs: { left: number[]; right: number[] } = { left: [], right: [] }
  left.forEach((value, index) => {
    const other = right[index]
    if (value === null || other === null || other === undefined) return
    pairs.left.push(value)
    pairs.right.push(other)
  })
  return pairs
}

/** Ranks from 1 for the least; equal values share the mean of their places. */
export function averageRanks(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value)
  const ranks = new Array<number>(values.length).fill(0)
  let first = 0
  while (first < order.length) {
    let last = first
    while (order[last + 1]?.value === order[first]?.value && last + 1 < order.length) last++
    for (const { index } of order.slice(first, last + 1)) ranks[index] = (first + last) / 2 + 1
    first = last + 1
  }
  return ranks
}

/** Covariance (n − 1) over the rows where both have a value; null with fewer than two pairs or beyond a double. */
export function covariance(
  left: readonly (number | null)[],
  right: readonly (number | null)[],
): number | null {
  const pairs = pairsOf(left, right)
  if (pairs.left.length < 2) return null
  const a = centred(pairs.left)
  const b = centred(pairs.right)
  const value = (dot(a.values, b.values) / (a.values.length - 1)) * a.scale * b.scale
  return Number.isFinite(value) ? value : null
}

function pearson(left: readonly number[], right: readonly number[]): number | null {
  if (allEqual(left) || allEqual(right)) return null
  const a = centred(left).values
  const b = centred(right).values
  const value = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
  return Math.min(1, Math.max(-1, value))
}

function kendall(left: readonly number[], right: readonly number[]): number | null {
  if (allEqual(left) || allEqual(right)) return null
  let agreeing = 0
  let pairsLeft = 0
  let pairsRight = 0
  for (let one = 0; one < left.length; one++) {
    for (let other = 0; other < one; other++) {
      const signLeft = order(left[one], left[other])
      const signRight = order(right[one], right[other])
      agreeing += signLeft * signRight
      pairsLeft += signLeft * signLeft
      pairsRight += signRight * signRight
    }
  }
  return Math.min(1, Math.max(-1, agreeing / Math.sqrt(pairsLeft * pairsRight)))
}

/** Deviations from the mean, in units of a power of two, which no product of theirs can bring to overflow. */
function centred(values: readonly number[]): { readonly values: readonly number[]; readonly scale: number } {
  const scale = powerOfTwo(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0))
  const scaled = values.map((value) => value / scale)
  const rough = total(scaled) / scaled.length
  const mean = rough + total(scaled.map((value) => value - rough)) / scaled.length
  return { values: scaled.map((value) => value - mean), scale }
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}

function allEqual(values: readonly number[]): boolean {
  return values.every((value) => value === values[0])
}

function order(one: number | undefined, other: number | undefined): number {
  return Math.sign((one ?? 0) - (other ?? 0))
}
