import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dividedDifference, transformValue } from './divided-difference.ts'
import { wayOf } from './quasi-mean.ts'
import { splitMean } from './split-mean.ts'

const WAYS = [
  wayOf({ method: 'arithmetic' }),
  wayOf({ method: 'geometric' }),
  wayOf({ method: 'harmonic' }),
  wayOf({ method: 'generalised', power: 3 }),
  wayOf({ method: 'generalised', power: -1.5 }),
]

describe('divided differences', () => {
  it('are the quotient, and the slope where both ends meet', () => {
    const figure = fc.double({ min: 0.1, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom(...WAYS), figure, figure, (way, from, to) => {
        const quotient = (transformValue(way, to) - transformValue(way, from)) / (to - from)
        fc.pre(Math.abs(to - from) > 0.01)
        expect(dividedDifference(way, from, to) / quotient).toBeCloseTo(1, 7)
        expect(dividedDifference(way, to, from) / quotient).toBeCloseTo(1, 7)
        const close = from * (1 + 1e-13)
        expect(dividedDifference(way, from, close) / dividedDifference(way, from, from)).toBeCloseTo(1, 10)
      }),
    )
  })

  it('of the logarithm are one over the logarithmic mean', () => {
    expect(1 / dividedDifference(wayOf({ method: 'geometric' }), 1, Math.E)).toBeCloseTo(Math.E - 1, 12)
  })

  it('of powers reach over zero', () => {
    const square = wayOf({ method: 'generalised', power: 2 })
    expect(dividedDifference(square, -3, 5)).toBe(2)
    expect(dividedDifference(square, 0, 4)).toBe(4)
    expect(dividedDifference(square, 0, 0)).toBe(0)
  })
})

describe('a split of two means', () => {
  it('gives nothing where all is zero, although a root has no slope there', () => {
    const root = wayOf({ method: 'generalised', power: 0.5 })
    const zero = new Map([['x', { value: 0, weight: 1 }]])
    expect(splitMean(root, zero, zero, 0, 0)).toEqual({
      shared: [{ child: 'x', slope: 0, weight: 0 }],
      single: [],
      weights: 0,
    })
  })

  it('holds a child that only one side has against the heading', () => {
    const arithmetic = wayOf({ method: 'arithmetic' })
    const before = new Map([['x', { value: 10, weight: 1 }]])
    const after = new Map([
      ['x', { value: 10, weight: 0.5 }],
      ['y', { value: 30, weight: 0.5 }],
    ])
    // 10 → 20, middle 15: y brings ½(30 − 15), x less weight −½(10 − 15).
    expect(splitMean(arithmetic, before, after, 10, 20)).toEqual({
      shared: [{ child: 'x', slope: 0.75, weight: 2.5 }],
      single: [{ child: 'y', amount: 7.5 }],
      weights: 0,
    })
    expect(splitMean(arithmetic, after, before, 20, 10).single).toEqual([{ child: 'y', amount: -7.5 }])
  })
})
