import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregateTree, type ScoredUnit } from './aggregate-tree.ts'
import { compileScheme, type CompiledScheme } from './compile-scheme.ts'
import type { NodeWeight, StepTable } from './evaluation-result.ts'
import { parseScheme } from './parse-scheme.ts'
import { weigh } from './weigh.ts'
import type { WeightingMethod } from './weighting-method.ts'

const leaf = (code: string, parent: string, weight = 1) => ({
  code,
  parent,
  weight,
  input: { direction: 'more' },
})
const NODES = [
  { code: 'total' },
  { code: 'growth', parent: 'total', weight: 3 },
  { code: 'nature', parent: 'total', weight: 1 },
  leaf('output', 'growth', 1),
  leaf('research', 'growth', 2),
  leaf('firms', 'growth', 1),
  leaf('energy', 'nature', 5),
  leaf('water', 'nature', 3),
]
const LEAVES: StepTable = {
  output: [10, 40, 35, 70, 90, 20],
  research: [50, 20, 30, 80, 60, 10],
  firms: [5, 25, 60, 30, 100, 45],
  energy: [90, 80, 20, 40, 10, 55],
  water: [30, 60, 80, 10, 50, 70],
}
const UNITS: readonly ScoredUnit[] = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((code) => ({
  code,
  groups: {},
}))

function compile(
  scheme: Record<string, unknown>,
  nodes: readonly Record<string, unknown>[] = NODES,
): CompiledScheme {
  const parsed = parseScheme({ code: 's', nodes, ...scheme })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  const compiled = compileScheme(parsed.value)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  return compiled.value
}

function weightsOf(
  compiled: CompiledScheme,
  leaves = LEAVES,
  units = UNITS,
): ReadonlyMap<string, NodeWeight> {
  const outcome = weigh(compiled, leaves, units)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return new Map(outcome.value.map((weight) => [weight.node, weight]))
}

function totalsOf(compiled: CompiledScheme, leaves = LEAVES, units = UNITS): readonly (number | null)[] {
  const outcome = aggregateTree(compiled, leaves, [...weightsOf(compiled, leaves, units).values()], units)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value['total'] ?? []
}

const matrix = (size: number) => Array.from({ length: size }, () => Array.from({ length: size }, () => 1))
const EXPERT = { growth: 3, nature: 2, output: 1, research: 1, firms: 2, energy: 4, water: 1 }
const WAYS: readonly WeightingMethod[] = [
  { method: 'given' },
  { method: 'equal' },
  {
    method: 'ahp',
    mostInconsistent: 0.1,
    judgements: {
      total: {
        children: ['growth', 'nature'],
        matrix: [
          [1, 3],
          [1 / 3, 1],
        ],
      },
      growth: { children: ['output', 'research', 'firms'], matrix: matrix(3) },
      nature: { children: ['energy', 'water'], matrix: matrix(2) },
    },
  },
  { method: 'entropy', over: 'siblings' },
  { method: 'entropy', over: 'leaves' },
  { method: 'critic', over: 'siblings' },
  { method: 'critic', over: 'leaves' },
  { method: 'pca', loadings: 'squared' },
  { method: 'benefit-of-doubt', least: 0.1, most: 0.8 },
  { method: 'optimised', importance: {} },
  { method: 'delphi', centre: 'median', rounds: [{ weights: { Li: EXPERT } }] },
]

describe.each(WAYS.map((way) => [way.method + ('over' in way ? ` over ${way.over}` : ''), way] as const))(
  'weights by %s',
  (_, weighting) => {
    const compiled = compile({ weighting })

    it('are shares of one heading, and products of them up to the root', () => {
      const weights = weightsOf(compiled)
      expect([...weights.keys()]).toEqual(NODES.map(({ code }) => code))
      for (const heading of compiled.headings) {
        const shares = heading.children.map(({ code }) => weights.get(code)?.share ?? NaN)
        expect(shares.every((share) => share >= 0)).toBe(true)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
        for (const child of heading.children)
          expect(weights.get(child.code)?.effective).toBeCloseTo(
            (weights.get(child.code)?.share ?? NaN) * (weights.get(heading.code)?.effective ?? NaN),
            14,
          )
      }
      expect(weights.get('total')).toMatchObject({ share: 1, effective: 1 })
      expect(
        compiled.leaves.reduce((sum, { code }) => sum + (weights.get(code)?.effective ?? NaN), 0),
      ).toBeCloseTo(1, 12)
    })

    it('do not depend on the order of units', () => {
      const turned = Object.fromEntries(
        Object.entries(LEAVES).map(([code, column]) => [code, [...column].reverse()]),
      )
      const before = weightsOf(compiled)
      for (const [code, weight] of weightsOf(compiled, turned, [...UNITS].reverse()))
        expect(weight.share).toBeCloseTo(before.get(code)?.share ?? NaN, 6)
    })

    it('do not depend on the order of nodes', () => {
      const before = weightsOf(compiled)
      for (const [code, weight] of weightsOf(compile({ weighting }, [...NODES].reverse())))
        expect(weight.share).toBeCloseTo(before.get(code)?.share ?? NaN, 6)
    })
  },
)

