import { fromPlain } from './plain-values.ts'
import { writeValue } from './values.ts'

/** An answer as tests write it: everything but booleans, null, lists and contexts by its text. */
export function shownValue(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(shownValue)
  if (Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shownValue(entry)]))
  return writeValue(fromPlain(value))
}
