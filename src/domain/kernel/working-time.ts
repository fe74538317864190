import { civilDate, DAY_MS } from './civil-day.ts'
import type { CompiledCalendar, DayPattern } from './compile-calendar.ts'
import type { Closure, ClosureReason, DateOn, Instant } from './work-calendar.ts'

/** Working time between two moments; 0 when the second is not after the first. */
export function workingMs(cal: CompiledCalendar, from: Instant, to: Instant): number {
  return to > from ? workedUntil(cal, to) - workedUntil(cal, from) : 0
}

/** The earliest moment by which so much working time has run; `from` itself when nothing is to run. */
export function addWorkingMs(cal: CompiledCalendar, from: Instant, ms: number): Instant {
  return ms > 0 ? earliestWith(cal, workedUntil(cal, from) + ms) : from
}

/**
 * The latest moment from which so much working time runs until `to`; `to` itself when nothing is to run. An hour before
 * Monday 10:00 is Monday 09:00, not Friday 18:00, though working time does not tell them apart.
 */
export function subtractWorkingMs(cal: CompiledCalendar, to: Instant, ms: number): Instant {
  if (!(ms > 0)) return to
  return latestWith(cal, workedUntil(cal, to) - ms)
}

/** Whether working time runs at this moment; the end of a window does not belong to it. */
export function isWorkingAt(cal: CompiledCalendar, at: Instant): boolean {
  const day = dayOf(cal, at)
  const time = at + cal.offsetMs - day * DAY_MS
  const { starts, ends } = patternOf(cal, day)
  return starts.some((start, index) => time >= start && time < (ends[index] ?? start))
}

/**
 * The pieces of a span in which the calendar is closed, in order, each as long as one reason lasts: a weekend between two
 * evenings makes three pieces, a holiday week one.
 */
export function closures(cal: CompiledCalendar, from: Instant, to: Instant): readonly Closure[] {
  const pieces: Closure[] = []
  const add = (pieceFrom: Instant, pieceTo: Instant, reason: ClosureReason, name: string | null) => {
    const start = Math.max(pieceFrom, from)
    const end = Math.min(pieceTo, to)
    if (start >= end) return
    const last = pieces.at(-1)
    if (last !== undefined && last.to === start && last.reason === reason && last.name === name) {
      pieces[pieces.length - 1] = { ...last, to: end }
    } else {
      pieces.push({ from: start, to: end, reason, name })
    }
  }
  if (to <= from) return pieces
  for (let day = dayOf(cal, from); startOf(cal, day) < to; day += 1) {
    const midnight = startOf(cal, day)
    const { starts, ends, totalMs } = patternOf(cal, day)
    if (totalMs === 0) {
      const name = holidayOf(cal, day)
      add(midnight, midnight + DAY_MS, name === null ? 'weekend' : 'holiday', name)
      continue
    }
    let open = 0
    starts.forEach((start, index) => {
      add(midnight + open, midnight + start, 'off-hours', null)
      open = ends[index] ?? start
    })
    add(midnight + open, midnight + DAY_MS, 'off-hours', null)
  }
  return pieces
}

/**
 * The end of the n-th working day after the day of `from`, which is not counted itself. With n = 0 the end of the working
 * day that `from` belongs to or that comes next. Part of a day counts as a day.
 */
export function nthWorkdayEnd(cal: CompiledCalendar, from: Instant, n: number): Instant {
  const count = Math.ceil(n)
  if (!(count > 0)) return workdayEndAtOrAfter(cal, from)
  return endOfWorkday(cal, workdaysBefore(cal, dayOf(cal, from) + 1) + count - 1)
}

/** The first end of a working day that is not before `at`. */
export function workdayEndAtOrAfter(cal: CompiledCalendar, at: Instant): Instant {
  const day = dayOf(cal, at)
  const time = at + cal.offsetMs - day * DAY_MS
  // A day that ends at 24:00 ends in the first moment of the next.
  if (time === 0 && patternOf(cal, day - 1).endMs === DAY_MS) return at
  const { totalMs, endMs } = patternOf(cal, day)
  if (totalMs > 0 && time <= endMs) return startOf(cal, day) + endMs
  return endOfWorkday(cal, workdaysBefore(cal, day + 1))
}

/** Working time of an ordinary working day; 24 hours in a calendar of natural days. */
export function dayMs(cal: CompiledCalendar): number {
  return cal.dayMs
}

/** Whether the holidays of the day of this moment are known as announced. */
export function isKnown(cal: CompiledCalendar, at: Instant): boolean {
  const day = dayOf(cal, at)
  return day >= cal.knownFromDay && day <= cal.knownToDay
}

/** Whether the day of this moment is one with working time. */
export function isWorkday(cal: CompiledCalendar, at: Instant): boolean {
  return patternOf(cal, dayOf(cal, at)).totalMs > 0
}

/** The date of a moment in the calendar's own time. */
export function dateOf(cal: CompiledCalendar, at: Instant): DateOn {
  return civilDate(dayOf(cal, at))
}

function dayOf(cal: CompiledCalendar, at: Instant): number {
  return Math.floor((at + cal.offsetMs) / DAY_MS)
}

function startOf(cal: CompiledCalendar, day: number): Instant {
  return day * DAY_MS - cal.offsetMs
}

