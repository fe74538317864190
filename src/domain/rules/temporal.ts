/**
 * Dates, times, moments and durations of FEEL (DMN 1.5 clause 10.3.2.3.4 to 10.3.2.3.7), after XML Schema and ISO 8601: the
 * proleptic Gregorian calendar with years of up to nine digits, times to the nanosecond, zones as an offset or an IANA name.
 */
import { offsetAt, type Zone, writeZone } from './zone.ts'

export const NANOS_OF_SECOND = 1_000_000_000
export const NANOS_OF_DAY = 86_400 * NANOS_OF_SECOND
export const LARGEST_YEAR = 999_999_999

export class FeelDate {
  readonly year: number
  readonly month: number
  readonly day: number

  constructor(year: number, month: number, day: number) {
    this.year = year
    this.month = month
    this.day = day
  }

  toString(): string {
    return `${padYear(this.year)}-${pad(this.month)}-${pad(this.day)}`
  }
}

export class FeelTime {
  /** Since midnight, on the clock of its zone. */
  readonly nanos: number
  readonly zone: Zone | null

  constructor(nanos: number, zone: Zone | null) {
    this.nanos = nanos
    this.zone = zone
  }

  get hour(): number {
    return Math.floor(this.nanos / (3600 * NANOS_OF_SECOND))
  }

  get minute(): number {
    return Math.floor(this.nanos / (60 * NANOS_OF_SECOND)) % 60
  }

  /** With its fraction of up to nine digits, as nanoseconds of the minute. */
  get nanosOfMinute(): number {
    return this.nanos % (60 * NANOS_OF_SECOND)
  }

  toString(): string {
    const seconds = Math.floor(this.nanosOfMinute / NANOS_OF_SECOND)
    const clock = `${pad(this.hour)}:${pad(this.minute)}:${pad(seconds)}`
    return `${clock}${writeFraction(this.nanos % NANOS_OF_SECOND)}${writeZone(this.zone)}`
  }
}

export class FeelDateTime {
  readonly date: FeelDate
  readonly time: FeelTime

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date
    this.time = time
  }

  toString(): string {
    return `${this.date.toString()}T${this.time.toString()}`
  }
}

/** 天时时长: days, hours, minutes, seconds. */
export class FeelDaysDuration {
  readonly nanos: bigint

  constructor(nanos: bigint) {
    this.nanos = nanos
  }

  toString(): string {
    const size = this.nanos < 0n ? -this.nanos : this.nanos
    const day = BigInt(NANOS_OF_DAY)
    const days = size / day
    const rest = Number(size % day)
    const hours = Math.floor(rest / (3600 * NANOS_OF_SECOND))
    const minutes = Math.floor(rest / (60 * NANOS_OF_SECOND)) % 60
    const seconds = Math.floor(rest / NANOS_OF_SECOND) % 60
    const fraction = writeFraction(rest % NANOS_OF_SECOND)
    const clock = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 || fraction !== '' ? `${seconds}${fraction}S` : ''}`
    if (days === 0n && clock === '') return 'PT0S'
    return `${this.nanos < 0n ? '-' : ''}P${days > 0n ? `${days}D` : ''}${clock === '' ? '' : `T${clock}`}`
  }
}

/** 年月时长: years and months. */
export class FeelMonthsDuration {
  readonly months: number

  constructor(months: number) {
    // No negative zero: it would not be equal to zero in lists.
    this.months = months + 0
  }

  toString(): string {
    const size = Math.abs(this.months)
    if (size === 0) return 'P0M'
    const [years, months] = [Math.floor(size / 12), size % 12]
    return `${this.months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${months > 0 ? `${months}M` : ''}`
  }
}

/** Days since 1970-01-01. */
export function dayNumberOf(date: FeelDate): number {
  const shiftedYear = date.month <= 2 ? date.year - 1 : date.year
  const era = Math.floor(shiftedYear / 400)
  const yearOfEra = shiftedYear - era * 400
  const shiftedMonth = date.month > 2 ? date.month - 3 : date.month + 9
  const dayOfYear = Math.floor((153 * shiftedMonth + 2) / 5) + date.day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse of `dayNumberOf`; null beyond the years that FEEL knows. */
export function dateOfDayNumber(number: number): FeelDate | null {
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
  return Math.abs(year) > LARGEST_YEAR ? null : new FeelDate(year, month, day)
}

export function daysOfMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** A date that exists, or null. */
export function makeDate(year: number, month: number, day: number): FeelDate | null {
  if (![year, month, day].every(Number.isInteger)) return null
  if (Math.abs(year) > LARGEST_YEAR || month < 1 || month > 12) return null
  if (day < 1 || day > daysOfMonth(year, month)) return null
  return new FeelDate(year, month, day)
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(date: FeelDate): number {
  return ((((dayNumberOf(date) + 3) % 7) + 7) % 7) + 1
}

/** A date some months later; the day is cut to the length of the month. */
export function addMonths(date: FeelDate, months: number): FeelDate | null {
  const count = date.year * 12 + (date.month - 1) + months
  const year = Math.floor(count / 12)
  if (!Number.isSafeInteger(count) || Math.abs(year) > LARGEST_YEAR) return null
  const month = count - year * 12 + 1
  return new FeelDate(year, month, Math.min(date.day, daysOfMonth(year, month)))
}

/** Seconds east of Greenwich on the clock of a moment; null without a zone. */
export function offsetOf(moment: FeelDateTime): number | null {
  const { zone } = moment.time
  if (zone === null) return null
  const local = dayNumberOf(moment.date) * 86_400 + Math.floor(moment.time.nanos / NANOS_OF_SECOND)
  return offsetAt(zone, local)
}

/** Nanoseconds since 1970-01-01T00:00:00 on its own clock. */
export function localNanos(moment: FeelDateTime): bigint {
  return BigInt(dayNumberOf(moment.date)) * BigInt(NANOS_OF_DAY) + BigInt(moment.time.nanos)
}

/** Nanoseconds since 1970-01-01T00:00:00Z; a moment without a zone is taken as if it were UTC. */
export function instantNanos(moment: FeelDateTime): bigint {
  return localNanos(moment) - BigInt(offsetOf(moment) ?? 0) * BigInt(NANOS_OF_SECOND)
}

export function atLocalNanos(nanos: bigint, zone: Zone | null): FeelDateTime | null {
  const day = BigInt(NANOS_OF_DAY)
  const rest = ((nanos % day) + day) % day
  const date = dateOfDayNumber(Number((nanos - rest) / day))
  return date === null ? null : new FeelDateTime(date, new FeelTime(Number(rest), zone))
}

/** Midnight of a date in UTC: what a date means where a moment is wanted (clause 10.3.2.3.6). */
export function midnightOf(date: FeelDate): FeelDateTime {
  return new FeelDateTime(date, new FeelTime(0, { kind: 'offset', seconds: 0 }))
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}

function padYear(year: number): string {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`
}

function writeFraction(nanos: number): string {
  return nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`
}
