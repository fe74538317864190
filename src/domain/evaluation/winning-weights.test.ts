import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleEvaluation } from '#tests/sample-evaluation'
import { compileScheme, type CompiledScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { RandomStream } from './random.ts'
import type { Scheme } from './scheme.ts'
import { winningWeights, type WinningWeights } from './winning-weights.ts'
import type { WeightSpaceOptions } from './weight-space.ts'

function compiled(scheme: Scheme): CompiledScheme {
  const outcome = compileScheme(scheme)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function run(scheme: Scheme, data: EvaluationData): EvaluationResult {
  const outcome = evaluate(compiled(scheme), data)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function search(
  scheme: Scheme,
  data: EvaluationData,
  unit: string,
  options?: WeightSpaceOptions,
): WinningWeights {
  const outcome = winningWeights(compiled(scheme), run(scheme, data), unit, options)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

/** Values that are scores already, one leaf after another under the total, by unit. */
function plain(table: Record<string, number[]>, weights: number[], changes: Partial<Scheme> = {}) {
  const units = Object.keys(table)
  const { scheme, data } = sampleEvaluation(
    { units: units.length, leaves: weights.length, headings: 0, seed: 1 },
    { normalisation: { method: 'none' }, grading: null, ...changes },
  )
  return {
    scheme: {
      ...scheme,
      nodes: scheme.nodes.map((node, index) =>
        node.input === null
          ? node
          : {
              ...node,
              input: { ...node.input, direction: 'more' as const },
              weight: weights[index - 1] ?? NaN,
            },
      ),
    },
    data: {
      ...data,
      units: units.map((code) => ({ code, name: code, groups: {} })),
      columns: Object.fromEntries(
        weights.map((_, leaf) => [`I${leaf + 1}`, [units.map((unit) => table[unit]?.[leaf] ?? null)]]),
      ),
    },
  }
}

function withRange(scheme: Scheme, least: number, most: number): Scheme {
  return {
    ...scheme,
    nodes: scheme.nodes.map((node) =>
      node.parent === null ? node : { ...node, weightRange: { least, most } },
    ),
  }
}

/** The scheme with other shares; what stands still keeps its own, and points stay what they were. */
function withShares(scheme: Scheme, shares: ReadonlyMap<string, number>): Scheme {
  return {
    ...scheme,
    nodes: scheme.nodes.map((node) => {
      const siblings = scheme.nodes.filter(({ parent }) => parent === node.parent)
      const points = siblings.reduce((sum, { weight }) => sum + weight, 0)
      return { ...node, weight: (shares.get(node.code) ?? node.weight / points) * points }
    }),
  }
}

describe('weights that put a unit first', () => {
  // Lead of A over B: 10 w − 15 (1 − w) = 25 w − 15, so w must be 0.6 at least; it is 0.5.
  const two = { A: [60, 40], B: [50, 55] }

  it('are the nearest that do, worked out by hand', () => {
    const { scheme, data } = plain(two, [1, 1])
    const found = search(scheme, data, 'A')
    expect(found).toMatchObject({ kind: 'possible', rankBefore: 2, widest: { scale: 'score' } })
    if (found.kind !== 'possible') return
    expect(found.moves.map(({ node, before }) => [node, before])).toEqual([
      ['I1', 0.5],
      ['I2', 0.5],
    ])
    expect(found.moves[0]?.after).toBeCloseTo(0.6, 6)
    expect(found.moves[1]?.after).toBeCloseTo(0.4, 6)
    expect(found.distance).toBeCloseTo(0.2, 6)
    // ± 25 % lets w go to 0.625: 25 × 0.625 − 15.
    expect(found.widest.value).toBeCloseTo(0.625, 9)
    expect(found.moves[0]).toMatchObject({ least: 0.375, most: 0.625 })
  })

  it('do not exist where the ranges end before, and the rival that stays ahead is named', () => {
    const { scheme, data } = plain(two, [1, 1])
    const found = search(scheme, data, 'A', { range: 0.1 })
    expect(found).toMatchObject({
      kind: 'impossible',
      alwaysBefore: ['B'],
      rivals: [{ unit: 'B', share: 1 }],
      rank: { least: 2, most: 2 },
    })
    if (found.kind === 'impossible') expect(found.lag.value).toBeCloseTo(15 - 25 * 0.55, 9)
  })

  it('do not exist where two rivals are never behind together, though each can be beaten', () => {
    // With w for the first leaf: M 5, X 10 w + 1 − w, Y w + 10 (1 − w). X and Y average 5.5 whatever w is.
    const { scheme, data } = plain({ M: [5, 5], X: [10, 1], Y: [1, 10] }, [1, 1])
    const found = search(withRange(scheme, 0, 1), data, 'M')
    expect(found).toMatchObject({ kind: 'impossible', alwaysBefore: [], rank: { least: 1, most: 2 } })
    if (found.kind !== 'impossible') return
    expect(found.lag.value).toBeCloseTo(0.5, 9)
    expect(found.rivals.map(({ unit }) => unit).sort()).toEqual(['X', 'Y'])
    for (const { share } of found.rivals) expect(share).toBeCloseTo(0.5, 9)
    const moved = run(withShares(scheme, new Map(found.moves.map(({ node, after }) => [node, after]))), data)
    expect(moved.standings[0]?.rank).toBe(2)
  })

  it('need not move for who is first already, and one alone is', () => {
    const { scheme, data } = plain(two, [1, 1])
    expect(search(scheme, data, 'B')).toEqual({
      unit: 'B',
      rankBefore: 1,
      kind: 'already',
      lead: { value: 2.5, scale: 'score' },
    })
    const alone = plain({ A: [60, 40] }, [1, 1])
    expect(search(alone.scheme, alone.data, 'A').kind).toBe('already')
  })

  it('count bonus points, which no weight takes away', () => {
    const { scheme, data } = plain({ A: [60, 40], B: [50, 30] }, [1, 1], {
      adjustments: [{ code: 'plus', name: { zh: '加分', en: 'Plus' }, column: 'plus', points: 1, most: 100 }],
    })
    const found = search(scheme, { ...data, columns: { ...data.columns, plus: [[null, 30]] } }, 'A')
    expect(found).toMatchObject({ kind: 'impossible', alwaysBefore: ['B'] })
    if (found.kind === 'impossible') expect(found.lag.value).toBeCloseTo(20, 9)
  })

  it('are found for geometric and harmonic means on their own scales', () => {
    for (const [method, scale] of [
      ['geometric', 'logarithm'],
      ['harmonic', 'reciprocal'],
    ] as const) {
      const { scheme, data } = plain({ A: [80, 20], B: [50, 40] }, [1, 1], { aggregation: { method } })
      const found = search(withRange(scheme, 0, 1), data, 'A')
      expect(found).toMatchObject({ kind: 'possible', widest: { scale } })
      if (found.kind !== 'possible') continue
      const w = found.moves[0]?.after ?? NaN
      // Level where w ln 80/50 = (1 − w) ln 40/20, and w (1/50 − 1/80) = (1 − w) (1/20 − 1/40).
      const level =
        method === 'geometric' ? Math.log(2) / (Math.log(2) + Math.log(1.6)) : 0.025 / (0.025 + 0.0075)
      expect(w).toBeCloseTo(level, 6)
    }
  })
})

describe('weights that put a unit first, in trees of any kind', () => {
  const cases = fc.record({
    seed: fc.integer({ min: 1, max: 10_000 }),
    units: fc.integer({ min: 2, max: 9 }),
    leaves: fc.integer({ min: 2, max: 9 }),
    headings: fc.integer({ min: 0, max: 3 }),
    range: fc.constantFrom(0.1, 0.3, 0.8),
    aggregation: fc.constantFrom<Scheme['aggregation'][]>(
      { method: 'arithmetic' },
      { method: 'sum' },
      { method: 'geometric' },
      { method: 'harmonic' },
      { method: 'generalised', power: -0.5 },
      { method: 'generalised', power: 3 },
    ),
  })

  it('do, when computed anew; and where there are none, no weights drawn at random do, and the proof holds', () => {
    let possible = 0
    let impossible = 0
    fc.assert(
      fc.property(cases, ({ range, aggregation, ...size }) => {
        const headings = Math.min(size.headings, size.leaves)
        const { scheme, data } = sampleEvaluation({ ...size, headings }, { aggregation, grading: null })
        const nominal = run(scheme, data)
        const codes = data.units.map(({ code }) => code)
        for (const unit of codes.slice(0, 3)) {
          const at = codes.indexOf(unit)
          const found = search(scheme, data, unit, { range })
          if (found.kind === 'already') {
            expect(nominal.standings[at]?.rank).toBe(1)
            continue
          }
          const moved = run(
            withShares(scheme, new Map(found.moves.map(({ node, after }) => [node, after]))),
            data,
          )
          for (const { after, least, most } of found.moves) {
            expect(after).toBeGreaterThanOrEqual(least)
            expect(after).toBeLessThanOrEqual(most)
          }
          if (found.kind === 'possible') {
            possible++
            expect(moved.standings[at]?.rank).toBe(1)
            expect(found.widest.value).toBeGreaterThanOrEqual(found.lead.value)
          } else {
            impossible++
            expect(moved.standings[at]?.rank).toBe(found.rank.most)
            expect(found.rank.least).toBeLessThanOrEqual(found.rank.most)
            expect(found.lag.value).toBeGreaterThan(-1e-6)
          }
          const random = new RandomStream(size.seed)
          for (let draw = 0; draw < 20; draw++) {
            const shares = drawShares(nominal, scheme, range, random)
            const other = run(withShares(scheme, shares), data)
            const effective = effectiveOf(scheme, shares)
            if (found.kind === 'possible') {
              if (other.standings[at]?.rank === 1 && aheadOf(other, at) > 1e-6)
                expect(distanceOf(scheme, effective, nominal)).toBeGreaterThan(found.distance - 1e-6)
              continue
            }
            expect(aheadOf(other, at)).toBeLessThan(1e-6)
            const rank = other.standings[at]?.rank ?? NaN
            expect(rank).toBeGreaterThanOrEqual(found.rank.least)
            for (const rival of found.alwaysBefore)
              expect(other.standings[codes.indexOf(rival)]?.score).toBeGreaterThan(
                (other.standings[at]?.score ?? NaN) - 1e-6,
              )
          }
        }
      }),
      { numRuns: 60 },
    )
    expect(possible).toBeGreaterThan(20)
    expect(impossible).toBeGreaterThan(20)
  })

  it('are found for every park of a zone with 60 indicators, and the proofs hold there', () => {
    const { scheme, data } = sampleEvaluation(
      { units: 17, leaves: 60, headings: 8, seed: 2026 },
      { grading: null },
    )
    const result = run(scheme, data)
    for (const { code } of data.units) {
      const outcome = winningWeights(compiled(scheme), result, code)
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
      const found = outcome.value
      if (found.kind === 'already') continue
      const moved = run(
        withShares(scheme, new Map(found.moves.map(({ node, after }) => [node, after]))),
        data,
      )
      const rank = moved.standings.find(({ unit }) => unit === code)?.rank
      expect(rank).toBe(found.kind === 'possible' ? 1 : found.rank.most)
      if (found.kind === 'impossible') {
        expect(found.lag.value).toBeGreaterThan(0)
        expect(found.rivals.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
      }
    }
  })

  it('may move under some headings only, above ways of any kind', () => {
    const { scheme: sample, data } = sampleEvaluation(
      { units: 6, leaves: 8, headings: 2, seed: 21 },
      { grading: null },
    )
    const scheme: Scheme = {
      ...sample,
      nodes: sample.nodes.map((node) =>
        node.code === 'H1' ? { ...node, aggregation: { method: 'topsis' } } : node,
      ),
    }
    const refusal = winningWeights(compiled(scheme), run(scheme, data), 'U1')
    expect(refusal.ok ? [] : refusal.issues).toEqual([
      { code: 'evaluation.weights_move_relative', params: { heading: 'H1', aggregation: 'topsis' } },
    ])
    for (const unit of ['U1', 'U2', 'U3', 'U4', 'U5', 'U6']) {
      const found = search(scheme, data, unit, { headings: ['total', 'H2'], range: 0.9 })
      if (found.kind === 'already') continue
      expect(new Set(found.moves.map(({ heading }) => heading))).toEqual(new Set(['total', 'H2']))
      const moved = run(
        withShares(scheme, new Map(found.moves.map(({ node, after }) => [node, after]))),
        data,
      )
      const rank = moved.standings[data.units.findIndex(({ code }) => code === unit)]?.rank
      expect(rank).toBe(found.kind === 'possible' ? 1 : found.rank.most)
    }
  })
})

/** Shares within the ranges: between two corners that give the siblings their most in a random order. */
function drawShares(
  nominal: EvaluationResult,
  scheme: Scheme,
  range: number,
  random: RandomStream,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>()
  const now = new Map(nominal.weights.map(({ node, share }) => [node, share]))
  for (const parent of new Set(scheme.nodes.map(({ parent }) => parent))) {
    if (parent === null) continue
    const codes = scheme.nodes.filter((node) => node.parent === parent).map(({ code }) => code)
    const corner = () => {
      const given = new Map(codes.map((code) => [code, (now.get(code) ?? NaN) * (1 - range)]))
      let left = 1 - [...given.values()].reduce((sum, one) => sum + one, 0)
      for (const code of codes.toSorted(() => random.uniform() - 0.5)) {
        const more = Math.min(
          left,
          Math.min(1, (now.get(code) ?? NaN) * (1 + range)) - (given.get(code) ?? NaN),
        )
        given.set(code, (given.get(code) ?? NaN) + more)
        left -= more
      }
      return given
    }
    const [one, other, part] = [corner(), corner(), random.uniform()]
    for (const code of codes)
      shares.set(code, part * (one.get(code) ?? NaN) + (1 - part) * (other.get(code) ?? NaN))
  }
  return shares
}

function effectiveOf(scheme: Scheme, shares: ReadonlyMap<string, number>): (code: string) => number {
  const parents = new Map(scheme.nodes.map(({ code, parent }) => [code, parent]))
  const effective = (code: string): number => {
    const parent = parents.get(code) ?? null
    return parent === null ? 1 : (shares.get(code) ?? NaN) * effective(parent)
  }
  return effective
}

function distanceOf(scheme: Scheme, effective: (code: string) => number, nominal: EvaluationResult): number {
  const now = new Map(nominal.weights.map((weight) => [weight.node, weight.effective]))
  return scheme.nodes
    .filter(({ input }) => input !== null)
    .reduce((sum, { code }) => sum + Math.abs(effective(code) - (now.get(code) ?? NaN)), 0)
}

/** By how much the unit's total is above the greatest of the others'. */
function aheadOf({ standings }: EvaluationResult, unit: number): number {
  const others = standings.filter((_, index) => index !== unit).map(({ score }) => score ?? -Infinity)
  return (standings[unit]?.score ?? NaN) - Math.max(...others)
}

describe('the search for winning weights is refused', () => {
  const { scheme, data } = sampleEvaluation({ units: 4, leaves: 4, headings: 2, seed: 3 }, { grading: null })
  const refusal = (of: Scheme, unit = 'U1', options: WeightSpaceOptions = {}, on = data) => {
    const outcome = winningWeights(compiled(of), run(of, on), unit, options)
    return outcome.ok ? null : outcome.issues[0]
  }

  it('for a unit that is not there or has no rank', () => {
    expect(refusal(scheme, 'X')).toEqual({ code: 'evaluation.unit_unknown', params: { unit: 'X' } })
    const screened: Scheme = { ...scheme, screening: { leastAvailable: 0.9, leastNonZero: null, keep: [] } }
    const gaps = Object.fromEntries(
      Object.entries(data.columns).map(([column, [row]]) => [column, [[null, ...(row ?? []).slice(1)]]]),
    )
    expect(refusal(screened, 'U1', {}, { ...data, columns: gaps })?.code).toBe('evaluation.unit_unscored')
  })

  it('where two kinds of mean meet, naming both', () => {
    const mixed: Scheme = {
      ...scheme,
      nodes: scheme.nodes.map((node) =>
        node.code === 'H2' ? { ...node, aggregation: { method: 'geometric' } } : node,
      ),
    }
    const issue = refusal(mixed)
    expect(issue?.code).toBe('evaluation.weights_move_method')
    expect([issue?.params?.['heading'], issue?.params?.['other']]).toContain('H2')
    expect(refusal(mixed, 'U1', { headings: ['total', 'H1'] })).toBeNull()
  })

  it('where a unit lacks a value, naming it', () => {
    const gap = { ...data.columns, I2: [[null, 50, 51, 53]] }
    expect(refusal(scheme, 'U3', {}, { ...data, columns: gap })).toEqual({
      code: 'evaluation.weights_move_gap',
      params: { unit: 'U1', node: 'I2', heading: 'H2' },
    })
  })

  it('where ranges cannot add up to one', () => {
    const narrow: Scheme = {
      ...scheme,
      nodes: scheme.nodes.map((node) =>
        node.code === 'I1' ? { ...node, weightRange: { least: 0, most: 0.1 } } : node,
      ),
    }
    expect(refusal(narrow)).toMatchObject({
      code: 'evaluation.weights_move_range',
      params: { heading: 'H1' },
    })
  })

  it('for points on means that are not arithmetic, for own weights, and for what is no heading', () => {
    const bonus: Scheme = {
      ...scheme,
      aggregation: { method: 'geometric' },
      adjustments: [{ code: 'plus', name: { zh: '加分', en: 'Plus' }, column: 'I1', points: 1, most: 5 }],
    }
    expect(refusal(bonus)?.code).toBe('evaluation.weights_move_points')
    const doubt: Scheme = { ...scheme, weighting: { method: 'benefit-of-doubt', least: 0, most: 1 } }
    expect(refusal(doubt)?.code).toBe('evaluation.weights_own')
    expect(refusal(scheme, 'U1', { headings: ['I1'] })?.code).toBe('evaluation.unknown_heading')
    expect(refusal(scheme, 'U1', { headings: ['nowhere'] })?.code).toBe('evaluation.unknown_heading')
  })
})
