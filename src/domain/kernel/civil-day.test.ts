import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilDate, DAY_MS, dayNumber, weekday } from './civil-day.ts'

describe('days of the Gregorian calendar', () => {
  it.each([
    ['1970-01-01', 0, 3],
    ['2000-02-29', 11_016, 1],
    ['2026-11-22', 20_779, 6],
    ['0001-01-01', -719_162, 0],
  ])('counts %s as day %i, weekday %i from Monday', (on, number, day) => {
    expect(dayNumber(on)).toBe(number)
    expect(civilDate(number)).toBe(on)
    expect(weekday(number)).toBe(day)
  })

  it.each(['2025-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-4-3', 'tomorrow', ''])(
    'knows no day %j',
    (on) => {
      expect(dayNumber(on)).toBeNull()
    },
  )

  it('agrees with the platform from year 1 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (number) => {
        const on = new Date(number * DAY_MS).toISOString().slice(0, 10)
        expect(civilDate(number)).toBe(on)
        expect(dayNumber(on)).toBe(number)
        expect(weekday(number)).toBe((new Date(number * DAY_MS).getUTCDay() + 6) % 7)
      }),
    )
  })
})
