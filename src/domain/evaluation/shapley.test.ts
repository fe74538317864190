import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_FOR_ALL_COALITIONS, shareOut } from './shapley.ts'

describe('sharing out a game', () => {
  it('gives the glove market its values: one left glove, two right ones', () => {
    // A pair is worth 1 (Shapley and Shubik): ⅔ to the left glove, ⅙ to each right one.
    const found = shareOut(3, ([left, one, other]) =>
      left === true && (one === true || other === true) ? 1 : 0,
    )
    expect(found).toEqual([expect.closeTo(2 / 3, 14), expect.closeTo(1 / 6, 14), expect.closeTo(1 / 6, 14)])
  })

  it('adds up for few players and for many, and gives nothing to whom adds nothing', () => {
    const worths = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 14 })
    fc.assert(
      fc.property(worths, (worth) => {
        // The last player adds nothing.
        const value = (members: readonly boolean[]): number => {
          const own = worth.filter((_, player) => members[player] === true)
          return own.reduce((sum, one) => sum + one, 0) + 3 * own.length ** 2
        }
        const found = shareOut(worth.length + 1, value)
        const all = value(worth.map(() => true)) - value([])
        expect(found.reduce((sum, one) => sum + one, 0)).toBeCloseTo(all, 9)
        expect(found.at(-1)).toBe(0)
        if (worth.length < MOST_FOR_ALL_COALITIONS)
          expect(found[0]).toBeCloseTo((worth[0] ?? 0) + 3 * worth.length, 9)
      }),
      { numRuns: 60 },
    )
  })

  it('has nobody to share with in an empty game', () => {
    expect(shareOut(0, () => 7)).toEqual([])
  })
})
