import { civilDate, dayNumber, type DateOn } from '#domain/kernel'
import type { SheetDeadline } from './declaration.ts'
import { halfWidth } from './raw-cell.ts'

/** Answer to a text or number that should be a day: a date, one with a time of day, or none. */
export type DayReading = { readonly on: DateOn } | 'with-time' | null

/** No way of writing a day or a period is longer; what is, is not searched for one. */
const MOST_CHARACTERS = 60
/** 1970-01-01 in the date system of 1900. */
const EPOCH_1900 = 25_569
/** Days between the first days of the two date systems. */
const SHIFT_1904 = 1_462
/** The 29 February 1900 that never was; one system of counting has it. */
const FALSE_LEAP_DAY = 60
const MOST_SERIAL = 2_958_465

/** The date of a serial number. A fraction is a time of day, which a date has not. */
export function dayOfSerial(serial: number, is1904: boolean): DayReading {
  if (!(serial >= (is1904 ? 0 : 1) && serial < MOST_SERIAL + 1)) return null
  const day = Math.floor(serial)
  if (serial - day > 1e-9) return 'with-time'
  if (is1904) return { on: civilDate(day + SHIFT_1904 - EPOCH_1900) }
  if (day === FALSE_LEAP_DAY) return null
  return { on: civilDate(day - EPOCH_1900 + (day < FALSE_LEAP_DAY ? 1 : 0)) }
}

/**
 * A date as people write it: year, month, day, in this order, so that nothing has to be guessed. `2025-3-1`,
 * `2025/03/01`, `2025.3.1`, `2025年3月1日`, `20250301`; a midnight behind it is dropped.
 */
export function dayOfText(text: string): DayReading {
  if (text.length > MOST_CHARACTERS) return null
  const [, day = '', clock] =
    /^(.*?)(?:\s+|(?<=\d)T)?(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/s.exec(halfWidth(text).trim()) ?? []
  const compact = day.replace(/\s/g, '')
  const parts =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(compact)?.filter((_, at) => at !== 2) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(compact) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(compact)
  if (parts === null) return null
  const on = [parts[1], parts[2]?.padStart(2, '0'), parts[3]?.padStart(2, '0')].join('-')
  if (dayNumber(on) === null) return null
  return clock !== undefined && /[1-9]/.test(clock) ? 'with-time' : { on }
}

/** `前`, `底`, `末`: what they add is already said by the last day of the period. */
const BY = '(?:年底|底|年末|末|内)?(?:之前|以前|前)?'
const QUARTERS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4 }

/** A deadline with the precision in which it is written, from a day to a year; null for what states none. */
export function deadlineOfText(text: string): SheetDeadline | null {
  if (text.length > MOST_CHARACTERS) return null
  const compact = halfWidth(text).replace(/\s/g, '')
  const day = dayOfText(compact.replace(/(之前|以前|前)$/, ''))
  if (day !== null) return day === 'with-time' ? null : { precision: 'day', startsOn: day.on, endsOn: day.on }
  const month =
    new RegExp(`^(\\d{4})年(\\d{1,2})月份?${BY}$`).exec(compact) ?? /^(\d{4})[-/.](\d{1,2})$/.exec(compact)
  if (month !== null) return months('month', month[1], Number(month[2]), 1)
  const quarter =
    new RegExp(`^(\\d{4})年第?([一二三四1-4])季度?${BY}$`).exec(compact) ??
    /^(\d{4})[-年]?[Qq]([1-4])$/.exec(compact)
  if (quarter !== null) {
    const number = QUARTERS[quarter[2] ?? ''] ?? Number(quarter[2])
    return months('quarter', quarter[1], number * 3 - 2, 3)
  }
  const half =
    new RegExp(`^(\\d{4})年([上下])半年${BY}$`).exec(compact) ?? /^(\d{4})[-年]?([Hh][12])$/.exec(compact)
  if (half !== null) return months('half-year', half[1], /[上1]/.test(half[2] ?? '') ? 1 : 7, 6)
  const year = new RegExp(`^(\\d{4})年?${BY}$`).exec(compact)
  return year === null ? null : months('year', year[1], 1, 12)
}

/** The month of a date that is shown without its day. */
export function monthOf(on: DateOn): SheetDeadline | null {
  return months('month', on.slice(0, 4), Number(on.slice(5, 7)), 1)
}

function months(
  precision: SheetDeadline['precision'],
  year: string | undefined,
  firstMonth: number,
  count: number,
): SheetDeadline | null {
  const first = (monthsOn: number) => {
    const counted = Number(year) * 12 + firstMonth - 1 + monthsOn
    const month = String((counted % 12) + 1).padStart(2, '0')
    return dayNumber(`${String(Math.floor(counted / 12)).padStart(4, '0')}-${month}-01`)
  }
  const [start, afterEnd] = [first(0), first(count)]
  if (firstMonth < 1 || firstMonth > 12 || start === null || afterEnd === null) return null
  return { precision, startsOn: civilDate(start), endsOn: civilDate(afterEnd - 1) }
}