describe('weights', () => {
  it('given in any proportion are the same', () => {
    const weights = weightsOf(compile({}))
    expect(weights.get('growth')?.share).toBe(0.75)
    expect(weights.get('research')?.effective).toBe(0.375)
    const scaled = NODES.map((node) => ({ ...node, weight: ('weight' in node ? node.weight : 1) * 7 }))
    expect(weightsOf(compile({}, scaled)).get('research')?.effective).toBe(0.375)
  })

  it('of leaves all at once are what the leaves weigh together, heading by heading', () => {
    const all = weightsOf(compile({ weighting: { method: 'entropy', over: 'leaves' } }))
    const flat = NODES.filter((node) => 'input' in node || node.code === 'total').map((node) =>
      'input' in node ? { ...node, parent: 'total' } : node,
    )
    const alone = weightsOf(compile({ weighting: { method: 'entropy', over: 'siblings' } }, flat))
    for (const code of Object.keys(LEAVES)) {
      expect(all.get(code)?.effective).toBeCloseTo(alone.get(code)?.share ?? NaN, 12)
      expect(all.get(code)?.details['entropy']).toBe(alone.get(code)?.details['entropy'])
    }
  })

  it('may be found in another way for one heading', () => {
    const nodes = NODES.map((node) =>
      node.code === 'nature' ? { ...node, weighting: { method: 'equal' } } : node,
    )
    const weights = weightsOf(compile({}, nodes))
    expect(weights.get('energy')?.share).toBe(0.5)
    expect(weights.get('research')?.share).toBe(0.5)
    expect(weights.get('growth')?.share).toBe(0.75)
  })

  it('are refused with the heading where nothing can be told apart', () => {
    const same = Object.fromEntries(Object.keys(LEAVES).map((code) => [code, [5, 5, 5, 5, 5, 5]]))
    for (const method of ['entropy', 'critic']) {
      const outcome = weigh(compile({ weighting: { method, over: 'siblings' } }), same, UNITS)
      expect(outcome).toMatchObject({
        ok: false,
        issues: [{ code: 'evaluation.weights_undefined', params: { heading: 'nature', method } }],
      })
    }
  })

  it('to a wished importance are refused by what the aggregation cannot take', () => {
    const compiled = compile({ weighting: { method: 'optimised' }, aggregation: { method: 'geometric' } })
    expect(weigh(compiled, { ...LEAVES, water: [30, 60, 0, 10, 50, 70] }, UNITS)).toMatchObject({
      ok: false,
      issues: [
        {
          code: 'evaluation.geometric_not_positive',
          params: { heading: 'nature', node: 'water', unit: 'P3' },
        },
      ],
    })
  })

  it('in favour of each unit go with means and sums only', () => {
    const weighting = { method: 'benefit-of-doubt', least: 0, most: 1 }
    const outcome = weigh(compile({ weighting, aggregation: { method: 'geometric' } }), LEAVES, UNITS)
    expect(outcome).toMatchObject({
      ok: false,
      issues: [
        { code: 'evaluation.doubt_aggregation', params: { heading: 'nature', aggregation: 'geometric' } },
      ],
    })
    const means = totalsOf(compile({ weighting }))
    const given = totalsOf(compile({}))
    means.forEach((total, unit) => expect(total).toBeGreaterThanOrEqual(given[unit] ?? NaN))
    const frontier = totalsOf(compile({ weighting, aggregation: { method: 'sum' } }))
    expect(Math.max(...frontier.map((total) => total ?? NaN))).toBeCloseTo(1, 9)
  })
})

describe('totals', () => {
  it('of a table of points add the points up, a missing item spread over the rest', () => {
    const points = compile({ aggregation: { method: 'sum' } }, [
      { code: 'total' },
      leaf('a', 'total', 60),
      leaf('b', 'total', 30),
      leaf('c', 'total', 10),
    ])
    const leaves = { a: [1, 0.5, 1], b: [1, 1, 1], c: [1, 0, null] }
    expect(totalsOf(points, leaves, UNITS.slice(0, 3))).toEqual([100, 60, 100])
  })

  it('follow the methods of the headings', () => {
    const nodes = NODES.map((node) =>
      node.code === 'nature' ? { ...node, aggregation: { method: 'geometric' } } : node,
    )
    const outcome = aggregateTree(
      compile({}, nodes),
      LEAVES,
      [...weightsOf(compile({}, nodes)).values()],
      UNITS,
    )
    if (!outcome.ok) throw new Error('refused')
    expect(outcome.value['nature']?.[0]).toBeCloseTo(90 ** (5 / 8) * 30 ** (3 / 8), 10)
    expect(outcome.value['total']?.[0]).toBeCloseTo(
      0.75 * ((10 + 2 * 50 + 5) / 4) + 0.25 * 90 ** (5 / 8) * 30 ** (3 / 8),
      10,
    )
    expect(outcome.value['water']).toEqual(LEAVES['water'])
  })

  it('rise with every indicator that rises, whatever the weights', () => {
    const compiled = compile({})
    const column = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(
        fc.record({ output: column, research: column, firms: column, energy: column, water: column }),
        fc.constantFrom(...Object.keys(LEAVES)),
        fc.nat({ max: 5 }),
        (leaves, code, unit) => {
          const risen = Object.fromEntries(
            Object.entries(leaves).map(([key, values]) => [
              key,
              values.map((value, index) => (key === code && index === unit ? value + 1 : value)),
            ]),
          )
          const [before, after] = [totalsOf(compiled, leaves), totalsOf(compiled, risen)]
          before.forEach((total, index) => {
            if (index === unit) expect(after[index] ?? NaN).toBeGreaterThan(total ?? NaN)
            else expect(after[index]).toBe(total)
          })
        },
      ),
    )
  })
})
