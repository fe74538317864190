import { expect, test } from 'vitest'
import { nearestPoint, ticksBetween, ticksTo, usualRange } from './curve-scale.ts'

test('an axis goes in round steps beyond the largest value', () => {
  expect(ticksTo(99_049)).toEqual([0, 25_000, 50_000, 75_000, 100_000])
  expect(ticksTo(7)).toEqual([0, 2, 4, 6, 8])
  expect(ticksTo(0)).toEqual([0, 1])
})

test('marks within a range are round', () => {
  expect(ticksBetween(50, 150)).toEqual([60, 80, 100, 120, 140])
  expect(ticksBetween(0.1, 0.2)).toEqual([0.1, 0.12, 0.14, 0.16, 0.18, 0.2])
})

test('a curve begins around what the number is now, below zero too', () => {
  expect(usualRange(100)).toEqual({ from: 50, to: 150 })
  expect(usualRange(-4)).toEqual({ from: -6, to: -2 })
  expect(usualRange(0)).toEqual({ from: 0, to: 1 })
})

test('finds the point nearest to a value', () => {
  const point = (value: number) => ({ value, yes: 0, undetermined: 0, cost: 0, costUnknown: 0 })
  expect(nearestPoint([point(1), point(2), point(4)], 3.2)).toBe(2)
  expect(nearestPoint([point(1), point(2), point(4)], -9)).toBe(0)
})
