import { periodById, weekday, dayNumber, type DateOn } from '#domain/kernel'
import { describe, expect, it } from 'vitest'
import { filingDays } from './form-calendar.ts'
import type { FormCalendar } from './form.ts'

const monthly: FormCalendar = {
  opensAfterDays: 1,
  dueMonth: 1,
  dueDay: 15,
  roll: 'next-working-day',
  source: null,
}
const weekdays = (on: DateOn) => weekday(dayNumber(on) ?? 0) < 5

function period(id: string) {
  const found = periodById(id)
  if (found === null) throw new Error(id)
  return found
}

describe('the days of a period', () => {
  it('a month is due by the 15th of the next one', () => {
    expect(filingDays(monthly, period('2026-11'), weekdays)).toEqual({
      opensOn: '2026-12-01',
      dueOn: '2026-12-15',
      nominal: '2026-12-15',
      rolled: false,
    })
  })

  it('a Sunday moves to the Monday', () => {
    // 15 November 2026 is a Sunday.
    expect(filingDays(monthly, period('2026-10'), weekdays)).toMatchObject({
      dueOn: '2026-11-16',
      nominal: '2026-11-15',
      rolled: true,
    })
    expect(filingDays({ ...monthly, roll: 'none' }, period('2026-10'), weekdays).dueOn).toBe('2026-11-15')
  })

  it('a year is counted from its last month, a long day ends with its month', () => {
    expect(filingDays({ ...monthly, dueMonth: 3, dueDay: 31 }, period('2025'), weekdays)).toMatchObject({
      opensOn: '2026-01-01',
      dueOn: '2026-03-31',
    })
    expect(
      filingDays({ ...monthly, dueMonth: 2, dueDay: 31, roll: 'none' }, period('2025-Q4'), weekdays).dueOn,
    ).toBe('2026-02-28')
  })

  it('a calendar without working days is refused', () => {
    expect(() => filingDays(monthly, period('2026-10'), () => false)).toThrow(RangeError)
  })
})
