/** Sums, differences, products, quotients and powers (DMN 1.5 clause 10.3.2.15, tables 55 to 58). */
import type { FeelRun } from './scope.ts'
import type { ArithmeticSign } from './syntax.ts'
import {
  FeelDate,
  FeelDateTime,
  FeelDaysDuration,
  FeelMonthsDuration,
  FeelTime,
  NANOS_OF_DAY,
  NANOS_OF_SECOND,
  addMonths,
  atLocalNanos,
  dayNumberOf,
  instantNanos,
  localNanos,
  midnightOf,
} from './temporal.ts'
import { secondsOfTime } from './compare.ts'
import { FeelNumber, type FeelValue, isNumber, kept } from './values.ts'
import { typeNameOf } from './type-names.ts'
import { offsetAtUtc } from './zone.ts'

export function calculate(sign: ArithmeticSign, left: FeelValue, right: FeelValue, run: FeelRun): FeelValue {
  if (left === null || right === null) return null
  const result = resultOf(sign, left, right, run)
  if (result !== undefined) return result
  return run.nothing('no_such_operation', { sign, left: typeNameOf(left), right: typeNameOf(right) })
}

/** Undefined where there is no such operation. */
function resultOf(
  sign: ArithmeticSign,
  left: FeelValue,
  right: FeelValue,
  run: FeelRun,
): FeelValue | undefined {
  if (isNumber(left) && isNumber(right)) return calculateNumbers(sign, left, right, run)
  switch (sign) {
    case '+':
      return typeof left === 'string' && typeof right === 'string'
        ? joined(left, right, run)
        : (sumOf(left, right, run) ?? (isDuration(left) ? sumOf(right, left, run) : undefined))
    case '-':
      if (isDuration(right)) return sumOf(left, negated(right), run)
      return differenceOf(left, right, run)
    case '*':
      if (isNumber(left) && isDuration(right)) return scaled(right, left, run)
      return isDuration(left) && isNumber(right) ? scaled(left, right, run) : undefined
    case '/':
      return quotientOf(left, right, run)
    case '**':
      return undefined
  }
}

function joined(left: string, right: string, run: FeelRun): string {
  run.holdSize(left.length + right.length)
  return left + right
}

function calculateNumbers(
  sign: ArithmeticSign,
  left: FeelNumber,
  right: FeelNumber,
  run: FeelRun,
): FeelNumber | null {
  if (sign === '/' && right.isZero()) return run.nothing('divided_by_zero')
  const result = kept(numberOf(sign, left, right))
  return result ?? run.nothing('out_of_range')
}

function numberOf(sign: ArithmeticSign, left: FeelNumber, right: FeelNumber): FeelNumber {
  switch (sign) {
    case '+':
      return left.plus(right)
    case '-':
      return left.minus(right)
    case '*':
      return left.times(right)
    case '/':
      return left.dividedBy(right)
    case '**':
      return FeelNumber.pow(left, right)
  }
}

export type FeelDuration = FeelDaysDuration | FeelMonthsDuration

export function isDuration(value: FeelValue): value is FeelDuration {
  return value instanceof FeelDaysDuration || value instanceof FeelMonthsDuration
}

export function negated<T extends FeelDuration>(duration: T): FeelDuration {
  return duration instanceof FeelDaysDuration
    ? new FeelDaysDuration(-duration.nanos)
    : new FeelMonthsDuration(-duration.months)
}

function sumOf(left: FeelValue, right: FeelValue, run: FeelRun): FeelValue | undefined {
  if (right instanceof FeelMonthsDuration) {
    if (left instanceof FeelMonthsDuration) return monthsOf(left.months + right.months, run)
    if (left instanceof FeelDate) return addMonths(left, right.months) ?? run.nothing('out_of_range')
    if (!(left instanceof FeelDateTime)) return undefined
    const date = addMonths(left.date, right.months)
    return date === null ? run.nothing('out_of_range') : new FeelDateTime(date, left.time)
  }
  if (!(right instanceof FeelDaysDuration)) return undefined
  if (left instanceof FeelDaysDuration) return new FeelDaysDuration(left.nanos + right.nanos)
  if (left instanceof FeelDate) {
    const moment = atLocalNanos(localNanos(midnightOf(left)) + right.nanos, null)
    return moment === null ? run.nothing('out_of_range') : moment.date
  }
  if (left instanceof FeelTime) {
    const day = BigInt(NANOS_OF_DAY)
    return new FeelTime(Number((((BigInt(left.nanos) + right.nanos) % day) + day) % day), left.zone)
  }
  if (left instanceof FeelDateTime) return laterMoment(left, right) ?? run.nothing('out_of_range')
  return undefined
}

