import { sql } from 'kysely'
import type { ParkRef, UnitRef } from './contract.ts'
import type { Tx } from './store.ts'

/** Parks with the names that they have today, by id. */
export async function parksById(tx: Tx): Promise<ReadonlyMap<string, ParkRef>> {
  const rows = await tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
    .select(['o.id', 'o.code', 'n.shortName as name', 'n.nameEn'])
    .where('o.kind', '=', 'park')
    .where(sql<boolean>`n.valid @> current_date`)
    .orderBy('o.code')
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Who files, with the name of the day; enterprises that the caller may not see are left out. */
export async function unitsById(
  tx: Tx,
  ids: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, UnitRef>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<UnitRef>`
    SELECT e.id, 'enterprise' AS kind, s.name, s.name_en, e.credit_code, e.synthetic
      FROM enterprise e
      JOIN LATERAL (
        SELECT name, name_en FROM enterprise_state s
         WHERE s.enterprise_id = e.id AND upper_inf(s.known)
         -- The name of the day; where it has none then, the nearest later one, else the last.
         ORDER BY s.valid @> ${on}::date DESC, lower(s.valid) > ${on}::date DESC,
                  abs(coalesce(lower(s.valid), ${on}::date) - ${on}::date) LIMIT 1
      ) s ON true
     WHERE e.id = ANY (${wanted}::uuid[])
    UNION ALL
    SELECT o.id, 'park', n.name, n.name_en, NULL, false
      FROM organisation o JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> current_date
     WHERE o.kind = 'park' AND o.id = ANY (${wanted}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}
