import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runSmall, smallData, smallScheme, type ShortNode } from '#tests/small-evaluation'
import type { AggregationMethod } from './aggregation-method.ts'
import { comparePeriods, compareUnits, compareWithin } from './compare-units.ts'
import type { Difference } from './explain-difference.ts'
import { explainScore } from './explain-score.ts'

const TREE: readonly ShortNode[] = [
  { code: 'total', parent: null },
  { code: 'people', parent: 'total', weight: 2 },
  { code: 'output', parent: 'total', weight: 3 },
  { code: 'a', parent: 'people', direction: 'more' },
  { code: 'b', parent: 'people', weight: 3, direction: 'less' },
  { code: 'c', parent: 'output', direction: 'more' },
  { code: 'd', parent: 'output', weight: 0.5, direction: 'more' },
  { code: 'e', parent: 'output', direction: 'less' },
]

const WAYS: readonly AggregationMethod[] = [
  { method: 'arithmetic' },
  { method: 'geometric' },
  { method: 'harmonic' },
  { method: 'generalised', power: 2 },
  { method: 'generalised', power: -0.5 },
  { method: 'sum' },
  { method: 'topsis' },
  { method: 'grey', resolution: 0.5 },
  { method: 'vikor', strategy: 0.5 },
  { method: 'copeland', gaps: 'shared' },
]

/** Means of all kinds are defined on it. */
const SCALE = { method: 'min-max', low: 1, high: 100 } as const

const cell = fc.integer({ min: 0, max: 40 })
const column = fc.uniqueArray(cell, { minLength: 5, maxLength: 5 })
const columns = fc.record({ a: column, b: column, c: column, d: column, e: column })

function treeWith(root: AggregationMethod, output: AggregationMethod): readonly ShortNode[] {
  return TREE.map((node) =>
    node.code === 'total'
      ? { ...node, aggregation: root }
      : node.code === 'output'
        ? { ...node, aggregation: output }
        : node,
  )
}

