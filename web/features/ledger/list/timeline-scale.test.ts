import { describe, expect, test } from 'vitest'
import { barOf, dragged, movedBy, scaleOf, stepped, xOf } from './timeline-scale.ts'
import type { Dated } from './timeline-scale.ts'

const year: Dated = { startsOn: '2025-03-01', dueOn: '2025-12-31', precision: 'year' }
const day: Dated = { startsOn: '2026-01-01', dueOn: '2026-11-30', precision: 'day' }

describe('the scale', () => {
  test('holds every date and today, with a unit to spare on both sides', () => {
    const scale = scaleOf([year, day], '2027-02-05', 'quarter')
    expect([scale.from, scale.to]).toEqual(['2024-10-01', '2027-06-30'])
    expect(scale.years.map(({ value }) => value)).toEqual([2024, 2025, 2026, 2027])
    expect(scale.units[0]).toMatchObject({ from: '2024-10-01', x: 0, value: 4 })
    expect(scale.units).toHaveLength(11)
    expect(xOf(scale, scale.to)).toBeLessThan(scale.width)
  })

  test('of years has no smaller units', () => {
    expect(scaleOf([], '2026-11-22', 'year').units).toEqual([])
  })
})

describe('a bar', () => {
  const scale = scaleOf([year, day], '2026-11-22', 'month')

  test('ends with its last day; a date known to the year is hatched over the year', () => {
    const bar = barOf(scale, { ...year, startsOn: '2024-07-01' })
    expect(bar?.x).toBeCloseTo(xOf(scale, '2024-07-01'))
    expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBeCloseTo(xOf(scale, '2026-01-01'))
    expect(bar?.fuzzyFrom).toBeCloseTo(xOf(scale, '2025-01-01') - xOf(scale, '2024-07-01'))
    expect(bar?.openEnd).toBe(false)
  })

  test('is exact to the day, open to the end of a plan, and a stub where an end is missing', () => {
    expect(barOf(scale, day)).toMatchObject({ fuzzyFrom: null, openEnd: false, openStart: false })
    expect(barOf(scale, { ...year, precision: 'plan-period' })?.openEnd).toBe(true)
    expect(barOf(scale, { startsOn: null, dueOn: '2026-01-01', precision: 'day' })?.openStart).toBe(true)
    expect(barOf(scale, { startsOn: null, dueOn: null, precision: 'none' })).toBeNull()
  })
})

describe('moving', () => {
  test('by months keeps the last day of a month, and never leaves the month', () => {
    expect(movedBy('2026-11-30', 1, 'month')).toBe('2026-12-31')
    expect(movedBy('2026-01-30', 1, 'month')).toBe('2026-02-28')
    expect(movedBy('2026-03-15', -3, 'month')).toBe('2025-12-15')
    expect(movedBy('2025-12-31', 1, 'year')).toBe('2026-12-31')
  })

  test('an arrow moves the end by a month, or by what the date is known to', () => {
    expect(stepped(day, 1, 'end')).toEqual({ startsOn: '2026-01-01', dueOn: '2026-12-31' })
    expect(stepped(year, 1, 'end').dueOn).toBe('2026-12-31')
    expect(stepped({ ...day, precision: 'quarter', dueOn: '2026-06-30' }, -1, 'end').dueOn).toBe('2026-03-31')
    expect(stepped(day, 1, 'both')).toEqual({ startsOn: '2026-02-01', dueOn: '2026-12-31' })
  })

  test('the end never goes before the start', () => {
    expect(stepped({ ...day, dueOn: '2026-01-05' }, -1, 'end').dueOn).toBe('2026-01-05')
    expect(dragged(day, -400, 'end').dueOn).toBe('2026-01-01')
  })

  test('a drag of a date known to the quarter ends with the nearest quarter', () => {
    const quarter: Dated = { startsOn: '2026-01-01', dueOn: '2026-06-30', precision: 'quarter' }
    expect(dragged(quarter, 20, 'end').dueOn).toBe('2026-06-30')
    expect(dragged(quarter, 60, 'end').dueOn).toBe('2026-09-30')
    expect(dragged(day, 10, 'both')).toEqual({ startsOn: '2026-01-11', dueOn: '2026-12-10' })
  })
})
