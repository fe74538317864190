import { expect, test } from 'vitest'
import { spreadOf } from './spread.ts'

test('mean, range and deviation of scores', () => {
  expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ n: 8, mean: 5, lowest: 2, highest: 9, deviation: 2 })
  expect(spreadOf([80, 80])).toEqual({ n: 2, mean: 80, lowest: 80, highest: 80, deviation: 0 })
})

test('one figure has no spread', () => {
  expect(spreadOf([80])).toBeNull()
  expect(spreadOf([])).toBeNull()
})
