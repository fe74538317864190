/** What stands after a dot: entries of contexts, of each context in a list, and the parts of dates, durations and ranges. */
import type { FeelRun } from './scope.ts'
import {
  FeelDate,
  FeelDateTime,
  FeelDaysDuration,
  FeelMonthsDuration,
  FeelTime,
  NANOS_OF_DAY,
  NANOS_OF_SECOND,
  offsetOf,
  weekdayOf,
} from './temporal.ts'
import { offsetAt } from './zone.ts'
import { typeNameOf } from './type-names.ts'
import { FeelNumber, FeelRange, type FeelValue, isContext, isList } from './values.ts'

export function memberOf(target: FeelValue, name: string, run: FeelRun): FeelValue {
  if (target === null) return null
  if (isList(target)) {
    run.spend(target.length)
    return target.map((item) => memberOf(item, name, run))
  }
  const value = isContext(target) ? target.get(name) : partOf(target, name)
  return value === undefined ? run.nothing('unknown_member', { name, type: typeNameOf(target) }) : value
}

/** A part of a built-in value by its name; undefined where it has none. */
function partOf(target: FeelValue, name: string): FeelValue | undefined {
  if (target instanceof FeelDate) return partOfDate(target, name)
  if (target instanceof FeelDateTime) {
    if (name === 'time offset') return offsetDuration(offsetOf(target))
    return partOfDate(target.date, name) ?? partOfTime(target.time, name)
  }
  if (target instanceof FeelTime) {
    if (name !== 'time offset') return partOfTime(target, name)
    return offsetDuration(
      target.zone === null ? null : offsetAt(target.zone, Math.floor(target.nanos / NANOS_OF_SECOND)),
    )
  }
  if (target instanceof FeelMonthsDuration) {
    if (name === 'years') return number(Math.trunc(target.months / 12))
    return name === 'months' ? number(target.months % 12) : undefined
  }
  if (target instanceof FeelDaysDuration) return partOfDays(target, name)
  if (target instanceof FeelRange) {
    if (name === 'start') return target.start
    if (name === 'end') return target.end
    if (name === 'start included') return target.startIncluded
    return name === 'end included' ? target.endIncluded : undefined
  }
  return undefined
}

function partOfDate(date: FeelDate, name: string): FeelNumber | undefined {
  if (name === 'year') return number(date.year)
  if (name === 'month') return number(date.month)
  if (name === 'day') return number(date.day)
  return name === 'weekday' ? number(weekdayOf(date)) : undefined
}

function partOfTime(time: FeelTime, name: string): FeelValue | undefined {
  if (name === 'hour') return number(time.hour)
  if (name === 'minute') return number(time.minute)
  if (name === 'second') return number(Math.floor(time.nanosOfMinute / NANOS_OF_SECOND))
  if (name !== 'timezone') return undefined
  return time.zone?.kind === 'named' ? time.zone.id : null
}

function partOfDays(duration: FeelDaysDuration, name: string): FeelNumber | undefined {
  const day = BigInt(NANOS_OF_DAY)
  if (name === 'days') return new FeelNumber((duration.nanos / day).toString())
  const rest = Number(duration.nanos % day)
  if (name === 'hours') return number(Math.trunc(rest / (3600 * NANOS_OF_SECOND)))
  if (name === 'minutes') return number(Math.trunc(rest / (60 * NANOS_OF_SECOND)) % 60)
  if (name !== 'seconds') return undefined
  return new FeelNumber(rest % (60 * NANOS_OF_SECOND)).dividedBy(NANOS_OF_SECOND)
}

function offsetDuration(seconds: number | null): FeelDaysDuration | null {
  return seconds === null ? null : new FeelDaysDuration(BigInt(seconds) * BigInt(NANOS_OF_SECOND))
}

function number(value: number): FeelNumber {
  return new FeelNumber(value + 0)
}
