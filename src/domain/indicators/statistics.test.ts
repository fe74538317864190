import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gini, growth, herfindahl, mean, median, quantile, share, sum, topShare } from './statistics.ts'

const amounts = fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: 1, maxLength: 40 })

describe('statistics', () => {
  it('say nothing of nothing', () => {
    for (const answer of [sum([]), mean([]), median([]), herfindahl([]), gini([]), topShare([], 1)])
      expect(answer).toBeNull()
    for (const answer of [growth(1, 0), share(1, 0), herfindahl([0, -5]), gini([0, 0]), topShare([0], 1)])
      expect(answer).toBeNull()
  })

  it('add integers exactly and decimals with compensation', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 45), max: 2 ** 45 }), { minLength: 1 }), (values) => {
        expect(sum(values)).toBe(Number(values.reduce((total, value) => total + BigInt(value), 0n)))
      }),
    )
    expect(sum(new Array<number>(1000).fill(0.1))).toBe(100)
    expect(sum([1e100, 1, -1e100])).toBe(1)
  })

  it('take quantiles of type 7, as R prints them', () => {
    // quantile(c(1, 2, 3, 4, 10), c(.1, .25, .5, .9))
    const found = [0.1, 0.25, 0.5, 0.9].map((at) => (quantile([10, 1, 3, 2, 4], at) ?? 0).toFixed(12))
    expect(found.map(Number)).toEqual([1.4, 2, 3, 7.6])
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect([0, 1].map((at) => quantile([5, 7], at))).toEqual([5, 7])
    expect(() => quantile([1], 1.1)).toThrow(RangeError)
  })

  it('measure concentration', () => {
    expect(herfindahl([50, 30, 20])).toBeCloseTo(0.38, 12)
    expect(herfindahl([1, 1, 1, 1, -9])).toBe(0.25)
    expect(gini([1, 1, 1])).toBe(0)
    expect(gini([0, 0, 0, 8])).toBe(0.75)
    // Half of all pairs' mean difference over the mean: (1, 2, 3) gives 8/9 ÷ 2 ÷ 2.
    expect(gini([3, 1, 2])).toBeCloseTo(2 / 9, 12)
    expect(topShare([5, -10, 5], 1)).toBe(0.5)
    expect(topShare([5, 10, 5], 2)).toBe(0.75)
  })

  it('do not depend on order or scale, and stay in their bounds', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1000 }), (values, factor) => {
        const others = values.map((value) => value * factor).reverse()
        for (const measure of [herfindahl, gini, (list: readonly number[]) => topShare(list, 2)]) {
          const [one, two] = [measure(values), measure(others)]
          expect(one === null).toBe(two === null)
          if (one === null || two === null) continue
          expect(two).toBeCloseTo(one, 9)
          expect(one).toBeGreaterThanOrEqual(-1e-12)
          expect(one).toBeLessThanOrEqual(1 + 1e-12)
        }
        expect(quantile(others, 0.3)).toBeCloseTo((quantile(values, 0.3) ?? 0) * factor, 3)
      }),
    )
  })
})
