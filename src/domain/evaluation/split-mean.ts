import { dividedDifference, transformValue } from './divided-difference.ts'
import { takeBack, type Way } from './quasi-mean.ts'

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

/** Two ways of putting together: each side's way is put to both sides, splits are averaged, and the ways' own difference is left. */
export function splitMeans(
  first: Way,
  second: Way,
  before: CountedChildren,
  after: CountedChildren,
  from: number,
  to: number,
): (SplitHeading & { readonly method: number }) | null {
  if (first.kind === second.kind && first.power === second.power)
    return { ...splitMean(first, before, after, from, to), method: 0 }
  const late = meanBy(first, after)
  const early = meanBy(second, before)
  if (!Number.isFinite(late) || !Number.isFinite(early)) return null
  const one = splitMean(first, before, weighedAs(first, after), from, late)
  const other = splitMean(second, weighedAs(second, before), after, early, to)
  const half = <T extends { readonly child: string }>(
    parts: readonly T[],
    of: (part: T) => number,
  ): Map<string, number> => new Map(parts.map((part) => [part.child, of(part) / 2]))
  const slopes = half(other.shared, ({ slope }) => slope)
  const weights = half(other.shared, ({ weight }) => weight)
  const amounts = half(other.single, ({ amount }) => amount)
  return {
    shared: one.shared.map(({ child, slope, weight }) => ({
      child,
      slope: slope / 2 + (slopes.get(child) ?? 0),
      weight: weight / 2 + (weights.get(child) ?? 0),
    })),
    single: one.single.map(({ child, amount }) => ({
      child,
      amount: amount / 2 + (amounts.get(child) ?? 0),
    })),
    weights: (one.weights + other.weights) / 2,
    method: (to - late + (early - from)) / 2,
  }
}

function meanBy(way: Way, children: CountedChildren): number {
  let sum = 0
  for (const { value, weight } of weighedAs(way, children).values())
    sum += weight * transformValue(way, value)
  return takeBack(sum, 1, way)
}

/** Weights of points do not add up to one; a mean needs their shares. */
function weighedAs(way: Way, children: CountedChildren): CountedChildren {
  if (way.kind === 'sum') return children
  let all = 0
  for (const { weight } of children.values()) all += weight
  return new Map([...children].map(([child, { value, weight }]) => [child, { value, weight: weight / all }]))
}
