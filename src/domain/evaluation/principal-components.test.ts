import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correlate } from './correlate.ts'
import { cronbachAlpha } from './cronbach-alpha.ts'
import { principalComponents } from './principal-components.ts'

function found(table: Readonly<Record<string, readonly (number | null)[]>>) {
  const outcome = principalComponents(table)
  if (!outcome.ok) throw new Error(outcome.issues.map(({ code }) => code).join())
  return outcome.value
}

describe('principal components', () => {
  it('of two columns are their sum and difference, with 1 ± r', () => {
    const a = [1, 2, 3, 4, 6]
    const b = [2, 1, 4, 3, 9]
    const r = correlate(a, b, 'pearson') ?? NaN
    const { components } = found({ a, b })
    expect(components.map(({ eigenvalue }) => eigenvalue)).toEqual([
      expect.closeTo(1 + r, 12),
      expect.closeTo(1 - r, 12),
    ])
    expect(components[0]?.share).toBeCloseTo((1 + r) / 2, 12)
    for (const loading of components[0]?.loadings ?? []) expect(loading).toBeCloseTo(Math.SQRT1_2, 12)
    expect(components[1]?.loadings.reduce((sum, loading) => sum + loading, 0)).toBeCloseTo(0, 12)
    expect(components[1]?.loadings[0]).toBeCloseTo(Math.SQRT1_2, 12)
  })

  it('uses complete rows only and says which', () => {
    const { rows } = found({ a: [1, null, 3, 5], b: [2, 2, null, 7] })
    expect(rows).toEqual([0, 3])
  })

  it('has as many components as the smaller side, the last without variance where rows are few', () => {
    const { components } = found({ a: [1, 2, 4], b: [3, 1, 2], c: [5, 5, 1], d: [0, 1, 7] })
    expect(components).toHaveLength(3)
    expect(components[2]?.deviation).toBeCloseTo(0, 12)
  })

  it('refuses a constant column by name, and too few rows', () => {
    expect(principalComponents({ a: [1, 2, 3], b: [4, 4, 4] })).toEqual({
      ok: false,
      issues: [{ code: 'evaluation.components_constant', params: { node: 'b' } }],
    })
    expect(principalComponents({ a: [1, null], b: [null, 2] })).toMatchObject({
      ok: false,
      issues: [{ code: 'evaluation.components_rows', params: { nodes: ['a', 'b'], rows: 0 } }],
    })
    expect(principalComponents({})).toMatchObject({ ok: false })
  })

  it('keeps all variance, stands at right angles, and scores vary as said', () => {
    const matrix = fc.array(
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 9, maxLength: 9 }),
      { minLength: 2, maxLength: 6 },
    )
    fc.assert(
      fc.property(matrix, (columns) => {
        fc.pre(columns.every((column) => Math.max(...column) - Math.min(...column) > 1e-3))
        const { components } = found(
          Object.fromEntries(columns.map((column, at) => [`c${String(at)}`, column])),
        )
        const sum = components.reduce((total, { share }) => total + share, 0)
        expect(sum).toBeCloseTo(1, 10)
        for (const [index, { loadings, scores, deviation }] of components.entries()) {
          const square = scores.reduce((total, score) => total + score * score, 0) / (scores.length - 1)
          expect(Math.sqrt(square)).toBeCloseTo(deviation, 9)
          for (const other of components.slice(0, index + 1)) {
            const product = loadings.reduce(
              (total, loading, at) => total + loading * (other.loadings[at] ?? 0),
              0,
            )
            expect(product).toBeCloseTo(other === components[index] ? 1 : 0, 9)
          }
          const largest = loadings.reduce(
            (most, loading) => (Math.abs(loading) > Math.abs(most) + 1e-12 ? loading : most),
            0,
          )
          expect(largest).toBeGreaterThan(0)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe("Cronbach's alpha", () => {
  it('is k/(k − 1)·(1 − Σ variances / variance of the sum) for complete data', () => {
    // Variances 2.5, 2.5, 6.7 and of the sums 4, 6, 13, 11, 20: 38.7; 1.5·(1 − 11.7/38.7)
    const columns = [
      [1, 2, 3, 4, 5],
      [2, 1, 4, 3, 5],
      [1, 3, 6, 4, 10],
    ]
    const variance = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
    }
    const sums = [0, 1, 2, 3, 4].map((row) => columns.reduce((sum, column) => sum + (column[row] ?? 0), 0))
    const parts = columns.reduce((sum, column) => sum + variance(column), 0)
    expect(cronbachAlpha(columns)).toBeCloseTo(1.5 * (1 - parts / variance(sums)), 12)
  })

  it('is one for columns that say the same, and says nothing of one column or of constants', () => {
    expect(
      cronbachAlpha([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).toBeCloseTo(1, 12)
    expect(cronbachAlpha([[1, 2, 3]])).toBeNull()
    expect(
      cronbachAlpha([
        [1, 1],
        [2, 2],
      ]),
    ).toBeNull()
  })
})
