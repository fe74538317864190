import { expect, test } from 'vitest'
import { weightOf, weightSum } from './weights.ts'

test('weights of a stage add up without dust; an indicator that it does not name weighs nothing', () => {
  const indicators = [
    { weights: { start: 0.1, growth: 60 } },
    { weights: { start: 0.2 } },
    { weights: { growth: 40 } },
  ]
  expect(weightSum(indicators, 'start')).toBe(0.3)
  expect(weightSum(indicators, 'growth')).toBe(100)
  expect(weightOf({ weights: { growth: 40 } }, 'start')).toBe(0)
})
