import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentsOf, powerOfTwo } from './column-moments.ts'

describe('moments of a column', () => {
  it('gives the figures that the manual of Excel gives for SKEW and KURT', () => {
    const moments = momentsOf([3, 4, 5, 2, 3, 4, 5, 6, 4, 7])
    expect(moments.skewness).toBeCloseTo(0.359543071, 9)
    expect(moments.kurtosis).toBeCloseTo(-0.151799637, 9)
    expect(moments).toMatchObject({ count: 10, least: 2, most: 7, median: 4 })
    expect(moments.mean).toBeCloseTo(4.3, 14)
    expect(moments.deviation).toBeCloseTo(Math.sqrt(20.1 / 9), 14)
  })

  it('leaves out what is missing and does not take it for zero', () => {
    expect(momentsOf([null, 1, null, 3])).toMatchObject({ count: 2, least: 1, most: 3, mean: 2, median: 2 })
    expect(momentsOf([null, null])).toEqual({
      count: 0,
      least: null,
      most: null,
      mean: null,
      median: null,
      deviation: null,
      skewness: null,
      kurtosis: null,
    })
  })

  it('says nothing of a shape that too few or equal values do not have', () => {
    expect(momentsOf([5])).toMatchObject({ mean: 5, median: 5, deviation: null, skewness: null })
    expect(momentsOf([0.1, 0.1, 0.1, 0.1, 0.1])).toMatchObject({
      mean: 0.1,
      deviation: 0,
      skewness: null,
      kurtosis: null,
    })
    expect(momentsOf([1, 2])).toMatchObject({ skewness: null, kurtosis: null })
    expect(momentsOf([1, 2, 4])).toMatchObject({ kurtosis: null })
    expect(momentsOf([1, 2, 4]).skewness).toBeCloseTo(0.935219529582824, 12)
  })

  it('neither over- nor underflows on the largest and least numbers', () => {
    const large = momentsOf([1e308, -1e308, 5e307, 1.7e308])
    expect(large.mean).toBeCloseTo(5.5e307, -295)
    expect(large.skewness).toBeCloseTo(momentsOf([10, -10, 5, 17]).skewness ?? NaN, 12)
    expect(momentsOf([-1.7e308, 1.7e308]).deviation).toBeNull()
    const small = momentsOf([1e-300, 2e-300, 4e-300])
    expect((small.deviation ?? 0) / 1e-300).toBeCloseTo(Math.sqrt(7 / 3), 12)
    expect(powerOfTwo(0)).toBe(1)
    expect(powerOfTwo(5)).toBe(4)
  })

  it('moves with the values and not with their shape: x → a + b·x', () => {
    const column = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 30 })
    fc.assert(
      fc.property(
        column,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: -50, max: 50 }),
        (values, b, a) => {
          fc.pre(new Set(values).size > 1)
          const before = momentsOf(values)
          const after = momentsOf(values.map((value) => a + b * value))
          expect(after.mean).toBeCloseTo(a + b * (before.mean ?? NaN), 9)
          expect(after.deviation).toBeCloseTo(b * (before.deviation ?? NaN), 8)
          expect(after.skewness).toBeCloseTo(before.skewness ?? NaN, 8)
          expect(after.kurtosis).toBeCloseTo(before.kurtosis ?? NaN, 8)
          expect(momentsOf(values.map((value) => -value)).skewness).toBeCloseTo(-(before.skewness ?? NaN), 9)
        },
      ),
    )
  })
})