function patternOf(cal: CompiledCalendar, day: number): DayPattern {
  const place = day - cal.firstDay
  return dayIn(cal.table.patterns[place] ?? cal.week.patterns[modulo7(place)])
}

function holidayOf(cal: CompiledCalendar, day: number): string | null {
  return cal.table.holidays[day - cal.firstDay] ?? null
}

/** Working time from the beginning of the table to a moment; negative before it. */
function workedUntil(cal: CompiledCalendar, at: Instant): number {
  const day = dayOf(cal, at)
  const time = at + cal.offsetMs - day * DAY_MS
  const { starts, ends, before } = patternOf(cal, day)
  let worked = sumBefore(cal, day, 'msBefore')
  for (let index = starts.length - 1; index >= 0; index -= 1) {
    const start = numberIn(starts[index])
    if (time > start) {
      worked += numberIn(before[index]) + Math.min(time, numberIn(ends[index])) - start
      break
    }
  }
  return worked
}

function workdaysBefore(cal: CompiledCalendar, day: number): number {
  return sumBefore(cal, day, 'workdaysBefore')
}

function sumBefore(cal: CompiledCalendar, day: number, sums: 'msBefore' | 'workdaysBefore'): number {
  const place = day - cal.firstDay
  const table = cal.table[sums]
  const length = table.length - 1
  if (place >= 0 && place <= length) return numberIn(table[place])
  const beyond = place < 0 ? place : place - length
  const weeks = Math.floor(beyond / 7)
  const week = cal.week[sums]
  return (
    (place < 0 ? 0 : numberIn(table[length])) + weeks * numberIn(week[7]) + numberIn(week[beyond - weeks * 7])
  )
}

/** The earliest moment with so much working time behind it. */
function earliestWith(cal: CompiledCalendar, worked: number): Instant {
  const { day, rest } = placeOf(cal, worked, lastBelow)
  const { starts, before } = patternOf(cal, day)
  const window = lastBelow(before, rest)
  return startOf(cal, day) + numberIn(starts[window]) + rest - numberIn(before[window])
}

/** The latest moment with so much working time behind it. */
function latestWith(cal: CompiledCalendar, worked: number): Instant {
  const { day, rest } = placeOf(cal, worked, lastAtMost)
  const { starts, before } = patternOf(cal, day)
  const window = lastAtMost(before, rest)
  return startOf(cal, day) + numberIn(starts[window]) + rest - numberIn(before[window])
}

type Search = (sums: ArrayLike<number>, value: number) => number

/** The working day in which a sum of working time is reached, and what of it falls on that day. */
function placeOf(cal: CompiledCalendar, worked: number, search: Search): { day: number; rest: number } {
  const { table, week, firstDay } = cal
  const inTable = search(table.msBefore, worked)
  if (inTable >= 0 && inTable < table.patterns.length) {
    return { day: firstDay + inTable, rest: worked - numberIn(table.msBefore[inTable]) }
  }
  const beyond = inTable < 0 ? worked : worked - table.totalMs
  const begin = inTable < 0 ? firstDay : firstDay + table.patterns.length
  // Of the two weeks that share a boundary the search decides.
  const weeks =
    search === lastBelow ? Math.ceil(beyond / week.totalMs) - 1 : Math.floor(beyond / week.totalMs)
  const ofWeek = beyond - weeks * week.totalMs
  const day = search(week.msBefore, ofWeek)
  return { day: begin + weeks * 7 + day, rest: ofWeek - numberIn(week.msBefore[day]) }
}

/** Place of the last sum smaller than a value, in sums that rise; -1 when there is none. */
function lastBelow(sums: ArrayLike<number>, value: number): number {
  let low = -1
  let high = sums.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (numberIn(sums[middle]) < value) low = middle
    else high = middle
  }
  return low
}

/** Place of the last sum not greater than a value. */
function lastAtMost(sums: ArrayLike<number>, value: number): number {
  let low = -1
  let high = sums.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (numberIn(sums[middle]) <= value) low = middle
    else high = middle
  }
  return low
}

function endOfWorkday(cal: CompiledCalendar, ordinal: number): Instant {
  const day = dayOfWorkday(cal, ordinal)
  return startOf(cal, day) + patternOf(cal, day).endMs
}

/** The day of a working day counted from the beginning of the table, from 0. */
function dayOfWorkday(cal: CompiledCalendar, ordinal: number): number {
  const { table, week, firstDay } = cal
  const inTable = table.workdays[ordinal]
  if (inTable !== undefined) return firstDay + inTable
  const beyond = ordinal < 0 ? ordinal : ordinal - table.workdays.length
  const begin = ordinal < 0 ? firstDay : firstDay + table.patterns.length
  const weeks = Math.floor(beyond / week.workdays.length)
  return begin + weeks * 7 + numberIn(week.workdays[beyond - weeks * week.workdays.length])
}

function modulo7(value: number): number {
  return ((value % 7) + 7) % 7
}

/** Sums and patterns have an entry for every place asked for; a missing one is a mistake of this file. */
function numberIn(value: number | undefined): number {
  if (value === undefined) throw new Error('A calendar was asked for a place that it does not have.')
  return value
}

function dayIn(value: DayPattern | undefined): DayPattern {
  if (value === undefined) throw new Error('A calendar was asked for a day that it does not have.')
  return value
}
