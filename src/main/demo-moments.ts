import { DAY_MS, civilDate, dayNumber, dateOf, isWorkday, type CompiledCalendar } from '#domain/kernel'

const PATTERN = /^-(?:(\d+)(w|d) (\d\d):(\d\d)|(\d+)(m|h))$/

/**
 * Moments of a demonstration, told from the moment at which it is loaded, so that it is always fresh:
 *
 * - `-6w 10:20` the sixth working day before today, at twenty past ten of the zone's time;
 * - `-40d 10:20` the last working day on or before forty days ago;
 * - `-90m`, `-3h` that long ago, whatever day it is.
 */
export function momentOf(text: string, now: Date, workdays: CompiledCalendar): Date {
  const match = PATTERN.exec(text)
  if (match === null) throw new Error(`${text} is no moment of a demonstration, such as -6w 10:20 or -90m`)
  const [, days, kind, hour, minute, span, unit] = match
  if (unit !== undefined) return new Date(now.getTime() - Number(span) * (unit === 'h' ? 3_600_000 : 60_000))
  const dayStart = startOfDay(now, workdays)
  const start =
    kind === 'w' ? workdayBefore(dayStart, Number(days), workdays) : dayStart - Number(days) * DAY_MS
  return new Date(workdayAtOrBefore(start, workdays) + Number(hour) * 3_600_000 + Number(minute) * 60_000)
}

/** The date so many days from now: `+30`, `-10`. */
export function dateFromNow(days: string, now: Date, calendar: CompiledCalendar): string {
  const today = dayNumber(dateOf(calendar, now.getTime()))
  if (today === null || !/^[+-]\d+$/.test(days)) throw new Error(`${days} is no number of days, such as +30`)
  return civilDate(today + Number(days))
}

function startOfDay(now: Date, calendar: CompiledCalendar): number {
  const today = dayNumber(dateOf(calendar, now.getTime())) ?? 0
  return today * DAY_MS - calendar.offsetMs
}

function workdayBefore(from: number, count: number, calendar: CompiledCalendar): number {
  let at = from
  for (let left = count; left > 0; left--) at = workdayAtOrBefore(at - DAY_MS, calendar)
  return at
}

function workdayAtOrBefore(from: number, calendar: CompiledCalendar): number {
  let at = from
  while (!isWorkday(calendar, at)) at -= DAY_MS
  return at
}
