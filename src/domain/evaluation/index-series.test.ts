import { describe, expect, it } from 'vitest'
import { smallData, smallScheme, type ShortNode } from '#tests/small-evaluation'
import { compileScheme } from './compile-scheme.ts'
import type { EvaluationData } from './evaluation-data.ts'
import { indexSeries } from './index-series.ts'
import type { Scheme } from './scheme.ts'

const TREE: readonly ShortNode[] = [
  { code: 'total', parent: null },
  {
    code: 'income',
    parent: 'total',
    weight: 3,
    direction: 'more',
    input: { denominator: { column: 'staff', scale: 1 } },
  },
  { code: 'energy', parent: 'total', weight: 1, direction: 'less' },
]

const DATA = smallData(
  { income: [[100], [150], [90]], staff: [[10], [10], [12]], energy: [[8], [4], [null]] },
  ['2013', '2014', '2015'],
)

function series(
  rest: Partial<Scheme> = {},
  data: EvaluationData = DATA,
  tree = TREE,
  base = '2013',
  unit = 'A',
) {
  const compiled = compileScheme(smallScheme(tree, rest))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  return indexSeries(compiled.value, data, { unit, base })
}

describe('an index over time', () => {
  it('is 100 in its base year, turns round what should be little, and weighs levels', () => {
    // income per head 10, 15, 7.5; energy halves: 200. (3·150 + 200) / 4
    expect(series()).toEqual({
      ok: true,
      value: {
        base: '2013',
        periods: ['2013', '2014', '2015'],
        values: { income: [100, 150, 75], energy: [100, 200, null], total: [100, 162.5, null] },
        contributions: {
          total: [null, 62.5, null],
          income: [null, 37.5, null],
          energy: [null, 25, null],
        },
      },
    })
  })

  it('takes equal weights where the scheme asks for them, and the mean that it asks for', () => {
    const equal = series({ weighting: { method: 'equal' } })
    expect(equal.ok && equal.value.values['total']?.[1]).toBe(175)
    const geometric = series({ weighting: { method: 'equal' }, aggregation: { method: 'geometric' } })
    expect(geometric.ok && geometric.value.values['total']?.[1]).toBeCloseTo(Math.sqrt(150 * 200), 10)
    if (!geometric.ok) throw new Error('refused')
    const { contributions } = geometric.value
    expect((contributions['income']?.[1] ?? 0) + (contributions['energy']?.[1] ?? 0)).toBeCloseTo(
      Math.sqrt(150 * 200) - 100,
      10,
    )
  })

  it('leaves out what weighs nothing, also when it is missing', () => {
    const tree = TREE.map((node) => (node.code === 'energy' ? { ...node, weight: 0 } : node))
    const found = series({}, DATA, tree)
    expect(found.ok && found.value.values['total']).toEqual([100, 150, 75])
  })

  it('refuses by name a base that is missing or nothing, and ways that make no index', () => {
    expect(series({}, DATA, TREE, '2015')).toEqual({
      ok: false,
      issues: [
        { code: 'evaluation.index_base', params: { node: 'energy', unit: 'A', period: '2015', value: null } },
      ],
    })
    expect(series({}, DATA, TREE, '1999')).toMatchObject({ issues: [{ code: 'evaluation.period_unknown' }] })
    expect(series({}, DATA, TREE, '2013', 'Q')).toMatchObject({
      issues: [{ code: 'evaluation.unit_unknown' }],
    })
    expect(series({ aggregation: { method: 'topsis' } })).toMatchObject({
      issues: [{ code: 'evaluation.index_way', params: { node: 'total', method: 'topsis' } }],
    })
    const nothing = smallData({ income: [[100], [150]], staff: [[10], [10]], energy: [[8], [0]] }, [
      '2013',
      '2014',
    ])
    expect(series({}, nothing)).toMatchObject({
      issues: [
        { code: 'evaluation.index_figure', params: { node: 'energy', unit: 'A', period: '2014', value: 0 } },
      ],
    })
  })
})
