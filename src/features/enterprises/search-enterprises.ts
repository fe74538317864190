import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { EnterpriseHit } from './contract.ts'
import type * as contract from './contract.ts'
import { placeSql } from './places.ts'
import type { Tx } from './store.ts'

/** So many enterprises are looked at for one search of the list that nothing else narrows down. */
export const MOST_FOUND = 300

/** Ids, names and ranks of what is found for these words; to be joined with `enterprise_state`, whose policy decides. */
export function foundSql(words: string, most: number | null): RawBuilder<unknown> {
  return sql`enterprises_named(${words}::text, ${most}::integer)`
}

/** Enterprises by name, former name, pinyin initials or credit code, best first. */
export function searchEnterprises(
  ctx: Context,
  { words, limit }: QueryOf<typeof contract.searchEnterprises>,
): Promise<ResponseOf<typeof contract.searchEnterprises>> {
  return ctx.read(async (tx) => {
    const hits = await enterpriseHits(tx, words, limit + 1)
    return { hits: hits.slice(0, limit), more: hits.length > limit }
  })
}

/** As `searchEnterprises`, within somebody's transaction. */
export async function enterpriseHits(tx: Tx, words: string, most: number): Promise<EnterpriseHit[]> {
  // Today's row, else the last one that the caller may see.
  const { rows } = await sql<EnterpriseHit>`
    SELECT e.id, e.credit_code, s.name, CASE WHEN s.name = f.name THEN NULL ELSE f.name END AS former_name, s.status,
           ${placeSql(sql`s.registration_park_id`)} AS registration_park, e.synthetic
      FROM ${foundSql(words, most)} f
      JOIN enterprise e ON e.id = f.enterprise_id
      JOIN LATERAL (
        SELECT t.name, t.status, t.registration_park_id FROM enterprise_state t
         WHERE t.enterprise_id = f.enterprise_id AND upper_inf(t.known)
         ORDER BY t.valid @> china_today() DESC, lower(t.valid) DESC NULLS LAST LIMIT 1) s ON true
     ORDER BY f.rank, s.status = 'active' DESC, f.current DESC, length(f.name), f.name, e.id LIMIT ${most}`.execute(
    tx,
  )
  return rows
}
