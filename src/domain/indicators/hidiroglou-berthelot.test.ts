import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currentOfEffect, effect, effectBoundsInPlace } from './hidiroglou-berthelot.ts'

describe('the effect of Hidiroglou and Berthelot', () => {
  it('counts a doubling and a halving alike, in opposite directions', () => {
    // Median ratio 1. From 100 to 200: r/m − 1 = 1, size 200. From 200 to 100: 1 − m/r = −1, size 200.
    expect(effect(200, 100, 1, 0)).toBe(1)
    expect(effect(100, 200, 1, 0)).toBe(-1)
    expect(effect(200, 100, 1, 1)).toBe(200)
    expect(effect(100, 200, 1, 1)).toBe(-200)
    expect(effect(200, 100, 1, 0.5)).toBeCloseTo(Math.sqrt(200), 12)
    expect(effect(200, 100, 1, 0.4)).toBeCloseTo(200 ** 0.4, 12)
  })

  it('makes a big firm’s change weigh more than a small firm’s equal one', () => {
    expect(effect(1_500_000, 1_000_000, 1, 0.5)).toBeGreaterThan(effect(150, 100, 1, 0.5))
    expect(effect(1_500_000, 1_000_000, 1, 0)).toBe(effect(150, 100, 1, 0))
  })

  it('grows with the figure, so that the figure of an effect can be found', () => {
    const size = fc.integer({ min: 1, max: 10_000_000 })
    fc.assert(
      fc.property(
        size,
        size,
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.constantFrom(0, 0.3, 0.5, 1),
        (a, b, m, u) => {
          const wanted = effect(a, b, m, u)
          expect(currentOfEffect(wanted, b, m, u) / a).toBeCloseTo(1, 6)
          expect(effect(a * 1.01, b, m, u)).toBeGreaterThan(wanted)
        },
      ),
    )
  })
})

describe('the bounds of effects', () => {
  const rule = { leastSpread: 0.05, width: { below: 4, above: 4 }, percentile: 0.25 }

  it('lie C quartile distances from the median', () => {
    // Effects −4 −2 0 1 3: quartiles −2 and 1.
    expect(effectBoundsInPlace(Float64Array.of(3, -4, 1, 0, -2), 5, rule)).toEqual({
      median: 0,
      from: -8,
      to: 4,
    })
    const skew = { ...rule, width: { below: 2, above: 10 } }
    expect(effectBoundsInPlace(Float64Array.of(3, -4, 1, 0, -2), 5, skew)).toEqual({
      median: 0,
      from: -4,
      to: 10,
    })
  })

  it('keep at least A times the median where effects lie close together', () => {
    // Quartile distances 0.1, but |A E_M| = 0.5: bounds 10 ∓ 4 × 0.5.
    expect(effectBoundsInPlace(Float64Array.of(9.9, 9.9, 10, 10.1, 10.1), 5, rule)).toEqual({
      median: 10,
      from: 8,
      to: 12,
    })
  })

  it('leave a side open on which nothing spreads, rather than call every change an outlier', () => {
    expect(effectBoundsInPlace(Float64Array.of(0, 0, 0, 0, 9), 5, rule)).toEqual({
      median: 0,
      from: -Infinity,
      to: Infinity,
    })
  })
})
