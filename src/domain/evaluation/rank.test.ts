import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankUnits, rankWithinGroups } from './rank.ts'

describe('ranks', () => {
  it('share places among equals as the rule says', () => {
    const values = [7, 9, 7, 1]
    expect(rankUnits(values, 'min')).toEqual([2, 1, 2, 4])
    expect(rankUnits(values, 'max')).toEqual([3, 1, 3, 4])
    expect(rankUnits(values, 'average')).toEqual([2.5, 1, 2.5, 4])
    expect(rankUnits(values, 'dense')).toEqual([2, 1, 2, 3])
  })

  it('are not given where there is no value', () => {
    expect(rankUnits([null, 3, null, 5], 'min')).toEqual([null, 2, null, 1])
    expect(rankUnits([], 'min')).toEqual([])
  })

  it('tell equals apart by the next figures in turn, a missing one last', () => {
    const values = [5, 5, 5, 5]
    const first = [1, 2, 2, null]
    const second = [0, 3, 4, 9]
    expect(rankUnits(values, 'min', [first])).toEqual([3, 1, 1, 4])
    expect(rankUnits(values, 'min', [first, second])).toEqual([3, 2, 1, 4])
  })

  it('see differences that rounding would hide', () => {
    expect(rankUnits([0.1 + 0.2, 0.3], 'min')).toEqual([1, 2])
  })

  it('within groups leave out units without a group', () => {
    const groups = ['a', 'b', 'a', null, 'b']
    expect(rankWithinGroups([1, 5, 3, 9, null], groups, 'min')).toEqual([2, 1, 1, null, null])
  })

  it('turn round with the values, and go with the units', () => {
    const value = fc.option(fc.integer({ min: 0, max: 9 }))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), (values) => {
        const count = values.filter((one) => one !== null).length
        const turned = rankUnits(
          values.map((one) => (one === null ? null : -one)),
          'max',
        )
        const ranks = rankUnits(values, 'min')
        expect(turned).toEqual(ranks.map((rank) => (rank === null ? null : count + 1 - rank)))
        expect(rankUnits([...values].reverse(), 'min')).toEqual([...ranks].reverse())
        ranks.forEach((rank, unit) => {
          const own = values[unit]
          if (own === null || own === undefined) return
          expect(rank).toBe(1 + values.filter((other) => other !== null && other > own).length)
        })
      }),
    )
  })
})
