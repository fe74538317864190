import fc from 'fast-check'
import { expect, test } from 'vitest'
import { schemeFixture } from './scheme.fixture.ts'
import { childrenOf, treeRows } from './scheme-tree.ts'
import {
  addNode,
  adoptShares,
  changeNode,
  emptyNode,
  equalWeights,
  indentNode,
  moveNode,
  nextCode,
  outdentNode,
  removeNode,
  renameNode,
  scaleWeights,
  shiftNode,
} from './tree-edits.ts'

const order = (scheme: ReturnType<typeof schemeFixture>) => treeRows(scheme).map(({ node }) => node.code)

test('rows follow the tree, shares are among siblings, effective weights go up to the total', () => {
  const rows = treeRows(schemeFixture())
  expect(rows.map(({ node, level }) => `${level}${node.code}`)).toEqual([
    '0total',
    '1A',
    '2A1',
    '2A2',
    '1B',
    '2B1',
    '2B2',
  ])
  const a1 = rows.find(({ node }) => node.code === 'A1')
  expect(a1?.share).toBeCloseTo(0.6)
  expect(a1?.effective).toBeCloseTo(0.36)
  expect(rows.find(({ node }) => node.code === 'A')?.childrenSum).toBe(50)
})

test('shares that only data can tell are open until they are found', () => {
  const scheme = schemeFixture({ weighting: { method: 'entropy' } })
  expect(treeRows(scheme).find(({ node }) => node.code === 'A1')?.share).toBeNull()
  const found = new Map([['A1', { share: 0.25, byUnit: null }]])
  expect(treeRows(scheme, found).find(({ node }) => node.code === 'A1')?.share).toBe(0.25)
})

test('a draft that is no tree still shows all its nodes once', () => {
  const scheme = schemeFixture()
  const circle = {
    ...scheme,
    nodes: scheme.nodes.map((node) => (node.code === 'B' ? { ...node, parent: 'B' } : node)),
  }
  expect(order(circle).toSorted()).toEqual(order(scheme).toSorted())
})

test('siblings change places, and the first has nobody to pass', () => {
  expect(order(shiftNode(schemeFixture(), 'B', -1))).toEqual(['total', 'B', 'B1', 'B2', 'A', 'A1', 'A2'])
  const scheme = schemeFixture()
  expect(shiftNode(scheme, 'A', -1)).toBe(scheme)
})

test('a node goes under another heading, never under itself, its own part or an indicator', () => {
  const scheme = schemeFixture()
  expect(order(moveNode(scheme, 'A2', 'B'))).toEqual(['total', 'A', 'A1', 'B', 'B1', 'B2', 'A2'])
  expect(moveNode(scheme, 'A', 'A')).toBe(scheme)
  expect(moveNode(scheme, 'A', 'B1')).toBe(scheme)
  const nested = moveNode(scheme, 'B', 'A')
  expect(moveNode(nested, 'A', 'B')).toBe(nested)
})

test('down into the heading above, and up again right behind it', () => {
  const inside = indentNode(schemeFixture(), 'B')
  expect(inside.nodes.find(({ code }) => code === 'B')?.parent).toBe('A')
  const outside = outdentNode(inside, 'B')
  expect(outside.nodes.find(({ code }) => code === 'B')?.parent).toBe('total')
  expect(order(outside)).toEqual(order(schemeFixture()))
})

test('what is removed leaves with all below it and out of the ties; the total stays', () => {
  const scheme = removeNode(schemeFixture(), 'B')
  expect(order(scheme)).toEqual(['total', 'A', 'A1', 'A2'])
  expect(scheme.ranking.breakers).toEqual(['A'])
  expect(order(removeNode(schemeFixture(), 'total'))).toHaveLength(7)
})

test('a new code holds wherever the old one was used', () => {
  const scheme = schemeFixture({
    weighting: {
      method: 'ahp',
      judgements: {
        total: {
          children: ['A', 'B'],
          matrix: [
            [1, 2],
            [0.5, 1],
          ],
        },
        A: {
          children: ['A1', 'A2'],
          matrix: [
            [1, 1],
            [1, 1],
          ],
        },
        B: {
          children: ['B1', 'B2'],
          matrix: [
            [1, 1],
            [1, 1],
          ],
        },
      },
    },
  })
  const renamed = renameNode(scheme, 'A', '创新')
  expect(childrenOf(renamed, '创新')).toHaveLength(2)
  expect(renamed.ranking.breakers).toEqual(['创新', 'B1'])
  expect(renamed.weighting).toMatchObject({
    judgements: { 创新: { children: ['A1', 'A2'] }, total: { children: ['创新', 'B'] } },
  })
  expect(renameNode(scheme, 'A', 'B')).toBe(scheme)
})

test('new codes go on as the siblings began', () => {
  const scheme = schemeFixture()
  expect(nextCode(scheme, 'A')).toBe('A3')
  expect(nextCode(scheme, 'total')).toBe('C')
  expect(nextCode(addNode(scheme, emptyNode('C', 'total')), 'C')).toBe('C1')
})

test('scaled weights keep their proportions and add to exactly 100', () => {
  expect(childrenOf(scaleWeights(schemeFixture(), 'A'), 'A').map(({ weight }) => weight)).toEqual([60, 40])
  const third = addNode(schemeFixture(), { ...emptyNode('A3', 'A'), weight: 50 })
  expect(childrenOf(equalWeights(third, 'A'), 'A').map(({ weight }) => weight)).toEqual([
    33.3334, 33.3333, 33.3333,
  ])
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 2 }),
      (weights) => {
        const scheme = weights.reduce(
          (from, weight, index) => changeNode(from, `A${index + 1}`, { weight }),
          schemeFixture(),
        )
        const sum = childrenOf(scaleWeights(scheme, 'A'), 'A').reduce(
          (total, { weight }) => total + weight,
          0,
        )
        expect(Number(sum.toFixed(6))).toBe(100)
      },
    ),
  )
})

test('weights of nothing cannot be scaled', () => {
  const none = changeNode(changeNode(schemeFixture(), 'A1', { weight: 0 }), 'A2', { weight: 0 })
  expect(scaleWeights(none, 'A')).toBe(none)
})

test('weights that a method found become given ones', () => {
  const scheme = schemeFixture({ weighting: { method: 'entropy' } })
  const adopted = adoptShares(scheme, 'A', (code) => (code === 'A1' ? 0.125 : 0.875))
  expect(childrenOf(adopted, 'A').map(({ weight }) => weight)).toEqual([12.5, 87.5])
  expect(adopted.nodes.find(({ code }) => code === 'A')?.weighting).toEqual({ method: 'given' })
})
