import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import type { Absence, addAbsence as addRoute } from './contract.ts'
import type { z } from 'zod'
import type { Tx } from './store.ts'

type View = z.infer<typeof Absence>

function selectAbsences(tx: Tx) {
  return tx
    .selectFrom('absence as a')
    .innerJoin('person as u', 'u.id', 'a.userId')
    .innerJoin('person as s', 's.id', 'a.substituteId')
    .select([
      'a.id',
      'a.userId',
      'u.name as userName',
      'a.substituteId',
      's.name as substituteName',
      sql<string>`to_char(lower(a.during) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`.as('from'),
      sql<string>`to_char(upper(a.during) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`.as('to'),
      'a.reason',
      'a.ended',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectAbsences>['executeTakeFirstOrThrow']>>

function toView(ctx: Context, row: Row): View {
  const now = ctx.now.toISOString()
  return {
    id: row.id,
    user: { id: row.userId, name: row.userName },
    substitute: { id: row.substituteId, name: row.substituteName },
    from: row.from,
    to: row.to,
    reason: row.reason,
    state: row.ended ? 'ended' : row.to <= now ? 'over' : row.from > now ? 'coming' : 'now',
    mine: row.userId === ctx.caller.userId,
  }
}

export function listAbsences(ctx: Context): Promise<View[]> {
  return ctx.read(async (tx) =>
    (
      await selectAbsences(tx)
        .orderBy(sql`lower(a.during) desc`)
        .limit(100)
        .execute()
    ).map((row) => toView(ctx, row)),
  )
}

/** 委托代办: a colleague of the same organisation acts while one is away; the record names both. */
export function addAbsence(ctx: Context, request: BodyOf<typeof addRoute>): Promise<View> {
  return ctx.inTransaction(async (tx) => {
    const { userId, organisationId } = ctx.caller
    if (userId === null) return refuse('access.forbidden')
    if (request.to <= request.from || new Date(request.to) <= ctx.now)
      refuse('cases.absence_past', {}, ['to'])
    const substitute = await tx
      .selectFrom('person')
      .select('organisationId')
      .where('id', '=', request.substituteId)
      .executeTakeFirst()
    if (
      substitute === undefined ||
      request.substituteId === userId ||
      substitute.organisationId !== organisationId
    )
      refuse('cases.absence_substitute', {}, ['substituteId'])
    const overlapping = await tx
      .selectFrom('absence')
      .select('id')
      .where('userId', '=', userId)
      .where('ended', '=', false)
      .where(sql<boolean>`during && tstzrange(${request.from}::timestamptz, ${request.to}::timestamptz)`)
      .executeTakeFirst()
    if (overlapping !== undefined) refuse('cases.absence_overlaps', {}, ['from'])
    const { id } = await tx
      .insertInto('absence')
      .values({
        userId,
        substituteId: request.substituteId,
        during: `[${request.from},${request.to})`,
        reason: request.reason,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.audit(tx, {
      action: 'absence.add',
      subjectKind: 'absence',
      subjectId: id,
      detail: { substituteId: request.substituteId, from: request.from, to: request.to },
    })
    return toView(ctx, await selectAbsences(tx).where('a.id', '=', id).executeTakeFirstOrThrow())
  })
}

export function endAbsence(ctx: Context, absenceId: string): Promise<View> {
  return ctx.inTransaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('absence')
      .set({ ended: true })
      .where('id', '=', absenceId)
      .where('userId', '=', ctx.caller.userId ?? '')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) refuse('cases.not_found')
    await ctx.audit(tx, { action: 'absence.end', subjectKind: 'absence', subjectId: absenceId })
    return toView(ctx, await selectAbsences(tx).where('a.id', '=', absenceId).executeTakeFirstOrThrow())
  })
}
