import type { Issue } from '#domain/kernel'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { Scheme, SchemeNode } from './scheme.ts'

/** The nodes as one tree: codes once, parents known, no circle, one root, leaves and headings told apart, weights that can be added up. */
export function checkTree({ nodes }: Scheme): readonly Issue[] {
  const byCode = new Map<string, SchemeNode>()
  const issues: Issue[] = []
  for (const [index, node] of nodes.entries()) {
    if (byCode.has(node.code))
      issues.push(issue('evaluation.duplicate_node', index, 'code', { node: node.code }))
    else byCode.set(node.code, node)
    if (node.weight < 0)
      issues.push(
        issue('evaluation.weight_negative', index, 'weight', { node: node.code, weight: node.weight }),
      )
  }
  for (const [index, { code, parent }] of nodes.entries())
    if (parent !== null && !byCode.has(parent))
      issues.push(issue('evaluation.unknown_parent', index, 'parent', { node: code, parent }))
  // A tree that is not one has no root to speak of: what follows would only repeat it.
  if (issues.some(({ code }) => code !== 'evaluation.weight_negative')) return issues
  issues.push(...cycleIssues(nodes, byCode))
  const roots = nodes.filter(({ parent }) => parent === null)
  if (roots.length !== 1)
    issues.push({
      code: 'evaluation.one_root' satisfies EvaluationIssueCode,
      path: ['nodes'],
      params: { nodes: roots.map(({ code }) => code) },
    })
  return [...issues, ...familyIssues(nodes)]
}

/** Each circle once, from its first node in the scheme's order. */
function cycleIssues(nodes: readonly SchemeNode[], byCode: ReadonlyMap<string, SchemeNode>): Issue[] {
  const issues: Issue[] = []
  const settled = new Set<string>()
  for (const [index, start] of nodes.entries()) {
    const trail: string[] = []
    const onTrail = new Set<string>()
    let at: SchemeNode | undefined = start
    while (at !== undefined && !settled.has(at.code) && !onTrail.has(at.code)) {
      trail.push(at.code)
      onTrail.add(at.code)
      at = at.parent === null ? undefined : byCode.get(at.parent)
    }
    if (at !== undefined && onTrail.has(at.code)) {
      const round = trail.slice(trail.indexOf(at.code))
      issues.push(issue('evaluation.cycle', index, 'parent', { nodes: [...round, at.code] }))
    }
    for (const code of trail) settled.add(code)
  }
  return issues
}

function familyIssues(nodes: readonly SchemeNode[]): Issue[] {
  const children = Map.groupBy(nodes, ({ parent }) => parent)
  return nodes.flatMap((node, index) => {
    const own = children.get(node.code) ?? []
    if (node.input === null && own.length === 0)
      return [issue('evaluation.empty_heading', index, 'input', { node: node.code })]
    if (node.input !== null && own.length > 0)
      return [issue('evaluation.leaf_with_children', index, 'input', { node: node.code })]
    return Number.isFinite(own.reduce((sum, { weight }) => sum + weight, 0))
      ? []
      : [issue('evaluation.weights_too_large', index, 'code', { heading: node.code })]
  })
}

function issue(
  code: EvaluationIssueCode,
  index: number,
  property: string,
  params: NonNullable<Issue['params']>,
): Issue {
  return { code, path: ['nodes', index, property], params }
}
