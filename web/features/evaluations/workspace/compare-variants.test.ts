import { expect, test } from 'vitest'
import { besideOfficial, movedBy } from './compare-variants.ts'
import type { PlaceInRun } from './compare-variants.ts'

const place = (unit: string, rank: number | null, score: number | null): PlaceInRun => ({
  unit,
  rank,
  score,
  grade: null,
})
const official = [place('c', null, null), place('b', 2, 60), place('a', 1, 70)]

test('units come in the official order, those not judged last, with their differences', () => {
  const rows = besideOfficial(official, [[place('a', 3, 50), place('b', 1, 65), place('c', 2, 55)]])
  expect(rows.map(({ unit }) => unit)).toEqual(['a', 'b', 'c'])
  expect(rows[0]?.variants[0]).toMatchObject({ rank: 3, ranksUp: -2, scoreMore: -20 })
  expect(rows[1]?.variants[0]).toMatchObject({ rank: 1, ranksUp: 1, scoreMore: 5 })
  expect(rows[2]?.variants[0]).toMatchObject({ rank: 2, ranksUp: null, scoreMore: null })
  expect(movedBy(rows, 0)).toEqual({ units: 2, most: 2 })
})

test('a variant that leaves a unit out says so, and one that moves nobody has moved none', () => {
  const rows = besideOfficial(official, [[place('a', 1, 40)]])
  expect(rows.map(({ variants }) => variants[0])).toEqual([
    { unit: 'a', rank: 1, score: 40, grade: null, ranksUp: 0, scoreMore: -30 },
    null,
    null,
  ])
  expect(movedBy(rows, 0)).toEqual({ units: 0, most: 0 })
})
