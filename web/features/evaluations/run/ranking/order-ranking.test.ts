import { expect, test } from 'vitest'
import { rankingOrderOf } from './order-ranking.ts'
import { rankPlace } from './rank-whisker.tsx'

test('a minus turns the order round; an order nobody knows is the ranking', () => {
  expect(rankingOrderOf('-chance')).toEqual({ by: 'chance', descending: true })
  expect(rankingOrderOf('score')).toEqual({ by: 'score', descending: false })
  expect(rankingOrderOf('nonsense')).toEqual({ by: 'rank', descending: false })
  expect(rankingOrderOf(undefined)).toEqual({ by: 'rank', descending: false })
})

test('rank 1 stands at the left end, the last at the right; a single unit in the middle', () => {
  expect(rankPlace(1, 17)).toBe('3%')
  expect(rankPlace(17, 17)).toBe('97%')
  expect(rankPlace(9, 17)).toBe('50%')
  expect(rankPlace(1, 1)).toBe('50%')
})
