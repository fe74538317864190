import type { BilingualText } from '#domain/kernel'
import type { RuleNode } from '#domain/rules'

export type GroupKind = Exclude<RuleNode['kind'], 'condition'>
export type RuleCondition = Extract<RuleNode, { kind: 'condition' }>

const EMPTY: BilingualText = { zh: '', en: '' }

export function childrenOf(node: RuleNode): readonly RuleNode[] {
  return node.kind === 'condition' ? [] : node.kind === 'not' ? [node.of] : node.of
}

/** The node with other children; null: a negation of nothing is nothing. Of several, a negation says that all must not hold. */
function withChildren(node: RuleNode, children: readonly RuleNode[], root: RuleNode): RuleNode | null {
  if (node.kind === 'condition') return node
  if (node.kind !== 'not') return { ...node, of: children }
  const [only] = children
  if (only === undefined) return null
  return {
    ...node,
    of:
      children.length === 1 ? only : { kind: 'all', id: freshId(root, 'g'), title: null, of: [...children] },
  }
}

export function nodesOf(root: RuleNode): readonly RuleNode[] {
  return [root, ...childrenOf(root).flatMap(nodesOf)]
}

export function nodeById(root: RuleNode, id: string): RuleNode | undefined {
  return nodesOf(root).find((node) => node.id === id)
}

export function parentOf(root: RuleNode, id: string): RuleNode | undefined {
  return nodesOf(root).find((node) => childrenOf(node).some((child) => child.id === id))
}

/** An id that no node has. */
export function freshId(root: RuleNode, prefix: 'c' | 'g'): string {
  const taken = new Set(nodesOf(root).map(({ id }) => id))
  for (let number = taken.size; ; number += 1)
    if (!taken.has(`${prefix}${number}`)) return `${prefix}${number}`
}

/** Puts what `edit` answers in place of a node: nothing, one or several. */
function replaceNode(root: RuleNode, id: string, edit: (node: RuleNode) => readonly RuleNode[]): RuleNode {
  const visit = (node: RuleNode): readonly RuleNode[] => {
    if (node.id === id) return edit(node)
    if (node.kind === 'condition') return [node]
    const before = childrenOf(node)
    const after = before.flatMap(visit)
    if (after.length === before.length && after.every((child, at) => child === before[at])) return [node]
    const changed = withChildren(node, after, root)
    return changed === null ? [] : [changed]
  }
  return visit(root)[0] ?? { kind: 'all', id: root.id, title: root.title, of: [] }
}

export function editNode(root: RuleNode, id: string, edit: (node: RuleNode) => RuleNode): RuleNode {
  return replaceNode(root, id, (node) => [edit(node)])
}

/** The root stays; it can be emptied. */
export function removeNode(root: RuleNode, id: string): RuleNode {
  return root.id === id ? root : replaceNode(root, id, () => [])
}

export function newCondition(root: RuleNode): RuleCondition {
  return {
    kind: 'condition',
    id: freshId(root, 'c'),
    title: EMPTY,
    when: '',
    clause: null,
    status: 'unverified',
    off: false,
  }
}

export function newGroup(root: RuleNode): RuleNode {
  return { kind: 'any', id: freshId(root, 'g'), title: null, of: [newCondition(root)] }
}

/** As the last within a group; beside a condition, after it. */
export function addNode(root: RuleNode, at: string, added: RuleNode): RuleNode {
  const place = nodeById(root, at)
  if (place === undefined) return root
  if (place.kind === 'condition' || place.kind === 'not')
    return root.id === at
      ? { kind: 'all', id: freshId(root, 'g'), title: null, of: [root, added] }
      : replaceNode(root, at, (node) => [node, added])
  return editNode(root, at, (node) => withChildren(node, [...childrenOf(node), added], root) ?? node)
}

/** A group of its own around a node. */
export function wrapNode(root: RuleNode, id: string, kind: GroupKind): RuleNode {
  const groupId = freshId(root, 'g')
  return replaceNode(root, id, (node) => [groupOf(kind, groupId, null, [node], root)])
}

/** What is in a group takes its place. */
export function unwrapNode(root: RuleNode, id: string): RuleNode {
  if (root.id === id) {
    const children = childrenOf(root)
    const [only] = children
    return children.length === 1 && only !== undefined ? only : root
  }
  return replaceNode(root, id, childrenOf)
}

export function changeKind(root: RuleNode, id: string, kind: GroupKind): RuleNode {
  return editNode(root, id, (node) => {
    if (node.kind === 'condition' || node.kind === kind) return node
    // “Not (all of several)” opens to a group of these again.
    const children =
      node.kind === 'not' && node.of.kind === 'all' && node.of.title === null
        ? childrenOf(node.of)
        : childrenOf(node)
    return groupOf(kind, node.id, node.title, children, root)
  })
}

function groupOf(
  kind: GroupKind,
  id: string,
  title: BilingualText | null,
  of: readonly RuleNode[],
  root: RuleNode,
): RuleNode {
  if (kind === 'at-least') return { kind, id, title, count: Math.min(2, Math.max(1, of.length)), of }
  if (kind !== 'not') return { kind, id, title, of }
  const [only] = of
  const inner: RuleNode =
    of.length === 1 && only !== undefined
      ? only
      : { kind: 'all', id: `${freshId(root, 'g')}n`, title: null, of: [...of] }
  return { kind, id, title, of: inner }
}

export type Move = 'up' | 'down' | 'in' | 'out'

/** One place up or down among its neighbours, into the group before it, or out of its group; the same root where it cannot. */
export function moveNode(root: RuleNode, id: string, move: Move): RuleNode {
  const node = nodeById(root, id)
  const parent = parentOf(root, id)
  if (node === undefined || parent === undefined) return root
  const siblings = childrenOf(parent)
  const at = siblings.findIndex((child) => child.id === id)
  if (move === 'up' || move === 'down') {
    const other = siblings[move === 'up' ? at - 1 : at + 1]
    return other === undefined ? root : moveBeside(root, id, other.id, move === 'up' ? 'before' : 'after')
  }
  if (move === 'out') {
    const above = parentOf(root, parent.id)
    // The only one within a negation is what it negates.
    if (above === undefined || parent.kind === 'not' || above.kind === 'not') return root
    return moveBeside(root, id, parent.id, 'after')
  }
  const group = siblings[at - 1]
  return group === undefined || group.kind === 'condition' || group.kind === 'not'
    ? root
    : moveBeside(root, id, group.id, 'into')
}

/** To another place; never into itself, nor out of a negation that would be left with nothing. */
export function moveBeside(
  root: RuleNode,
  id: string,
  target: string,
  where: 'before' | 'after' | 'into',
): RuleNode {
  const node = nodeById(root, id)
  const place = nodeById(root, target)
  if (node === undefined || place === undefined || root.id === id || id === target) return root
  if (nodeById(node, target) !== undefined || parentOf(root, id)?.kind === 'not') return root
  if (where !== 'into' && (root.id === target || parentOf(root, target)?.kind === 'not')) return root
  if (where === 'into' && (place.kind === 'condition' || place.kind === 'not')) return root
  const without = removeNode(root, id)
  if (where === 'into') return addNode(without, target, node)
  return replaceNode(without, target, (other) => (where === 'before' ? [node, other] : [other, node]))
}
