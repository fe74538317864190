import chineseDays from 'chinese-days'
import { describe, expect, it } from 'vitest'
import { civilDate, dayNumber, isWorkday, weekday } from '#domain/kernel'
import { naturalTime, workdayCalendar, workdayTime } from '#tests/calendars'

/**
 * The shipped days of rest against those of the package chinese-days, which was written by others from the same notices.
 * A mistake in one of them shows up as a difference.
 */
function eachDay(from: string, to: string): readonly string[] {
  const first = dayNumber(from)
  const last = dayNumber(to)
  if (first === null || last === null) throw new Error('No such date.')
  return Array.from({ length: last - first + 1 }, (_, index) => civilDate(first + index))
}

const noonOf = (on: string) => Date.parse(`${on}T12:00:00+08:00`)

describe('statutory holidays and working weekends, 2024 to 2026', () => {
  const days = eachDay(workdayCalendar.knownFrom, workdayCalendar.knownTo)

  it('covers the three years whole', () => {
    expect(days).toHaveLength(366 + 365 + 365)
  })

  it('works on the same days as chinese-days', () => {
    const different = days.filter((on) => isWorkday(workdayTime, noonOf(on)) !== chineseDays.isWorkday(on))
    expect(different).toEqual([])
  })

  it('lists as holidays what chinese-days calls holidays, and no ordinary weekend', () => {
    const named = (on: string) => chineseDays.getDayDetail(on).name.includes(',')
    const theirs = days.filter((on) => named(on) && !chineseDays.getDayDetail(on).work)
    expect(workdayCalendar.holidays.map(({ on }) => on)).toEqual(theirs)
  })

  it('lists as working weekends what chinese-days calls so, each a Saturday or Sunday', () => {
    const theirs = days.filter((on) => {
      const detail = chineseDays.getDayDetail(on)
      return detail.work && detail.name.includes(',')
    })
    expect(workdayCalendar.workingWeekends.map(({ on }) => on)).toEqual(theirs)
    expect(workdayCalendar.workingWeekends.every(({ on }) => weekday(dayNumber(on) ?? 0) >= 5)).toBe(true)
  })

  it('names each holiday as chinese-days does, where a notice joins two both are named', () => {
    const unlike = workdayCalendar.holidays.filter(({ on, name }) => {
      const theirs = chineseDays.getDayDetail(on).name.split(',')[1] ?? '?'
      return !name.includes(theirs)
    })
    expect(unlike).toEqual([])
  })

  it('has as many days of rest and work as the notices say', () => {
    const perYear = (days: readonly { readonly on: string }[], year: string) =>
      days.filter(({ on }) => on.startsWith(year)).length
    // Lengths of the holidays in the notices: 1+8+3+5+1+3+7, 1+8+3+5+3+8, 3+9+3+5+3+3+7.
    expect(['2024', '2025', '2026'].map((year) => perYear(workdayCalendar.holidays, year))).toEqual([
      28, 28, 33,
    ])
    expect(['2024', '2025', '2026'].map((year) => perYear(workdayCalendar.workingWeekends, year))).toEqual([
      8, 5, 6,
    ])
  })

  it('claims to know nothing of 2027', () => {
    expect(workdayCalendar.knownTo).toBe('2026-12-31')
  })
})

describe('natural days', () => {
  it('has no day of rest', () => {
    const days = eachDay('2024-01-01', '2026-12-31')
    expect(days.filter((on) => !isWorkday(naturalTime, noonOf(on)))).toEqual([])
  })
})
