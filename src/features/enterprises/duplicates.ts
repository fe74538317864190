import { sql, type RawBuilder } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { DuplicateReason } from './contract.ts'
import type * as contract from './contract.ts'
import type { Tx } from './store.ts'

type One = ResponseOf<typeof contract.listDuplicates>['pairs'][number]['one']

/** The standing of an enterprise as pairs show it. */
export function oneSql(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(SELECT json_build_object('id', e.id, 'name', s.name, 'creditCode', e.credit_code, 'status', s.status,
      'registrationPark', (SELECT n.short_name FROM organisation_name n
                            WHERE n.organisation_id = s.registration_park_id AND n.valid @> china_today()),
      'since', (SELECT min(lower(f.valid)) FROM enterprise_state f WHERE f.enterprise_id = e.id AND upper_inf(f.known)))
    FROM enterprise e JOIN enterprise_state s ON s.enterprise_id = e.id AND upper_inf(s.known)
   WHERE e.id = ${id} ORDER BY s.valid @> china_today() DESC, lower(s.valid) DESC NULLS LAST LIMIT 1)`
}

/**
 * Pairs of enterprises that are not merged and were not told apart, with why they may be the same. Under the caller's rights; of a
 * pair both must be seen.
 */
const PAIRS = sql`
    WITH standing AS MATERIALIZED (
      SELECT s.enterprise_id, plain_name(s.name) AS plain, s.address, s.field, s.status, s.registration_park_id,
             s.valid @> china_today() AS today
        FROM enterprise_state s WHERE upper_inf(s.known)
    ), alive AS MATERIALIZED (
      SELECT s.enterprise_id, s.plain, nullif(plain_name(s.address), '') AS address, s.field, s.registration_park_id
        FROM standing s WHERE s.today AND s.status <> 'merged'
    ), former AS MATERIALIZED (
      SELECT DISTINCT s.enterprise_id, s.plain FROM standing s JOIN alive a USING (enterprise_id) WHERE NOT s.today AND s.plain <> a.plain
    ), why AS (
      SELECT a.enterprise_id AS one, b.enterprise_id AS other, 'same-name' AS reason
        FROM alive a JOIN alive b ON b.plain = a.plain AND b.enterprise_id > a.enterprise_id
      UNION SELECT least(a.enterprise_id, b.enterprise_id), greatest(a.enterprise_id, b.enterprise_id), 'former-name'
        FROM former a JOIN alive b ON b.plain = a.plain AND b.enterprise_id <> a.enterprise_id
      UNION SELECT a.enterprise_id, b.enterprise_id, 'same-address'
        FROM alive a JOIN alive b ON b.address = a.address AND b.field = a.field AND b.registration_park_id = a.registration_park_id
             AND b.enterprise_id > a.enterprise_id
    ), pairs AS (
      SELECT one, other, array_agg(DISTINCT reason) AS reasons FROM why
       WHERE NOT EXISTS (SELECT FROM enterprise_apart p WHERE p.one_id = why.one AND p.other_id = why.other)
       GROUP BY one, other
    )`

/** Pairs that may be the same, the surest first: those with more reasons, then same names. */
export function listDuplicates(
  ctx: Context,
  { park, reason, offset, limit }: QueryOf<typeof contract.listDuplicates>,
): Promise<ResponseOf<typeof contract.listDuplicates>> {
  return ctx.read(async (tx) => {
    const { rows } = await sql<{
      one: One
      other: One
      reasons: DuplicateReason[]
      total: number
    }>`${PAIRS}, chosen AS (
      SELECT p.one, p.other, p.reasons FROM pairs p
       WHERE (${reason ?? null}::text IS NULL OR ${reason ?? null}::text = ANY (p.reasons))
         AND (${park ?? null}::uuid IS NULL OR EXISTS (
           SELECT FROM alive a WHERE a.enterprise_id IN (p.one, p.other) AND a.registration_park_id = ${park ?? null}::uuid))
    ), page AS (
      SELECT c.*, count(*) OVER ()::int AS total FROM chosen c
       ORDER BY cardinality(c.reasons) DESC, 'same-name' = ANY (c.reasons) DESC, c.one, c.other LIMIT ${limit} OFFSET ${offset}
    )
    SELECT ${oneSql(sql`page.one`)} AS one, ${oneSql(sql`page.other`)} AS other, page.reasons, page.total FROM page
     ORDER BY cardinality(page.reasons) DESC, 'same-name' = ANY (page.reasons) DESC, page.one, page.other`.execute(
      tx,
    )
    const total = rows[0]?.total ?? (offset === 0 ? 0 : await countPairs(tx, park, reason))
    return { total, pairs: rows.map(({ one, other, reasons }) => ({ one, other, reasons })) }
  })
}

async function countPairs(tx: Tx, park: string | undefined, reason: string | undefined): Promise<number> {
  const { rows } = await sql<{ total: number }>`${PAIRS}
    SELECT count(*)::int AS total FROM pairs p
     WHERE (${reason ?? null}::text IS NULL OR ${reason ?? null}::text = ANY (p.reasons))
       AND (${park ?? null}::uuid IS NULL OR EXISTS (
         SELECT FROM alive a WHERE a.enterprise_id IN (p.one, p.other) AND a.registration_park_id = ${park ?? null}::uuid))`.execute(
    tx,
  )
  return rows[0]?.total ?? 0
}

/** Others that may be the same as one. */
export async function duplicatesOf(
  tx: Tx,
  id: string,
): Promise<{ id: string; name: string; creditCode: string; reasons: string[] }[]> {
  const { rows } = await sql<{ one: One; reasons: string[] }>`
    SELECT ${oneSql(sql`found.other`)} AS one, found.reasons FROM suspected_duplicates(${id}::uuid) found`.execute(
    tx,
  )
  return rows.flatMap(({ one, reasons }) =>
    one === null ? [] : [{ id: one.id, name: one.name, creditCode: one.creditCode, reasons }],
  )
}

/** Says that two are two, so that nobody asks again. */
export function dismissDuplicate(
  ctx: Context,
  { one, other, reason }: BodyOf<typeof contract.dismissDuplicate>,
): Promise<Record<string, never>> {
  if (one === other) refuse('enterprises.merge_itself', {}, ['other'])
  const [first, second] = [one, other].sort()
  return ctx.inTransaction(async (tx) => {
    const there = await tx.selectFrom('enterprise').select('id').where('id', 'in', [one, other]).execute()
    if (there.length < 2 || first === undefined || second === undefined)
      return refuse('enterprises.not_found')
    await tx
      .insertInto('enterpriseApart')
      .values({ oneId: first, otherId: second, reason, byId: ctx.caller.userId, byName: ctx.caller.name })
      .onConflict((conflict) => conflict.columns(['oneId', 'otherId']).doNothing())
      .execute()
    await ctx.audit(tx, {
      action: 'enterprise.told-apart',
      subjectKind: 'enterprise',
      subjectId: first,
      detail: { other: second, reason },
    })
    return {}
  })
}
