import { expect, test } from 'vitest'
import {
  chanceInWords,
  figureInWords,
  intervalInWords,
  rankInWords,
  scoreInWords,
  shareInWords,
  signedInWords,
  wantedInWords,
} from './figures-in-words.ts'

test('scores have two decimals, a missing one is a dash, and nothing is minus zero', () => {
  expect([87.305, 0, -0.001, 1234.5, null].map((value) => scoreInWords(value))).toEqual([
    '87.31',
    '0.00',
    '0.00',
    '1,234.50',
    '—',
  ])
  expect([1.4, -0.82, 0.001, -0.001].map((value) => signedInWords(value))).toEqual([
    '+1.40',
    '−0.82',
    '0.00',
    '0.00',
  ])
})

test('figures keep their whole part and about five digits', () => {
  expect(
    [1_234_567.8, 12.34567, 0.0012345678, -98.7654, 0, 2e20].map((value) => figureInWords(value)),
  ).toEqual(['1,234,568', '12.346', '0.0012346', '−98.765', '0', '2.0000e+20'])
})

test('a wanted figure as it is read is enough', () => {
  expect(wantedInWords(405.99999999, 'more')).toBe('406')
  expect(wantedInWords(12.3456789, 'more')).toBe('12.3457')
  expect(wantedInWords(12.3456789, 'less')).toBe('12.3456')
  expect(wantedInWords(-12.3456789, 'more')).toBe('−12.3456')
  for (const value of [0.1 + 0.2, 1 / 3, 98_765.4321, 123_456_789.5, 7e-5])
    expect(Number(wantedInWords(value, 'more').replaceAll(',', ''))).toBeGreaterThanOrEqual(value)
})

test('only what always came is 100%, only what never came 0%', () => {
  expect([1, 0.999, 0.5, 0.001, 0].map(chanceInWords)).toEqual(['100%', '>99%', '50%', '<1%', '0%'])
  expect([0.125, null].map(shareInWords)).toEqual(['12.5%', '—'])
})

test('ranks may be halves, intervals of one rank are one rank', () => {
  expect([rankInWords(1.5), intervalInWords(2, 5), intervalInWords(3, 3), intervalInWords(null, 3)]).toEqual([
    '1.5',
    '2–5',
    '3',
    '—',
  ])
})
