import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { someDay } from '#tests/duty-arbitraries'
import { DUE_PRECISIONS, RHYTHMS } from './duty.ts'
import {
  addDays,
  daysBetween,
  endOfDue,
  nextPeriod,
  periodById,
  periodOf,
  periodsBetween,
} from './periods.ts'
import { rhythmOfWords } from './rhythm-of-words.ts'

describe('the period of a day', () => {
  it.each([
    ['2026-07-31', 'year', '2026', '2026-01-01', '2026-12-31'],
    ['2026-06-30', 'half-year', '2026-H1', '2026-01-01', '2026-06-30'],
    ['2026-07-01', 'half-year', '2026-H2', '2026-07-01', '2026-12-31'],
    ['2026-07-31', 'quarter', '2026-Q3', '2026-07-01', '2026-09-30'],
    ['2024-02-10', 'month', '2024-02', '2024-02-01', '2024-02-29'],
    ['2026-12-01', 'month', '2026-12', '2026-12-01', '2026-12-31'],
    ['2026-07-31', 'week', '2026-W31', '2026-07-27', '2026-08-02'],
    // Weeks belong to the year of their Thursday.
    ['2027-01-01', 'week', '2026-W53', '2026-12-28', '2027-01-03'],
    ['2024-12-30', 'week', '2025-W01', '2024-12-30', '2025-01-05'],
    ['2023-01-01', 'week', '2022-W52', '2022-12-26', '2023-01-01'],
  ] as const)('%s by the %s is %s', (on, rhythm, id, from, to) => {
    expect(periodOf(on, rhythm)).toEqual({ id, rhythm, from, to })
  })

  it.each(['2025-W53', '2026-W00', '2026-13', '2026-00', '2026-Q5', '2026-H3', '26', '2026-W1', 'Q3', ''])(
    'there is none called %j',
    (id) => {
      expect(periodById(id)).toBeNull()
    },
  )

  it('is found again by its id, holds its day, and is followed by the next without a gap', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom(...RHYTHMS), (on, rhythm) => {
        const period = periodOf(on, rhythm)
        expect(periodById(period.id)).toEqual(period)
        expect(period.from <= on && on <= period.to).toBe(true)
        const next = nextPeriod(period)
        expect(next.from).toBe(addDays(period.to, 1))
        expect(next.id > period.id).toBe(true)
        expect(periodOf(period.from, rhythm)).toEqual(period)
        expect(periodOf(period.to, rhythm)).toEqual(period)
      }),
    )
  })

  it('throws for what is no day', () => {
    expect(() => periodOf('2026-02-30', 'month')).toThrow('2026-02-30')
  })
})

describe('periods between two days', () => {
  it('are those that have a day there', () => {
    const ids = periodsBetween('2025-12-31', '2026-07-01', 'quarter').map(({ id }) => id)
    expect(ids).toEqual(['2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3'])
  })

  it('are none when the first comes after the second', () => {
    expect(periodsBetween('2026-07-02', '2026-07-01', 'year')).toEqual([])
  })

  it('cover the days from the first to the last', () => {
    fc.assert(
      fc.property(someDay, fc.nat(900), fc.constantFrom(...RHYTHMS), (from, days, rhythm) => {
        const to = addDays(from, days)
        const periods = periodsBetween(from, to, rhythm)
        const covered = periods.reduce((sum, one) => sum + daysBetween(one.from, one.to) + 1, 0)
        expect(periods[0]).toEqual(periodOf(from, rhythm))
        expect(periods.at(-1)).toEqual(periodOf(to, rhythm))
        expect(covered).toBe(daysBetween(periods[0]?.from ?? from, periods.at(-1)?.to ?? to) + 1)
      }),
    )
  })
})

describe('the last day that a date means', () => {
  it.each([
    ['day', '2026-02-10', '2026-02-10'],
    ['month', '2026-02-10', '2026-02-28'],
    ['quarter', '2026-02-10', '2026-03-31'],
    ['half-year', '2026-02-10', '2026-06-30'],
    ['year', '2026-02-10', '2026-12-31'],
    ['plan-period', '2025-12-31', '2025-12-31'],
    ['periodic', '2025-12-31', '2025-12-31'],
  ] as const)('by the %s %s is %s', (precision, on, last) => {
    expect(endOfDue(precision, on)).toBe(last)
  })

  it('is not before the day and means the same when asked again', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom(...DUE_PRECISIONS), (on, precision) => {
        const last = endOfDue(precision, on)
        expect(last >= on).toBe(true)
        expect(endOfDue(precision, last)).toBe(last)
      }),
    )
  })
})

describe('how often, by the words', () => {
  it.each([
    ['每年', 'year'],
    ['每年度末', 'year'],
    ['一年一次', 'year'],
    ['每半年', 'half-year'],
    ['半年一次', 'half-year'],
    ['每季度', 'quarter'],
    ['每季', 'quarter'],
    ['季季', 'quarter'],
    ['按季度', 'quarter'],
    ['每月', 'month'],
    ['每个月10日前', 'month'],
    ['月月', 'month'],
    ['每周', 'week'],
    ['每周一', 'week'],
    ['定期', null],
    ['不定期', null],
    ['每日', null],
    ['每两年', null],
    ['每三个月', null],
    ['每季度调度、每年评估', null],
    ['2024年底前', null],
    ['', null],
  ] as const)('%s: %s', (words, rhythm) => {
    expect(rhythmOfWords(words)).toBe(rhythm)
  })
})
