import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runSmall, smallData, smallScheme, type ShortNode } from '#tests/small-evaluation'
import {
  correlateNodes,
  correlateSiblings,
  correlateWithAncestors,
  denominatorCorrelations,
  redundantPairs,
} from './correlate-nodes.ts'
import { headingConsistency } from './cronbach-alpha.ts'
import { describeColumns, judgedTable } from './describe-columns.ts'
import { strengthsAndWeaknesses, summariseUnit } from './describe-unit.ts'
import { mainEffect, nodeImportance } from './node-importance.ts'
import { shortfalls } from './shortfalls.ts'

const TREE: readonly ShortNode[] = [
  { code: 'total', parent: null },
  { code: 'people', parent: 'total', weight: 1 },
  { code: 'output', parent: 'total', weight: 3 },
  { code: 'a', parent: 'people', direction: 'more', input: { denominator: { column: 'size', scale: 1 } } },
  { code: 'b', parent: 'people', direction: 'less' },
  { code: 'c', parent: 'output', direction: 'more' },
  { code: 'd', parent: 'output', direction: 'more' },
]

const RUN = runSmall(
  smallScheme(TREE, { screening: { leastAvailable: 0.6, leastNonZero: null, keep: [] } }),
  smallData(
    {
      a: [10, 40, 90, 160, 250, 5],
      b: [5, 4, 3, 2, 9, null],
      c: [1, 2, 3, 4, 5, 99],
      d: [2, 4, 6, 8, 9, null],
      size: [10, 20, 30, 40, 50, 60],
    },
    ['2025'],
    ['x', 'x', 'y', 'y', 'y', 'y'].map((kind) => ({ kind })),
  ),
)

