import type { GroupNumber, SqlExpression } from '#domain/indicators'
import type { AnalyticsQuery } from '#platform/analytics'
import { cutSql, estimatesSql, type Cut } from './aggregate-sql.ts'

/** Numbers of several expressions in the groups of one cut. */
export interface CutNumbers {
  /** Codes of all groups that have an enterprise in any period, in order; '' where the register says nothing. */
  readonly groups: readonly string[]
  /** Of the nth expression; group null: the whole. */
  numberOf(expression: number, period: string, group: string | null): GroupNumber
  /** Filings behind it in which a cell that is read is an estimate. */
  estimatesOf(period: string, group: string | null): number
}

const NOTHING: GroupNumber = { value: null, entities: 0, topOne: null, topTwo: null }

/** More would be no table that anybody reads, and memory that others need. */
const ROWS_AT_MOST = 200_000

export class TooManyGroups extends Error {
  override readonly name = 'TooManyGroups'
}

interface Row extends Record<`${'value' | 'entities' | 'topOne' | 'topTwo'}_${number}`, number | null> {
  readonly period: string
  readonly group: string
  readonly isTotal: boolean
}

export async function loadNumbers(
  query: AnalyticsQuery,
  expressions: readonly SqlExpression[],
  cut: Cut,
): Promise<CutNumbers> {
  const { sql, parameters } = cutSql(expressions, cut, { withShares: cut.restriction.kind === 'published' })
  const rows = await query<Row>(`${sql} LIMIT ${ROWS_AT_MOST + 1}`, parameters)
  if (rows.length > ROWS_AT_MOST) throw new TooManyGroups(`more than ${ROWS_AT_MOST} groups`)
  const totals = new Map<string, Row>()
  const byGroup = new Map<string, Map<string, Row>>()
  for (const row of rows) {
    if (row.isTotal) totals.set(row.period, row)
    else {
      const periods = byGroup.get(row.group) ?? new Map<string, Row>()
      byGroup.set(row.group, periods.set(row.period, row))
    }
  }
  const estimates = await loadEstimates(query, expressions, cut)
  return {
    groups: [...byGroup.keys()].sort(),
    numberOf(expression, period, group) {
      const row = group === null ? totals.get(period) : byGroup.get(group)?.get(period)
      return row === undefined ? NOTHING : numberIn(row, expression)
    },
    estimatesOf: (period, group) => estimates.get(period)?.get(group) ?? 0,
  }
}

function numberIn(row: Row, expression: number): GroupNumber {
  const value = row[`value_${expression}`] ?? null
  return {
    // What has no number (a figure beyond all doubles) is none.
    value: value === null || !Number.isFinite(value) ? null : value,
    entities: row[`entities_${expression}`] ?? 0,
    topOne: row[`topOne_${expression}`] ?? null,
    topTwo: row[`topTwo_${expression}`] ?? null,
  }
}

async function loadEstimates(
  query: AnalyticsQuery,
  expressions: readonly SqlExpression[],
  cut: Cut,
): Promise<Map<string, Map<string | null, number>>> {
  const estimates = new Map<string, Map<string | null, number>>()
  const statement = estimatesSql(expressions, cut)
  if (statement === null) return estimates
  const { sql, parameters } = statement
  for (const { period, group, filings } of await query<{ period: string; group: string; filings: number }>(
    sql,
    parameters,
  )) {
    const ofPeriod = estimates.get(period) ?? new Map<string | null, number>()
    ofPeriod.set(group, filings).set(null, (ofPeriod.get(null) ?? 0) + filings)
    estimates.set(period, ofPeriod)
  }
  return estimates
}
