import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { medianInPlace, quantileInPlace, quantilesInPlace, selectInPlace } from './order-statistics.ts'

const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 })

describe('selection and quantiles in place', () => {
  it('finds the same entry as sorting does', () => {
    fc.assert(
      fc.property(values, fc.nat(), (list, any) => {
        const place = any % list.length
        const sorted = [...list].sort((a, b) => a - b)
        expect(selectInPlace(Float64Array.from(list), list.length, place)).toBe(sorted[place])
      }),
    )
  })

  it('gives the quartiles that R gives by default (type 7)', () => {
    // quantile(c(1, 2, 4, 8, 16, 32), c(0.1, 0.25, 0.5, 0.9)) in R: 1.5 2.5 6.0 24.0
    const list = [32, 1, 16, 2, 8, 4]
    expect(quantileInPlace(Float64Array.from(list), 6, 0.1)).toBeCloseTo(1.5, 12)
    expect(quantileInPlace(Float64Array.from(list), 6, 0.25)).toBe(2.5)
    expect(medianInPlace(Float64Array.from(list), 6)).toBe(6)
    expect(quantileInPlace(Float64Array.from(list), 6, 0.9)).toBe(24)
    expect(quantileInPlace(Float64Array.of(), 0, 0.5)).toBeNaN()
  })

  it('gives three quantiles at once as one by one', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0, 0.1, 0.25, 0.4, 0.45, 0.49, 0.5), (list, share) => {
        const one = (part: number): number => quantileInPlace(Float64Array.from(list), list.length, part)
        const all = quantilesInPlace(Float64Array.from(list), list.length, share)
        expect(all).toEqual([one(share), one(0.5), one(1 - share)])
      }),
      { numRuns: 500 },
    )
  })

  it('looks only at the first entries it is told of', () => {
    expect(medianInPlace(Float64Array.of(5, 1, 3, -100, 100), 3)).toBe(3)
  })
})
