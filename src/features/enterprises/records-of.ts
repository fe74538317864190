import { sql } from 'kysely'
import type { RecordValue } from './contract.ts'
import type { Tx } from './store.ts'

/** A record as rules ask it: what is confidential stands among the fields where the caller may see it. */
export interface KnownRecord {
  readonly id: string
  readonly kind: string
  readonly status: 'declared' | 'confirmed'
  readonly from: string
  /** First day on which it no longer holds. */
  readonly to: string | null
  readonly fields: Readonly<Record<string, RecordValue>>
  readonly source: string
}

/**
 * Records that had begun by a day, declared or confirmed, in force or over, by enterprise, oldest first; under the caller's
 * rights. Those of enterprises merged into another stand with that one.
 */
export async function recordsOf(
  tx: Tx,
  enterprises: readonly string[] | 'all',
  on: string,
): Promise<Map<string, KnownRecord[]>> {
  const wanted = enterprises === 'all' ? sql`true` : sql`r.enterprise_id = ANY (w.ids)`
  const { rows } = await sql<KnownRecord & { holder: string }>`
    WITH RECURSIVE merged AS (
      SELECT m.duplicate_id AS member, m.survivor_id AS holder FROM enterprise_merger m WHERE m.undone_at IS NULL
      UNION SELECT d.member, m.survivor_id FROM merged d JOIN enterprise_merger m ON m.duplicate_id = d.holder WHERE m.undone_at IS NULL
    ), held AS (
      SELECT d.member, d.holder FROM merged d
       WHERE NOT EXISTS (SELECT FROM enterprise_merger m WHERE m.duplicate_id = d.holder AND m.undone_at IS NULL)
    ), w AS (
      SELECT ${enterprises === 'all' ? null : enterprises}::uuid[]
             || array(SELECT h.member FROM held h WHERE h.holder = ANY (${enterprises === 'all' ? null : enterprises}::uuid[])) AS ids
    )
    SELECT coalesce(h.holder, r.enterprise_id) AS holder, r.id, r.kind, r.status, lower(r.valid)::text AS "from",
           upper(r.valid)::text AS "to", r.source,
           CASE WHEN c.id IS NULL THEN r.fields ELSE r.fields || c.fields END AS fields
      FROM w CROSS JOIN enterprise_record r
      LEFT JOIN enterprise_record_confidential c ON c.id = r.id AND c.version = r.version
      LEFT JOIN held h ON h.member = r.enterprise_id
     WHERE ${wanted} AND upper_inf(r.known) AND r.status IN ('declared', 'confirmed') AND lower(r.valid) <= ${on}::date
     ORDER BY lower(r.valid), r.id`.execute(tx)
  const found = new Map<string, KnownRecord[]>()
  for (const { holder, ...record } of rows) {
    const own = found.get(holder)
    if (own === undefined) found.set(holder, [record])
    else own.push(record)
  }
  return found
}
