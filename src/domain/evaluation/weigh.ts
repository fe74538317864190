import { accepted, refused, type Outcome } from '#domain/kernel'
import { aggregateHeading, weightingOf, type ScoredUnit } from './aggregate-tree.ts'
import type { CompiledNode, CompiledScheme } from './compile-scheme.ts'
import type { NodeWeight, StepTable } from './evaluation-result.ts'

/** What a method found for the children of one heading: proportions, not yet shares. */
export interface FoundWeights {
  readonly weights: readonly number[]
  /** By child: a weight for each unit. */
  readonly byUnit: readonly (readonly (number | null)[])[] | null
  /** By child. */
  readonly details: readonly Readonly<Record<string, number>>[]
}

/**
 * 赋权: for every node its share among its siblings and its effective weight up to the root, in the order of the scheme's nodes.
 * Headings are taken from the leaves up, because some methods look at the children's scores, which are aggregated with the
 * weights found so far. `leaves`: normalised values of the judged period.
 */
export function weigh(
  compiled: CompiledScheme,
  leaves: StepTable,
  units: readonly ScoredUnit[],
): Outcome<NodeWeight[]> {
  const scores: Record<string, readonly (number | null)[]> = {}
  for (const { code } of compiled.leaves) scores[code] = leaves[code] ?? units.map(() => null)
  const found = new Map<string, NodeWeight>()
  for (const heading of compiled.headings) {
    const weights = weighChildren(compiled, heading, scores, units)
    if (!weights.ok) return weights
    const total = weights.value.weights.reduce((sum, weight) => sum + weight, 0)
    heading.children.forEach((child, index) =>
      found.set(child.code, {
        node: child.code,
        share: (weights.value.weights[index] ?? 0) / total,
        effective: 0,
        byUnit: weights.value.byUnit?.[index] ?? null,
        details: weights.value.details[index] ?? {},
      }),
    )
    const column = aggregateHeading(compiled, heading, scores, found, units)
    if (!column.ok) return column
    scores[heading.code] = column.value
  }
  return accepted(withEffective(compiled, found))
}

/** Product of the shares up to the root (COINr `get_eff_wts`); the root weighs one. */
function withEffective(compiled: CompiledScheme, found: ReadonlyMap<string, NodeWeight>): NodeWeight[] {
  const effective = new Map<CompiledNode, number>([[compiled.root, 1]])
  for (const heading of [...compiled.headings].reverse())
    for (const child of heading.children)
      effective.set(child, (effective.get(heading) ?? 0) * (found.get(child.code)?.share ?? 0))
  return compiled.nodes.map((node) => ({
    ...(found.get(node.code) ?? { node: node.code, share: 1, byUnit: null, details: {} }),
    effective: effective.get(node) ?? 0,
  }))
}

function weighChildren(
  compiled: CompiledScheme,
  heading: CompiledNode,
  _scores: StepTable,
  _units: readonly ScoredUnit[],
): Outcome<FoundWeights> {
  const { children } = heading
  const method = weightingOf(compiled.scheme, heading)
  const plain = (weights: readonly number[]) =>
    accepted({ weights, byUnit: null, details: children.map(() => ({})) })
  switch (method.method) {
    case 'given': {
      const weights = children.map(({ node }) => node.weight)
      return weights.some((weight) => weight > 0)
        ? plain(weights)
        : refused({ code: 'evaluation.weights_zero', params: { heading: heading.code } })
    }
    case 'equal':
      return plain(children.map(() => 1))
    default:
      throw new RangeError(`weights by ${method.method} are not here yet`)
  }
}
