import { sql } from 'kysely'
import { GONE_STATES } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import { worksOnLedger } from './actor.ts'
import type { DutyRow } from './contract.ts'
import type * as contract from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import { whereDuty } from './filter-duties.ts'
import { dayOf } from './today.ts'

/** More bars than this nobody reads; a filter brings the rest. */
const SHOWN_AT_MOST = 500

/** Duties that have a date, by their start, or their end where no start is known, and what depends on what among them. */
export function readTimeline(
  ctx: Context,
  query: QueryOf<typeof contract.readTimeline>,
): Promise<ResponseOf<typeof contract.readTimeline>> {
  const where = whereDuty(query, ctx.caller)
  return ctx.read(async (tx) => {
    const found = await readDutyRows(tx, ctx, {
      where: sql`${where} and coalesce(d.starts_on, d.due_on) is not null`,
      order: sql`coalesce(d.starts_on, d.due_on), d.due_on nulls last, d.id`,
      limit: SHOWN_AT_MOST + 1,
    })
    const shown = found.slice(0, SHOWN_AT_MOST)
    const ids = shown.map(({ id }) => id)
    const dependencies = await tx
      .selectFrom('dutyLink')
      .select(['fromId as from', 'toId as to'])
      .where('kind', '=', 'depends-on')
      .where('fromId', '=', sql<string>`any(${ids}::uuid[])`)
      .where('toId', '=', sql<string>`any(${ids}::uuid[])`)
      .orderBy('fromId')
      .orderBy('toId')
      .execute()
    return {
      duties: shown.map((duty) => ({ ...duty, movable: isMovable(ctx, duty) })),
      dependencies,
      more: found.length > SHOWN_AT_MOST,
      today: dayOf(ctx.now),
    }
  })
}

/** Dates are the owner's to change, as long as the duty lives; those of one period follow from its series. */
function isMovable(ctx: Context, { owner, state, kind }: DutyRow): boolean {
  const isFrozen = state === 'closed' || (GONE_STATES as readonly string[]).includes(state)
  return (
    worksOnLedger(ctx.caller) && owner.id === ctx.caller.organisationId && !isFrozen && kind !== 'instance'
  )
}
