import pg from 'pg'

/**
 * How column values arrive in TypeScript. Nothing becomes a JavaScript `Date`: a date has no time zone, and a moment
 * would lose its microseconds.
 *
 * | SQL                | TypeScript                                                              |
 * | ------------------ | ----------------------------------------------------------------------- |
 * | smallint, integer  | number                                                                  |
 * | bigint             | number; beyond ±(2^53 - 1) the query fails (cast such a column to text) |
 * | numeric            | string, exactly as stored                                               |
 * | date               | 'YYYY-MM-DD'                                                            |
 * | timestamptz        | '2026-01-31T08:00:00.123456Z' (sessions run in UTC)                     |
 * | timestamp          | '2026-01-31T08:00:00.123456', no zone                                   |
 * | interval           | ISO 8601, 'P1DT2H'                                                      |
 * | json, jsonb        | parsed; keys inside stay as they are                                    |
 * | bytea              | Buffer                                                                  |
 * | arrays of these    | arrays of the same                                                      |
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format === 'binary') return libraryParser(oid, 'binary')
    return textParsers.get(oid) ?? libraryParser(oid, 'text')
  },
}

const same = (text: string): string => text
type Parser = (text: string) => unknown

/** The library types its parsers as `any`. */
function libraryParser(oid: number, format: 'text' | 'binary'): Parser {
  return pg.types.getTypeParser(oid, format) as Parser
}

const textArrayOid = 1009
const textArray = libraryParser(textArrayOid, 'text')

function arrayOf<T>(parse: (text: string) => T) {
  return (text: string): unknown => mapLeaves(textArray(text), parse)
}

function mapLeaves<T>(value: unknown, parse: (text: string) => T): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => mapLeaves(item, parse))
  return typeof value === 'string' ? parse(value) : null
}

const textParsers = new Map<number, Parser>([
  [20, readBigint],
  [1016, arrayOf(readBigint)],
  [1082, same],
  [1182, arrayOf(same)],
  [1114, readMoment],
  [1115, arrayOf(readMoment)],
  [1184, readMoment],
  [1185, arrayOf(readMoment)],
  [1186, same],
  [1187, arrayOf(same)],
  [1700, same],
  [1231, arrayOf(same)],
])

function readBigint(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`bigint ${text} is not exact as a number; select it as text`)
  }
  return value
}

/** '2026-01-31 08:00:00.5+00' -> '2026-01-31T08:00:00.5Z'; another offset keeps its offset; 'infinity' stays. */
function readMoment(text: string): string {
  const iso = text.replace(' ', 'T')
  if (iso.endsWith('+00')) return `${iso.slice(0, -3)}Z`
  return /[+-]\d\d$/.test(iso) ? `${iso}:00` : iso
}
