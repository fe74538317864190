import { expect, test } from 'vitest'
import { isReached, sortGroups } from './sort-groups.ts'
import type { GroupEffect } from './sort-groups.ts'

const totals = (yes: number, cost: number) => ({
  yes,
  undetermined: 0,
  cost,
  costUnknown: 0,
  costIfUndetermined: cost,
})
const group = (code: string, yes: [number, number], cost: [number, number]): GroupEffect => ({
  code,
  name: null,
  before: totals(yes[0], cost[0]),
  after: totals(yes[1], cost[1]),
  gain: Math.max(0, yes[1] - yes[0]),
  lose: Math.max(0, yes[0] - yes[1]),
})
const groups = [
  group('a', [5, 6], [50, 60]),
  group('b', [5, 2], [50, 20]),
  group('c', [1, 9], [10, 90]),
  group('d', [0, 0], [0, 0]),
  group('e', [7, 8], [70, 80]),
]
const order = (...given: [Parameters<typeof sortGroups>[1], 'asc' | 'desc']) =>
  sortGroups(groups, ...given).map(({ code }) => code)

test('puts the largest change first, equal ones by what they need', () => {
  expect(order('cost', 'desc')).toEqual(['c', 'b', 'e', 'a', 'd'])
  expect(order('yes', 'asc')).toEqual(['d', 'e', 'a', 'b', 'c'])
  expect(order('lose', 'desc')[0]).toBe('b')
})

test('a group that neither side reaches is left out', () => {
  expect(groups.filter(isReached).map(({ code }) => code)).toEqual(['a', 'b', 'c', 'e'])
})
