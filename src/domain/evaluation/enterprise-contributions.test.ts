import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  enterpriseContributions,
  type EnterpriseFigure,
  type EnterpriseQuestion,
} from './enterprise-contributions.ts'

const QUESTION: EnterpriseQuestion = {
  node: 'intensity',
  unit: 'haidian',
  kind: 'ratio',
  scale: 100,
  top: 10,
}

function contributions(figures: readonly EnterpriseFigure[], question: Partial<EnterpriseQuestion> = {}) {
  const outcome = enterpriseContributions(figures, { ...QUESTION, ...question })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

describe("an enterprise's part in its park's indicator", () => {
  it('is worked out by hand for a ratio: research over income', () => {
    // 30/200 = 15 %; without a: 10/100 = 10 %; without b: 20/100 = 20 %.
    const { value, enterprises, rest } = contributions([
      { enterprise: 'a', numerator: 20, denominator: 100 },
      { enterprise: 'b', numerator: 10, denominator: 100 },
    ])
    expect(value).toBe(15)
    expect(rest).toBeNull()
    expect(enterprises).toEqual([
      {
        enterprise: 'a',
        numerator: 20,
        denominator: 100,
        part: 10,
        without: 10,
        effect: 5,
        // 20 · ½(1/200 + 1/100) = 15 %, ½(30 + 10)(1/200 − 1/100) = −10 %
        numeratorEffect: 15,
        denominatorEffect: -10,
      },
      {
        enterprise: 'b',
        numerator: 10,
        denominator: 100,
        part: 5,
        without: 20,
        effect: -5,
        numeratorEffect: 7.5,
        denominatorEffect: -12.5,
      },
    ])
  })

  it('adds up: parts to the value, numerator and denominator to the effect, few and the rest to all', () => {
    const figure = fc.record({
      numerator: fc.integer({ min: -100, max: 1000 }),
      denominator: fc.integer({ min: 1, max: 1000 }),
    })
    fc.assert(
      fc.property(
        fc.array(figure, { minLength: 2, maxLength: 12 }),
        fc.constantFrom('sum', 'mean', 'ratio'),
        fc.integer({ min: 1, max: 5 }),
        (list, kind, top) => {
          const figures = list.map((one, index) => ({ enterprise: String(index), ...one }))
          const { value, enterprises, rest } = contributions(figures, { kind, top })
          const parts = enterprises.reduce((sum, { part }) => sum + (part ?? NaN), 0) + (rest?.part ?? 0)
          const close = (one: number, other: number): void => {
            expect(Math.abs(one - other)).toBeLessThan(1e-9 * (1 + Math.abs(one) + Math.abs(other)))
          }
          close(parts, value ?? NaN)
          for (const one of [...enterprises, ...(rest === null ? [] : [rest])]) {
            if (one.effect === null) continue
            close((one.numeratorEffect ?? NaN) + (one.denominatorEffect ?? NaN), one.effect)
            close((value ?? NaN) - (one.without ?? NaN), one.effect)
          }
          for (const [index, one] of enterprises.entries()) {
            const others = figures.filter(({ enterprise }) => enterprise !== one.enterprise)
            expect(one.without ?? NaN).toBeCloseTo(contributions(others, { kind }).value ?? NaN, 7)
            const next = enterprises[index + 1]
            if (next !== undefined)
              expect(Math.abs(one.effect ?? 0)).toBeGreaterThanOrEqual(Math.abs(next.effect ?? 0))
          }
          expect(enterprises.length + (rest?.count ?? 0)).toBe(figures.length)
        },
      ),
    )
  })

  it('of a sum is what it reports, of a mean its distance from the others', () => {
    const figures = [
      { enterprise: 'a', numerator: 6, denominator: 0 },
      { enterprise: 'b', numerator: 2, denominator: 0 },
      { enterprise: 'c', numerator: 1, denominator: 0 },
    ]
    const sum = contributions(figures, { kind: 'sum', scale: 1 })
    expect(sum.value).toBe(9)
    expect(sum.enterprises[0]).toMatchObject({ effect: 6, numeratorEffect: 6, denominatorEffect: 0 })
    const mean = contributions(figures, { kind: 'mean', scale: 1, top: 1 })
    expect(mean.value).toBe(3)
    expect(mean.enterprises).toMatchObject([{ enterprise: 'a', part: 2, without: 1.5, effect: 1.5 }])
    expect(mean.rest).toMatchObject({
      count: 2,
      numerator: 3,
      denominator: 2,
      part: 1,
      without: 6,
      effect: -3,
    })
  })

  it('has no value without the only enterprise, nor where denominators are nothing', () => {
    expect(contributions([{ enterprise: 'a', numerator: 2, denominator: 4 }]).enterprises).toEqual([
      {
        enterprise: 'a',
        numerator: 2,
        denominator: 4,
        part: 50,
        without: null,
        effect: null,
        numeratorEffect: null,
        denominatorEffect: null,
      },
    ])
    expect(contributions([{ enterprise: 'a', numerator: 2, denominator: 0 }])).toMatchObject({
      value: null,
      enterprises: [{ part: null, effect: null }],
    })
    expect(contributions([])).toEqual({ value: null, enterprises: [], rest: null })
  })

  it('refuses what no number can hold', () => {
    const figures = [
      { enterprise: 'a', numerator: 1.7e308, denominator: 1 },
      { enterprise: 'b', numerator: 1.7e308, denominator: 1 },
    ]
    expect(enterpriseContributions(figures, QUESTION)).toEqual({
      ok: false,
      issues: [{ code: 'evaluation.overflow', params: { node: 'intensity', unit: 'haidian' } }],
    })
  })
})
