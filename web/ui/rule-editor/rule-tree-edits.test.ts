import { expect, test } from 'vitest'
import type { RuleNode } from '#domain/rules'
import {
  addNode,
  changeKind,
  editNode,
  freshId,
  moveBeside,
  moveNode,
  newCondition,
  nodeById,
  nodesOf,
  removeNode,
  unwrapNode,
  wrapNode,
} from './rule-tree-edits.ts'

function condition(id: string): RuleNode {
  return { ...newCondition({ kind: 'all', id: 'x', title: null, of: [] }), id, when: `${id} > 1` }
}
const root: RuleNode = {
  kind: 'all',
  id: 'root',
  title: null,
  of: [
    condition('c1'),
    { kind: 'any', id: 'g1', title: null, of: [condition('c2'), condition('c3')] },
    condition('c4'),
  ],
}
const ids = (node: RuleNode) =>
  nodesOf(node)
    .map(({ id }) => id)
    .join(' ')

test('conditions move among their neighbours, into the group before them and out of it', () => {
  expect(ids(moveNode(root, 'c4', 'up'))).toBe('root c1 c4 g1 c2 c3')
  expect(ids(moveNode(root, 'c1', 'down'))).toBe('root g1 c2 c3 c1 c4')
  expect(ids(moveNode(root, 'c4', 'in'))).toBe('root c1 g1 c2 c3 c4')
  expect(nodeById(moveNode(root, 'c4', 'in'), 'g1')).toMatchObject({ of: [{}, {}, { id: 'c4' }] })
  expect(ids(moveNode(root, 'c2', 'out'))).toBe('root c1 g1 c3 c2 c4')
})

test('what cannot move stays as it is', () => {
  expect(moveNode(root, 'c1', 'up')).toBe(root)
  expect(moveNode(root, 'c4', 'down')).toBe(root)
  expect(moveNode(root, 'c1', 'in')).toBe(root)
  expect(moveNode(root, 'c1', 'out')).toBe(root)
  expect(moveBeside(root, 'g1', 'c2', 'after')).toBe(root)
  expect(moveBeside(root, 'root', 'c2', 'after')).toBe(root)
})

test('the last condition of a group leaves it empty, a negation goes with what it negates', () => {
  const negated = wrapNode(root, 'c1', 'not')
  expect(nodesOf(negated)[1]).toMatchObject({ kind: 'not', of: { id: 'c1' } })
  expect(ids(removeNode(negated, 'c1'))).toBe('root g1 c2 c3 c4')
  const emptied = removeNode(removeNode(root, 'c2'), 'c3')
  expect(nodeById(emptied, 'g1')).toMatchObject({ of: [] })
  expect(removeNode(root, 'root')).toBe(root)
})

test('a group of several that must not hold keeps all of them, and opens to them again', () => {
  const negated = changeKind(root, 'g1', 'not')
  expect(nodeById(negated, 'g1')).toMatchObject({
    kind: 'not',
    of: { kind: 'all', of: [{ id: 'c2' }, { id: 'c3' }] },
  })
  expect(changeKind(negated, 'g1', 'any')).toEqual(root)
  expect(nodeById(changeKind(root, 'g1', 'at-least'), 'g1')).toMatchObject({ kind: 'at-least', count: 2 })
})

test('groups are made around a node and dissolved; ids stay unique', () => {
  const wrapped = wrapNode(root, 'c4', 'any')
  expect(new Set(nodesOf(wrapped).map(({ id }) => id)).size).toBe(nodesOf(wrapped).length)
  expect(ids(unwrapNode(root, 'g1'))).toBe('root c1 c2 c3 c4')
  expect(unwrapNode(root, 'root')).toBe(root)
  const added = addNode(root, 'g1', newCondition(root))
  expect(nodeById(added, freshId(root, 'c'))).toBeDefined()
  expect(ids(addNode(root, 'c1', condition('c9')))).toBe('root c1 c9 g1 c2 c3 c4')
})

test('an edit changes one node and leaves the others as they are', () => {
  const edited = editNode(root, 'c2', (node) => (node.kind === 'condition' ? { ...node, when: 'a' } : node))
  expect(nodeById(edited, 'c2')).toMatchObject({ when: 'a' })
  expect(nodeById(edited, 'c1')).toBe(nodeById(root, 'c1'))
})
