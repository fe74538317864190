import { accepted, refused, type Outcome } from '#domain/kernel'
import {
  aggregateHeading,
  aggregationOf,
  scaleGroups,
  weightingOf,
  type ScoredUnit,
} from './aggregate-tree.ts'
import { leavesUnder, type CompiledLeaf, type CompiledNode, type CompiledScheme } from './compile-scheme.ts'
import type { NodeWeight, StepTable } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { weighByJudgements } from './weigh-ahp.ts'
import { weighInFavour } from './weigh-benefit-of-doubt.ts'
import { weighByConflict } from './weigh-critic.ts'
import { weighByExperts } from './weigh-delphi.ts'
import { weighByEntropy } from './weigh-entropy.ts'
import { weighByImportance } from './weigh-optimised.ts'
import { weighByComponent } from './weigh-pca.ts'

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
    // Figures near the end of what numbers hold may add up to more; nothing can be shared out then.
    if (!(total > 0 && Number.isFinite(total)))
      return refused({
        code: 'evaluation.weights_undefined' satisfies EvaluationIssueCode,
        params: { heading: heading.code, method: weightingOf(compiled.scheme, heading).method },
      })
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

/** Columns that a method looks at. */
export interface NodeColumn {
  readonly node: string
  readonly values: readonly (number | null)[]
}

function weighChildren(
  compiled: CompiledScheme,
  heading: CompiledNode,
  scores: StepTable,
  units: readonly ScoredUnit[],
): Outcome<FoundWeights> {
  const { children, code } = heading
  const nodes = children.map((child) => child.code)
  const method = weightingOf(compiled.scheme, heading)
  const columnOf = (node: CompiledNode): NodeColumn => ({
    node: node.code,
    values: scores[node.code] ?? [],
  })
  const columns = children.map(columnOf)
  if (children.length === 1 && method.method !== 'given' && method.method !== 'benefit-of-doubt')
    return plain([1])
  switch (method.method) {
    case 'given': {
      const weights = children.map(({ node }) => node.weight)
      return weights.some((weight) => weight > 0)
        ? plain(weights)
        : refused({
            code: 'evaluation.weights_zero' satisfies EvaluationIssueCode,
            params: { heading: code },
          })
    }
    case 'equal':
      return plain(children.map(() => 1))
    case 'ahp':
      return weighByJudgements(code, nodes, method.judgements[code], method.mostInconsistent)
    case 'entropy':
    case 'critic': {
      const find = method.method === 'entropy' ? weighByEntropy : weighByConflict
      if (method.over === 'siblings') return find(code, columns)
      // A method of the scheme looks at all leaves, one of the heading's own at those under it.
      const leaves = heading.node.weighting === null ? compiled.leaves : leavesUnder(heading)
      const found = find(code, leaves.map(columnOf))
      return found.ok ? addUpLeaves(heading, leaves, found.value) : found
    }
    case 'pca':
      return weighByComponent(code, columns, method.loadings ?? 'plain')
    case 'benefit-of-doubt': {
      const aggregation = aggregationOf(compiled.scheme, heading).method
      if (aggregation !== 'arithmetic' && aggregation !== 'sum')
        return refused({
          code: 'evaluation.doubt_aggregation' satisfies EvaluationIssueCode,
          params: { heading: code, aggregation },
        })
      const form = aggregation === 'sum' ? 'frontier' : 'mean'
      const unitCodes = units.map((unit) => unit.code)
      return weighInFavour(code, columns, form, method, unitCodes, scaleGroups(compiled.scheme, units))
    }
    case 'optimised':
      return weighByImportance(code, columns, method.importance, (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0)
        const shares = new Map(
          nodes.map((node, index): [string, NodeWeight] => [
            node,
            { node, share: (weights[index] ?? 0) / total, effective: 0, byUnit: null, details: {} },
          ]),
        )
        return aggregateHeading(compiled, heading, scores, shares, units)
      })
    case 'delphi':
      return weighByExperts(code, nodes, method.rounds, method.centre)
  }
}

function plain(weights: readonly number[]): Outcome<FoundWeights> {
  return accepted({ weights, byUnit: null, details: weights.map(() => ({})) })
}

/** Each child by what the leaves under it weigh together; a child that is a leaf keeps its figures. */
function addUpLeaves(
  heading: CompiledNode,
  leaves: readonly CompiledLeaf[],
  found: FoundWeights,
): Outcome<FoundWeights> {
  const places = new Map(leaves.map(({ code }, index) => [code, index]))
  const under = heading.children.map((child) => leavesUnder(child).map(({ code }) => places.get(code) ?? -1))
  const weights = under.map((list) => list.reduce((sum, place) => sum + (found.weights[place] ?? 0), 0))
  return weights.some((weight) => weight > 0)
    ? accepted({
        weights,
        byUnit: null,
        details: heading.children.map(({ isLeaf }, index) =>
          isLeaf ? (found.details[under[index]?.[0] ?? -1] ?? {}) : {},
        ),
      })
    : plain(weights.map(() => 1))
}
