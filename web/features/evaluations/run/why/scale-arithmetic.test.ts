import { expect, test } from 'vitest'
import { scaleArithmetic } from './scale-arithmetic.ts'

test('min-max is written out with its numbers, turned round where less is better', () => {
  const scale = { method: 'min-max', parameters: { least: 2, most: 12, low: 1, high: 100 } }
  expect(scaleArithmetic(scale, 'more', 7)).toBe('(7 − 2) ÷ (12 − 2) × (100 − 1) + 1')
  expect(scaleArithmetic(scale, 'less', 7)).toBe('(12 − 7) ÷ (12 − 2) × (100 − 1) + 1')
})

test('numbers below zero stand in brackets', () => {
  const scale = { method: 'min-max', parameters: { least: -2.5, most: 12, low: 0, high: 1 } }
  expect(scaleArithmetic(scale, 'more', -1)).toBe('((−1) − (−2.5)) ÷ (12 − (−2.5)) × (1 − 0) + 0')
})

test('an order has no arithmetic', () => {
  expect(scaleArithmetic({ method: 'rank', parameters: { units: 17 } }, 'more', 3)).toBeNull()
})
