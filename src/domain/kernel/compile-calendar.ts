import { DAY_MS, dayNumber, weekday } from './civil-day.ts'
import type { DateOn, NamedDay, WorkCalendar, WorkWindow } from './work-calendar.ts'

/** A working day cut into windows, in milliseconds from its midnight. A day of rest has none. */
export interface DayPattern {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Working time of the day that lies before each window. */
  readonly before: readonly number[]
  readonly totalMs: number
  /** End of the last window; 0 on a day of rest. */
  readonly endMs: number
}

/**
 * A calendar ready for counting. Days are numbered from 1970-01-01 in the calendar's own time. From the first to the last
 * exceptional day (holiday, working weekend) there is a table of days with running sums; before and after it every week is
 * the ordinary one, which is counted by multiplication. So the span of a question does not matter, and a table stays small.
 */
export interface CompiledCalendar {
  readonly calendar: WorkCalendar
  readonly offsetMs: number
  /** Working time of an ordinary working day: that of the ordinary week shared by its working days. */
  readonly dayMs: number
  readonly week: Stretch
  /** First day of the table, a Monday; the table holds whole weeks. */
  readonly firstDay: number
  readonly table: Stretch
  readonly knownFromDay: number
  readonly knownToDay: number
}

/** Some whole weeks, day by day. The running sums have one entry more than there are days. */
export interface Stretch {
  readonly patterns: readonly DayPattern[]
  /** Holiday names; null on other days. */
  readonly holidays: readonly (string | null)[]
  readonly msBefore: Float64Array
  readonly workdaysBefore: Int32Array
  /** Places of the working days. */
  readonly workdays: Int32Array
  readonly totalMs: number
}

/** Makes a calendar countable. Calendars are shipped data: a mistake in one is a fault and throws, with what is wrong. */
export function compileCalendar(calendar: WorkCalendar): CompiledCalendar {
  const fail = (sentence: string): never => {
    throw new Error(`Calendar ${calendar.code}: ${sentence}`)
  }
  if (!Number.isInteger(calendar.version) || calendar.version < 1)
    fail('the version must be a whole number from 1.')
  if (!Number.isInteger(calendar.utcOffsetMinutes) || Math.abs(calendar.utcOffsetMinutes) > 14 * 60) {
    fail('utcOffsetMinutes must be whole minutes within 14 hours of UTC.')
  }
  if (calendar.week.length !== 7) fail('the week must list seven days, Monday first.')

  const weekPatterns = calendar.week.map((windows, day) =>
    compilePattern(windows, `day ${day + 1} of the week`, fail),
  )
  const shifted = compilePattern(calendar.shiftedDay, 'shiftedDay', fail)
  const week = compileStretch(
    weekPatterns,
    weekPatterns.map(() => null),
  )
  if (week.totalMs === 0) fail('the ordinary week has no working time.')

  const knownFromDay = dayOrFail(calendar.knownFrom, 'knownFrom', fail)
  const knownToDay = dayOrFail(calendar.knownTo, 'knownTo', fail)
  if (knownFromDay > knownToDay) fail('knownFrom lies after knownTo.')

  const holidays = indexDays(calendar.holidays, 'holiday', knownFromDay, knownToDay, fail)
  const workingWeekends = indexDays(
    calendar.workingWeekends,
    'working weekend',
    knownFromDay,
    knownToDay,
    fail,
  )
  for (const [day, { on }] of workingWeekends) {
    if (holidays.has(day)) fail(`${on} is both a holiday and a working weekend.`)
    if ((weekPatterns[weekday(day)]?.totalMs ?? 0) > 0)
      fail(`${on} is no day of rest that could be made a working day.`)
  }
  if (workingWeekends.size > 0 && shifted.totalMs === 0)
    fail('there are working weekends, but shiftedDay has no windows.')

  const exceptional = [...holidays.keys(), ...workingWeekends.keys()].sort((a, b) => a - b)
  const first = exceptional[0] ?? 4
  const last = exceptional.at(-1) ?? first
  const firstDay = first - weekday(first)
  const dayCount = Math.floor((last - firstDay) / 7) * 7 + 7
  const patterns: DayPattern[] = []
  const names: (string | null)[] = []
  for (let day = firstDay; day < firstDay + dayCount; day += 1) {
    const holiday = holidays.get(day)
    const ordinary = weekPatterns[weekday(day)] ?? REST
    patterns.push(holiday !== undefined ? REST : workingWeekends.has(day) ? shifted : ordinary)
    names.push(holiday?.name ?? null)
  }

  return {
    calendar,
    offsetMs: calendar.utcOffsetMinutes * 60_000,
    dayMs: Math.round(week.totalMs / week.workdays.length),
    week,
    firstDay,
    table: compileStretch(patterns, names),
    knownFromDay,
    knownToDay,
  }
}

const REST: DayPattern = { starts: [], ends: [], before: [], totalMs: 0, endMs: 0 }

type Fail = (sentence: string) => never

function compilePattern(windows: readonly WorkWindow[], where: string, fail: Fail): DayPattern {
  const starts: number[] = []
  const ends: number[] = []
  const before: number[] = []
  let totalMs = 0
  let endMs = 0
  for (const window of windows) {
    const from = timeOfDay(window.from)
    const to = timeOfDay(window.to)
    if (from === null || to === null || from >= DAY_MS) {
      return fail(
        `${where} has a window ${window.from}–${window.to}; times are written HH:MM, at most 24:00.`,
      )
    }
    if (from >= to)
      return fail(`${where} has a window ${window.from}–${window.to} that ends before it begins.`)
    if (from < endMs) return fail(`${where} has windows that overlap or are out of order at ${window.from}.`)
    starts.push(from)
    ends.push(to)
    before.push(totalMs)
    totalMs += to - from
    endMs = to
  }
  return { starts, ends, before, totalMs, endMs }
}

function compileStretch(patterns: readonly DayPattern[], holidays: readonly (string | null)[]): Stretch {
  const msBefore = new Float64Array(patterns.length + 1)
  const workdaysBefore = new Int32Array(patterns.length + 1)
  const workdays: number[] = []
  let totalMs = 0
  patterns.forEach((pattern, day) => {
    if (pattern.totalMs > 0) workdays.push(day)
    totalMs += pattern.totalMs
    msBefore[day + 1] = totalMs
    workdaysBefore[day + 1] = workdays.length
  })
  return { patterns, holidays, msBefore, workdaysBefore, workdays: Int32Array.from(workdays), totalMs }
}

function indexDays(
  days: readonly NamedDay[],
  kind: string,
  knownFromDay: number,
  knownToDay: number,
  fail: Fail,
): ReadonlyMap<number, NamedDay> {
  const index = new Map<number, NamedDay>()
  for (const named of days) {
    const day = dayOrFail(named.on, `a ${kind}`, fail)
    if (index.has(day)) fail(`${named.on} is listed twice as a ${kind}.`)
    if (day < knownFromDay || day > knownToDay)
      fail(`${named.on} (${kind}) lies outside knownFrom and knownTo.`)
    index.set(day, named)
  }
  return index
}

function dayOrFail(on: DateOn, what: string, fail: Fail): number {
  return dayNumber(on) ?? fail(`${what} is ${on}, which is no date.`)
}

/** Milliseconds from midnight; null when it is no time of a day. */
function timeOfDay(text: string): number | null {
  const parts = /^(\d{2}):(\d{2})$/.exec(text)
  if (parts === null) return null
  const minutes = Number(parts[1]) * 60 + Number(parts[2])
  return Number(parts[2]) < 60 && minutes <= 24 * 60 ? minutes * 60_000 : null
}
