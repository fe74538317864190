import {
  type DuckDBType,
  type DuckDBValue,
  BOOLEAN,
  DOUBLE,
  LIST,
  VARCHAR,
  listValue,
} from '@duckdb/node-api'

/** Numbers are doubles, lists are of texts: `x IN (SELECT unnest($1))`. Moments are ISO texts, cast in the statement. */
export type AnalyticsParameter = string | number | boolean | null | readonly string[]

export interface BoundParameters {
  readonly values: DuckDBValue[]
  readonly types: DuckDBType[]
}

export function bindParameters(parameters: readonly AnalyticsParameter[]): BoundParameters {
  const values: DuckDBValue[] = []
  const types: DuckDBType[] = []
  for (const parameter of parameters) {
    if (parameter === null || typeof parameter === 'string') {
      values.push(parameter)
      types.push(VARCHAR)
    } else if (typeof parameter === 'number') {
      values.push(parameter)
      types.push(DOUBLE)
    } else if (typeof parameter === 'boolean') {
      values.push(parameter)
      types.push(BOOLEAN)
    } else {
      values.push(listValue([...parameter]))
      types.push(LIST(VARCHAR))
    }
  }
  return { values, types }
}

/** Counts as numbers; a whole number beyond 2^53 is a mistake of the statement, which should have cast it to text. */
export function plainValue(value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no exact number here: cast it to text`)
  return number
}
