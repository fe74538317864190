import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { studentT } from './student-t.ts'

describe('quantiles of Student’s t', () => {
  // Printed tables (NIST/SEMATECH e-Handbook, 1.3.6.7.2: upper 10 %, 2.5 %, 0.5 %), three decimals.
  it.each([
    [0.8, 1, 3.078],
    [0.8, 2, 1.886],
    [0.8, 3, 1.638],
    [0.8, 4, 1.533],
    [0.8, 5, 1.476],
    [0.8, 10, 1.372],
    [0.8, 30, 1.31],
    [0.95, 1, 12.706],
    [0.95, 2, 4.303],
    [0.95, 9, 2.262],
    [0.95, 30, 2.042],
    [0.99, 1, 63.657],
    [0.99, 4, 4.604],
    [0.99, 29, 2.756],
  ])('%f within, %i degrees: %f as printed', (share, degrees, printed) => {
    expect(Math.abs(studentT(share, degrees) - printed)).toBeLessThan(0.0005001)
  })

  // SciPy 1.x, stats.t.ppf((1 + share) / 2, degrees).
  it.each([
    [0.8, 1, 3.0776835371752544],
    [0.8, 3, 1.637744353696209],
    [0.8, 4, 1.533206274058944],
    [0.8, 120, 1.288646233656378],
    [0.999, 7, 5.407882520861828],
  ])('%f within, %i degrees: %f to nine places', (share, degrees, value) => {
    expect(studentT(share, degrees)).toBeCloseTo(value, 9)
  })

  it('has closed forms for one and two degrees', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (share) => {
        expect(studentT(share, 1) / Math.tan((Math.PI * share) / 2)).toBeCloseTo(1, 9)
        expect(studentT(share, 2) / (share * Math.sqrt(2 / (1 - share ** 2)))).toBeCloseTo(1, 9)
      }),
    )
  })

  it('grows with the share and shrinks with the degrees', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        (v, p) => {
          expect(studentT(p + 0.05, v)).toBeGreaterThan(studentT(p, v))
          expect(studentT(p, v + 1)).toBeLessThan(studentT(p, v))
        },
      ),
    )
  })

  it.each([
    [1, 4],
    [-0.1, 4],
    [NaN, 4],
    [0.8, 0],
    [0.8, 2.5],
  ])('knows none for %f within and %f degrees', (share, degrees) => {
    expect(() => studentT(share, degrees)).toThrow(RangeError)
  })
})
