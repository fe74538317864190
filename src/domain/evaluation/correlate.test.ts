import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averageRanks, correlate, covariance, pairsOf } from './correlate.ts'
import { correlationSignificance } from './correlation-significance.ts'
import { incompleteBeta, normalUpperTail } from './tail-probabilities.ts'

/** Hollander and Wolfe (1973), p. 187: nine cans of tuna, Hunter's lightness and a panel's score; R's manual of cor.test. */
const LIGHTNESS = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
const PANEL = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]
const TUNA = pairsOf(LIGHTNESS, PANEL)

describe('correlations', () => {
  it('gives what R prints for the tuna of Hollander and Wolfe', () => {
    expect(correlate(LIGHTNESS, PANEL, 'pearson')).toBeCloseTo(0.5711816, 7)
    expect(correlate(LIGHTNESS, PANEL, 'spearman')).toBeCloseTo(0.6, 12)
    expect(correlate(LIGHTNESS, PANEL, 'kendall')).toBeCloseTo(0.4444444, 7)
    expect(correlationSignificance(TUNA, 'pearson')).toBeCloseTo(0.1082, 4)
    expect(correlationSignificance(TUNA, 'spearman')).toBeCloseTo(0.0968, 4)
    expect(correlationSignificance(TUNA, 'kendall')).toBeCloseTo(0.1194, 4)
  })

  it('gives what the manual of SciPy gives, ties among them', () => {
    const x = [1, 2, 3, 4, 5]
    expect(correlate(x, [10, 9, 2.5, 6, 4], 'pearson')).toBeCloseTo(-0.7426106572325057, 14)
    expect(correlationSignificance(pairsOf(x, [10, 9, 2.5, 6, 4]), 'pearson')).toBeCloseTo(
      0.1505558088534455,
      12,
    )
    expect(correlate(x, [5, 6, 7, 8, 7], 'spearman')).toBeCloseTo(0.8207826816681233, 14)
    expect(correlationSignificance(pairsOf(x, [5, 6, 7, 8, 7]), 'spearman')).toBeCloseTo(
      0.08858700531354381,
      12,
    )
    const left = [12, 2, 1, 12, 2]
    const right = [1, 4, 7, 1, 0]
    expect(correlate(left, right, 'kendall')).toBeCloseTo(-0.47140452079103173, 14)
    expect(correlationSignificance(pairsOf(left, right), 'kendall')).toBeCloseTo(0.2827454599327748, 9)
  })

  it('compares only units that have both, ranks too', () => {
    const left = [1, null, 3, 2, 9]
    const right = [10, 40, 30, 20, null]
    for (const kind of ['pearson', 'spearman', 'kendall'] as const)
      expect(correlate(left, right, kind)).toBeCloseTo(1, 14)
    expect(covariance(left, right)).toBeCloseTo(10, 12)
  })

  it('says nothing where one side is all equal or too little is there', () => {
    for (const kind of ['pearson', 'spearman', 'kendall'] as const) {
      expect(correlate([1, 2, 3], [4, 4, 4], kind)).toBeNull()
      expect(correlate([4, 4, 4], [1, 2, 3], kind)).toBeNull()
      expect(correlate([1, null], [null, 2], kind)).toBeNull()
      expect(correlate([1], [2], kind)).toBeNull()
      expect(correlationSignificance(pairsOf([1, 2, 3], [4, 4, 4]), kind)).toBeNull()
    }
    expect(correlationSignificance(pairsOf([1, 2], [1, 2]), 'pearson')).toBeNull()
    expect(covariance([1, null], [1, 2])).toBeNull()
    expect(covariance([1e308, -1e308], [1e308, -1e308])).toBeNull()
    expect(correlate([1e308, -1e308, 0], [1e308, -1e308, 0], 'pearson')).toBe(1)
  })

  it('stays within −1 … 1, is the same both ways and turns round with a column', () => {
    const column = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(column, column, fc.constantFrom('pearson', 'spearman', 'kendall'), (left, right, kind) => {
        const value = correlate(left, right, kind)
        fc.pre(value !== null)
        expect(Math.abs(value ?? 2)).toBeLessThanOrEqual(1)
        expect(correlate(right, left, kind)).toBeCloseTo(value ?? 2, 12)
        const turned = right.map((one) => -one)
        expect(correlate(left, turned, kind)).toBeCloseTo(-(value ?? 2), 12)
        const chance = correlationSignificance(pairsOf(left, right), kind) ?? -1
        expect(chance).toBeGreaterThanOrEqual(0)
        expect(chance).toBeLessThanOrEqual(1)
        expect(correlationSignificance(pairsOf(left, turned), kind)).toBeCloseTo(chance, 9)
      }),
    )
  })

  it('shares places among equal values', () => {
    expect(averageRanks([10, 20, 10, 5])).toEqual([2.5, 4, 2.5, 1])
  })
})

