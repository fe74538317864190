import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { treatColumn, type TreatedColumn } from './treat-column.ts'
import type { Treatment } from './scheme.ts'

type Treating = Extract<Treatment, { method: 'treat' }>

const USUAL: Treating = {
  method: 'treat',
  skewness: 2,
  kurtosis: 3.5,
  mostPoints: 5,
  then: 'log-ct',
  lambda: null,
}
/** Ten parks in a row, one far out and one further. */
const OUTLYING = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100]
/** So skewed that moving one point does not mend it. */
const SKEWED = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 5, 9, 70, 900]

function treated(values: readonly number[], changes: Partial<Treating> = {}): TreatedColumn {
  const outcome = treatColumn('patents', values, { ...USUAL, ...changes })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

describe('outliers', () => {
  it('are left alone where the column is within the bounds', () => {
    const column = treated([1, 2, 3, 4, 5, 6])
    expect(column).toMatchObject({ values: [1, 2, 3, 4, 5, 6], by: null, winsorised: 0, passed: true })
    expect(column.skewnessAfter).toBe(column.skewnessBefore)
  })

  it('take the next value inwards, one value after the other, until the column passes', () => {
    // 100 becomes 30; the column passes by its kurtosis then.
    const column = treated(OUTLYING)
    expect(column.values).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 30])
    expect(column).toMatchObject({ by: 'winsorised', winsorised: 1, transformed: null, passed: true })
    // By the formulas of Excel's SKEW and KURT, worked out apart from this code.
    expect(column.skewnessBefore).toBeCloseTo(3.0632410342394985, 12)
    expect(column.kurtosisBefore).toBeCloseTo(9.741390834569144, 12)
  })

  it('on the low side move upwards', () => {
    expect(treated(OUTLYING.map((value) => -value)).values.slice(-2)).toEqual([-30, -30])
  })

  it('that are tied move together, and a point that was moved moves on with the next', () => {
    const column = treated([1, 2, 2, 3, 3, 4, 5, 6, 50, 200, 200], {
      skewness: 1e-9,
      kurtosis: -5,
      mostPoints: 3,
    })
    // 200, 200 → 50 are two of three; 50, 50, 50 → 6 are three: enough.
    expect(column.values).toEqual(
      [1, 2, 2, 3, 3, 4, 5, 6, 50, 200, 200].map((value) => Math.log(value - 1 + 1.99)),
    )
    const only = treated([1, 2, 2, 3, 3, 4, 5, 6, 50, 200, 200], {
      skewness: 1e-9,
      kurtosis: -5,
      mostPoints: 3,
      then: 'none',
    })
    expect(only.values).toEqual([1, 2, 2, 3, 3, 4, 5, 6, 6, 6, 6])
    expect(only).toMatchObject({ by: 'winsorised', winsorised: 3, passed: false })
  })

  it('that winsorising cannot mend get the formula on the column as it was', () => {
    const column = treated(SKEWED, { mostPoints: 1 })
    expect(column).toMatchObject({ by: 'transformed', winsorised: 0, transformed: 'log-ct' })
    // ln(x − 1 + 0.01 × 899)
    expect(column.values[0]).toBeCloseTo(Math.log(8.99), 12)
    expect(column.values.at(-1)).toBeCloseTo(Math.log(899 + 8.99), 12)
  })

  it.each<[Treating['then'], number | null, number, number]>([
    ['log', null, 0, Math.log(900)],
    ['log-ct-orig', null, 0, Math.log(900)],
    ['log-gii', null, 0, Math.log(900)],
    ['box-cox', 0.5, 0, (Math.sqrt(900) - 1) / 0.5],
    ['box-cox', 0, 0, Math.log(900)],
  ])('%s (%s) maps least and most', (then, lambda, least, most) => {
    const { values } = treated(SKEWED, { mostPoints: 1, then, lambda })
    expect(values[0]).toBeCloseTo(least, 12)
    expect(values.at(-1)).toBeCloseTo(most, 12)
  })

  it('cannot be put through a logarithm at zero: refused by name', () => {
    const outcome = treatColumn(
      'patents',
      SKEWED.map((value) => value - 1),
      { ...USUAL, mostPoints: 1, then: 'log' },
    )
    expect(outcome).toEqual({
      ok: false,
      issues: [
        { code: 'evaluation.transform_undefined', params: { node: 'patents', formula: 'log', value: 0 } },
      ],
    })
  })

  it('of shares below one cannot take the formula of the GII, which would turn their order round', () => {
    const shares = SKEWED.map((value) => value / 1_000)
    expect(treatColumn('share', shares, { ...USUAL, mostPoints: 1, then: 'log-gii' })).toMatchObject({
      ok: false,
      issues: [
        { code: 'evaluation.transform_undefined', params: { node: 'share', formula: 'log-gii', value: 0.9 } },
      ],
    })
  })

  it('of so great figures that their powers leave the numbers are found all the same', () => {
    const huge = treated(OUTLYING.map((value) => value * 1e300))
    expect(huge.values.at(-1)).toBe(30 * 1e300)
    expect(huge.skewnessBefore).toBeCloseTo(3.0632410342394985, 12)
  })

  it('of very many figures are found without exhausting the stack', () => {
    const many = Array.from({ length: 300_000 }, (_, index) => (index === 0 ? 1e12 : index % 100))
    expect(treated(many)).toMatchObject({ by: 'winsorised', winsorised: 1 })
    expect(treated(many, { mostPoints: 0 }).transformed).toBe('log-ct')
  })

  it('are no matter of fewer than four figures or of equal ones', () => {
    expect(treated([1, 2, 900]).by).toBeNull()
    expect(treated([0.1, 0.1, 0.1, 0.1, 0.1, 0.1]).by).toBeNull()
  })

  it('never change the order of the units', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 4, maxLength: 40 }),
        (values) => {
          const { values: after } = treated(values.map((value) => value ** 2))
          for (const [i, a] of values.entries())
            for (const [j, b] of values.entries())
              if (a < b) expect(after[i]).toBeLessThanOrEqual(after[j] ?? NaN)
        },
      ),
      { numRuns: 100 },
    )
  })
})
