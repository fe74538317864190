import { sql, type RawBuilder } from 'kysely'
import { dayNumber } from '#domain/kernel'
import { recordKind } from '#features/enterprises'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { ExpiryRow } from './contract.ts'
import type * as contract from './contract.ts'
import { findLadder, type Ladder } from './ladder-store.ts'
import { ENTERPRISE_NAME, chosen, dayOf, every, joinEnterprise, type Tx } from './store.ts'

/** Qualifications that end soon, the nearest first. */
export function listExpiring(
  ctx: Context,
  { within, qualification, offset, limit, ...choice }: QueryOf<typeof contract.listExpiring>,
): Promise<ResponseOf<typeof contract.listExpiring>> {
  const on = dayOf(ctx.now)
  return ctx.read(async (tx) => {
    const conditions = [
      ...chosen(choice),
      soon(on, within),
      ...(qualification === undefined ? [] : [sql`q.qualification = ${qualification}`]),
    ]
    const { rows } = await sql<{ total: number }>`
      SELECT count(*)::int AS total FROM qualification_end q ${joinEnterprise('q', on)} WHERE ${every(conditions)}`.execute(
      tx,
    )
    return {
      total: rows[0]?.total ?? 0,
      expiring: await select(tx, on, conditions, { offset, limit }),
    }
  })
}

/** Those of some enterprises. */
export async function expiringOf(
  tx: Tx,
  on: string,
  enterprises: readonly string[],
  within: number,
): Promise<ExpiryRow[]> {
  if (enterprises.length === 0) return []
  return select(tx, on, [soon(on, within), sql`q.enterprise_id = ANY (${[...enterprises]}::uuid[])`], {
    offset: 0,
    limit: 500,
  })
}

function soon(on: string, within: number): RawBuilder<unknown> {
  return sql`q.until_on BETWEEN ${on}::date AND ${on}::date + ${within}::int`
}

async function select(
  tx: Tx,
  on: string,
  conditions: readonly RawBuilder<unknown>[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<ExpiryRow[]> {
  const ladder = await findLadder(tx)
  const { rows } = await sql<Omit<ExpiryRow, 'title' | 'days' | 'number'> & { number: string }>`
    SELECT ${ENTERPRISE_NAME} AS enterprise, q.qualification, q.number, q.until_on AS until, q.told_at
      FROM qualification_end q ${joinEnterprise('q', on)}
     WHERE ${every(conditions)}
     ORDER BY q.until_on, s.initials, e.id, q.qualification LIMIT ${limit} OFFSET ${offset}`.execute(tx)
  return rows.map((row) => ({
    ...row,
    number: row.number === '' ? null : row.number,
    title: qualificationTitle(ladder, row.qualification),
    days: (dayNumber(row.until) ?? 0) - (dayNumber(on) ?? 0),
  }))
}

/** What a qualification is called: on the ladder, or in the records of enterprises. */
export function qualificationTitle(ladder: Ladder | null, qualification: string): { zh: string; en: string } {
  const step =
    ladder === null
      ? undefined
      : [...ladder.file.rungs, ...ladder.file.marks].find((one) => one.qualification === qualification)
  return (
    step?.title ??
    recordKind('qualification')
      .fields.find(({ code }) => code === 'code')
      ?.choices.find(({ code }) => code === qualification)?.title ?? { zh: qualification, en: qualification }
  )
}