function value<T>(outcome: { ok: true; value: T } | { ok: false; issues: readonly unknown[] }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function expectWhole(difference: Difference): void {
  const size = Math.abs(difference.from) + Math.abs(difference.to)
  const sum = difference.effects.reduce((total, { amount }) => total + amount, 0)
  expect(difference.to - difference.from).toBe(difference.difference)
  expect(difference.difference - sum).toBe(difference.remainder)
  expect(Math.abs(difference.remainder)).toBeLessThanOrEqual(1e-11 * (size + 1))
}

describe('the difference of two units', () => {
  it('is worked out by hand for a weighted mean', () => {
    const { compiled, result } = runSmall(
      smallScheme([
        { code: 'total', parent: null },
        { code: 'x', parent: 'total', weight: 3, direction: 'more' },
        { code: 'y', parent: 'total', weight: 1, direction: 'less' },
      ]),
      // x scaled: 0, 50, 100; y scaled (less is better): 100, 0, 75.
      smallData({ x: [10, 20, 30], y: [0, 8, 2] }),
    )
    const difference = value(compareUnits(compiled, result, 'B', 'C'))
    expect(difference).toMatchObject({ from: 37.5, to: 93.75, difference: 56.25, remainder: 0 })
    expect(difference.effects).toEqual([
      { kind: 'value', node: 'x', amount: 37.5, from: 20, to: 30 },
      { kind: 'value', node: 'y', amount: 18.75, from: 8, to: 2 },
    ])
    expect(difference.byNode).toEqual([
      { node: 'x', amount: 37.5 },
      { node: 'y', amount: 18.75 },
      { node: 'total', amount: 56.25 },
    ])
  })

  it('is worked out by hand for a geometric mean, by the logarithmic mean', () => {
    const { compiled, result } = runSmall(
      smallScheme(
        [
          { code: 'total', parent: null },
          { code: 'x', parent: 'total', direction: 'more' },
          { code: 'y', parent: 'total', direction: 'more' },
        ],
        { aggregation: { method: 'geometric' }, normalisation: { method: 'none' } },
      ),
      smallData({ x: [1, 4], y: [9, 16] }),
    )
    // Totals 3 and 8; L(8, 3) = 5 / ln(8/3); x: L · ½ ln 4, y: L · ½ ln(16/9).
    const mean = 5 / Math.log(8 / 3)
    const { effects } = value(compareUnits(compiled, result, 'A', 'B'))
    expect(effects[0]?.amount).toBeCloseTo(mean * 0.5 * Math.log(4), 12)
    expect(effects[1]?.amount).toBeCloseTo(mean * 0.5 * Math.log(16 / 9), 12)
  })

  it('adds up exactly and turns round with the sides, however levels are put together', () => {
    fc.assert(
      fc.property(columns, fc.constantFrom(...WAYS), fc.constantFrom(...WAYS), (table, root, output) => {
        // A column in which a level is zero everywhere has no geometric mean of it above: levels that may be zero stay below sums.
        fc.pre(
          isPositive(output) || root.method === 'arithmetic' || root.method === 'sum' || isRelative(root),
        )
        const { compiled, result } = runSmall(
          smallScheme(treeWith(root, output), { normalisation: SCALE }),
          smallData(table),
        )
        for (const [from, to] of [
          ['A', 'B'],
          ['D', 'C'],
        ] as const) {
          const difference = value(compareUnits(compiled, result, from, to))
          expectWhole(difference)
          const back = value(compareUnits(compiled, result, to, from))
          expect(back.effects.length).toBe(difference.effects.length)
          for (const [index, effect] of difference.effects.entries())
            expect(back.effects[index]?.amount).toBeCloseTo(-effect.amount, 8)
          const whole = difference.byNode.find(({ node }) => node === 'total')?.amount ?? NaN
          expect(whole).toBeCloseTo(difference.difference, 8)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is the same in whatever order units and nodes are listed', () => {
    fc.assert(
      fc.property(
        columns,
        fc.constantFrom(...WAYS),
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        fc.shuffledSubarray([...TREE.keys()], { minLength: TREE.length }),
        (table, way, places, order) => {
          const tree = treeWith({ method: 'arithmetic' }, way)
          const { compiled, result } = runSmall(smallScheme(tree, { normalisation: SCALE }), smallData(table))
          const other = runSmall(
            smallScheme(
              order.flatMap((at) => tree[at] ?? []),
              { normalisation: SCALE },
            ),
            smallData(
              Object.fromEntries(
                Object.entries(table).map(([code, values]) => [
                  code,
                  places.map((place) => values[place] ?? null),
                ]),
              ),
            ),
          )
          const name = (place: number): string => String.fromCharCode(65 + place)
          const first = value(compareUnits(compiled, result, 'A', 'B'))
          const second = value(
            compareUnits(other.compiled, other.result, name(places.indexOf(0)), name(places.indexOf(1))),
          )
          for (const { node, amount } of first.byNode)
            expect(second.byNode.find((one) => one.node === node)?.amount).toBeCloseTo(amount, 8)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('says what a missing figure did, and what bonus points did', () => {
    const { compiled, result } = runSmall(
      smallScheme(TREE, {
        adjustments: [{ code: 'prize', name: { zh: '奖', en: 'Prize' }, column: 'won', points: 2, most: 5 }],
      }),
      smallData({
        a: [1, 2, 3],
        b: [4, 5, 6],
        c: [1, null, 2],
        d: [2, 3, 5],
        e: [5, 6, 9],
        won: [0, 9, 1],
      }),
    )
    const difference = value(compareUnits(compiled, result, 'A', 'B'))
    expectWhole(difference)
    expect(difference.effects.filter(({ kind }) => kind === 'availability').map(({ node }) => node)).toEqual([
      'c',
    ])
    expect(difference.effects.find(({ kind }) => kind === 'adjustment')).toEqual({
      kind: 'adjustment',
      node: 'prize',
      amount: 5,
      from: 0,
      to: 5,
    })
    // The others of its heading weigh more for B: that is an effect of weight, with both weights said.
    expect(difference.effects.find(({ kind, node }) => kind === 'weight' && node === 'd')).toMatchObject({
      from: 0.2,
      to: expect.closeTo(1 / 3, 12) as number,
    })
  })

  it('keeps two scales apart where peers have each their own', () => {
    const { compiled, result } = runSmall(
      smallScheme(
        [
          { code: 'total', parent: null },
          { code: 'x', parent: 'total', direction: 'more' },
        ],
        { peerGroups: { group: 'field', compare: 'scale' } },
      ),
      smallData(
        { x: [0, 10, 5, 0, 20, 5] },
        ['2025'],
        [
          { field: 'chips' },
          { field: 'chips' },
          { field: 'chips' },
          { field: 'drugs' },
          { field: 'drugs' },
          { field: 'drugs' },
        ],
      ),
    )
    // The same figure, 5: 50 points among chips, 25 among drugs.
    const { effects } = value(compareUnits(compiled, result, 'C', 'F'))
    expect(effects).toEqual([{ kind: 'scale', node: 'x', amount: -25, from: null, to: null }])
  })

  it('names a unit that is not there or has no total', () => {
    const { compiled, result } = runSmall(
      smallScheme([
        { code: 'total', parent: null },
        { code: 'x', parent: 'total', direction: 'more' },
      ]),
      smallData({ x: [1, 2, null] }),
    )
    expect(compareUnits(compiled, result, 'A', 'Z')).toEqual({
      ok: false,
      issues: [{ code: 'evaluation.unit_unknown', params: { unit: 'Z' } }],
    })
    expect(compareUnits(compiled, result, 'C', 'A')).toEqual({
      ok: false,
      issues: [{ code: 'evaluation.unit_unscored', params: { unit: 'C', period: '2025' } }],
    })
  })
})

describe('the difference of two periods', () => {
  it('keeps the own figure, the scale and the weight apart, by hand', () => {
    const scheme = smallScheme([
      { code: 'total', parent: null },
      { code: 'x', parent: 'total', weight: 1, direction: 'more' },
      { code: 'y', parent: 'total', weight: 1, direction: 'more' },
    ])
    const heavier = smallScheme([
      { code: 'total', parent: null },
      { code: 'x', parent: 'total', weight: 3, direction: 'more' },
      { code: 'y', parent: 'total', weight: 1, direction: 'more' },
    ])
    const data = smallData(
      {
        x: [
          [0, 5, 10],
          [0, 8, 20],
        ],
        y: [
          [0, 10, 5],
          [0, 10, 5],
        ],
      },
      ['2024', '2025'],
    )
    const before = runSmall(scheme, data, '2024')
    const after = runSmall(heavier, data, '2025')
    // B: x 50 → 40 (with the old scale 80, with 20 instead of 10 for the best 25), y 100 → 100; weights ½ → ¾.
    const difference = value(comparePeriods(before, after, 'B'))
    expect(difference).toMatchObject({ from: 75, to: 55, difference: -20, remainder: 0 })
    const amount = (kind: string, node: string): number | undefined =>
      difference.effects.find((effect) => effect.kind === kind && effect.node === node)?.amount
    // x figure: ½[(40 − 25) + (80 − 50)] = 22.5, scale: −10 − 22.5 = −32.5, both at the mean weight 0.625.
    expect(amount('value', 'x')).toBeCloseTo(22.5 * 0.625, 12)
    expect(amount('scale', 'x')).toBeCloseTo(-32.5 * 0.625, 12)
    // Weight: (x̄ − mean total)·¼ = (45 − 65)·¼ and (100 − 65)·(−¼).
    expect(amount('weight', 'x')).toBeCloseTo(-5, 12)
    expect(amount('weight', 'y')).toBeCloseTo(-8.75, 12)
  })

  it('names an indicator that only one of the schemes has, by hand', () => {
    const tree: readonly ShortNode[] = [
      { code: 'total', parent: null },
      { code: 'x', parent: 'total', direction: 'more' },
    ]
    const before = runSmall(smallScheme(tree), smallData({ x: [0, 5, 10] }))
    const after = runSmall(
      smallScheme([...tree, { code: 'y', parent: 'total', direction: 'more' }]),
      smallData({ x: [0, 5, 10], y: [0, 10, 5] }),
    )
    // B: 50 alone, with the new one at 100 the mean of both; C: 100, the new one at 50.
    const named = (unit: string) =>
      value(comparePeriods(before, after, unit)).effects.filter(({ kind }) => kind === 'structure')
    expect(value(comparePeriods(before, after, 'B'))).toMatchObject({ from: 50, to: 75, remainder: 0 })
    expect(named('B').map(({ node }) => node)).toEqual(['y'])
    expect(named('B').reduce((sum, { amount }) => sum + amount, 0)).toBeGreaterThan(0)
    expect(named('C').reduce((sum, { amount }) => sum + amount, 0)).toBeLessThan(0)
  })

  it('adds up exactly over any change of figures, weights, methods and tree', () => {
    fc.assert(
      fc.property(
        columns,
        columns,
        fc.constantFrom(...WAYS),
        fc.constantFrom(...WAYS),
        fc.boolean(),
        (first, second, way, other, grown) => {
          const before = runSmall(
            smallScheme(treeWith({ method: 'arithmetic' }, way), { normalisation: SCALE }),
            smallData(first),
          )
          const tree = treeWith({ method: 'arithmetic' }, other).filter(({ code }) => code !== 'd' || !grown)
          const after = runSmall(
            smallScheme(
              grown ? [...tree, { code: 'f', parent: 'people', weight: 2, direction: 'more' }] : tree,
              {
                normalisation: SCALE,
                treatment: {
                  method: 'treat',
                  skewness: 1,
                  kurtosis: 1,
                  mostPoints: 1,
                  then: 'log-ct',
                  lambda: null,
                },
              },
            ),
            smallData({ ...second, f: [1, 2, 3, 4, 5] }),
          )
          for (const unit of ['A', 'C', 'E']) {
            const difference = value(comparePeriods(before, after, unit))
            expectWhole(difference)
            const back = value(comparePeriods(after, before, unit))
            expect(back.difference).toBe(-difference.difference)
            const kinds = new Map<string, number>()
            for (const { kind, node, amount } of [...difference.effects, ...back.effects])
              kinds.set(`${kind} ${node}`, (kinds.get(`${kind} ${node}`) ?? 0) + amount)
            for (const rest of kinds.values()) expect(rest).toBeCloseTo(0, 7)
            const structure = difference.effects.filter(({ kind }) => kind === 'structure')
            // Grown: an indicator may come and go without an effect (one at its worst in a mean, say), so none need be named.
            if (!grown) expect(structure).toEqual([])
          }
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('the difference of two periods within one run', () => {
  const scheme = smallScheme([
    { code: 'total', parent: null },
    { code: 'x', parent: 'total', direction: 'more' },
    { code: 'y', parent: 'total', direction: 'more' },
  ])
  const data = smallData(
    {
      x: [
        [0, 5, 10],
        [0, 8, 20],
      ],
      y: [
        [0, 10, 5],
        [0, null, 5],
      ],
    },
    ['2024', '2025'],
  )

  it('keeps figure and scale apart and leaves points aside', () => {
    const { compiled, result } = runSmall(
      smallScheme(
        [
          { code: 'total', parent: null },
          { code: 'x', parent: 'total', direction: 'more' },
        ],
        { adjustments: [{ code: 'p', name: { zh: '奖', en: 'P' }, column: 'x', points: 1, most: 5 }] },
      ),
      data,
    )
    const difference = value(compareWithin(compiled, result, 'B', '2024'))
    expect(difference).toMatchObject({ from: 50, to: 40, difference: -10, remainder: 0 })
    expect(difference.effects).toEqual([
      { kind: 'value', node: 'x', amount: 22.5, from: 5, to: 8 },
      { kind: 'scale', node: 'x', amount: -32.5, from: null, to: null },
    ])
  })

  it('knows no effect of scale where scales span all periods', () => {
    const { compiled, result } = runSmall({ ...scheme, scaleOver: 'all-periods' }, data)
    const { effects } = value(compareWithin(compiled, result, 'C', '2024'))
    expect(effects).toEqual([{ kind: 'value', node: 'x', amount: 25, from: 10, to: 20 }])
    const missing = value(compareWithin(compiled, result, 'B', '2024'))
    expectWhole(missing)
    expect(missing.effects.map(({ kind }) => kind)).toContain('availability')
  })

  it('names a period that is not there', () => {
    const { compiled, result } = runSmall(scheme, data)
    expect(compareWithin(compiled, result, 'B', '1999')).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.period_unknown', params: { period: '1999' } }],
    })
  })
})

describe('a score in parts', () => {
  it('is Σ w x where headings add, to the last bits, missing siblings spread and points said', () => {
    const { compiled, result } = runSmall(
      smallScheme(TREE, {
        adjustments: [
          { code: 'late', name: { zh: '迟报', en: 'Late' }, column: 'late', points: -1, most: 3 },
        ],
      }),
      smallData({
        a: [1, 2, 3],
        b: [4, 5, 6],
        c: [1, null, 2],
        d: [2, 3, 5],
        e: [5, 6, 9],
        late: [0, 2, 0],
      }),
    )
    const explained = value(explainScore(compiled, result, 'B'))
    expect(explained).toMatchObject({
      against: 'zero',
      base: 0,
      adjustments: [{ adjustment: 'late', points: -2 }],
    })
    expect(explained.contributions.map(({ node }) => node)).toEqual(['a', 'b', 'd', 'e'])
    expect(explained.contributions[2]?.weight).toBeCloseTo(0.6 / 3, 14)
    const sum = explained.contributions.reduce((total, { amount }) => total + amount, 0)
    expect(sum - 2).toBeCloseTo(explained.score, 12)
    expect(Math.abs(explained.remainder)).toBeLessThan(1e-13)
    expect(explained.byNode.at(-1)?.node).toBe('total')
    expect(explained.byNode.at(-1)?.amount).toBeCloseTo(sum, 12)
  })

  it('adds up for every way, against nothing or against the mean', () => {
    fc.assert(
      fc.property(
        columns,
        fc.constantFrom(...WAYS),
        fc.constantFrom('zero', 'mean'),
        (table, way, against) => {
          const { compiled, result } = runSmall(
            smallScheme(treeWith({ method: 'arithmetic' }, way), { normalisation: SCALE }),
            smallData(table),
          )
          for (const unit of ['A', 'E']) {
            const explained = value(explainScore(compiled, result, unit, against))
            const sum = explained.contributions.reduce((total, { amount }) => total + amount, 0)
            expect(explained.base + sum).toBeCloseTo(explained.score, 9)
            expect(Math.abs(explained.remainder)).toBeLessThan(
              1e-11 * (1 + Math.abs(explained.score) + Math.abs(explained.base)),
            )
            expect(explained.against).toBe(
              against === 'zero' && (way.method === 'arithmetic' || way.method === 'sum') ? 'zero' : 'mean',
            )
            const whole = explained.byNode.find(({ node }) => node === 'total')?.amount ?? NaN
            expect(whole).toBeCloseTo(sum, 8)
          }
        },
      ),
      { numRuns: 120 },
    )
  })

  it('of points (sum) is points × figure, by hand', () => {
    const { compiled, result } = runSmall(
      smallScheme(
        [
          { code: 'total', parent: null },
          { code: 'x', parent: 'total', weight: 60, direction: 'more' },
          { code: 'y', parent: 'total', weight: 40, direction: 'more' },
        ],
        { aggregation: { method: 'sum' }, normalisation: { method: 'min-max', low: 0, high: 1 } },
      ),
      smallData({ x: [0, 5, 10], y: [1, 3, 2] }),
    )
    const { contributions, score } = value(explainScore(compiled, result, 'B'))
    expect(contributions.map(({ amount }) => amount)).toEqual([30, 40])
    expect(score).toBe(70)
  })
})

function isRelative({ method }: AggregationMethod): boolean {
  return ['topsis', 'grey', 'vikor', 'copeland'].includes(method)
}

/** Whether a level put together so is above zero wherever its children are. */
function isPositive(way: AggregationMethod): boolean {
  return !isRelative(way) || way.method === 'grey'
}
