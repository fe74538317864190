import { sql } from 'kysely'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { findPage, rowsOf } from './duty-rows.ts'
import { orderDuties, whereDuty } from './filter-duties.ts'
import { areRare } from './rare-words.ts'
import type { Tx } from './store.ts'

/**
 * Beyond this a page is not told how many there are, only that there are more; exports and counts by colour go on. Each thousand
 * costs the database a millisecond or two, on every page of every list.
 */
const COUNTED_AT_MOST = 1000

export function listDuties(
  ctx: Context,
  query: QueryOf<typeof contract.listDuties>,
): Promise<ResponseOf<typeof contract.listDuties>> {
  return ctx.read(async (tx) => {
    const where = whereDuty(query, ctx.caller, await areRare(tx, ctx, query.q))
    const { found, total } = await findPage(
      tx,
      { where, order: orderDuties(query.sort, query.direction), limit: query.limit, offset: query.offset },
      COUNTED_AT_MOST + 1,
    )
    return {
      duties: await rowsOf(tx, ctx, found),
      total: Math.min(total, COUNTED_AT_MOST),
      more: total > COUNTED_AT_MOST,
    }
  })
}

export function countDuties(
  ctx: Context,
  query: QueryOf<typeof contract.countDuties>,
): Promise<ResponseOf<typeof contract.countDuties>> {
  return ctx.read((tx) => countWhere(tx, ctx, query))
}

export async function countWhere(
  tx: Tx,
  ctx: Context,
  filter: QueryOf<typeof contract.countDuties>,
): Promise<ResponseOf<typeof contract.countDuties>> {
  const where = whereDuty(filter, ctx.caller, await areRare(tx, ctx, filter.q))
  const { rows } = await sql<{
    light: string
    state: string
    flags: string[]
    duties: number
    progress: number
  }>`select d.light, d.state, d.flags, count(*)::int as duties, sum(d.rolled_progress)::float8 as progress
       from duty d where ${where} group by 1, 2, 3`.execute(tx)
  const counts = { total: 0, ...emptyCounts() }
  let progress = 0
  for (const row of rows) {
    counts.total += row.duties
    progress += row.progress
    counts.lights[row.light] = (counts.lights[row.light] ?? 0) + row.duties
    counts.states[row.state] = (counts.states[row.state] ?? 0) + row.duties
    for (const flag of row.flags) counts.flags[flag] = (counts.flags[flag] ?? 0) + row.duties
  }
  return { ...counts, meanProgress: counts.total === 0 ? null : rounded(progress / counts.total) }
}

function emptyCounts(): Record<'lights' | 'states' | 'flags', Record<string, number>> {
  return { lights: {}, states: {}, flags: {} }
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
