/** ISO 8601 texts into dates, times, moments and durations; null for anything else. */
import {
  type FeelDate,
  FeelDateTime,
  FeelDaysDuration,
  FeelMonthsDuration,
  FeelTime,
  NANOS_OF_DAY,
  NANOS_OF_SECOND,
  dateOfDayNumber,
  dayNumberOf,
  makeDate,
} from './temporal.ts'
import { type Zone, isKnownZone } from './zone.ts'

/** Offsets reach from -18:00 to +18:00. */
export const LARGEST_OFFSET_SECONDS = 18 * 3600

/** Any of the four, as in `@"2026-01-01"`. */
export function readTemporal(
  text: string,
): FeelDate | FeelTime | FeelDateTime | FeelDaysDuration | FeelMonthsDuration | null {
  return readDate(text) ?? readDateTime(text) ?? readTime(text) ?? readDuration(text)
}

export function readDate(text: string): FeelDate | null {
  const parts = /^(-?)(\d{4,9})-(\d{2})-(\d{2})$/.exec(text)
  if (parts === null) return null
  const [, sign, years = '', months, days] = parts
  // More than four digits only where they are needed (XML Schema).
  if (years.length > 4 && years.startsWith('0')) return null
  const year = Number(years) * (sign === '-' ? -1 : 1)
  return makeDate(year + 0, Number(months), Number(days))
}

export function readTime(text: string): FeelTime | null {
  const parts =
    /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,40}))?(?:(Z)|([+-])(\d{2}):(\d{2})(?::(\d{2}))?|@(\S+))?$/i.exec(text)
  if (parts === null) return null
  const [, hours, minutes, seconds, fraction = '', utc, sign, zoneHours, zoneMinutes, zoneSeconds, id] = parts
  if (utc === 'z') return null
  const nanos = isEndOfDay(text) ? 0 : clockNanos(Number(hours), Number(minutes), Number(seconds), fraction)
  if (nanos === null) return null
  if (utc !== undefined) return new FeelTime(nanos, { kind: 'offset', seconds: 0 })
  if (id !== undefined) {
    const zone = zoneOf(id)
    return zone === null ? null : new FeelTime(nanos, zone)
  }
  if (sign === undefined) return new FeelTime(nanos, null)
  if (Number(zoneMinutes) > 59 || Number(zoneSeconds ?? 0) > 59) return null
  const offset = Number(zoneHours) * 3600 + Number(zoneMinutes) * 60 + Number(zoneSeconds ?? 0)
  const zone = offsetZone(sign === '-' ? -offset : offset)
  return zone === null ? null : new FeelTime(nanos, zone)
}

/** XML Schema writes midnight at the end of a day as 24:00:00. As a time it is 00:00:00, as a moment that of the next day. */
function isEndOfDay(clock: string): boolean {
  return /^24:00:00(?:\.0{1,40})?(?![\d.])/.test(clock)
}

/** A named zone; null where nobody knows the name. */
export function zoneOf(id: string): Zone | null {
  if (id === 'Z') return { kind: 'offset', seconds: 0 }
  return isKnownZone(id) ? { kind: 'named', id } : null
}

export function offsetZone(seconds: number): Zone | null {
  if (!Number.isInteger(seconds) || Math.abs(seconds) > LARGEST_OFFSET_SECONDS) return null
  return { kind: 'offset', seconds: seconds + 0 }
}

/** Nanoseconds since midnight; digits beyond nine are dropped. */
export function clockNanos(hours: number, minutes: number, seconds: number, fraction: string): number | null {
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const nanos = Number(fraction.slice(0, 9).padEnd(9, '0'))
  return (hours * 3600 + minutes * 60 + seconds) * NANOS_OF_SECOND + nanos
}

/** A moment; a date alone is its midnight without a zone. */
export function readDateTime(text: string): FeelDateTime | null {
  const split = text.indexOf('T')
  if (split < 0) return null
  const date = readDate(text.slice(0, split))
  const clock = text.slice(split + 1)
  if (date === null) return null
  const time = readTime(clock)
  if (time === null) return null
  const day = isEndOfDay(clock) ? dateOfDayNumber(dayNumberOf(date) + 1) : date
  return day === null ? null : new FeelDateTime(day, time)
}

const DURATION =
  /^(-?)P(?:(\d{1,18})Y)?(?:(\d{1,18})M)?(?:(\d{1,18})D)?(?:T(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,40}))?S)?)?$/

export function readDuration(text: string): FeelDaysDuration | FeelMonthsDuration | null {
  const parts = DURATION.exec(text)
  if (parts === null || text.endsWith('T') || text.endsWith('P')) return null
  const [, sign, years, months, days, hours, minutes, seconds, fraction = ''] = parts
  const hasMonths = years !== undefined || months !== undefined
  const hasDays = days !== undefined || text.includes('T')
  if (hasMonths === hasDays) return null
  if (hasMonths) {
    const count = Number(years ?? 0) * 12 + Number(months ?? 0)
    return Number.isSafeInteger(count) ? new FeelMonthsDuration(sign === '-' ? -count : count) : null
  }
  const second = BigInt(NANOS_OF_SECOND)
  const nanos =
    BigInt(days ?? 0) * BigInt(NANOS_OF_DAY) +
    (BigInt(hours ?? 0) * 3600n + BigInt(minutes ?? 0) * 60n + BigInt(seconds ?? 0)) * second +
    BigInt(fraction.slice(0, 9).padEnd(9, '0'))
  return new FeelDaysDuration(sign === '-' ? -nanos : nanos)
}
