import { sql } from 'kysely'
import { DUTY_STATES, type Light } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import { loadBodies } from './bodies.ts'
import type * as contract from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import { whereDuty } from './filter-duties.ts'

/** Cards of one column; the list has the rest. */
const CARDS = { state: 30, light: 30, body: 12 } as const
/** Key of the column of duties without a lead. */
const NO_BODY = 'none'

const KEYS = {
  state: sql`d.state`,
  light: sql`d.light`,
  body: sql`coalesce(d.lead_id::text, ${NO_BODY})`,
} as const

/** Columns in the order of life, of urgency, or of how much a body has to do. */
export function readBoardDuties(
  ctx: Context,
  { by, ...filter }: QueryOf<typeof contract.readBoardDuties>,
): Promise<ResponseOf<typeof contract.readBoardDuties>> {
  const where = whereDuty(filter, ctx.caller)
  const key = KEYS[by]
  return ctx.read(async (tx) => {
    const { rows: counts } = await sql<{ key: string; total: number }>`
      select ${key} as key, count(*)::int as total from duty d where ${where} group by 1`.execute(tx)
    const columns = inOrder(by, counts)
    const { rows: cards } = await sql<{ key: string; id: string }>`
      select k.key, c.id from unnest(${columns.map((column) => column.key)}::text[]) as k(key)
       cross join lateral (select d.id from duty d where ${where} and ${key} = k.key
         order by d.due_on nulls last, d.id limit ${CARDS[by]}) c`.execute(tx)
    const duties = await readDutyRows(tx, ctx, {
      where: sql`d.id = any(${cards.map(({ id }) => id)}::uuid[])`,
      order: sql`d.due_on nulls last, d.id`,
    })
    const columnOf = new Map(cards.map(({ id, key: of }) => [id, of]))
    const bodies = await loadBodies(tx, ctx, by === 'body' ? columns.map((column) => idOf(column.key)) : [])
    return {
      columns: columns.map((column) => ({
        key: column.key,
        body: by === 'body' ? bodies.orNull(idOf(column.key)) : null,
        total: column.total,
        duties: duties.filter(({ id }) => columnOf.get(id) === column.key),
      })),
    }
  })
}

function idOf(key: string): string | null {
  return key === NO_BODY ? null : key
}

const WORST_FIRST = ['red', 'yellow', 'green', 'grey'] as const satisfies readonly Light[]

function inOrder<T extends { readonly key: string; readonly total: number }>(
  by: keyof typeof KEYS,
  counts: readonly T[],
): T[] {
  if (by === 'body') return [...counts].sort((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1))
  const order: readonly string[] = by === 'state' ? DUTY_STATES : WORST_FIRST
  return [...counts].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
}