/** Durations of days are elapsed time: in a named zone the clock may be an hour further or less. */
function laterMoment(moment: FeelDateTime, duration: FeelDaysDuration): FeelDateTime | null {
  const { zone } = moment.time
  if (zone === null || zone.kind === 'offset') return atLocalNanos(localNanos(moment) + duration.nanos, zone)
  const instant = instantNanos(moment) + duration.nanos
  const seconds = Number(instant / BigInt(NANOS_OF_SECOND))
  return atLocalNanos(instant + BigInt(offsetAtUtc(zone, seconds)) * BigInt(NANOS_OF_SECOND), zone)
}

function differenceOf(left: FeelValue, right: FeelValue, run: FeelRun): FeelValue | undefined {
  if (left instanceof FeelTime && right instanceof FeelTime) {
    if ((left.zone === null) !== (right.zone === null)) return run.nothing('unlike_types')
    return new FeelDaysDuration(nanosOfTime(left) - nanosOfTime(right))
  }
  if (left instanceof FeelDate && right instanceof FeelDate)
    return new FeelDaysDuration(BigInt(dayNumberOf(left) - dayNumberOf(right)) * BigInt(NANOS_OF_DAY))
  const from = momentOf(left)
  const to = momentOf(right)
  if (from === null || to === null) return undefined
  if ((from.time.zone === null) !== (to.time.zone === null)) return run.nothing('unlike_types')
  return new FeelDaysDuration(instantNanos(from) - instantNanos(to))
}

function nanosOfTime(time: FeelTime): bigint {
  if (time.zone === null) return BigInt(time.nanos)
  return BigInt(secondsOfTime(time)) * BigInt(NANOS_OF_SECOND) + BigInt(time.nanos % NANOS_OF_SECOND)
}

function momentOf(value: FeelValue): FeelDateTime | null {
  if (value instanceof FeelDateTime) return value
  return value instanceof FeelDate ? midnightOf(value) : null
}

function monthsOf(months: number, run: FeelRun): FeelMonthsDuration | null {
  return Number.isSafeInteger(months) ? new FeelMonthsDuration(months) : run.nothing('out_of_range')
}

function scaled(duration: FeelDuration, factor: FeelNumber, run: FeelRun): FeelDuration | null {
  if (duration instanceof FeelMonthsDuration)
    return monthsOf(new FeelNumber(duration.months).times(factor).trunc().toNumber(), run)
  return daysOf(new FeelNumber(duration.nanos.toString()).times(factor), run)
}

function daysOf(nanos: FeelNumber, run: FeelRun): FeelDaysDuration | null {
  // A hundred billion years: what no calendar here holds would only make big numbers.
  if (!nanos.isFinite() || nanos.abs().greaterThan('1e30')) return run.nothing('out_of_range')
  return new FeelDaysDuration(BigInt(nanos.trunc().toFixed(0)))
}

function quotientOf(left: FeelValue, right: FeelValue, run: FeelRun): FeelValue | undefined {
  if (!isDuration(left)) return undefined
  const size = sizeOf(left)
  if (isNumber(right)) {
    if (right.isZero()) return run.nothing('divided_by_zero')
    const part = size.dividedBy(right)
    return left instanceof FeelMonthsDuration ? monthsOf(part.trunc().toNumber(), run) : daysOf(part, run)
  }
  const alike = left instanceof FeelMonthsDuration ? FeelMonthsDuration : FeelDaysDuration
  if (!(right instanceof alike)) return undefined
  const divisor = sizeOf(right)
  return divisor.isZero() ? run.nothing('divided_by_zero') : kept(size.dividedBy(divisor))
}

function sizeOf(duration: FeelDuration): FeelNumber {
  return new FeelNumber(duration instanceof FeelMonthsDuration ? duration.months : duration.nanos.toString())
}

export function negate(value: FeelValue, run: FeelRun): FeelValue {
  if (value === null) return null
  if (isNumber(value)) return value.negated()
  if (isDuration(value)) return negated(value)
  return run.nothing('no_such_operation', { sign: '-', left: '', right: typeNameOf(value) })
}
