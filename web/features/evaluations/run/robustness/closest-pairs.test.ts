import { expect, test } from 'vitest'
import { closestPairs } from './closest-pairs.ts'

test('the pair nearest to one half comes first, clear ones not at all', () => {
  const shares: Record<string, number> = { 'a b': 0.95, 'a c': 0.8, 'b c': 0.45 }
  const pairs = closestPairs(['a', 'b', 'c'], (one, other) => shares[`${one} ${other}`] ?? null)
  expect(pairs).toEqual([
    { one: 'b', other: 'c', share: 0.45 },
    { one: 'a', other: 'c', share: 0.8 },
  ])
})
