import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { DateOn, Json } from '#domain/kernel'
import { compareLedgers, rollUp, rollUpTree, type DutySnapshot } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import { loadBodies } from './bodies.ts'
import type * as contract from './contract.ts'
import { assessAt, readLedgerAt, rulesAt, type DutyAt } from './ledger-at.ts'
import type { Tx } from './store.ts'
import { endOfDay } from './today.ts'
import { inWords } from './view-duty.ts'

type Query = QueryOf<typeof contract.compareDates>

/**
 * 两日对比: both days are put together from the history alone, at their ends. A duty counts when it belongs to the chosen
 * document, body or park on either day, so that one handed on from a body shows as leaving it.
 */
export function compareDates(ctx: Context, query: Query): Promise<ResponseOf<typeof contract.compareDates>> {
  const [from, to] = query.from <= query.to ? [query.from, query.to] : [query.to, query.from]
  return ctx.read(async (tx) => {
    const before = await snapshotsAt(tx, from, query)
    const after = await snapshotsAt(tx, to, query)
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

/**
 * The ledger at the end of a day: each duty's last record, progress of parents added up anew from their parts as they stood then,
 * and the colour that the rules of that day gave on that day.
 */
async function snapshotsAt(tx: Tx, on: DateOn, query: Query): Promise<DutySnapshot[]> {
  const found = await readLedgerAt(tx, on, belongsTo(query))
  const rules = await rulesAt(tx, on)
  const progress = await progressAt(tx, found)
  return found.map((one) => {
    const reached = progress.get(one.id) ?? one.progress
    return {
      duty: one.duty,
      progress: reached,
      light: assessAt(one, reached, on, rules).light,
      planId: one.planId,
    }
  })
}

function belongsTo({ document, body, park }: Query): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql`true`]
  if (document !== undefined) conditions.push(sql`d.document_id = ${document}::uuid`)
  if (body !== undefined)
    conditions.push(sql`exists (select from duty_change b where b.duty_id = d.id
      and (b.record->'duty'->>'leadId' = ${body} or b.record->'duty'->'supporting' ? ${body}))`)
  if (park !== undefined)
    conditions.push(sql`exists (select from duty_change b where b.duty_id = d.id
      and (b.record->'duty'->>'parkId' = ${park} or b.record->'duty'->>'leadId' = ${park}))`)
  return sql.join(conditions, sql` and `)
}

/** Measures and periods add up at any depth; then the duties of the zone that others take up. */
async function progressAt(tx: Tx, found: readonly DutyAt[]): Promise<Map<string, number>> {
  const rolled = rollUpTree(found.map(({ duty }) => duty))
  const progress = new Map(
    found.map(({ id, duty, progress: kept }) => [
      id,
      rolled.ok ? (rolled.value.get(id)?.progress ?? kept) : duty.rollUp === 'own' ? duty.progress : kept,
    ]),
  )
  const links = await tx
    .selectFrom('dutyLink')
    .select(['fromId', 'toId'])
    .where('kind', '=', 'takes-up')
    .execute()
  const byId = new Map(found.map(({ id, duty }) => [id, duty]))
  for (const toId of new Set(links.map((link) => link.toId))) {
    const duty = byId.get(toId)
    if (duty === undefined || duty.rollUp === 'own') continue
    const takers = links.filter((link) => link.toId === toId).flatMap(({ fromId }) => byId.get(fromId) ?? [])
    const parts = [...found.flatMap(({ duty: one }) => (one.parentId === toId ? [one] : [])), ...takers]
    const { progress: reached } = rollUp(
      duty,
      parts.map((part) => ({ ...part, progress: progress.get(part.id) ?? part.progress })),
    )
    progress.set(toId, reached)
  }
  return progress
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
