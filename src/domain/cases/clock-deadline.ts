import {
  addWorkingMs,
  dayMs,
  isWorkday,
  nthWorkdayEnd,
  workdayEndAtOrAfter,
  workingMs,
  type CompiledCalendar,
  type Instant,
} from '#domain/kernel'
import type { Calendars, Clock, ClockInterval, TimeLimit } from './clock.ts'

/**
 * The working time that a clock gives, extensions included. Under `day-end` the days count to the end of the last of them as
 * if the clock never paused: the rest of the day of the beginning is given on top.
 */
export function budgetMs(clock: Clock, calendars: Calendars): number {
  const cal = calendarFor(calendars, clock.calendar)
  if (!countsDayEnds(clock)) return elapsedBudgetMs(clock, cal)
  return workingMs(cal, clock.startedAt, unpausedDayEnd(clock, cal)) + hoursAddedMs(clock)
}

/**
 * The moment by which the work is to be done: when the clock has run for its budget. Under `day-end` it is the end of the
 * working day in which that happens; it never falls into a pause, but then is the end of the day on which the pause ends,
 * and with `rollTo` a last day that is a day of rest gives way to the next working day. Hours added to such a clock run from
 * there. A pause counts to its end or expiry; while one without an expiry lasts that the deadline depends on, there is
 * none: null. A stopped clock's deadline is the one that it would have kept running on.
 */
export function dueAt(clock: Clock, calendars: Calendars): Instant | null {
  const cal = calendarFor(calendars, clock.calendar)
  if (!countsDayEnds(clock)) return momentAfterRunning(clock, cal, elapsedBudgetMs(clock, cal))

  const unpaused = unpausedDayEnd(clock, cal)
  const used =
    clock.intervals.length === 1
      ? unpaused
      : momentAfterRunning(clock, cal, workingMs(cal, clock.startedAt, unpaused))
  if (used === null) return null
  const due = firstDayEndOutsidePauses(clock, cal, calendars, used)
  const added = hoursAddedMs(clock)
  if (due === null || added === 0) return due
  return momentAfterRunning(clock, cal, ranUntil(clock, cal, due) + added)
}

/**
 * The earliest moment by which the clock has run for so much working time, a stopped one supposed to run on; null when it
 * would have to run through a pause without an end.
 */
export function momentAfterRunning(clock: Clock, cal: CompiledCalendar, ms: number): Instant | null {
  let left = ms
  let resumed = clock.startedAt
  for (const interval of clock.intervals) {
    if (interval.kind === 'paused') {
      const end = pauseEnd(interval)
      if (end === null) return null
      resumed = end
    } else if (interval.to !== null) {
      const ran = workingMs(cal, interval.from, interval.to)
      if (left <= ran) return addWorkingMs(cal, interval.from, left)
      left -= ran
      resumed = interval.to
    } else {
      resumed = interval.from
    }
  }
  return addWorkingMs(cal, resumed, left)
}

/** The working time that a clock has run until a moment; a stopped one is supposed to run on. */
export function ranUntil(clock: Clock, cal: CompiledCalendar, until: Instant): number {
  let ran = 0
  let resumed = clock.startedAt
  for (const interval of clock.intervals) {
    if (interval.from >= until) return ran
    if (interval.kind === 'paused') {
      const end = pauseEnd(interval)
      if (end === null) return ran
      resumed = end
    } else if (interval.to !== null) {
      ran += workingMs(cal, interval.from, Math.min(interval.to, until))
      resumed = interval.to
    } else {
      resumed = interval.from
    }
  }
  return ran + workingMs(cal, resumed, until)
}

/** When a pause ends or has ended; null when it lasts and nothing says until when. */
export function pauseEnd(interval: ClockInterval): Instant | null {
  return interval.to ?? interval.expiresAt
}

/** A length in working time; a day is an ordinary working day of the calendar. */
export function lengthMs(cal: CompiledCalendar, length: TimeLimit): number {
  switch (length.unit) {
    case 'minute':
      return length.amount * 60_000
    case 'hour':
      return length.amount * 3_600_000
    case 'day':
      return length.amount * dayMs(cal)
  }
}

/** A calendar that a clock names must be loaded: that one is missing is a fault, not an answer. */
export function calendarFor(calendars: Calendars, code: string): CompiledCalendar {
  const cal = calendars.get(code)
  if (cal === undefined) throw new Error(`A clock counts by the calendar ${code}, which is not loaded.`)
  return cal
}

function countsDayEnds(clock: Clock): boolean {
  return clock.dayRule === 'day-end' && clock.limit.unit === 'day'
}

function elapsedBudgetMs(clock: Clock, cal: CompiledCalendar): number {
  let budget = lengthMs(cal, clock.limit)
  for (const { add } of clock.extensions) budget += lengthMs(cal, add)
  return budget
}

function unpausedDayEnd(clock: Clock, cal: CompiledCalendar): Instant {
  let days = clock.limit.amount
  for (const { add } of clock.extensions) if (add.unit === 'day') days += add.amount
  return nthWorkdayEnd(cal, clock.startedAt, days)
}

function hoursAddedMs(clock: Clock): number {
  let added = 0
  for (const { add } of clock.extensions) {
    if (add.unit !== 'day') added += add.amount * (add.unit === 'hour' ? 3_600_000 : 60_000)
  }
  return added
}

function firstDayEndOutsidePauses(
  clock: Clock,
  cal: CompiledCalendar,
  calendars: Calendars,
  used: Instant,
): Instant | null {
  let due = rolled(clock, calendars, workdayEndAtOrAfter(cal, used))
  // Pauses are in order, so one look at each is enough.
  for (const interval of clock.intervals) {
    if (interval.kind !== 'paused' || interval.from >= due) continue
    const end = pauseEnd(interval)
    if (end === null) return null
    if (due <= end) due = rolled(clock, calendars, workdayEndAtOrAfter(cal, end + 1))
  }
  return due
}

function rolled(clock: Clock, calendars: Calendars, due: Instant): Instant {
  if (clock.rollTo === null) return due
  const cal = calendarFor(calendars, clock.rollTo)
  // A day that ends at 24:00 ends in the first moment of the next: its own last moment says which day it is.
  const lastMoment = due - 1
  return isWorkday(cal, lastMoment) ? due : workdayEndAtOrAfter(cal, lastMoment)
}
