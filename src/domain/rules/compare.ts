/**
 * Equality and order of values (DMN 1.5 clauses 10.3.2.13 and 10.3.2.14). Values of unlike types have neither: null. Times and
 * moments are equal, and in order, by whole seconds: their parts are hour, minute, second and offset (so the test kit).
 */
import {
  FeelDate,
  FeelDateTime,
  FeelDaysDuration,
  FeelMonthsDuration,
  FeelTime,
  NANOS_OF_SECOND,
  dayNumberOf,
  instantNanos,
} from './temporal.ts'
import { FeelRun } from './scope.ts'
import { equalZones, offsetAt } from './zone.ts'
import { FeelFunction, FeelRange, type FeelValue, isContext, isList, isNumber } from './values.ts'
import type { ComparisonSign } from './syntax.ts'

/** True, false, or null where the two cannot be compared. `null = null` is true, `null = 1` false. Costs the run its steps. */
export function equalValues(left: FeelValue, right: FeelValue, run: FeelRun = new FeelRun()): boolean | null {
  run.spend(1)
  if (left === null || right === null) return left === right
  if (typeof left === 'boolean' || typeof left === 'string')
    return typeof right === typeof left ? left === right : null
  if (isList(left)) return isList(right) ? equalLists(left, right, run) : null
  if (isContext(left)) return isContext(right) ? equalContexts(left, right, run) : null
  if (left instanceof FeelFunction) return right instanceof FeelFunction ? left === right : null
  if (left instanceof FeelRange) return right instanceof FeelRange ? equalRanges(left, right, run) : null
  if (isZeroDuration(left) && isZeroDuration(right)) return true
  const order = orderOf(left, right)
  return order === null ? null : order === 0
}

function equalLists(left: readonly FeelValue[], right: readonly FeelValue[], run: FeelRun): boolean | null {
  if (left.length !== right.length) return false
  return allEqual(
    left.map((item, index) => [item, right[index] ?? null]),
    run,
  )
}

function equalContexts(
  left: ReadonlyMap<string, FeelValue>,
  right: ReadonlyMap<string, FeelValue>,
  run: FeelRun,
): boolean | null {
  if (left.size !== right.size || [...left.keys()].some((key) => !right.has(key))) return false
  return allEqual(
    [...left].map(([key, value]) => [value, right.get(key) ?? null]),
    run,
  )
}

function allEqual(pairs: readonly (readonly [FeelValue, FeelValue])[], run: FeelRun): boolean | null {
  let known = true
  run.enter()
  for (const [left, right] of pairs) {
    const equal = equalValues(left, right, run)
    if (equal === false) {
      run.leave()
      return false
    }
    if (equal === null) known = false
  }
  run.leave()
  return known ? true : null
}

function equalRanges(left: FeelRange, right: FeelRange, run: FeelRun): boolean | null {
  if (left.sign !== right.sign) return false
  if (left.startIncluded !== right.startIncluded || left.endIncluded !== right.endIncluded) return false
  return allEqual(
    [
      [left.start, right.start],
      [left.end, right.end],
    ],
    run,
  )
}

function isZeroDuration(value: FeelValue): boolean {
  if (value instanceof FeelDaysDuration) return value.nanos === 0n
  return value instanceof FeelMonthsDuration && value.months === 0
}

/** Negative, zero, positive; null where the two have no order. */
export function orderOf(left: FeelValue, right: FeelValue): number | null {
  if (isNumber(left)) return isNumber(right) ? left.comparedTo(right) : null
  if (typeof left === 'string') return typeof right === 'string' ? signOf(left, right) : null
  if (left instanceof FeelDate)
    return right instanceof FeelDate ? signOf(dayNumberOf(left), dayNumberOf(right)) : null
  if (left instanceof FeelDateTime) return right instanceof FeelDateTime ? orderOfMoments(left, right) : null
  if (left instanceof FeelTime) return right instanceof FeelTime ? orderOfTimes(left, right) : null
  if (left instanceof FeelDaysDuration)
    return right instanceof FeelDaysDuration ? signOf(left.nanos, right.nanos) : null
  if (left instanceof FeelMonthsDuration)
    return right instanceof FeelMonthsDuration ? signOf(left.months, right.months) : null
  return null
}

function orderOfMoments(left: FeelDateTime, right: FeelDateTime): number | null {
  if ((left.time.zone === null) !== (right.time.zone === null)) return null
  return signOf(wholeSeconds(instantNanos(left)), wholeSeconds(instantNanos(right)))
}

function wholeSeconds(nanos: bigint): bigint {
  const second = BigInt(NANOS_OF_SECOND)
  const rest = ((nanos % second) + second) % second
  return (nanos - rest) / second
}

/** Seconds since midnight in Greenwich; a named zone has its offset of 1970-01-01, because a time has no day. */
export function secondsOfTime(time: FeelTime): number {
  const seconds = Math.floor(time.nanos / NANOS_OF_SECOND)
  return time.zone === null ? seconds : seconds - offsetAt(time.zone, seconds)
}

function orderOfTimes(left: FeelTime, right: FeelTime): number | null {
  if ((left.zone === null) !== (right.zone === null)) return null
  return signOf(secondsOfTime(left), secondsOfTime(right))
}

function signOf<T extends number | bigint | string>(left: T, right: T): number {
  return left < right ? -1 : left > right ? 1 : 0
}

export function compareBySign(
  sign: ComparisonSign,
  left: FeelValue,
  right: FeelValue,
  run: FeelRun = new FeelRun(),
): boolean | null {
  if (sign === '=') return equalValues(left, right, run)
  if (sign === '!=') {
    const equal = equalValues(left, right, run)
    return equal === null ? null : !equal
  }
  const order = orderOf(left, right)
  if (order === null) return null
  if (sign === '<') return order < 0
  if (sign === '<=') return order <= 0
  return sign === '>' ? order > 0 : order >= 0
}

/** Whether a value lies in a range; null where it cannot be compared with an endpoint. */
export function liesIn(value: FeelValue, range: FeelRange, run: FeelRun = new FeelRun()): boolean | null {
  if (range.sign === '!=' || range.sign === '=') return compareBySign(range.sign, value, range.start, run)
  const afterStart =
    range.start === null && (range.sign === '<' || range.sign === '<=')
      ? true
      : compareBySign(range.startIncluded ? '>=' : '>', value, range.start, run)
  const beforeEnd =
    range.end === null && (range.sign === '>' || range.sign === '>=')
      ? true
      : compareBySign(range.endIncluded ? '<=' : '<', value, range.end, run)
  if (afterStart === null || beforeEnd === null) return null
  return afterStart && beforeEnd
}

/** `is`: the same value of the same type, zones included as they are written. */
export function sameValue(left: FeelValue, right: FeelValue, run: FeelRun): boolean {
  if (left instanceof FeelTime)
    return right instanceof FeelTime && left.nanos === right.nanos && equalZones(left.zone, right.zone)
  if (left instanceof FeelDateTime)
    return (
      right instanceof FeelDateTime &&
      sameValue(left.date, right.date, run) &&
      sameValue(left.time, right.time, run)
    )
  if (left instanceof FeelDaysDuration && !(right instanceof FeelDaysDuration)) return false
  if (left instanceof FeelMonthsDuration && !(right instanceof FeelMonthsDuration)) return false
  return equalValues(left, right, run) === true
}
