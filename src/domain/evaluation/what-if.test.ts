import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleEvaluation } from '#tests/sample-evaluation'
import { compileScheme, type CompiledScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import type { Scheme } from './scheme.ts'
import { WhatIf, whatIf, type WhatIfAnswer } from './what-if.ts'

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

function ask(scheme: Scheme, data: EvaluationData, changes: Record<string, number>): WhatIfAnswer {
  const outcome = whatIf(compiled(scheme), run(scheme, data), changes)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

/** Three leaves of weights 5, 3 and 2 under the total. */
function three(ranges: Record<string, [number, number]> = {}): { scheme: Scheme; data: EvaluationData } {
  const { scheme, data } = sampleEvaluation({ units: 6, leaves: 3, headings: 0, seed: 2 })
  const weights: Record<string, number> = { I1: 5, I2: 3, I3: 2 }
  return {
    data,
    scheme: {
      ...scheme,
      nodes: scheme.nodes.map((node) => {
        const [least, most] = ranges[node.code] ?? []
        return {
          ...node,
          weight: weights[node.code] ?? 1,
          weightRange: least === undefined || most === undefined ? null : { least, most },
        }
      }),
    },
  }
}

describe('what if weights were others', () => {
  it('gives what a run with these weights gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom<Scheme['aggregation'][]>(
          { method: 'arithmetic' },
          { method: 'geometric' },
          { method: 'sum' },
          { method: 'copeland' },
        ),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.constantFrom(0, 0.15),
        (seed, aggregation, share, missing) => {
          const { scheme, data } = sampleEvaluation(
            { units: 7, leaves: 6, headings: 2, seed, missing },
            { aggregation },
          )
          const answer = ask(scheme, data, { I1: share, H1: 0.5 })
          const points = (code: string) => {
            const parent = scheme.nodes.find((node) => node.code === code)?.parent
            return scheme.nodes
              .filter((node) => node.parent === parent)
              .reduce((sum, { weight }) => sum + weight, 0)
          }
          const changed: Scheme = {
            ...scheme,
            nodes: scheme.nodes.map((node) =>
              node.parent === null
                ? node
                : { ...node, weight: (answer.shares[node.code] ?? NaN) * points(node.code) },
            ),
          }
          const anew = run(changed, data)
          const before = run(scheme, data)
          expect(answer.shares['I1']).toBe(share)
          answer.standings.forEach((standing, unit) => {
            const other = anew.standings[unit]
            if (standing.score === null) expect(other?.score).toBeNull()
            else expect(standing.score).toBeCloseTo(other?.score ?? NaN, 9)
            expect(standing.rank).toBe(other?.rank)
            expect(standing.grade).toBe(other?.grade)
            if (standing.rank !== null)
              expect(standing.gained).toBe((before.standings[unit]?.rank ?? NaN) - standing.rank)
          })
          for (const [code, column] of Object.entries(answer.scores))
            column.forEach((score, unit) => {
              const other = anew.periods[0]?.scores[code]?.[unit] ?? null
              if (score === null || other === null) expect(score).toBe(other)
              else expect(score).toBeCloseTo(other, 9)
            })
        },
      ),
      { numRuns: 80 },
    )
  })

  it('changes nothing, to the last bit, where nothing is asked', () => {
    const { scheme, data } = three()
    const before = run(scheme, data)
    const answer = ask(scheme, data, {})
    expect(answer.standings).toEqual(
      before.standings.map(({ unit, score, rank, grade }) => ({ unit, score, rank, grade, gained: 0 })),
    )
  })

  it('shares what is left in the old proportions', () => {
    const { scheme, data } = three()
    const { shares } = ask(scheme, data, { I1: 0.2 })
    // 0.8 by 3 : 2.
    expect(shares['I1']).toBe(0.2)
    expect(shares['I2']).toBeCloseTo(0.48, 12)
    expect(shares['I3']).toBeCloseTo(0.32, 12)
    const given = ask(scheme, data, { I1: 0.2, I2: 0.7, I3: 0.1 })
    expect(given.shares).toMatchObject({ I1: 0.2, I2: 0.7, I3: 0.1 })
  })

  it('keeps siblings within their ranges, and the rest share again', () => {
    const { scheme, data } = three({ I2: [0.1, 0.35] })
    // 0.48 would be too much: 0.35, and 0.45 for the third.
    const { shares } = ask(scheme, data, { I1: 0.2 })
    expect(shares['I2']).toBe(0.35)
    expect(shares['I3']).toBeCloseTo(0.45, 12)
  })

  it('always shares out to one within the ranges when the asked share is allowed', () => {
    const range = fc
      .tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([least, more]): [number, number] => [least, least + more * (1 - least)])
    fc.assert(
      fc.property(range, range, range, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, c, part) => {
        fc.pre(a[0] + b[0] + c[0] < 1 && a[1] + b[1] + c[1] > 1)
        const { scheme, data } = three({ I1: a, I2: b, I3: c })
        const slider = new WhatIf(compiled(scheme), run(scheme, data))
        const allowed = slider.allowed('I1')
        if (allowed === null) throw new Error('a leaf has siblings')
        const outcome = slider.rescore({ I1: allowed.least + part * (allowed.most - allowed.least) })
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
        const { shares } = outcome.value
        expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
        for (const [code, [least, most]] of Object.entries({ I2: b, I3: c })) {
          expect(shares[code]).toBeGreaterThanOrEqual(least - 1e-9)
          expect(shares[code]).toBeLessThanOrEqual(most + 1e-9)
        }
      }),
    )
  })

  it('says how far a slider may go', () => {
    const { scheme, data } = three({ I1: [0.1, 0.9], I2: [0.2, 0.35], I3: [0.1, 0.4] })
    const slider = new WhatIf(compiled(scheme), run(scheme, data))
    expect(slider.allowed('I1')).toEqual({ least: 0.25, most: expect.closeTo(0.7, 12) as number })
    expect(slider.allowed('total')).toBeNull()
    expect(slider.allowed('nowhere')).toBeNull()
  })

  it('answers the second question as if the first had not been asked', () => {
    const { scheme, data } = three()
    const slider = new WhatIf(compiled(scheme), run(scheme, data))
    const first = slider.rescore({ I1: 0.4 })
    slider.rescore({ I3: 0.9 })
    expect(slider.rescore({ I1: 0.4 })).toEqual(first)
  })

  it('refuses shares that are out of range, do not add up, or are of nothing', () => {
    const { scheme, data } = three({ I1: [0.1, 0.6] })
    const result = run(scheme, data)
    const issues = (changes: Record<string, number>, of = scheme) => {
      const outcome = whatIf(compiled(of), of === scheme ? result : run(of, data), changes)
      return outcome.ok ? [] : outcome.issues
    }
    expect(issues({ I1: 0.7 })).toEqual([
      { code: 'evaluation.share_range', params: { node: 'I1', share: '0.7', least: 0.1, most: 0.6 } },
    ])
    expect(issues({ I2: NaN })[0]?.code).toBe('evaluation.share_range')
    expect(issues({ I1: 0.5, I2: 0.4, I3: 0.2 })[0]?.code).toBe('evaluation.shares_sum')
    expect(issues({ I2: 0.5, I3: 0.6 })[0]?.code).toBe('evaluation.shares_sum')
    expect(issues({ total: 1, nowhere: 0.5 }).map(({ params }) => params?.['node'])).toEqual([
      'total',
      'nowhere',
    ])
    expect(issues({ toString: 0.5 })[0]?.code).toBe('evaluation.share_unknown')
    const doubt: Scheme = { ...scheme, weighting: { method: 'benefit-of-doubt', least: 0, most: 1 } }
    expect(issues({ I1: 0.5 }, doubt)[0]?.code).toBe('evaluation.weights_own')
  })
})
