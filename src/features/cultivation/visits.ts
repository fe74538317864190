import { sql, type RawBuilder } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { Visit } from './contract.ts'
import type * as contract from './contract.ts'
import { dayOf, every, joinEnterprise, requireKept, type Tx } from './store.ts'

/** A visit to come is done once a later one was made. */
const NEXT_DONE = sql<boolean>`(v.next_on IS NOT NULL AND EXISTS (
  SELECT FROM service_visit l WHERE l.enterprise_id = v.enterprise_id AND l.on_day > v.on_day))`

const VISIT = sql`
  v.id, json_build_object('id', e.id, 'name', s.name) AS enterprise, v.on_day AS "on", v.kind, v.result, v.note,
  CASE WHEN v.case_id IS NULL THEN NULL ELSE json_build_object('id', v.case_id,
    'number', (SELECT c.number FROM procedure_case c WHERE c.id = v.case_id)) END AS "case",
  v.next_on, ${NEXT_DONE} AS next_done, v.by_name, v.at`

async function select(
  tx: Tx,
  on: string,
  conditions: readonly RawBuilder<unknown>[],
  order: RawBuilder<unknown>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<Visit[]> {
  const { rows } = await sql<Visit>`
    SELECT ${VISIT} FROM service_visit v ${joinEnterprise('v', on)}
     WHERE ${every(conditions)} ORDER BY ${order}, v.id LIMIT ${limit} OFFSET ${offset}`.execute(tx)
  return rows
}

/** Newest first. */
export function visitsOf(tx: Tx, enterpriseId: string, on: string): Promise<Visit[]> {
  return select(tx, on, [sql`v.enterprise_id = ${enterpriseId}::uuid`], sql`v.on_day DESC, v.at DESC`, {
    offset: 0,
    limit: 500,
  })
}

/** Those that have come due at enterprises of a steward, the longest due first. */
export function visitsDue(tx: Tx, steward: string, on: string): Promise<Visit[]> {
  return select(tx, on, [...due(on), ofSteward(steward, on)], sql`v.next_on`, { offset: 0, limit: 500 })
}

function due(on: string): RawBuilder<unknown>[] {
  return [sql`v.next_on <= ${on}::date`, sql`NOT ${NEXT_DONE}`]
}

function ofSteward(userId: string, on: string): RawBuilder<unknown> {
  return sql`EXISTS (SELECT FROM steward_assignment a WHERE a.enterprise_id = v.enterprise_id AND a.kind = 'government'
    AND a.user_id = ${userId}::uuid AND a.valid @> ${on}::date)`
}

export function listVisits(
  ctx: Context,
  { due: onlyDue, steward, enterprise, park, offset, limit }: QueryOf<typeof contract.listVisits>,
): Promise<ResponseOf<typeof contract.listVisits>> {
  const on = dayOf(ctx.now)
  const person = steward === 'mine' ? (ctx.caller.userId ?? refuse('cultivation.not_found')) : steward
  const conditions = [
    ...(onlyDue === undefined ? [] : due(on)),
    ...(person === undefined ? [] : [ofSteward(person, on)]),
    ...(enterprise === undefined ? [] : [sql`v.enterprise_id = ${enterprise}::uuid`]),
    ...(park === undefined ? [] : [sql`s.registration_park_id = ${park}::uuid`]),
  ]
  return ctx.read(async (tx) => {
    const { rows } = await sql<{ total: number }>`
      SELECT count(*)::int AS total FROM service_visit v ${joinEnterprise('v', on)} WHERE ${every(conditions)}`.execute(
      tx,
    )
    const order = onlyDue === undefined ? sql`v.on_day DESC, v.at DESC` : sql`v.next_on`
    return {
      total: rows[0]?.total ?? 0,
      visits: await select(tx, on, conditions, order, { offset, limit }),
    }
  })
}

/** 回访: what came of a visit, and when to come again. */
export function addVisit(
  ctx: Context,
  enterpriseId: string,
  body: BodyOf<typeof contract.addVisit>,
): Promise<Visit> {
  const today = dayOf(ctx.now)
  const on = body.on ?? today
  if (on > today) refuse('cultivation.visit_ahead', { on }, ['on'])
  if (body.nextOn !== null && body.nextOn <= on)
    refuse('cultivation.next_visit_before', { on, next: body.nextOn }, ['nextOn'])
  return ctx.inTransaction(async (tx) => {
    await requireKept(tx, enterpriseId, today)
    if (body.caseId !== null) await requireRequest(tx, body.caseId)
    const { id } = await tx
      .insertInto('serviceVisit')
      .values({
        enterpriseId,
        onDay: on,
        kind: body.kind,
        result: body.result,
        note: body.note,
        caseId: body.caseId,
        nextOn: body.nextOn,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const [visit] = await select(tx, today, [sql`v.id = ${id}::uuid`], sql`v.id`, { offset: 0, limit: 1 })
    await ctx.audit(tx, {
      action: 'cultivation.visit',
      subjectKind: 'enterprise',
      subjectId: enterpriseId,
      detail: { visit: id, on, result: body.result },
    })
    return visit ?? refuse('cultivation.not_found')
  })
}

async function requireRequest(tx: Tx, caseId: string): Promise<void> {
  const there = await tx.selectFrom('procedureCase').select('id').where('id', '=', caseId).executeTakeFirst()
  if (there === undefined) refuse('cultivation.request_unknown', {}, ['caseId'])
}

/** On the day of writing, by who wrote it. */
export function removeVisit(ctx: Context, visitId: string): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const removed = await tx
      .deleteFrom('serviceVisit')
      .where('id', '=', visitId)
      .returning(['enterpriseId', 'onDay'])
      .executeTakeFirst()
    if (removed === undefined) return refuse('cultivation.visit_fixed')
    await ctx.audit(tx, {
      action: 'cultivation.visit-removed',
      subjectKind: 'enterprise',
      subjectId: removed.enterpriseId,
      detail: { visit: visitId, on: removed.onDay },
    })
    return {}
  })
}
