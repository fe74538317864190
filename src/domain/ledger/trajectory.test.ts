import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Target } from './target.ts'
import { grown, meanYearlyGrowth, requiredPath, yearReached } from './trajectory.ts'

const level: Target = {
  comparator: 'ge',
  kind: 'level',
  value: 10,
  value2: null,
  unit: '万亿元',
  year: 2020,
  baseYear: 2015,
  baseValue: 4,
  path: 'linear',
}
const growth: Target = { ...level, kind: 'growth', value: 8, year: 2025, baseYear: 2020, baseValue: 7.2 }

function requiredIn(target: Target): Record<number, number> {
  return Object.fromEntries(requiredPath(target).map(({ year, required }) => [year, required]))
}

describe('the required path', () => {
  it('of planned growth: 7.2 in 2020 at 8 % a year is 10.58 in 2025', () => {
    const path = requiredIn(growth)
    expect(Object.keys(path)).toEqual(['2020', '2021', '2022', '2023', '2024', '2025'])
    expect(path[2020]).toBe(7.2)
    expect(path[2021]).toBeCloseTo(7.776, 10)
    expect(path[2024]).toBeCloseTo(9.79552, 5)
    expect(path[2025]).toBeCloseTo(10.57916, 5)
  })

  it('runs in equal steps or at an equal rate to the same end', () => {
    expect(requiredPath(level).map(({ required }) => required)).toEqual([4, 5.2, 6.4, 7.6, 8.8, 10])
    const compound = requiredPath({ ...level, path: 'compound' }).map(({ required }) => required)
    expect(compound.at(-1)).toBe(10)
    // 2.5 times in 5 years is 2.5^(1/5) = 1.20112 a year
    expect(compound[1]).toBeCloseTo(4 * 1.2011244, 5)
  })

  it('falls where less is wanted', () => {
    const path = requiredPath({ ...level, comparator: 'le', value: 2 }).map(({ required }) => required)
    expect(path.map((required) => Number(required.toFixed(6)))).toEqual([4, 3.6, 3.2, 2.8, 2.4, 2])
  })

  it('takes equal steps where no rate leads to the target', () => {
    const fromZero = requiredPath({ ...level, baseValue: 0, path: 'compound' })
    expect(fromZero.map(({ required }) => required)).toEqual([0, 2, 4, 6, 8, 10])
    const toZero = requiredPath({ ...level, baseValue: 10, value: 0, path: 'compound' })
    expect(toZero.map(({ required }) => required)).toEqual([10, 8, 6, 4, 2, 0])
  })

  it.each([
    ['no base year', { baseYear: null }],
    ['no base value', { baseValue: null }],
    ['no target year', { year: null }],
    ['a target year that is the base year', { year: 2015 }],
    ['a target year before the base', { year: 2012 }],
    ['a year that is a slip of the pen', { year: 20_200 }],
    ['a value without bounds', { value: Infinity }],
  ])('is empty with %s', (_, change: Partial<Target>) => {
    expect(requiredPath({ ...level, ...change })).toEqual([])
  })

  it('starts at the base, ends at the target and never turns back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('linear' as const, 'compound' as const),
        (baseValue, value, years, path) => {
          const points = requiredPath({ ...level, baseValue, value, path, year: 2015 + years })
          const required = points.map((point) => point.required)
          expect(required).toHaveLength(years + 1)
          expect(required[0]).toBeCloseTo(baseValue, 6)
          expect(required.at(-1)).toBe(value)
          const slack = 1e-9 * Math.max(value, baseValue)
          for (const [at, one] of required.slice(1).entries()) {
            const step = (one - (required[at] ?? NaN)) * Math.sign(value - baseValue || 1)
            expect(step).toBeGreaterThanOrEqual(-slack)
          }
        },
      ),
    )
  })
})

describe('growth per year', () => {
  it('is the rate that leads from one value to the other', () => {
    // 1.8 times in five years: 1.8^(1/5) = 1.12475
    expect(meanYearlyGrowth(4, 7.2, 5)).toBeCloseTo(12.4746, 4)
    expect(meanYearlyGrowth(0, 7.2, 5)).toBeNull()
    expect(meanYearlyGrowth(4, 7.2, 0)).toBeNull()
  })

  it('grown by the mean rate, the first value is the last', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1e5, noNaN: true }),
        fc.double({ min: 0.1, max: 1e5, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        (from, to, years) => {
          const rate = meanYearlyGrowth(from, to, years) ?? NaN
          expect(grown(from, rate, years) / to).toBeCloseTo(1, 9)
        },
      ),
    )
  })
})

describe('the year in which a level is passed', () => {
  it('10 from 7.2 in 2020 at 8 %: 2025, since 2024 gives 9.80', () => {
    expect(yearReached(10, { year: 2020, value: 7.2 }, 8)).toBe(2025)
    expect(grown(7.2, 8, 4)).toBeCloseTo(9.7955, 4)
  })

  it('is the year of the end of a plan that grows at its own rate', () => {
    expect(yearReached(grown(7.2, 8, 5), { year: 2020, value: 7.2 }, 8)).toBe(2025)
  })

  it('counts downwards where less is wanted', () => {
    expect(yearReached(0.5, { year: 2020, value: 0.6 }, -5)).toBe(2024)
    expect(yearReached(0.5, { year: 2020, value: 0.4 }, -5, false)).toBe(2020)
  })

  it('is unknown beyond thirty years', () => {
    expect(yearReached(10, { year: 2020, value: 7.2 }, 1.1)).toBeNull()
    expect(yearReached(10, { year: 2020, value: 7.2 }, 1.11)).toBe(2050)
    expect(yearReached(10, { year: 2020, value: 7.2 }, -3)).toBeNull()
  })
})
