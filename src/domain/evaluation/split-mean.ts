import { dividedDifference, transformValue } from './divided-difference.ts'
import type { Way } from './quasi-mean.ts'

/** A heading's children that count on one side: their values, and weights as they were really used (for means adding to one). */
export type CountedChildren = ReadonlyMap<string, { readonly value: number; readonly weight: number }>

/** What becomes of a difference between two values of a heading. */
export interface SplitHeading {
  /** Children that count on both sides: the heading's change is `slope` × the child's, and `weight` for its changed weight. */
  readonly shared: readonly { readonly child: string; readonly slope: number; readonly weight: number }[]
  /** Children that count on one side only: their whole effect, against the heading's mean. */
  readonly single: readonly { readonly child: string; readonly amount: number }[]
  /** Sum of weights that changed (`sum` only): at the heading's mean. */
  readonly weights: number
}

/**
 * Exact and symmetric split of the difference of two quasi-arithmetic means. With f(h) = Σ u f(x) on both sides
 * Δf(h) = Σ ū·Δf(x) + Σ (f̄(x) − f̄(h))·Δu (Bennet 1920), and a divided difference turns Δf(h) and Δf(x) back into Δh and Δx: for the
 * geometric mean this is the logarithmic mean Divisia index I (Ang 2004), which leaves no residual. Exchanging the sides turns
 * every sign and changes no size. A gain of weight is held against the heading's own mean: it helps where the child is above it.
 */
export function splitMean(
  way: Way,
  before: CountedChildren,
  after: CountedChildren,
  from: number,
  to: number,
): SplitHeading {
  const steep = dividedDifference(way, from, to)
  // Both means are zero although f has no slope there: then all children are zero too, and nothing is to be shared out.
  const unit = Number.isFinite(steep) && steep !== 0 ? 1 / steep : 0
  const weightBefore = sumOfWeights(before)
  const weightAfter = sumOfWeights(after)
  const isSum = way.kind === 'sum'
  const centre = isSum
    ? (meanOf(from, weightBefore) + meanOf(to, weightAfter)) / 2
    : (transformValue(way, from) + transformValue(way, to)) / 2
  const shared: { child: string; slope: number; weight: number }[] = []
  const single: { child: string; amount: number }[] = []
  for (const [child, { value, weight }] of after) {
    const then = before.get(child)
    if (then === undefined) {
      single.push({ child, amount: weight * (transformValue(way, value) - centre) * unit })
      continue
    }
    const slope = ((then.weight + weight) / 2) * dividedDifference(way, then.value, value) * unit
    const middle = (transformValue(way, then.value) + transformValue(way, value)) / 2
    shared.push({
      child,
      slope: Number.isFinite(slope) ? slope : 0,
      weight: weight === then.weight ? 0 : (middle - centre) * (weight - then.weight) * unit,
    })
  }
  for (const [child, { value, weight }] of before) {
    if (after.has(child)) continue
    single.push({ child, amount: -weight * (transformValue(way, value) - centre) * unit })
  }
  return { shared, single, weights: isSum ? centre * (weightAfter - weightBefore) : 0 }
}

function sumOfWeights(children: CountedChildren): number {
  let sum = 0
  for (const { weight } of children.values()) sum += weight
  return sum
}

function meanOf(sum: number, weights: number): number {
  return weights === 0 ? 0 : sum / weights
}
