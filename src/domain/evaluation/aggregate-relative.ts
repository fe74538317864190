import type { UnitRow } from './aggregate-node.ts'

/**
 * Methods that compare units with each other. More is better in every column; columns are on one scale already, so no further
 * scaling is done here (the vector scaling of textbook TOPSIS is a step before). Missing children are left out unit by unit and
 * the weights of the rest scaled to one. Null: the units do not differ at all.
 */
type Scores = readonly (number | null)[] | null

/** Weights of a pair that differ by less than this share of their sum outweigh nobody: rounding of the weights themselves. */
export const EVEN = 1e-12

/**
 * Closeness D⁻ / (D⁺ + D⁻) in [0, 1], with distances √Σ (w (x − best))² and to the worst (Hwang and Yoon 1981, Multiple
 * Attribute Decision Making). Null for a unit that has values only where all are equal.
 */
export function topsis(rows: readonly UnitRow[], columns: number): Scores {
  const { best, worst } = extremes(rows, columns)
  const scores = rows.map((row) => {
    const near = distance(row, best)
    const far = distance(row, worst)
    return near + far === 0 ? null : far / (near + far)
  })
  return scores.length > 0 && scores.every((score) => score === null) ? null : scores
}

/** Σ w ξ with ξ = (Δmin + ρ Δmax) / (Δ + ρ Δmax), Δ the distance from the best of the column (Deng 1982, 1989). */
export function greyRelation(rows: readonly UnitRow[], columns: number, resolution: number): Scores {
  if (rows.length === 0) return []
  const { best } = extremes(rows, columns)
  const gaps = rows.map(({ children, values }) =>
    values.map((value, index) => (best[children[index] ?? 0] ?? 0) - value),
  )
  const all = gaps.flat()
  const least = all.reduce((low, gap) => Math.min(low, gap), Infinity)
  const most = all.reduce((high, gap) => Math.max(high, gap), 0)
  if (most === 0) return null
  return rows.map((row, at) =>
    weighted(
      row,
      (gaps[at] ?? []).map((gap) => (least + resolution * most) / (gap + resolution * most)),
    ),
  )
}

/**
 * 1 − Q, with S = Σ w d, R = max w d, d = (best − x) / (best − worst), Q = v (S − S*) / (S⁻ − S*) + (1 − v) (R − R*) / (R⁻ − R*)
 * (Opricovic and Tzeng 2004). A column in which all are equal costs nobody anything; so does S or R if all have the same.
 */
export function vikor(rows: readonly UnitRow[], columns: number, strategy: number): Scores {
  if (rows.length === 0) return []
  const { best, worst } = extremes(rows, columns)
  const regrets = rows.map(({ children, values, weights, weightSum }) =>
    values.map((value, index) => {
      const top = best[children[index] ?? 0] ?? 0
      const width = top - (worst[children[index] ?? 0] ?? 0)
      return width === 0 ? 0 : ((weights[index] ?? 0) / weightSum) * ((top - value) / width)
    }),
  )
  const sums = regrets.map((list) => list.reduce((sum, regret) => sum + regret, 0))
  const largest = regrets.map((list) => list.reduce((high, regret) => Math.max(high, regret), 0))
  const scaledSums = scaleToOne(sums)
  const scaledLargest = scaleToOne(largest)
  if (scaledSums === null && scaledLargest === null) return null
  return rows.map(
    (_, index) =>
      1 - (strategy * (scaledSums?.[index] ?? 0) + (1 - strategy) * (scaledLargest?.[index] ?? 0)),
  )
}

/**
 * Pairs won less pairs lost: a unit wins where the children in which it is ahead outweigh those in which it is behind
 * (Copeland 1951; COINr `a_copeland`). `shared`: only children that both have count. `as-listed`: a child that one of the two
 * lacks counts for the later one, so that the order of the units matters; `total` is the weight of all children.
 */
export function copeland(rows: readonly UnitRow[], gaps: 'shared' | 'as-listed', total: number): Scores {
  const scores = rows.map(() => 0)
  rows.forEach((first, a) => {
    for (let b = a + 1; b < rows.length; b++) {
      const second = rows[b]
      if (second === undefined) continue
      const verdict = outranks(first, second, gaps === 'shared' ? null : total)
      scores[a] = (scores[a] ?? 0) + verdict
      scores[b] = (scores[b] ?? 0) - verdict
    }
  })
  return scores
}

/** 1, −1, or 0 where neither outweighs the other. Both lists of children ascend. Weight that is not shared goes to the second. */
function outranks(first: UnitRow, second: UnitRow, total: number | null): number {
  let margin = 0
  let shared = 0
  let at = 0
  first.children.forEach((child, index) => {
    while ((second.children[at] ?? Infinity) < child) at++
    if (second.children[at] !== child) return
    const weight = first.weights[index] ?? 0
    shared += weight
    margin += weight * Math.sign((first.values[index] ?? 0) - (second.values[at] ?? 0))
  })
  const rest = total === null ? 0 : total - shared
  return Math.abs(margin - rest) <= EVEN * (shared + rest) ? 0 : Math.sign(margin - rest)
}

function extremes(rows: readonly UnitRow[], columns: number): { best: number[]; worst: number[] } {
  const best = Array.from({ length: columns }, () => -Infinity)
  const worst = Array.from({ length: columns }, () => Infinity)
  for (const { children, values } of rows)
    values.forEach((value, index) => {
      const child = children[index] ?? 0
      best[child] = Math.max(best[child] ?? -Infinity, value)
      worst[child] = Math.min(worst[child] ?? Infinity, value)
    })
  return { best, worst }
}

function distance({ children, values, weights, weightSum }: UnitRow, mark: readonly number[]): number {
  return Math.sqrt(
    values.reduce((sum, value, index) => {
      const gap = ((weights[index] ?? 0) / weightSum) * (value - (mark[children[index] ?? 0] ?? 0))
      return sum + gap * gap
    }, 0),
  )
}

function weighted({ weights, weightSum }: UnitRow, values: readonly number[]): number {
  return values.reduce((sum, value, index) => sum + ((weights[index] ?? 0) / weightSum) * value, 0)
}

/** (x − least) / (most − least); null where all are equal. */
function scaleToOne(values: readonly number[]): number[] | null {
  const least = values.reduce((low, value) => Math.min(low, value), Infinity)
  const most = values.reduce((high, value) => Math.max(high, value), -Infinity)
  return most === least ? null : values.map((value) => (value - least) / (most - least))
}
