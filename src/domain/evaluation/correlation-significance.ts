import { averageRanks, correlatePairs, type CorrelationKind, type ValuePairs } from './correlate.ts'
import { correlationTails, normalUpperTail } from './tail-probabilities.ts'

/**
 * Chance of a correlation this far from zero, either way, if there were none: as R's `cor.test` decides by default.
 * Pearson: Student's t. Spearman: exact to 9 pairs and Best and Roberts' series (AS 89, 1975) to 1290, with ties or above that
 * Student's t. Kendall: exact below 50 pairs without ties, else normal with the variance corrected for ties. Null: fewer than
 * three pairs (two for the rank kinds), or one side all equal.
 */
export function correlationSignificance(pairs: ValuePairs, kind: CorrelationKind): number | null {
  const correlation = correlatePairs(pairs, kind)
  const count = pairs.left.length
  if (correlation === null) return null
  switch (kind) {
    case 'pearson':
      return count < 3 ? null : correlationTails(correlation, count)
    case 'spearman':
      if (!hasTies(pairs) && count <= MOST_FOR_SERIES) return spearmanChance(correlation, count)
      return count < 3 ? null : correlationTails(correlation, count)
    case 'kendall':
      return count < LEAST_FOR_NORMAL && !hasTies(pairs)
        ? kendallChance(correlation, count)
        : kendallNormal(correlation, pairs)
  }
}

/** As R has it: the series is not used beyond. */
const MOST_FOR_SERIES = 1290
const MOST_FOR_COUNTING = 9
const LEAST_FOR_NORMAL = 50

function hasTies({ left, right }: ValuePairs): boolean {
  return new Set(left).size < left.length || new Set(right).size < right.length
}

/** The statistic is the sum of squared differences of ranks, always an even whole number without ties. */
function spearmanChance(correlation: number, count: number): number {
  const middle = (count ** 3 - count) / 6
  const squares = Math.round(middle * (1 - correlation))
  const tail =
    squares > middle ? spearmanUpperTail(squares, count) : 1 - spearmanUpperTail(squares + 2, count)
  return Math.min(1, 2 * tail)
}

/** P(Σd² ≥ squares) for `count` pairs without ties. */
function spearmanUpperTail(squares: number, count: number): number {
  if (squares <= 0) return 1
  if (squares > (count ** 3 - count) / 3) return 0
  return count <= MOST_FOR_COUNTING ? countedTail(squares, count) : edgeworthTail(squares, count)
}

function countedTail(squares: number, count: number): number {
  // ways[set of taken places] by sum of squared differences: all orders without listing them.
  let ways = new Map<number, Map<number, number>>([[0, new Map([[0, 1]])]])
  for (let place = 0; place < count; place++) {
    const next = new Map<number, Map<number, number>>()
    for (const [taken, sums] of ways) {
      for (let rank = 0; rank < count; rank++) {
        if ((taken & (1 << rank)) !== 0) continue
        const into = next.get(taken | (1 << rank)) ?? new Map<number, number>()
        next.set(taken | (1 << rank), into)
        for (const [sum, times] of sums) {
          const reached = sum + (place - rank) ** 2
          into.set(reached, (into.get(reached) ?? 0) + times)
        }
      }
    }
    ways = next
  }
  let all = 0
  let above = 0
  for (const sums of ways.values()) {
    for (const [sum, times] of sums) {
      all += times
      if (sum >= squares) above += times
    }
  }
  return above / all
}

/** Edgeworth series of AS 89; the numbers are the paper's. */
function edgeworthTail(squares: number, count: number): number {
  const b = 1 / count
  const x = ((6 * (squares - 1) * b) / (count * count - 1) - 1) * Math.sqrt(count - 1)
  const y = x * x
  const inner = 0.0072 - 0.0831 * b + y * b * (0.0131 - 4.6e-4 * y)
  const correction =
    x *
    b *
    (0.2274 +
      b * (0.2531 + 0.1745 * b) +
      y * (-0.0758 + b * (0.1033 + 0.3932 * b) - y * b * (0.0879 + 0.0151 * b - y * inner)))
  return Math.min(1, Math.max(0, correction / Math.exp(y / 2) + normalUpperTail(x)))
}

/** Number of agreeing pairs: exact by counting inversions. */
function kendallChance(correlation: number, count: number): number {
  const agreeing = Math.round(((correlation + 1) * count * (count - 1)) / 4)
  // shares[k]: chance of k agreeing pairs, built up one figure after another.
  let shares = [1]
  for (let size = 2; size <= count; size++) {
    const next = new Array<number>(shares.length + size - 1).fill(0)
    shares.forEach((share, at) => {
      for (let more = 0; more < size; more++) next[at + more] = (next[at + more] ?? 0) + share / size
    })
    shares = next
  }
  const below = shares.slice(0, agreeing + 1).reduce((sum, share) => sum + share, 0)
  const above = shares.slice(agreeing).reduce((sum, share) => sum + share, 0)
  return Math.min(1, 2 * Math.min(below, above))
}

function kendallNormal(correlation: number, { left, right }: ValuePairs): number | null {
  const count = left.length
  const tiesLeft = tieSizes(left)
  const tiesRight = tieSizes(right)
  const pairs = (count * (count - 1)) / 2
  const over = (ties: readonly number[], of: (size: number) => number): number =>
    ties.reduce((sum, size) => sum + of(size), 0)
  const two = (size: number): number => size * (size - 1)
  const three = (size: number): number => size * (size - 1) * (size - 2)
  const five = (size: number): number => size * (size - 1) * (2 * size + 5)
  const difference =
    correlation * Math.sqrt((pairs - over(tiesLeft, two) / 2) * (pairs - over(tiesRight, two) / 2))
  const variance =
    (five(count) - over(tiesLeft, five) - over(tiesRight, five)) / 18 +
    (over(tiesLeft, two) * over(tiesRight, two)) / (2 * two(count)) +
    (count > 2 ? (over(tiesLeft, three) * over(tiesRight, three)) / (9 * three(count)) : 0)
  return variance > 0 ? Math.min(1, 2 * normalUpperTail(Math.abs(difference) / Math.sqrt(variance))) : null
}

function tieSizes(values: readonly number[]): readonly number[] {
  const sizes = new Map<number, number>()
  for (const rank of averageRanks(values)) sizes.set(rank, (sizes.get(rank) ?? 0) + 1)
  return [...sizes.values()]
}
