import { expect, test } from 'vitest'
import { yearOf, yearsAround } from './annual-words.ts'

test('an address without a year, or with a wrong one, means this year', () => {
  expect(yearOf(undefined, '2026-11-22')).toBe(2026)
  expect(yearOf('abc', '2026-11-22')).toBe(2026)
  expect(yearOf('1999', '2026-11-22')).toBe(2026)
  expect(yearOf('2024', '2026-11-22')).toBe(2024)
})

test('next year can be prepared; an old year of the address stays among the choices', () => {
  expect(yearsAround('2026-11-22', 2026)).toEqual([2027, 2026, 2025, 2024, 2023, 2022, 2021])
  expect(yearsAround('2026-11-22', 2012).at(-1)).toBe(2012)
})
