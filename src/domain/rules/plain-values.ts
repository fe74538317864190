import { LimitReached } from './scope.ts'
import { FeelDate, FeelDateTime, FeelDaysDuration, FeelMonthsDuration, FeelTime } from './temporal.ts'
import {
  type FeelContext,
  FeelFunction,
  FeelRange,
  type FeelValue,
  isContext,
  isList,
  isNumber,
  toNumber,
} from './values.ts'

/** Objects within one another that are taken over. */
export const DEEPEST_VALUE = 200

/** A plain JavaScript value as a FEEL value. What FEEL has no value for (undefined, functions, symbols, NaN) is null. */
export function fromPlain(value: unknown, depth = 0): FeelValue {
  if (depth > DEEPEST_VALUE) throw new LimitReached('rules.too_deep', DEEPEST_VALUE)
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return toNumber(value)
  if (typeof value === 'number') return Number.isFinite(value) ? toNumber(value) : null
  if (typeof value !== 'object') return null
  if (isEngineValue(value)) return value
  if (Array.isArray(value)) return value.map((item) => fromPlain(item, depth + 1))
  const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value)
  const context = new Map<string, FeelValue>()
  for (const [key, entry] of entries)
    if (typeof key === 'string') context.set(key, fromPlain(entry, depth + 1))
  return context
}

function isEngineValue(
  value: object,
): value is
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDaysDuration
  | FeelMonthsDuration
  | FeelRange
  | FeelFunction
  | NonNullable<ReturnType<typeof toNumber>> {
  return (
    isNumber(value) ||
    value instanceof FeelDate ||
    value instanceof FeelTime ||
    value instanceof FeelDateTime ||
    value instanceof FeelDaysDuration ||
    value instanceof FeelMonthsDuration ||
    value instanceof FeelRange ||
    value instanceof FeelFunction
  )
}

/** The inverse of `fromPlain`: contexts become objects, the engine's own types stay. What is shared stays shared. */
export function toPlain(value: FeelValue): unknown {
  const made = new Map<FeelValue, unknown>()
  return convert(value, 0)

  function convert(part: FeelValue, depth: number): unknown {
    if (!isList(part) && !isContext(part)) return part
    if (depth > DEEPEST_VALUE) throw new LimitReached('rules.too_deep', DEEPEST_VALUE)
    const known = made.get(part)
    if (known !== undefined) return known
    const converted = isList(part)
      ? part.map((item) => convert(item, depth + 1))
      : Object.fromEntries([...part].map(([key, entry]) => [key, convert(entry, depth + 1)]))
    made.set(part, converted)
    return converted
  }
}

/** Every name in a context, of variables and of members at any depth: what the grammar has to know to read an expression. */
export function namesIn(context: FeelContext): Set<string> {
  const names = new Set<string>()
  const collect = (value: FeelValue): void => {
    if (isList(value)) {
      for (const item of value) if (isContext(item) || isList(item)) collect(item)
    } else if (isContext(value)) {
      for (const [key, entry] of value) {
        names.add(key)
        if (isContext(entry) || isList(entry)) collect(entry)
      }
    }
  }
  collect(context)
  return names
}
