import { expect, test } from 'vitest'
import { spread } from './lines.tsx'

test('names at the ends of lines keep their order and do not cover each other', () => {
  const placed = spread([100, 102, 40])
  expect(placed).toEqual([100, 115, 40])
})
