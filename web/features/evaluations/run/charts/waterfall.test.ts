import { expect, test } from 'vitest'
import { placeBars } from './waterfall.tsx'

test('steps go on where the one before ended, and the end starts at zero', () => {
  const { bars, floor } = placeBars([
    { kind: 'step', amount: 30 },
    { kind: 'step', amount: 50 },
    { kind: 'step', amount: -10 },
    { kind: 'end', amount: 70 },
  ])
  expect(floor).toBe(0)
  expect(bars).toEqual([
    { left: 0, width: 37.5 },
    { left: 37.5, width: 62.5 },
    { left: 87.5, width: 12.5 },
    { left: 0, width: 87.5 },
  ])
})

test('parts of a step begin where it began and do not move the level', () => {
  const { bars } = placeBars([
    { kind: 'step', amount: 40 },
    { kind: 'step', amount: 60 },
    { kind: 'step', level: 1, amount: 45 },
    { kind: 'step', level: 1, amount: 15 },
    { kind: 'end', amount: 100 },
  ])
  expect(bars.map(({ left }) => left)).toEqual([0, 40, 40, 85, 0])
})

test('between two ends far from zero small steps can still be seen', () => {
  const { bars, floor } = placeBars([
    { kind: 'end', amount: 63.2 },
    { kind: 'step', amount: 2.9 },
    { kind: 'end', amount: 66.1 },
  ])
  expect(bars[1]?.width).toBeGreaterThan(50)
  expect(bars[0]?.left).toBe(0)
  expect(floor).toBeGreaterThan(60)
})
