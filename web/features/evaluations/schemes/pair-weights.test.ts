import { expect, test } from 'vitest'
import { fitPairs, pairWeights, setPair } from './pair-weights.ts'

test('Saaty’s weights of a matrix without contradictions are its own proportions', () => {
  const found = pairWeights({
    children: ['a', 'b'],
    matrix: [
      [1, 3],
      [1 / 3, 1],
    ],
  })
  expect(found?.shares['a']).toBeCloseTo(0.75)
  expect(found?.consistencyRatio).toBeCloseTo(0)
})

test('a contradiction shows its ratio instead of being refused', () => {
  const children = ['a', 'b', 'c']
  // a over b over c over a, each five times.
  const matrix = [
    [1, 5, 1 / 5],
    [1 / 5, 1, 5],
    [5, 1 / 5, 1],
  ]
  const ratio = pairWeights({ children, matrix })?.consistencyRatio ?? 0
  expect(ratio).toBeGreaterThan(1)
})

test('no ratio is published for sixteen children', () => {
  const children = Array.from({ length: 16 }, (_, index) => `n${index}`)
  expect(pairWeights(fitPairs(children, undefined))).toBeNull()
})

test('judgements stay when a child comes; one entry sets its reciprocal', () => {
  const before = setPair(fitPairs(['a', 'b'], undefined), 0, 1, 5)
  const after = fitPairs(['b', 'c', 'a'], before)
  expect(after.matrix).toEqual([
    [1, 1, 1 / 5],
    [1, 1, 1],
    [5, 1, 1],
  ])
})
