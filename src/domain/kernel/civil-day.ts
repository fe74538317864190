import type { DateOn } from './work-calendar.ts'

/** Milliseconds of a civil day; the calendars here know no summer time. */
export const DAY_MS = 86_400_000

/** Days since 1970-01-01 of a date of the Gregorian calendar; null when there is no such date. */
export function dayNumber(on: DateOn): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(on)
  if (parts === null) return null
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const number = daysFromCivil(year, month, day)
  return civilDate(number) === on ? number : null
}

/** `YYYY-MM-DD` of a day counted from 1970-01-01; the year has at least four digits. */
export function civilDate(number: number): DateOn {
  // The years here begin in March, so that the leap day is the last day of a year of the count.
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

/** Monday is 0. */
export function weekday(number: number): number {
  // 1970-01-01 was a Thursday.
  return (((number + 3) % 7) + 7) % 7
}

function daysFromCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year
  const era = Math.floor(shiftedYear / 400)
  const yearOfEra = shiftedYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

/** China has one time, eight hours before UTC, and no summer time. */
const CHINA_OFFSET_MS = 8 * 3_600_000

/** The day that it is in China at a moment, given in milliseconds since 1970 (UTC). */
export function chinaDay(moment: number): DateOn {
  return civilDate(Math.floor((moment + CHINA_OFFSET_MS) / DAY_MS))
}