describe('chances', () => {
  it('count every order exactly for few pairs', () => {
    // 4 figures in one order of 24, either way: 2/24.
    const ordered = pairsOf([1, 2, 3, 4], [1, 2, 3, 4])
    expect(correlationSignificance(ordered, 'kendall')).toBeCloseTo(2 / 24, 14)
    expect(correlationSignificance(ordered, 'spearman')).toBeCloseTo(2 / 24, 14)
    expect(correlationSignificance(ordered, 'pearson')).toBeCloseTo(0, 14)
  })

  it('of ranks turn at the critical values of the tables: 0.648 for ten pairs at 5 %', () => {
    const places = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    // Σd² = 58 and 60 are rho 0.6485 and 0.6364.
    const chances = [58, 60].map((wanted) => {
      const pairs = reorderedTo(places, wanted)
      return correlationSignificance(pairs, 'spearman') ?? NaN
    })
    expect(chances[0]).toBeLessThan(0.05)
    expect(chances[1]).toBeGreaterThan(0.05)
  })

  it('of many pairs are normal: S / √(n(n − 1)(2n + 5)/18)', () => {
    const count = 60
    const left = Array.from({ length: count }, (_, index) => index)
    const right = left.map((index) => (index * 23) % count)
    let difference = 0
    for (const one of left)
      for (const other of left.slice(0, one)) difference += Math.sign((right[one] ?? 0) - (right[other] ?? 0))
    const z = Math.abs(difference) / Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18)
    expect(correlationSignificance(pairsOf(left, right), 'kendall')).toBeCloseTo(2 * normalUpperTail(z), 12)
  })

  it('know the tails of the normal and the beta distribution', () => {
    expect(normalUpperTail(0)).toBe(0.5)
    expect(normalUpperTail(1.959963984540054)).toBeCloseTo(0.025, 15)
    expect(normalUpperTail(-1.959963984540054)).toBeCloseTo(0.975, 15)
    expect(normalUpperTail(5) / 2.866515718791939e-7).toBeCloseTo(1, 12)
    // I(x; 1, b) = 1 − (1 − x)^b; I(x; 2, 2) = x²(3 − 2x)
    expect(incompleteBeta(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 4, 14)
    expect(incompleteBeta(0.9, 2, 2)).toBeCloseTo(0.81 * 1.2, 14)
    expect(incompleteBeta(0, 2, 2)).toBe(0)
    expect(incompleteBeta(1, 2, 2)).toBe(1)
  })
})

/** Some order of the places whose squared differences add up to `wanted`: neighbours are swapped until it is reached. */
function reorderedTo(places: readonly number[], wanted: number) {
  const order = [...places]
  for (let swaps = 0; swaps < 1000; swaps++) {
    const squares = order.reduce((sum, place, index) => sum + (place - (places[index] ?? 0)) ** 2, 0)
    if (squares === wanted) return pairsOf(places, order)
    const one = swaps % (order.length - 1)
    const [left, right] = [order[one] ?? 0, order[one + 1] ?? 0]
    const after =
      squares -
      (left - one - 1) ** 2 -
      (right - one - 2) ** 2 +
      (right - one - 1) ** 2 +
      (left - one - 2) ** 2
    if (after <= wanted && after > squares) order.splice(one, 2, right, left)
  }
  throw new Error(`no order of ${String(places.length)} places has ${String(wanted)}`)
}
