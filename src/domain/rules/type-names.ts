import { FeelDate, FeelDateTime, FeelDaysDuration, FeelMonthsDuration, FeelTime } from './temporal.ts'
import { FeelFunction, FeelRange, type FeelValue, isContext, isList, isNumber } from './values.ts'

/** The name of a value's type as FEEL writes it. */
export function typeNameOf(value: FeelValue): string {
  if (value === null) return 'null'
  if (isNumber(value)) return 'number'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  if (isList(value)) return 'list'
  if (isContext(value)) return 'context'
  if (value instanceof FeelDate) return 'date'
  if (value instanceof FeelTime) return 'time'
  if (value instanceof FeelDateTime) return 'date and time'
  if (value instanceof FeelDaysDuration) return 'days and time duration'
  if (value instanceof FeelMonthsDuration) return 'years and months duration'
  if (value instanceof FeelRange) return 'range'
  if (value instanceof FeelFunction) return 'function'
  return 'unknown'
}
