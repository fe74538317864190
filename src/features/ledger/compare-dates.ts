import { sql } from 'kysely'
import type { Json } from '#domain/kernel'
import { compareLedgers, rollUpTree, type Duty, type DutySnapshot } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import { loadBodies } from './bodies.ts'
import type * as contract from './contract.ts'
import type { Tx } from './store.ts'
import { endOfDay } from './today.ts'
import { inWords } from './view-duty.ts'

type Query = QueryOf<typeof contract.compareDates>

interface StoredRecord {
  readonly duty: Duty
  readonly progress: number
  readonly light: string
  readonly planId: string | null
}

/**
 * 两日对比: both days are put together from the history alone, at their ends. A duty counts when it belongs to the chosen
 * document, body or park on either day, so that one handed on from a body shows as leaving it.
 */
export function compareDates(ctx: Context, query: Query): Promise<ResponseOf<typeof contract.compareDates>> {
  const [from, to] = query.from <= query.to ? [query.from, query.to] : [query.to, query.from]
  return ctx.read(async (tx) => {
    const before = await snapshotsAt(tx, endOfDay(from), query)
    const after = await snapshotsAt(tx, endOfDay(to), query)
    const difference = compareLedgers(before, after)
    const ids = [
      ...difference.added.map(({ duty }) => duty.id),
      ...difference.removed.map(({ before: one }) => one.duty.id),
      ...difference.changed.map(({ after: one }) => one.duty.id),
    ]
    const serials = await serialsOf(tx, ids)
    const removals = await removalsOf(
      tx,
      difference.removed.map(({ before: one }) => one.duty.id),
      endOfDay(to),
    )
    const bodies = await loadBodies(
      tx,
      ctx,
      [...before, ...after].flatMap(({ duty }) => [
        duty.leadId,
        duty.parkId,
        duty.ownerId,
        ...duty.supporting,
      ]),
    )
    const brief = ({ duty }: DutySnapshot) => ({
      id: duty.id,
      serial: serials.get(duty.id) ?? 0,
      title: duty.title,
      lead: bodies.orNull(duty.leadId),
    })
    return {
      added: difference.added.map((one) => ({
        ...brief(one),
        state: one.duty.state,
        progress: one.progress,
      })),
      removed: difference.removed.map(({ before: one, state }) => ({
        ...brief(one),
        before: one.duty.state,
        state,
        reason: removals.get(one.duty.id)?.reason ?? null,
        decision: removals.get(one.duty.id)?.decision ?? null,
      })),
      changed: difference.changed.map((one) => ({
        ...brief(one.after),
        fields: one.fields.map(({ field, before: was, after: is }) => ({
          field,
          before: inWords(field, (was ?? null) as Json, bodies),
          after: inWords(field, (is ?? null) as Json, bodies),
        })),
        progress: { before: one.before.progress, after: one.after.progress },
        light: { before: one.before.light, after: one.after.light },
      })),
      unchanged: difference.unchanged,
      totals: {
        before: mutable(difference.totals.before),
        after: mutable(difference.totals.after),
      },
    }
  })
}

function mutable(totals: ReturnType<typeof compareLedgers>['totals']['before']) {
  return { ...totals, lights: { ...totals.lights }, states: { ...totals.states } }
}

/** Each duty's last record before a moment; progress of parents is added up anew from their parts as they stood then. */
export async function snapshotsAt(
  tx: Tx,
  before: string,
  { document, body, park }: Pick<Query, 'document' | 'body' | 'park'>,
): Promise<DutySnapshot[]> {
  const { rows } = await sql<{ record: StoredRecord }>`
    select distinct on (c.duty_id) c.record
      from duty_change c join duty d on d.id = c.duty_id
     where c.at < ${before}::timestamptz
       ${document === undefined ? sql`` : sql`and d.document_id = ${document}::uuid`}
       ${
         body === undefined
           ? sql``
           : sql`and exists (select from duty_change b where b.duty_id = c.duty_id
               and (b.record->'duty'->>'leadId' = ${body} or b.record->'duty'->'supporting' ? ${body}))`
       }
       ${
         park === undefined
           ? sql``
           : sql`and exists (select from duty_change b where b.duty_id = c.duty_id
               and (b.record->'duty'->>'parkId' = ${park} or b.record->'duty'->>'leadId' = ${park}))`
       }
     order by c.duty_id, c.version desc`.execute(tx)
  const records = rows.map(({ record }) => record)
  const rolled = rollUpTree(records.map(({ duty }) => duty))
  return records.map(({ duty, progress, light, planId }) => ({
    duty,
    progress: rolled.ok ? (rolled.value.get(duty.id)?.progress ?? progress) : progress,
    light,
    planId,
  }))
}

async function serialsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('duty')
    .select(['id', 'serial'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, serial }) => [id, serial]))
}

/** Why and by which decision a duty left the ledger. */
async function removalsOf(tx: Tx, ids: readonly string[], before: string) {
  if (ids.length === 0) return new Map<string, never>()
  const rows = await tx
    .selectFrom('dutyChange')
    .distinctOn('dutyId')
    .select(['dutyId', 'reason', 'decisionReference', 'decisionOn'])
    .where('dutyId', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('act', 'in', ['drop', 'merge'])
    .where('at', '<', before)
    .orderBy('dutyId')
    .orderBy('version', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      row.dutyId,
      {
        reason: row.reason,
        decision:
          row.decisionReference === null || row.decisionOn === null
            ? null
            : { reference: row.decisionReference, on: row.decisionOn },
      },
    ]),
  )
}
