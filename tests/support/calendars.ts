import natural from '../../data/calendars/natural.json' with { type: 'json' }
import workdays from '../../data/calendars/workdays.json' with { type: 'json' }
import { compileCalendar, type CompiledCalendar, type Instant, type WorkCalendar } from '#domain/kernel'

/** The shipped calendars, as their files have them. */
export const workdayCalendar: WorkCalendar = workdays
export const naturalCalendar: WorkCalendar = natural

export const workdayTime = compileCalendar(workdayCalendar)
export const naturalTime = compileCalendar(naturalCalendar)

export const shippedCalendars: ReadonlyMap<string, CompiledCalendar> = new Map([
  ['workdays', workdayTime],
  ['natural', naturalTime],
])

/** A moment in Beijing time, written `2026-11-12 14:20`. */
export function beijing(text: string): Instant {
  const at = Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
  if (Number.isNaN(at)) throw new Error(`${text} is no moment.`)
  return at
}

/** The same way back; seconds only where there are any. */
export function inBeijing(at: Instant | null): string | null {
  if (at === null) return null
  const text = new Date(at + 8 * 3_600_000).toISOString().replace('T', ' ')
  return text.endsWith(':00.000Z') ? text.slice(0, 16) : text.slice(0, -1)
}

export const HOUR_MS = 3_600_000
/** An ordinary working day of the shipped calendar: 09:00–12:00 and 13:30–18:00. */
export const WORKDAY_MS = 7.5 * HOUR_MS
