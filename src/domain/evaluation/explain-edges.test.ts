import { describe, expect, it } from 'vitest'
import { runSmall, smallData, smallScheme, type ShortNode, type SmallRun } from '#tests/small-evaluation'
import { comparePeriods, compareUnits, compareWithin } from './compare-units.ts'
import type { Difference } from './explain-difference.ts'
import { explainScore } from './explain-score.ts'
import { leafChain } from './leaf-chain.ts'
import { raiseGrade } from './raise-grade.ts'

const PAIR: readonly ShortNode[] = [
  { code: 'total', parent: null },
  { code: 'x', parent: 'total', direction: 'more' },
  { code: 'y', parent: 'total', direction: 'more' },
]

function value<T>(outcome: { ok: true; value: T } | { ok: false; issues: readonly unknown[] }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function expectWhole({ difference, effects, remainder, from, to }: Difference): void {
  const sum = effects.reduce((total, { amount }) => total + amount, 0)
  expect(sum).toBeCloseTo(difference, 9)
  expect(Math.abs(remainder)).toBeLessThan(1e-12 * (1 + Math.abs(from) + Math.abs(to)))
}

describe('explanations where units weigh by themselves', () => {
  const run = runSmall(
    smallScheme(PAIR, { weighting: { method: 'benefit-of-doubt', least: 0.2, most: 0.8 } }),
    smallData({ x: [0, 5, 10, 2], y: [10, 4, 0, 9] }),
  )

  it('use each unit’s own weights, and call their difference an effect of weight', () => {
    for (const { unit, score } of run.result.standings) {
      const { contributions, remainder } = value(explainScore(run.compiled, run.result, unit))
      expect(contributions.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(score ?? NaN, 10)
      expect(Math.abs(remainder)).toBeLessThan(1e-12 * 100)
    }
    const difference = value(compareUnits(run.compiled, run.result, 'A', 'C'))
    expectWhole(difference)
    expect(difference.effects.filter(({ kind }) => kind === 'weight').map(({ node }) => node)).toEqual([
      'x',
      'y',
    ])
    expectWhole(value(compareUnits(run.compiled, run.result, 'B', 'D')))
  })
})

describe('explanations of treated figures', () => {
  const treated = smallScheme(PAIR, {
    treatment: { method: 'treat', skewness: 2, kurtosis: 3.5, mostPoints: 2, then: 'none', lambda: null },
  })
  const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 500]
  const y = [3, 1, 4, 1.5, 5, 9, 2, 6, 5.5, 3.5]
  const run = runSmall(treated, smallData({ x, y }))

  it('know that a winsorised point counts as the next one', () => {
    const leaf = run.compiled.leaves[0]
    if (leaf === undefined) throw new Error('no leaf')
    const chain = leafChain(run.compiled, run.result, leaf, 0)
    expect(chain?.ends).toEqual([1, 9])
    expect(chain?.range).toEqual([1, 500])
    expect(chain?.score(500)).toBe(100)
    expect(chain?.score(5)).toBe(50)
    expectWhole(value(compareUnits(run.compiled, run.result, 'A', 'J')))
  })

  it('see no gain beyond the winsorised end', () => {
    const raise = value(raiseGrade(run.compiled, run.data, run.result, 'A'))
    const steps = raise.leaves.find(({ node }) => node === 'x')?.steps ?? []
    expect(steps.map(({ to, figure, gain }) => [to, figure, gain])).toEqual([
      ['nearest', 2, 6.25],
      ['median', 5.5, 28.125],
      ['best', 500, 50],
    ])
  })

  it('put a formula to both figures where scales changed', () => {
    const logged = smallScheme(PAIR, {
      treatment: {
        method: 'treat',
        skewness: 0.5,
        kurtosis: 0.1,
        mostPoints: 0,
        then: 'log-ct',
        lambda: null,
      },
    })
    const before = runSmall(logged, smallData({ x, y }))
    const after = runSmall(logged, smallData({ x: x.map((one) => one * 1.5), y }))
    expect(after.result.treatments[0]?.transformed).toBe('log-ct')
    // All grew alike: each one's own rise and the scale's cancel out.
    const change = value(comparePeriods(before, after, 'E'))
    expect(change.difference).toBeCloseTo(0, 10)
    const [own, scale] = change.effects
    expect(own).toMatchObject({ kind: 'value', node: 'x', from: 5, to: 7.5 })
    expect(scale).toMatchObject({ kind: 'scale', node: 'x' })
    expect(own?.amount).toBeGreaterThan(0)
    expect((own?.amount ?? NaN) + (scale?.amount ?? NaN)).toBeCloseTo(0, 10)
  })
})

describe('explanations where units are compared with each other', () => {
  it('keep what the order of the list did apart (Copeland with gaps, as COINr)', () => {
    const run = runSmall(
      smallScheme(PAIR, { aggregation: { method: 'copeland' } }),
      smallData({ x: [3, 1, 2, null], y: [1, null, 2, 5] }),
    )
    for (const [from, to] of [
      ['A', 'B'],
      ['B', 'D'],
      ['D', 'C'],
    ] as const)
      expectWhole(value(compareUnits(run.compiled, run.result, from, to)))
  })

  it('compare units of two groups that have each their own scale', () => {
    const kinds = ['p', 'p', 'p', 'q', 'q', 'q'].map((kind) => ({ kind }))
    const run = runSmall(
      smallScheme(PAIR, {
        aggregation: { method: 'topsis' },
        peerGroups: { group: 'kind', compare: 'scale' },
      }),
      smallData({ x: [1, 2, 3, 10, 40, 30], y: [5, 1, 2, 3, 2, 9] }, ['2025'], kinds),
    )
    expectWhole(value(compareUnits(run.compiled, run.result, 'A', 'E')))
    expectWhole(value(compareUnits(run.compiled, run.result, 'A', 'C')))
    expectWhole(value(compareUnits(run.compiled, run.result, 'F', 'B')))
  })

  it('say what others did over two years', () => {
    const scheme = smallScheme(PAIR, {
      aggregation: { method: 'topsis' },
      normalisation: { method: 'none' },
      scaleOver: 'all-periods',
    })
    const data = smallData(
      {
        x: [
          [1, 5, 9],
          [1, 5, 20],
        ],
        y: [
          [9, 5, 1],
          [9, 5, 1],
        ],
      },
      ['2024', '2025'],
    )
    const { compiled, result } = runSmall(scheme, data)
    // B did nothing; the best x went away from it.
    const change = value(compareWithin(compiled, result, 'B', '2024'))
    expect(change.effects.map(({ kind, node }) => [kind, node])).toEqual([['field', 'total']])
    expectWhole(change)
    const own = value(compareWithin(compiled, result, 'C', '2024'))
    expectWhole(own)
    expect(own.effects.map(({ kind }) => kind)).toContain('value')
  })

  it('say method where nothing else can be said', () => {
    const data = smallData({ x: [1, 5, 9], y: [9, 5, 2] })
    const scale = { method: 'min-max', low: 1, high: 100 } as const
    const before = runSmall(smallScheme(PAIR, { normalisation: scale }), data)
    const after = runSmall(
      smallScheme(PAIR, { normalisation: scale, aggregation: { method: 'topsis' } }),
      data,
    )
    const change = value(comparePeriods(before, after, 'B'))
    expect(change.effects).toEqual([
      { kind: 'method', node: 'total', amount: change.difference, from: null, to: null },
    ])
    const geometric = runSmall(
      smallScheme(PAIR, { normalisation: scale, aggregation: { method: 'geometric' } }),
      data,
    )
    const other = value(comparePeriods(before, geometric, 'C'))
    expectWhole(other)
    expect(other.effects.map(({ kind }) => kind)).toEqual(['method'])
  })
})

describe('extremes', () => {
  const chain = (length: number): readonly ShortNode[] => [
    { code: 'n0', parent: null },
    ...Array.from({ length }, (_, index): ShortNode => ({
      code: `n${String(index + 1)}`,
      parent: `n${String(index)}`,
      ...(index + 1 === length ? { direction: 'more' } : {}),
    })),
  ]

  it('of depth do not exhaust the stack', () => {
    const run: SmallRun = runSmall(smallScheme(chain(3000)), smallData({ n3000: [1, 2, 4] }))
    const explained = value(explainScore(run.compiled, run.result, 'B'))
    expect(explained.contributions).toMatchObject([
      { node: 'n3000', amount: expect.closeTo(100 / 3, 9) as number },
    ])
    expectWhole(value(compareUnits(run.compiled, run.result, 'A', 'C')))
  })

  it('of size stay numbers', () => {
    const run = runSmall(
      smallScheme(PAIR, { normalisation: { method: 'none' } }),
      smallData({ x: [1e307, -1e307, 5e306], y: [1e-300, 2e-300, 3e-300] }),
    )
    const difference = value(compareUnits(run.compiled, run.result, 'B', 'A'))
    expect(difference.effects.every(({ amount }) => Number.isFinite(amount))).toBe(true)
    expect(difference.difference).toBe(1e307)
    const raise = value(raiseGrade(run.compiled, run.data, run.result, 'C'))
    expect(raise.leaves.find(({ node }) => node === 'x')?.rank).toMatchObject({ kind: 'reached' })
  })
})
