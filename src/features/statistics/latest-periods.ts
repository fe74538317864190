import { sql } from 'kysely'
import type { Tx } from './store.ts'

/** The latest periods of a rhythm that have begun to be filed, newest first. */
export async function latestPeriods(
  tx: Tx,
  rhythm: 'year' | 'quarter' | 'month',
  count: number,
): Promise<string[]> {
  const { rows } = await sql<{ period: string }>`
    SELECT p.period FROM statistics_period p JOIN statistics_form f ON f.code = p.form AND f.version = p.form_version
     WHERE f.rhythm = ${rhythm} AND p.opens_on <= current_date
     GROUP BY p.period ORDER BY p.period DESC LIMIT ${count}`.execute(tx)
  return rows.map(({ period }) => period)
}
