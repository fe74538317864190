import type { RuleNode } from '#domain/rules'

export type Condition = Extract<RuleNode, { readonly kind: 'condition' }>

/** The same tree with other leaves. */
export function mapConditions(node: RuleNode, change: (condition: Condition) => RuleNode): RuleNode {
  if (node.kind === 'condition') return change(node)
  if (node.kind === 'not') return { ...node, of: mapConditions(node.of, change) }
  return { ...node, of: node.of.map((child) => mapConditions(child, change)) }
}

/** All leaves, in order. */
export function conditionsOf(node: RuleNode): readonly Condition[] {
  if (node.kind === 'condition') return [node]
  return node.kind === 'not' ? conditionsOf(node.of) : node.of.flatMap(conditionsOf)
}
