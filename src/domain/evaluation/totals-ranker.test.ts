import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TotalsRanker } from './totals-ranker.ts'

function rank(
  ties: 'min' | 'max' | 'average' | 'dense',
  totals: number[],
  breakers: number[][] = [],
): number[] {
  const ranks = new Float64Array(totals.length)
  new TotalsRanker(totals.length, ties).rank(
    Float64Array.from(totals),
    breakers.map((values) => Float64Array.from(values)),
    ranks,
  )
  return [...ranks]
}

describe('ranks of totals, taken again and again', () => {
  it('share equal places by the stated rule', () => {
    const totals = [5, 9, 7, 7, 1]
    expect(rank('min', totals)).toEqual([4, 1, 2, 2, 5])
    expect(rank('max', totals)).toEqual([4, 1, 3, 3, 5])
    expect(rank('average', totals)).toEqual([4, 1, 2.5, 2.5, 5])
    expect(rank('dense', totals)).toEqual([3, 1, 2, 2, 4])
  })

  it('compare breakers in turn where totals are equal', () => {
    expect(
      rank(
        'min',
        [7, 7, 7, 7],
        [
          [1, 2, 2, NaN],
          [0, 3, 4, 9],
        ],
      ),
    ).toEqual([3, 2, 1, 4])
    expect(rank('min', [7, 7, 8], [[1, 1, 0]])).toEqual([2, 2, 1])
  })

  it('leave those without a total without a rank', () => {
    expect(rank('average', [NaN, 3, NaN, 4])).toEqual([NaN, 2, NaN, 1])
    expect(rank('min', [NaN, NaN])).toEqual([NaN, NaN])
  })

  it('do not depend on what was ranked before', () => {
    const totals = fc.array(fc.constantFrom(1, 2, 3, 4, 5, 6, NaN), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(
        totals,
        totals,
        fc.constantFrom('min', 'max', 'average', 'dense'),
        (before, after, ties) => {
          const ranker = new TotalsRanker(8, ties)
          const ranks = new Float64Array(8)
          ranker.rank(Float64Array.from(before), [], ranks)
          ranker.rank(Float64Array.from(after), [], ranks)
          expect([...ranks]).toEqual(rank(ties, after))
          // Counted one by one: those above, and those level.
          after.forEach((total, unit) => {
            if (Number.isNaN(total)) return
            const above = after.filter((other) => other > total).length
            const level = after.filter((other) => other === total).length
            const distinct = new Set(after.filter((other) => other > total)).size
            const expected = {
              min: above + 1,
              max: above + level,
              average: above + (level + 1) / 2,
              dense: distinct + 1,
            }
            expect(ranks[unit]).toBe(expected[ties])
          })
        },
      ),
    )
  })
})