function value<T>(outcome: { ok: true; value: T } | { ok: false; issues: readonly unknown[] }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

describe('columns of a result', () => {
  it('are described without the units that were left out', () => {
    const table = judgedTable(RUN.result, 'raw')
    expect(table?.['c']).toEqual([1, 2, 3, 4, 5])
    expect(judgedTable(RUN.result, 'raw', '1999')).toBeNull()
    const [a] = describeColumns(table ?? {})
    expect(a).toMatchObject({ column: 'a', units: 5, count: 5, least: 10, most: 250, unique: 5, flags: [] })
  })

  it('are flagged where data are few, mostly zero, repeated or have outliers', () => {
    const flags = (values: readonly (number | null)[]) => describeColumns({ v: values })[0]?.flags
    expect(flags([1, 2, null, null])).toEqual(['few'])
    expect(flags([0, -0, 0, 5])).toEqual(['zeros'])
    expect(flags([2, 2, 2, 2, 2])).toEqual(['repeated'])
    expect(flags([1, 2, 3, 4, 5, 6, 7, 8, 9, 900])).toEqual(['outliers'])
    expect(describeColumns({ v: [0, -0, 0, 5, null] })).toMatchObject([{ nonZero: 1, unique: 2, same: 3 }])
    expect(describeColumns({ v: [null] })).toMatchObject([
      { count: 0, same: 0, flags: ['few', 'zeros', 'repeated'] },
    ])
  })
})

describe('correlations of a result', () => {
  it('go over chosen nodes, up the tree, and within headings', () => {
    const [cd] = correlateNodes(RUN.result, ['c'], ['d'])
    expect(cd).toMatchObject({ left: 'c', right: 'd', units: 5 })
    // Σ of products of deviations 18, of squares 10 and 32.8
    expect(cd?.correlation).toBeCloseTo(18 / Math.sqrt(328), 12)
    expect(correlateNodes(RUN.result, ['a'], ['c'], 'spearman', 'raw')[0]?.correlation).toBe(1)
    const family = correlateWithAncestors(RUN.compiled, RUN.result)
    expect(family.map(({ left, right }) => `${left} ${right}`)).toEqual([
      'people total',
      'output total',
      'a people',
      'a total',
      'b people',
      'b total',
      'c output',
      'c total',
      'd output',
      'd total',
    ])
    expect(
      correlateSiblings(RUN.compiled, RUN.result).map(({ heading, left, right }) => [heading, left, right]),
    ).toEqual([
      ['total', 'people', 'output'],
      ['people', 'a', 'b'],
      ['output', 'c', 'd'],
    ])
  })

  it('find what says the same twice under one heading, and what goes with size', () => {
    expect(redundantPairs(RUN.compiled, RUN.result)).toMatchObject([
      { heading: 'output', left: 'c', right: 'd' },
    ])
    expect(redundantPairs(RUN.compiled, RUN.result, { above: 0.995 })).toEqual([])
    const wide = redundantPairs(RUN.compiled, RUN.result, { stepsUp: 2 })
    expect(wide.map(({ heading, left, right }) => `${heading} ${left} ${right}`)).toEqual([
      'total a c',
      'total a d',
      'total c d',
    ])
    const sizes = denominatorCorrelations(RUN.compiled, RUN.data, RUN.result)
    expect(sizes.map(({ left, right }) => `${left} ${right}`)).toEqual(['a size', 'c size', 'd size'])
    expect(denominatorCorrelations(RUN.compiled, RUN.data, RUN.result, { columns: [] })).toEqual([])
  })

  it('tell how well a heading hangs together', () => {
    const alphas = headingConsistency(RUN.compiled, RUN.result)
    expect(alphas.map(({ heading, children }) => [heading, children])).toEqual([
      ['output', 2],
      ['people', 2],
      ['total', 2],
    ])
    expect(alphas[0]?.alpha).toBeGreaterThan(0.98)
    expect(alphas[1]?.alpha).toBeLessThan(0)
  })
})

describe('what a weight really moves', () => {
  it('is said beside the weight, node by node', () => {
    const importance = nodeImportance(RUN.compiled, RUN.result)
    expect(importance.map(({ node }) => node)).toEqual(['people', 'output', 'a', 'b', 'c', 'd'])
    const output = importance[1]
    expect(output).toMatchObject({ node: 'output', parent: 'total', share: 0.75, effective: 0.75 })
    expect(output?.correlationWithParent).toBeGreaterThan(0.95)
    expect(output?.linear).toBeCloseTo((output?.correlationWithParent ?? 0) ** 2, 14)
    for (const heading of ['total', 'people', 'output']) {
      const shares = importance.filter(({ parent }) => parent === heading)
      expect(shares.reduce((sum, { achieved }) => sum + (achieved ?? 0), 0)).toBeCloseTo(1, 12)
    }
  })

  it('is the squared correlation along a straight line, and more along a curve', () => {
    const x = Array.from({ length: 41 }, (_, index) => index - 20)
    expect(mainEffect({ left: x, right: x.map((one) => 3 - 2 * one) })).toBeCloseTo(1, 9)
    const parabola = mainEffect({ left: x, right: x.map((one) => one * one) })
    expect(parabola).toBeGreaterThan(0.95)
    const noise = x.map((_, index) => (index * 17) % 41)
    expect(mainEffect({ left: x, right: noise })).toBeLessThan(0.5)
    expect(mainEffect({ left: [1, 2, 3, 4], right: [1, 2, 3, 4] })).toBeNull()
    expect(mainEffect({ left: [1, 1, 1, 1, 1], right: [1, 2, 3, 4, 5] })).toBeNull()
  })

  it('knows no unit: neither scale nor direction of a column changes it', () => {
    const column = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(column, column, (left, right) => {
        const effect = mainEffect({ left, right }) ?? NaN
        expect(effect).toBeGreaterThanOrEqual(0)
        expect(effect).toBeLessThanOrEqual(1)
        const moved = mainEffect({
          left: left.map((one) => 7 - 3 * one),
          right: right.map((one) => 1000 * one),
        })
        expect(moved).toBeCloseTo(effect, 6)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a unit among the others', () => {
  it('is summed up node by node from the total down', () => {
    const nodes = value(summariseUnit(RUN.compiled, RUN.result, 'E'))
    expect(nodes.map(({ node }) => node)).toEqual(['total', 'people', 'output', 'a', 'b', 'c', 'd'])
    expect(nodes[0]).toMatchObject({ rank: 1, ranked: 5 })
    expect(nodes[4]).toMatchObject({ node: 'b', score: 0, rank: 5, best: 100 })
    expect(summariseUnit(RUN.compiled, RUN.result, 'F')).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.unit_unscored', params: { unit: 'F' } }],
    })
  })

  it('has strengths and weaknesses by rank, heeding directions', () => {
    const { strengths, weaknesses } = value(
      strengthsAndWeaknesses(RUN.compiled, RUN.result, 'D', { top: 2, bottom: 2 }),
    )
    expect(strengths).toEqual([
      { node: 'b', rank: 1, value: 2 },
      { node: 'a', rank: 2, value: 4 },
    ])
    expect(weaknesses.map(({ node }) => node)).toEqual(['c', 'd'])
    // E is last in b: passed over unless asked for.
    const last = value(strengthsAndWeaknesses(RUN.compiled, RUN.result, 'E', { withoutLast: false }))
    expect(last.weaknesses.at(-1)).toEqual({ node: 'b', rank: 5, value: 9 })
    const usual = value(strengthsAndWeaknesses(RUN.compiled, RUN.result, 'E'))
    expect(usual.weaknesses.map(({ node }) => node)).toEqual(['a', 'c', 'd'])
    // Among its own kind (A and B), B is first in all and has two leaves with more than half of their values different.
    const peers = value(
      strengthsAndWeaknesses(RUN.compiled, RUN.result, 'B', { group: 'kind', step: 'normalised' }),
    )
    expect(peers.strengths.every(({ rank }) => rank === 1)).toBe(true)
    const unique = value(strengthsAndWeaknesses(RUN.compiled, RUN.result, 'B', { leastUnique: 1 }))
    expect(unique.strengths).toEqual([])
  })

  it('falls short where it is behind the average, the costliest first', () => {
    const found = value(shortfalls(RUN.compiled, RUN.data, RUN.result, 'A'))
    // c: 1 against 3, score 0 against 50, effective 0.375; d: 2 against 5.8.
    expect(found.map(({ node }) => node)).toEqual(['d', 'c', 'a', 'b'])
    expect(found[1]).toEqual({
      node: 'c',
      figure: 1,
      filled: false,
      average: 3,
      difference: -2,
      relative: -2 / 3,
      overall: null,
      rank: 5,
      compared: 5,
      points: 18.75,
    })
    // a per size: 1 against a mean of 3 and 550/150 overall.
    expect(found[2]).toMatchObject({ average: 3, overall: expect.closeTo(550 / 150, 12) as number })
    // b: less is better, 5 against 4.6.
    expect(found[3]?.difference).toBeCloseTo(0.4, 12)
    const best = value(shortfalls(RUN.compiled, RUN.data, RUN.result, 'D'))
    expect(best).toEqual([])
  })

  it('is held against its own kind if asked', () => {
    const peers = value(shortfalls(RUN.compiled, RUN.data, RUN.result, 'C', 'kind'))
    expect(peers.map(({ node, compared }) => [node, compared])).toEqual([
      ['c', 3],
      ['d', 3],
      ['a', 3],
    ])
    expect(value(shortfalls(RUN.compiled, RUN.data, RUN.result, 'C', 'nothing'))).toEqual([])
  })
})
