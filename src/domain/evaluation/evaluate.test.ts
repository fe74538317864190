import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { sampleEvaluation } from '#tests/sample-evaluation'
import { compiledOf, dataOf, issuesOf, judgedTables, resultOf, run } from '#tests/short-evaluation'
import { compileScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import type { Scheme } from './scheme.ts'

type Fields = Readonly<Record<string, unknown>>

function leaf(code: string, input: Fields = {}, changes: Fields = {}): Fields {
  return { code, parent: 'total', input: { direction: 'more', ...input }, ...changes }
}
const TWO: Fields = {
  nodes: [{ code: 'total' }, leaf('a', {}, { weight: 3 }), leaf('b', { direction: 'less' })],
}

describe('the steps', () => {
  it('give every table of a small evaluation, as by hand', () => {
    const result = resultOf(
      {
        nodes: [
          { code: 'total' },
          leaf('a', { denominator: { column: 'staff', scale: 10 } }, { weight: 3 }),
          leaf('b', { direction: 'less' }),
        ],
        imputation: { method: 'mean' },
        normalisation: { method: 'min-max', low: 0, high: 100 },
      },
      `unit a  staff b
       p1   20 4     7
       p2   30 10    -
       p3   10 10    1`,
    )
    // a per ten of staff: 50, 30, 10; b of p2: the mean of 7 and 1.
    expect(judgedTables(result)).toEqual({
      period: '-',
      raw: { a: [20, 30, 10], b: [7, null, 1] },
      denominated: { a: [50, 30, 10], b: [7, null, 1] },
      imputed: { a: [50, 30, 10], b: [7, 4, 1] },
      treated: { a: [50, 30, 10], b: [7, 4, 1] },
      normalised: { a: [100, 50, 0], b: [0, 50, 100] },
      scores: { a: [100, 50, 0], b: [0, 50, 100], total: [75, 50, 25] },
    })
    expect(result.scales).toEqual([
      { node: 'a', group: null, method: 'min-max', parameters: { least: 10, most: 50, low: 0, high: 100 } },
      { node: 'b', group: null, method: 'min-max', parameters: { least: 1, most: 7, low: 0, high: 100 } },
    ])
    expect(result.weights.map(({ node, share, effective }) => [node, share, effective])).toEqual([
      ['total', 1, 1],
      ['a', 0.75, 0.75],
      ['b', 0.25, 0.25],
    ])
    expect(result.standings.map(({ unit, score, rank }) => [unit, score, rank])).toEqual([
      ['p1', 75, 1],
      ['p2', 50, 2],
      ['p3', 25, 3],
    ])
  })

  it('leave out whom a gate excludes or who has too little data, and take no scale from them', () => {
    const result = resultOf(
      {
        ...TWO,
        gates: [{ code: 'safety', column: 'accidents', operator: '=', value: 0 }],
        screening: { leastAvailable: 0.6, leastNonZero: null, keep: ['kept'] },
        imputation: { method: 'constant', value: 1 },
      },
      `unit     a   b accidents
       best    99   0 2
       empty    -   8 0
       kept     -   7 0
       first    5   3 0
       second   1   9 0`,
    )
    expect(result.units.map(({ leftOut }) => leftOut)).toEqual(['excluded', 'screened', null, null, null])
    expect(result.screening[2]).toEqual({
      unit: 'kept',
      available: 0.5,
      nonZero: 1,
      kept: true,
      byName: true,
    })
    const { raw, imputed, scores } = judgedTables(result)
    expect(raw['a']).toEqual([99, null, null, 5, 1])
    expect(imputed['a']).toEqual([null, null, 1, 5, 1])
    expect(scores['total']?.slice(0, 2)).toEqual([null, null])
    expect(result.standings.map(({ rank }) => rank)).toEqual([null, null, 2, 1, 3])
    expect(result.scales[0]?.parameters).toMatchObject({ least: 1, most: 5 })
  })

  it('make one figure of a panel: without the highest and the lowest', () => {
    const nodes = [
      { code: 'total' },
      leaf('a', { kind: 'panel', panel: { least: 0, most: 10, method: 'trimmed', trim: 1 } }),
    ]
    const table = (scores: string) => `unit a#Li a#Wang a#Zhao a#Qian\np1 ${scores}\np2 1 1 1 1`
    expect(judgedTables(resultOf({ nodes }, table('9 2 6 7'))).raw['a']).toEqual([6.5, 1])
    expect(judgedTables(resultOf({ nodes }, table('9 2 6 -'))).raw['a']).toEqual([6, 1])
    expect(issuesOf(run({ nodes }, table('9 2 - -')))).toEqual([
      { code: 'evaluation.panel_too_small', params: { node: 'a', unit: 'p1', scores: 2, trim: 1 } },
    ])
    expect(issuesOf(run({ nodes }, table('9 12 6 7')))).toEqual([
      {
        code: 'evaluation.panel_score_range',
        params: { node: 'a', unit: 'p1', member: 'Wang', score: 12, least: 0, most: 10 },
      },
    ])
  })

  it('take scales within peer groups where peers are compared so', () => {
    const scheme = { ...TWO, peerGroups: { group: 'type', compare: 'scale' } }
    const text = (alone: string) => `unit group:type a b
       big1   old 1000 5
       big2   old  500 1
       small1 new   10 5
       small2 ${alone} 20 1`
    const result = resultOf(scheme, text('new'))
    expect(judgedTables(result).normalised).toEqual({ a: [100, 0, 0, 100], b: [0, 100, 0, 100] })
    expect(result.scales.map(({ node, group }) => `${node} ${group ?? ''}`)).toEqual([
      'a old',
      'a new',
      'b old',
      'b new',
    ])
    // A group of one has no scale; a unit without a group no peers.
    expect(issuesOf(run(scheme, text('third'))).map(({ params }) => params)).toContainEqual({
      node: 'a',
      method: 'min-max',
      group: 'third',
      count: 1,
    })
    expect(issuesOf(run(scheme, text('-')))).toEqual([
      { code: 'evaluation.unit_without_group', params: { unit: 'small2', group: 'type' } },
    ])
  })
})

describe('periods', () => {
  const text = `unit period a b
    p1 2023 5 3
    p2 2023 5 9
    p1 2024 0 3
    p2 2024 10 9
    p1 2025 20 1
    p2 2025 10 9`

  it('have each their own scale; one that has none keeps its last table', () => {
    const { period, periods } = resultOf(TWO, text)
    expect(period).toBe('2025')
    expect(periods.map(({ normalised }) => normalised['a'])).toEqual([undefined, [0, 100], [100, 0]])
    expect(periods[0]?.treated['a']).toEqual([5, 5])
    expect(periods[0]?.scores).toEqual({})
    expect(periods[1]?.scores['total']).toEqual([25, 75])
  })

  it('or one scale over all, so that years can be compared', () => {
    const { periods, scales } = resultOf({ ...TWO, scaleOver: 'all-periods' }, text)
    expect(periods.map(({ normalised }) => normalised['a'])).toEqual([
      [25, 25],
      [0, 50],
      [100, 50],
    ])
    expect(scales[0]?.parameters).toMatchObject({ least: 0, most: 20 })
  })

  it('are judged as asked, and refused where there is none', () => {
    expect(resultOf(TWO, text, { period: '2024' }).standings.map(({ rank }) => rank)).toEqual([2, 1])
    expect(issuesOf(run(TWO, text, { period: '2023' }))[0]?.code).toBe('evaluation.constant_indicator')
    expect(issuesOf(run(TWO, text, { period: '2022' }))).toEqual([
      { code: 'evaluation.period_unknown', params: { period: '2022' } },
    ])
  })

  it('taken together are treated together: a logarithm in one year only could not be compared', () => {
    const rows = Array.from({ length: 12 }, (_, index) => [
      `p${index} 2024 ${index + 1}`,
      `p${index} 2025 ${index === 0 ? 5_000 : index === 1 ? 900 : index + 1}`,
    ]).flat()
    const treatment = {
      method: 'treat',
      skewness: 2,
      kurtosis: 3.5,
      mostPoints: 1,
      then: 'log-ct',
      lambda: null,
    }
    const scheme = { nodes: [{ code: 'total' }, leaf('a')], treatment }
    const changed = (scaleOver: string) =>
      resultOf({ ...scheme, scaleOver }, `unit period a\n${rows.join('\n')}`).treated.map(
        ({ period }) => period,
      )
    expect(new Set(changed('period'))).toEqual(new Set(['2025']))
    expect(new Set(changed('all-periods'))).toEqual(new Set(['2024', '2025']))
  })
})

describe('an incomplete scheme', () => {
  it('runs as a trial and not officially', () => {
    const text = 'unit a b\np1 1 2\np2 2 1'
    expect(run({ ...TWO, standing: 'incomplete' }, text).ok).toBe(true)
    expect(issuesOf(run({ ...TWO, standing: 'incomplete' }, text, { official: true }))).toEqual([
      { code: 'evaluation.incomplete_scheme', params: { scheme: 'short' } },
    ])
    expect(run({ ...TWO, standing: 'own' }, text, { official: true }).ok).toBe(true)
  })
})

describe('bad input is refused by the name of the node', () => {
  test.each<[string, Fields, string, string, Fields]>([
    [
      'an indicator that is the same for all',
      TWO,
      'unit a b\np1 3 1\np2 3 2',
      'constant_indicator',
      { node: 'a', value: 3 },
    ],
    ['one unit', TWO, 'unit a b\np1 3 1', 'too_few_values', { node: 'a', count: 1 }],
    ['no figures at all', TWO, 'unit a b\np1 - 1\np2 - 2', 'all_missing', { node: 'a' }],
    [
      'nobody left to judge',
      { ...TWO, screening: { leastAvailable: 1, leastNonZero: null, keep: [] } },
      'unit a b\np1 - 1\np2 3 -',
      'no_units',
      { units: 2 },
    ],
    [
      'a division by zero',
      { nodes: [{ code: 'total' }, leaf('a', { denominator: { column: 'b', scale: 1 } })] },
      'unit a b\np1 3 0\np2 3 2',
      'denominator_zero',
      { node: 'a', unit: 'p1', column: 'b' },
    ],
    [
      'a quotient beyond numbers',
      { nodes: [{ code: 'total' }, leaf('a', { denominator: { column: 'b', scale: 1 } })] },
      'unit a b\np1 1e308 0.001\np2 3 2',
      'too_large',
      { node: 'a', unit: 'p1', step: 'denominate' },
    ],
    [
      'a range beyond numbers',
      TWO,
      'unit a b\np1 1.7e308 1\np2 -1.7e308 2',
      'too_large',
      { node: 'a', step: 'normalise' },
    ],
    [
      'weights that add up beyond numbers',
      { ...TWO, normalisation: { method: 'none' }, weighting: { method: 'critic', over: 'leaves' } },
      'unit a b\np1 1e308 1e308\np2 -1e308 1\np3 1 -1e308',
      'weights_undefined',
      { heading: 'total', method: 'critic' },
    ],
    [
      'means of zero',
      { ...TWO, aggregation: { method: 'geometric' } },
      'unit a b\np1 1 2\np2 2 1',
      'geometric_not_positive',
      { heading: 'total', node: 'a', unit: 'p1', value: 0 },
    ],
  ])('%s', (_, scheme, text, code, params) => {
    expect(issuesOf(run(scheme, text))).toContainEqual(
      expect.objectContaining({
        code: `evaluation.${code}`,
        params: expect.objectContaining(params) as Fields,
      }),
    )
  })

  it('all of them at once, not one after the other', () => {
    const issues = issuesOf(run(TWO, 'unit a b\np1 3 1\np2 3 1'))
    expect(issues.map(({ params }) => params?.['node'])).toEqual(['a', 'b'])
  })

  it('a column that data in JSON does not have', () => {
    const compiled = compiledOf(TWO)
    const { columns, ...data } = dataOf(compiled.scheme, 'unit a b\np1 3 1\np2 4 2')
    expect(issuesOf(evaluate(compiled, { ...data, columns: { b: columns['b'] ?? [] } }))).toEqual([
      { code: 'evaluation.column_missing', params: { node: 'a', column: 'a' } },
    ])
  })

  it('and a zero below zero is a zero, which JSON can carry', () => {
    const nodes = [
      { code: 'total' },
      leaf('a', { direction: 'less', denominator: { column: 'd', scale: 1 } }),
      leaf('b', { direction: 'less', imputation: { method: 'siblings-mean' } }),
    ]
    const text = `unit a d b
      p1 -0 1 0
      p2 0 -1 1
      p3 8 1 4
      p4 0 1 -`
    const result = resultOf({ nodes }, text)
    expect(result.imputed).toMatchObject([{ node: 'b', unit: 'p4', value: 0 }])
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })

  it('but great and small figures are computed, and nothing that leaves is no number', () => {
    const result = resultOf(TWO, 'unit a b\np1 1e308 1e-308\np2 1 3e-308\np3 5e307 2e-308')
    expect(judgedTables(result).scores['total']).toEqual([100, 0, 50])
    expect(JSON.stringify(result)).not.toContain('NaN')
  })
})

describe('whatever the figures', () => {
  const sizes = fc.record({
    units: fc.integer({ min: 3, max: 12 }),
    leaves: fc.integer({ min: 2, max: 9 }),
    headings: fc.integer({ min: 0, max: 3 }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    missing: fc.constantFrom(0, 0.1),
  })
  function judged(scheme: Scheme, data: EvaluationData): EvaluationResult | null {
    const compiled = compileScheme(scheme)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
    const result = evaluate(compiled.value, data)
    return result.ok ? result.value : null
  }
  const usable = sizes.map((size) => ({ ...size, headings: Math.min(size.headings, size.leaves) }))

  it('units in another order have the same scores', () => {
    fc.assert(
      fc.property(usable, (size) => {
        const { scheme, data } = sampleEvaluation(size)
        const result = judged(scheme, data)
        fc.pre(result !== null)
        const turn = <T>(row: readonly T[]) => [...row].reverse()
        const turned = judged(scheme, {
          ...data,
          units: turn(data.units),
          columns: Object.fromEntries(
            Object.entries(data.columns).map(([code, table]) => [code, table.map(turn)]),
          ),
        })
        expect(turned?.standings.map(({ score }) => score).reverse()).toEqual(
          result?.standings.map(({ score }) => score),
        )
        expect(turned?.standings.map(({ rank }) => rank).reverse()).toEqual(
          result?.standings.map(({ rank }) => rank),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('nodes in another order, children before parents, have the same scores but for the last bits', () => {
    fc.assert(
      fc.property(usable, (size) => {
        const { scheme, data } = sampleEvaluation(size)
        const result = judged(scheme, data)
        fc.pre(result !== null)
        const turned = judged({ ...scheme, nodes: [...scheme.nodes].reverse() }, data)
        for (const [unit, { score }] of (result?.standings ?? []).entries()) {
          const other = turned?.standings[unit]?.score ?? null
          if (score === null || other === null) expect(other).toBe(score)
          else expect(other).toBeCloseTo(score, 9)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('all directions turned round turn the ranking round', () => {
    fc.assert(
      fc.property(usable, (size) => {
        const { scheme, data } = sampleEvaluation(
          { ...size, missing: 0 },
          {
            normalisation: { method: 'min-max', low: 0, high: 1 },
            ranking: { ties: 'average', breakers: [] },
          },
        )
        const turned = {
          ...scheme,
          nodes: scheme.nodes.map((node) =>
            node.input === null
              ? node
              : {
                  ...node,
                  input: {
                    ...node.input,
                    direction: node.input.direction === 'more' ? ('less' as const) : ('more' as const),
                  },
                },
          ),
        }
        const scores = judged(scheme, data)?.standings.map(({ score }) => score ?? NaN) ?? []
        const opposite = judged(turned, data)?.standings.map(({ score }) => score ?? NaN) ?? []
        expect(scores).toHaveLength(size.units)
        for (const [unit, score] of scores.entries()) expect(opposite[unit]).toBeCloseTo(1 - score, 9)
      }),
      { numRuns: 40 },
    )
  })

  it('a better figure never costs its unit the rank, with scales that stand', () => {
    fc.assert(
      fc.property(usable, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 60 }), (size, whose, which, gain) => {
        const { scheme, data } = sampleEvaluation(
          { ...size, missing: 0 },
          { normalisation: { method: 'goalposts', bottom: 0, top: 100, low: 1, high: 100, capped: true } },
        )
        const unit = whose % size.units
        const leafNode = scheme.nodes.filter(({ input }) => input !== null)[which % size.leaves]
        if (leafNode?.input === undefined || leafNode.input === null) throw new Error('no leaf')
        const step = leafNode.input.direction === 'more' ? gain : -gain
        const { column } = leafNode.input
        const better = (data.columns[column] ?? []).map((row) =>
          row.map((value, at) => (at === unit && value !== null ? value + step : value)),
        )
        const before = judged(scheme, data)?.standings[unit]
        const after = judged(scheme, { ...data, columns: { ...data.columns, [column]: better } })?.standings[
          unit
        ]
        expect(after?.score ?? NaN).toBeGreaterThanOrEqual(before?.score ?? NaN)
        expect(after?.rank ?? NaN).toBeLessThanOrEqual(before?.rank ?? NaN)
      }),
      { numRuns: 60 },
    )
  })

  it('the same scheme and data give the same bytes', () => {
    const make = () => {
      const { scheme, data } = sampleEvaluation({ units: 9, leaves: 7, headings: 2, seed: 5, missing: 0.1 })
      return JSON.stringify(judged(scheme, data))
    }
    expect(make()).toBe(make())
    const { scheme, data } = sampleEvaluation({ units: 9, leaves: 7, headings: 2, seed: 5, missing: 0.1 })
    const result = judged(scheme, data)
    // JSON carries it without loss.
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })
})
