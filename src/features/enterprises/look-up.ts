import { sql } from 'kysely'
import type { Tx } from './store.ts'

/** An enterprise on a day, as lists of other areas show it. */
export interface EnterpriseOn {
  readonly id: string
  readonly creditCode: string
  readonly name: string
  readonly status: 'active' | 'closed' | 'merged'
  readonly registrationParkId: string | null
  readonly operationParkId: string | null
  readonly registrationDistrictId: string | null
  readonly synthetic: boolean
}

/** Enterprises of these ids on a day, as far as the caller may see them then; in no order. */
export async function enterprisesOn(
  tx: Tx,
  ids: readonly string[],
  on: string,
): Promise<Map<string, EnterpriseOn>> {
  const { rows } = await sql<EnterpriseOn>`
    SELECT e.id, e.credit_code, e.synthetic, s.name, s.status, s.registration_park_id, s.operation_park_id,
           s.registration_district_id
      FROM enterprise_state s JOIN enterprise e ON e.id = s.enterprise_id
     WHERE s.enterprise_id = ANY (${ids}::uuid[]) AND upper_inf(s.known) AND s.valid @> ${on}::date`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Ids of the enterprises whose standing on a day the caller may see: by default of today. One look at the register. */
export async function visibleEnterprises(tx: Tx, on?: string): Promise<Set<string>> {
  const day = on === undefined ? sql`china_today()` : sql`${on}::date`
  const { rows } = await sql<{ ids: string[] | null }>`
    SELECT array_agg(s.enterprise_id) AS ids FROM enterprise_state s WHERE upper_inf(s.known) AND s.valid @> ${day}`.execute(
    tx,
  )
  return new Set(rows[0]?.ids ?? [])
}

/** The enterprise that an enterprise is today: itself, or the one that it was merged into as a duplicate. */
export async function survivorOf(tx: Tx, id: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    WITH RECURSIVE up AS (
      SELECT ${id}::uuid AS id, 0 AS step
      UNION ALL SELECT m.survivor_id, u.step + 1 FROM up u JOIN enterprise_merger m ON m.duplicate_id = u.id AND m.undone_at IS NULL
       WHERE u.step < 100
    ) SELECT id FROM up ORDER BY step DESC LIMIT 1`.execute(tx)
  return rows[0]?.id ?? id
}
