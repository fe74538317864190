import { expect, test } from 'vitest'
import { readFigure, readWhole } from './read-figure.ts'

test('separators of both kinds are read over, fractions are no whole numbers', () => {
  expect(readWhole('12,000')).toBe(12_000)
  expect(readWhole(' 1，200 ')).toBe(1200)
  expect(readWhole('')).toBeNull()
  expect(readWhole('12.5')).toBeUndefined()
  expect(readWhole('-3')).toBeUndefined()
})

test('figures may be negative, have decimals and a power of ten; words are none', () => {
  expect(readFigure('−1,234.5')).toBe(-1234.5)
  expect(readFigure('.5')).toBe(0.5)
  expect(readFigure('1e3')).toBe(1000)
  expect(readFigure('  ')).toBeNull()
  expect(readFigure('1e999')).toBeUndefined()
  expect(readFigure('12万')).toBeUndefined()
  expect(readFigure('1.2.3')).toBeUndefined()
})
