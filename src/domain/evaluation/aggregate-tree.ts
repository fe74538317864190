import { accepted, type Outcome } from '#domain/kernel'
import { aggregateNode, type WeightedColumn } from './aggregate-node.ts'
import type { AggregationMethod } from './aggregation-method.ts'
import type { CompiledNode, CompiledScheme } from './compile-scheme.ts'
import type { NodeWeight, StepTable } from './evaluation-result.ts'
import type { WeightingMethod } from './weighting-method.ts'

/** What aggregation needs to know of the units, in the order of the columns. */
export interface ScoredUnit {
  readonly code: string
  readonly groups: Readonly<Record<string, string>>
}

/** All nodes, leaves too, children before parents: a leaf's score is its normalised value. */
export function aggregateTree(
  compiled: CompiledScheme,
  leaves: StepTable,
  weights: readonly NodeWeight[],
  units: readonly ScoredUnit[],
): Outcome<StepTable> {
  const scores: Record<string, readonly (number | null)[]> = {}
  for (const { code } of compiled.leaves) scores[code] = leaves[code] ?? units.map(() => null)
  const byNode = new Map(weights.map((weight) => [weight.node, weight]))
  for (const heading of compiled.headings) {
    const column = aggregateHeading(compiled, heading, scores, byNode, units)
    if (!column.ok) return column
    scores[heading.code] = column.value
  }
  return accepted(scores)
}

export function aggregateHeading(
  { scheme }: CompiledScheme,
  heading: CompiledNode,
  scores: StepTable,
  weights: ReadonlyMap<string, NodeWeight>,
  units: readonly ScoredUnit[],
): Outcome<(number | null)[]> {
  const method = aggregationOf(scheme, heading)
  const total = pointsOf(scheme, heading)
  return aggregateNode(
    method,
    heading.children.map((child): WeightedColumn => {
      const weight = weights.get(child.code)
      return {
        node: child.code,
        values: scores[child.code] ?? [],
        weight: method.method === 'sum' ? (weight?.share ?? 0) * total : (weight?.share ?? 0),
        byUnit: weight?.byUnit ?? null,
      }
    }),
    {
      node: heading.code,
      availability: heading.node.availability,
      units: units.map(({ code }) => code),
      groups: scaleGroups(scheme, units),
    },
  )
}

/** By unit the group in which scales were taken, outside which values cannot be compared; null: one scale for all. */
export function scaleGroups(
  { peerGroups }: CompiledScheme['scheme'],
  units: readonly ScoredUnit[],
): readonly (string | null)[] | null {
  return peerGroups?.compare === 'scale' ? units.map(({ groups }) => groups[peerGroups.group] ?? null) : null
}

export function aggregationOf(scheme: CompiledScheme['scheme'], { node }: CompiledNode): AggregationMethod {
  return node.aggregation ?? scheme.aggregation
}

export function weightingOf(scheme: CompiledScheme['scheme'], { node }: CompiledNode): WeightingMethod {
  return node.weighting ?? scheme.weighting
}

/**
 * What the children's weights add up to under `sum`: the points given to them, so that a child weighs share × this. One where
 * the weighting finds shares of its own.
 */
export function pointsOf(scheme: CompiledScheme['scheme'], heading: CompiledNode): number {
  return weightingOf(scheme, heading).method === 'given'
    ? heading.children.reduce((sum, { node }) => sum + node.weight, 0)
    : 1
}
