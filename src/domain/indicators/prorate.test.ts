import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProrateRequest } from './imputation.ts'
import { prorate } from './prorate.ts'

function parts(
  request: Partial<ProrateRequest> & Pick<ProrateRequest, 'values' | 'total'>,
): readonly number[] {
  const outcome = prorate({ decimals: 0, ...request })
  if (!outcome.ok) throw new Error(outcome.issues.map((issue) => issue.code).join(', '))
  return outcome.value
}

function codes(
  request: Partial<ProrateRequest> & Pick<ProrateRequest, 'values' | 'total'>,
): readonly string[] {
  const outcome = prorate({ decimals: 0, ...request })
  return outcome.ok ? [] : outcome.issues.map((issue) => issue.code)
}

describe('prorating', () => {
  it('agrees with Statistics Canada’s Banff on the rows of its test without a sign change', () => {
    // Banff, edit Q1 + 4 Q2 + 2 Q3 + Q4 = 40, one decimal: its weights hold back, ours let go, so 1, 1/4, 1/2, 1.
    const weights = [1, 0.25, 0.5, 1]
    expect(parts({ values: [12, 30, 15, 5], total: 40, decimals: 1, weights })).toEqual([3.8, 24.8, 9.8, 1.6])
    expect(parts({ values: [12, 20, 10, 5], total: 40, decimals: 1, weights })).toEqual([8.9, 18.7, 8.7, 3.7])
  })

  it('gives last units to the largest remainders, as Hamilton’s apportionment of 1790 did', () => {
    // 120 seats by the population of 15 states (M. Balinski and H. P. Young, Fair Representation, 1982).
    const population = [
      630_560, 475_327, 432_879, 353_523, 331_589, 278_514, 236_841, 206_236, 179_570, 141_822, 85_533,
      70_835, 68_705, 68_446, 55_540,
    ]
    expect(parts({ values: population, total: 120 })).toEqual([
      21, 16, 14, 12, 11, 9, 8, 7, 6, 5, 3, 2, 2, 2, 2,
    ])
  })

  it('keeps fixed parts and zeros', () => {
    expect(parts({ values: [50, 0, 30, 20], total: 200, fixed: [true, false, false, false] })).toEqual([
      50, 0, 90, 60,
    ])
  })

  it('stops a part at its bound and lets the others take over', () => {
    expect(parts({ values: [100, 100, 100], total: 150, lower: [80, null, null] })).toEqual([80, 35, 35])
    expect(parts({ values: [100, 100, 100], total: 450, upper: [null, 110, 110] })).toEqual([230, 110, 110])
    // A bound between two units moves inside.
    expect(parts({ values: [10, 10], total: 10, lower: [7.2, null] })).toEqual([8, 2])
  })

  it('changes no sign by itself', () => {
    expect(parts({ values: [100, -20], total: 60 })).toEqual([83, -23])
    expect(parts({ values: [100, -20], total: 0 })).toEqual([33, -33])
    expect(codes({ values: [100, 20], total: -1 })).toEqual(['indicators.prorate_out_of_reach'])
    expect(parts({ values: [100, 20], total: -60, lower: [null, null] })).toEqual([-50, -10])
  })

  it('is exact where doubles are not', () => {
    expect(parts({ values: [0.1, 0.2], total: 0.4, decimals: 1 })).toEqual([0.1, 0.3])
    const huge = parts({
      values: [3_000_000_000_000_001, 3_000_000_000_000_001, 1],
      total: 9_000_000_000_000_000,
    })
    expect(huge.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(9_000_000_000_000_000n)
  })

  it('refuses what cannot be spread', () => {
    expect(codes({ values: [0, 0], total: 5 })).toEqual(['indicators.prorate_out_of_reach'])
    expect(codes({ values: [10, NaN], total: 5 })).toEqual(['indicators.prorate_not_a_number'])
    expect(codes({ values: [10, 1.5], total: 5 })).toEqual(['indicators.prorate_decimals'])
    expect(codes({ values: [10, 1], total: 5.5 })).toEqual(['indicators.prorate_decimals'])
    expect(codes({ values: [10, 1], total: 5, weights: [1, -1] })).toEqual(['indicators.prorate_bounds'])
    expect(codes({ values: [10, 1], total: 5, lower: [4, 2], upper: [3, 2] })).toEqual([
      'indicators.prorate_bounds',
    ])
    expect(codes({ values: [10, 1], total: 5, weights: [1] })).toEqual(['indicators.prorate_lengths'])
    const outcome = prorate({ values: [10, 10], total: 5, decimals: 0, lower: [4, 3] })
    expect(outcome).toMatchObject({ ok: false, issues: [{ params: { total: 5, least: 7, greatest: null } }] })
  })

  it('adds up exactly, within a unit of the exact share, in the order of the parts’ sizes', () => {
    const list = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(list, fc.integer({ min: 0, max: 2_000_000_000 }), (values, total) => {
        const sum = values.reduce((all, value) => all + value, 0)
        fc.pre(sum > 0)
        const result = parts({ values, total })
        expect(result.reduce((all, value) => all + value, 0)).toBe(total)
        result.forEach((value, index) => {
          expect(Math.abs(value - ((values[index] ?? NaN) * total) / sum)).toBeLessThan(1.000001)
          result.forEach((other, at) => {
            if ((values[index] ?? 0) > (values[at] ?? 0)) expect(value).toBeGreaterThanOrEqual(other)
          })
        })
        expect(parts({ values: result, total })).toEqual(result)
      }),
    )
  })

  it('adds up exactly with weights, fixed parts and bounds, or refuses', () => {
    const part = fc.record({
      value: fc.integer({ min: -1000, max: 1000 }),
      fixed: fc.boolean(),
      weight: fc.constantFrom(0, 0.1, 0.5, 1, 3),
      room: fc.integer({ min: 0, max: 500 }),
    })
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: -3000, max: 3000 }),
        (list, total) => {
          const lower = list.map((one) => one.value - one.room)
          const upper = list.map((one) => one.value + one.room)
          const outcome = prorate({
            values: list.map((one) => one.value),
            total,
            decimals: 0,
            fixed: list.map((one) => one.fixed),
            weights: list.map((one) => one.weight),
            lower,
            upper,
          })
          const moves = (index: number): boolean =>
            list[index]?.fixed === false && list[index].weight > 0 && list[index].value !== 0
          const reach = (bounds: readonly number[]): number =>
            list.reduce((sum, one, index) => sum + (moves(index) ? (bounds[index] ?? 0) : one.value), 0)
          expect(outcome.ok).toBe(total >= reach(lower) && total <= reach(upper))
          if (!outcome.ok) return
          expect(outcome.value.reduce((sum, value) => sum + value, 0)).toBe(total)
          outcome.value.forEach((value, index) => {
            if (!moves(index)) expect(value).toBe(list[index]?.value)
            expect(value).toBeGreaterThanOrEqual(lower[index] ?? NaN)
            expect(value).toBeLessThanOrEqual(upper[index] ?? NaN)
          })
        },
      ),
      { numRuns: 500 },
    )
  })
})
