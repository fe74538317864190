import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { requireContact, requireSteward } from './choose-steward.ts'
import type * as contract from './contract.ts'
import { readServices } from './services.ts'
import { dayOf, hasRole, requireKept, type Tx } from './store.ts'
import { requireWithin } from './span.ts'
import { tellEnterprise } from './tell-enterprise.ts'

type Services = ResponseOf<typeof contract.readEnterpriseServices>

/** From a day on; who held before ends there, and what was to begin later is refused rather than overwritten. */
export function assignSteward(
  ctx: Context,
  enterpriseId: string,
  body: BodyOf<typeof contract.assignSteward>,
): Promise<Services> {
  const from = body.from ?? dayOf(ctx.now)
  const { kind, userId } = body
  if (kind === 'government' && !hasRole(ctx, 'zone_office', 'park_committee'))
    refuse('cultivation.government_steward_by_office', {}, ['kind'])
  return ctx.inTransaction(async (tx) => {
    const enterprise = await requireKept(tx, enterpriseId, from)
    const name =
      userId === null
        ? (body.name ?? refuse('cultivation.person_unknown', {}, ['name']))
        : kind === 'government'
          ? await requireSteward(tx, enterpriseId, userId, from, ['userId'])
          : await requireContact(tx, enterpriseId, userId, from)
    await makeRoom(tx, enterpriseId, kind, from)
    const { id } = await tx
      .insertInto('stewardAssignment')
      .values({
        enterpriseId,
        kind,
        userId,
        name,
        valid: `[${from},)`,
        reason: body.reason,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (body.telephone !== null)
      await tx
        .insertInto('stewardTelephone')
        .values({ assignmentId: id, enterpriseId, telephone: body.telephone })
        .execute()
    if (kind === 'government')
      await tellEnterprise(
        tx,
        ctx,
        enterpriseId,
        from,
        {
          about: `steward:${id}`,
          path: `/enterprises/${enterpriseId}?tab=services`,
          message: 'steward-assigned',
          text: {
            zh: `自${from}起，${name}任${enterprise.name}的政府服务管家。`,
            en: `From ${from}, ${name} is the government steward of ${enterprise.name}.`,
          },
        },
        { own: true, parks: false, steward: userId },
      )
    const answer = await readServices(tx, ctx, enterpriseId)
    await ctx.audit(tx, {
      action: 'cultivation.steward',
      subjectKind: 'enterprise',
      subjectId: enterpriseId,
      detail: { assignment: id, kind, person: userId, from },
    })
    return answer
  })
}

/** Ends whoever holds on a day there; one who was to begin that very day, and has not served yet, is replaced. */
export async function makeRoom(
  tx: Tx,
  enterpriseId: string,
  kind: 'government' | 'enterprise',
  from: string,
): Promise<void> {
  await sql`
    DELETE FROM steward_assignment
     WHERE enterprise_id = ${enterpriseId}::uuid AND kind = ${kind} AND lower(valid) = ${from}::date`.execute(
    tx,
  )
  const { rows: later } = await sql<{ from: string }>`
    SELECT lower(valid) AS "from" FROM steward_assignment
     WHERE enterprise_id = ${enterpriseId}::uuid AND kind = ${kind} AND lower(valid) >= ${from}::date
     ORDER BY 1 LIMIT 1`.execute(tx)
  if (later[0] !== undefined) refuse('cultivation.steward_later', { from, later: later[0].from }, ['from'])
  await sql`
    UPDATE steward_assignment SET valid = daterange(lower(valid), ${from}::date), version = version + 1
     WHERE enterprise_id = ${enterpriseId}::uuid AND kind = ${kind} AND valid @> ${from}::date`.execute(tx)
}

export function endSteward(
  ctx: Context,
  assignmentId: string,
  { version, on: given, reason }: BodyOf<typeof contract.endSteward>,
): Promise<Services> {
  const on = given ?? dayOf(ctx.now)
  return ctx.inTransaction(async (tx) => {
    const { rows } = await sql<{
      enterpriseId: string
      kind: 'government' | 'enterprise'
      from: string
      to: string | null
      version: number
    }>`
      SELECT enterprise_id, kind, lower(valid) AS "from", upper(valid) AS "to", version FROM steward_assignment
       WHERE id = ${assignmentId}::uuid`.execute(tx)
    const assignment = rows[0] ?? refuse('cultivation.not_found')
    await requireKept(tx, assignment.enterpriseId, on)
    if (assignment.kind === 'government' && !hasRole(ctx, 'zone_office', 'park_committee'))
      refuse('cultivation.government_steward_by_office', {}, ['kind'])
    if (assignment.version !== version) refuse('cultivation.stale', { version: assignment.version })
    requireWithin(on, assignment, dayOf(ctx.now))
    const ended =
      on === assignment.from
        ? (
            await tx
              .deleteFrom('stewardAssignment')
              .where('id', '=', assignmentId)
              .where('version', '=', version)
              .executeTakeFirst()
          ).numDeletedRows
        : (
            await tx
              .updateTable('stewardAssignment')
              .set({ valid: `[${assignment.from},${on})`, reason, version: version + 1 })
              .where('id', '=', assignmentId)
              .where('version', '=', version)
              .executeTakeFirst()
          ).numUpdatedRows
    if (ended === 0n) refuse('cultivation.stale', { version })
    const answer = await readServices(tx, ctx, assignment.enterpriseId)
    await ctx.audit(tx, {
      action: 'cultivation.steward-end',
      subjectKind: 'enterprise',
      subjectId: assignment.enterpriseId,
      detail: { assignment: assignmentId, on, reason },
    })
    return answer
  })
}
