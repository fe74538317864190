import { civilDate, dayNumber, weekday } from './civil-day.ts'
import type { DateOn } from './work-calendar.ts'

/** How often something comes round. */
export const RHYTHMS = ['week', 'month', 'quarter', 'half-year', 'year'] as const
export type Rhythm = (typeof RHYTHMS)[number]

/** One period of a rhythm, both days included: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31 (ISO 8601 weeks, Monday to Sunday). */
export interface Period {
  readonly id: string
  readonly rhythm: Rhythm
  readonly from: DateOn
  readonly to: DateOn
}

/** The period that holds a day. A week belongs to the year of its Thursday: 2027-01-01 is in 2026-W53. */
export function periodOf(on: DateOn, rhythm: Rhythm): Period {
  if (rhythm === 'week') return weekAround(dayOf(on))
  const year = Number(on.slice(0, 4))
  dayOf(on)
  const months = MONTHS[rhythm]
  return monthsOf(year, Math.floor((Number(on.slice(5, 7)) - 1) / months), rhythm)
}

const ID = /^(\d{4})(?:-(?:H([12])|Q([1-4])|W(\d{2})|(\d{2})))?$/u

/** Null when there is no such period: 2026-13, 2025-W53. */
export function periodById(id: string): Period | null {
  const parts = ID.exec(id)
  if (parts === null) return null
  const year = Number(parts[1])
  if (parts[4] !== undefined) {
    // 4 January is in the first week of its year.
    const first = dayOf(`${padded(year, 4)}-01-04`)
    const week = weekAround(first + (Number(parts[4]) - 1) * 7)
    return week.id === id ? week : null
  }
  const found =
    parts[2] !== undefined
      ? monthsOf(year, Number(parts[2]) - 1, 'half-year')
      : parts[3] !== undefined
        ? monthsOf(year, Number(parts[3]) - 1, 'quarter')
        : parts[5] === undefined
          ? monthsOf(year, 0, 'year')
          : isMonth(Number(parts[5]))
            ? monthsOf(year, Number(parts[5]) - 1, 'month')
            : null
  return found
}

/** The one that begins on the day after. */
export function nextPeriod(period: Period): Period {
  return periodOf(addDays(period.to, 1), period.rhythm)
}

/** The period so many steps later, or before where negative: 2026-01 one back is 2025-12. */
export function shiftPeriod(period: Period, steps: number): Period {
  if (period.rhythm === 'week') return weekAround(dayOf(period.from) + steps * 7)
  const months = MONTHS[period.rhythm]
  const index = Number(period.from.slice(0, 4)) * 12 + Number(period.from.slice(5, 7)) - 1 + steps * months
  return monthsOf(Math.floor(index / 12), (index % 12) / months, period.rhythm)
}

/** Every period that has a day between the two, in order; none where the first is after the second. */
export function periodsBetween(from: DateOn, to: DateOn, rhythm: Rhythm): readonly Period[] {
  const periods: Period[] = []
  for (let period = periodOf(from, rhythm); period.from <= to; period = nextPeriod(period)) {
    if (from <= to) periods.push(period)
    else break
  }
  return periods
}

/** Civil days later, or before where negative. */
export function addDays(on: DateOn, days: number): DateOn {
  return civilDate(dayOf(on) + days)
}

/** Civil days from one day to another; negative when the second comes first. */
export function daysBetween(from: DateOn, to: DateOn): number {
  return dayOf(to) - dayOf(from)
}

/** What comes here was checked where it came in; another date is a mistake of the program. */
function dayOf(on: DateOn): number {
  const day = dayNumber(on)
  if (day === null) throw new RangeError(`not a date: ${on}`)
  return day
}

const MONTHS = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const

function monthsOf(year: number, index: number, rhythm: Exclude<Rhythm, 'week'>): Period {
  const months = MONTHS[rhythm]
  const from = firstOfMonth(year, index * months)
  const to = civilDate(dayOf(firstOfMonth(year, (index + 1) * months)) - 1)
  return { id: idOf(year, index, rhythm), rhythm, from, to }
}

function idOf(year: number, index: number, rhythm: Exclude<Rhythm, 'week'>): string {
  const name = padded(year, 4)
  switch (rhythm) {
    case 'year':
      return name
    case 'half-year':
      return `${name}-H${String(index + 1)}`
    case 'quarter':
      return `${name}-Q${String(index + 1)}`
    case 'month':
      return `${name}-${padded(index + 1, 2)}`
  }
}

/** Months are counted from 0; the twelfth is January of the next year. */
function firstOfMonth(year: number, month: number): DateOn {
  return `${padded(year + Math.floor(month / 12), 4)}-${padded((month % 12) + 1, 2)}-01`
}

function weekAround(day: number): Period {
  const monday = day - weekday(day)
  const year = Number(civilDate(monday + 3).slice(0, 4))
  const first = dayOf(`${padded(year, 4)}-01-04`)
  const week = (monday - (first - weekday(first))) / 7 + 1
  return {
    id: `${padded(year, 4)}-W${padded(week, 2)}`,
    rhythm: 'week',
    from: civilDate(monday),
    to: civilDate(monday + 6),
  }
}

function isMonth(number: number): boolean {
  return number >= 1 && number <= 12
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
