import { sql } from 'kysely'
import type { Steward } from './contract.ts'
import type { Tx } from './store.ts'

/** Those who hold on a day first, then the newest. */
export async function stewardsOf(tx: Tx, enterpriseId: string, on: string): Promise<Steward[]> {
  const { rows } = await sql<Steward>`
    SELECT a.id, a.kind, a.user_id, a.name, n.short_name AS organisation, t.telephone, lower(a.valid) AS "from",
           upper(a.valid) AS "to", a.reason, a.by_name, a.version
      FROM steward_assignment a LEFT JOIN steward_telephone t ON t.assignment_id = a.id
      LEFT JOIN person p ON p.id = a.user_id
      LEFT JOIN organisation_name n ON n.organisation_id = p.organisation_id AND n.valid @> current_date
     WHERE a.enterprise_id = ${enterpriseId}::uuid
     ORDER BY a.valid @> ${on}::date DESC, lower(a.valid) DESC, a.kind DESC`.execute(tx)
  return rows
}
