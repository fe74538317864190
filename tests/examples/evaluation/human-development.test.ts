/**
 * A published index from its published parts: the Human Development Index of 2014 (UNDP, Human Development Report 2015,
 * table 1). The parts are printed with one decimal, so the last printed digit of the index may differ by one. Fixed marks, a mean of two kinds of schooling, and the geometric mean of health, education
 * and the logarithm of income: three scales and two ways of aggregating in one tree.
 */
import { expect, test } from 'vitest'
import { judgedTables, resultOf } from '#tests/short-evaluation'

/** Life expectancy, expected and mean years of schooling, income per head in dollars of 2011, and the index as printed. */
const COUNTRIES = [
  ['Norway', 81.6, 17.5, 12.6, 64_992, 0.944],
  ['Australia', 82.4, 20.2, 13.0, 42_261, 0.935],
  ['Switzerland', 83.0, 15.8, 12.8, 56_431, 0.93],
  ['CostaRica', 79.4, 13.9, 8.4, 13_413, 0.766],
  ['China', 75.8, 13.1, 7.5, 12_547, 0.727],
  ['India', 68.0, 11.7, 5.4, 5_497, 0.609],
  ['Niger', 61.4, 5.4, 1.5, 908, 0.348],
] as const

function marks(bottom: number, top: number): object {
  return {
    direction: 'more',
    normalisation: { method: 'goalposts', bottom, top, low: 0, high: 1, capped: true },
  }
}

const HDI = {
  nodes: [
    { code: 'hdi', aggregation: { method: 'geometric' } },
    { code: 'health', parent: 'hdi', input: marks(20, 85) },
    { code: 'education', parent: 'hdi', aggregation: { method: 'arithmetic' } },
    { code: 'expected', parent: 'education', input: marks(0, 18) },
    { code: 'mean', parent: 'education', input: marks(0, 15) },
    { code: 'income', parent: 'hdi', input: marks(Math.log(100), Math.log(75_000)) },
  ],
}

const result = resultOf(
  HDI,
  [
    'unit health expected mean income',
    ...COUNTRIES.map(([name, life, expected, mean, income]) =>
      [name, life, expected, mean, Math.log(income)].join(' '),
    ),
  ].join('\n'),
)

test.each(COUNTRIES.map(([name, , , , , printed], index) => ({ name, printed, index })))(
  '$name: $printed',
  ({ printed, index }) => {
    expect(
      Math.abs(Math.round((result.standings[index]?.score ?? NaN) * 1_000) - printed * 1_000),
    ).toBeLessThan(1.5)
  },
)

test('Costa Rica by hand', () => {
  const scores = judgedTables(result).scores
  const health = (79.4 - 20) / 65
  const education = (13.9 / 18 + 8.4 / 15) / 2
  const income = Math.log(134.13) / Math.log(750)
  expect(scores['health']?.[3]).toBeCloseTo(health, 12)
  expect(scores['education']?.[3]).toBeCloseTo(education, 12)
  expect(scores['income']?.[3]).toBeCloseTo(income, 12)
  expect(scores['hdi']?.[3]).toBeCloseTo(Math.cbrt(health * education * income), 12)
})

test('they rank as printed', () => {
  expect(result.standings.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('years of schooling beyond the mark do not count', () => {
  expect(judgedTables(result).normalised['expected']?.[1]).toBe(1)
})
