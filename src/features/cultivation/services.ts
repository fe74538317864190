import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type { PackAssignment } from './contract.ts'
import type * as contract from './contract.ts'
import { newestPacks } from './packs.ts'
import { loadRequests } from './requests.ts'
import { requireWithin } from './span.ts'
import { stewardsOf } from './stewards-of.ts'
import { dayOf, hasRole, keepsFirms, loadEnterprise, requireKept, type Tx } from './store.ts'
import { visitsOf } from './visits.ts'

type Services = ResponseOf<typeof contract.readEnterpriseServices>

export function readEnterpriseServices(ctx: Context, enterpriseId: string): Promise<Services> {
  return ctx.read((tx) => readServices(tx, ctx, enterpriseId))
}

/** Everything that serves one enterprise, as far as the caller may know. */
export async function readServices(tx: Tx, ctx: Context, enterpriseId: string): Promise<Services> {
  const on = dayOf(ctx.now)
  const { name, keeps } = await loadEnterprise(tx, enterpriseId, on)
  const keeper = keeps && keepsFirms(ctx)
  return {
    enterprise: name,
    stewards: await stewardsOf(tx, enterpriseId, on),
    packs: await packsOf(tx, ctx, enterpriseId, on),
    requests: keeps ? await loadRequests(tx, [enterpriseId], ctx.now) : [],
    visits: keeps ? await visitsOf(tx, enterpriseId, on) : [],
    can: {
      assignGovernment: keeper,
      assignEnterprise: keeper || (keeps && hasRole(ctx, 'enterprise')),
      assignPack: keeper,
      addVisit: keeper,
    },
  }
}

type StoredAssignment = Omit<PackAssignment, 'can'>

async function packsOf(tx: Tx, ctx: Context, enterpriseId: string, on: string): Promise<PackAssignment[]> {
  const { rows } = await sql<StoredAssignment>`
    SELECT k.id, p.definition AS pack, lower(k.valid) AS "from", upper(k.valid) AS "to", k.note, k.by_name, k.at, k.version,
           coalesce((SELECT json_object_agg(u.item, u.count) FROM (
             SELECT r.item, count(*)::int AS count FROM service_request r WHERE r.assignment_id = k.id GROUP BY r.item) u), '{}') AS used
      FROM pack_assignment k JOIN service_pack p ON p.code = k.pack AND p.version = k.pack_version
     WHERE k.enterprise_id = ${enterpriseId}::uuid
     ORDER BY k.valid @> ${on}::date DESC, lower(k.valid) DESC, k.pack`.execute(tx)
  return rows.map((row) => {
    const holds = row.from <= on && (row.to === null || on < row.to)
    return {
      ...row,
      can: [
        ...(keepsFirms(ctx) && (row.to === null || on < row.to) ? (['end'] as const) : []),
        ...(holds && hasRole(ctx, 'enterprise', 'park_committee') ? (['request'] as const) : []),
      ],
    }
  })
}

export function assignPack(
  ctx: Context,
  enterpriseId: string,
  { pack: code, from: given, to, note }: BodyOf<typeof contract.assignPack>,
): Promise<Services> {
  const from = given ?? dayOf(ctx.now)
  if (to !== null && to <= from) refuse('cultivation.span_empty', { from, to }, ['to'])
  return ctx.inTransaction(async (tx) => {
    await requireKept(tx, enterpriseId, from)
    const pack =
      (await newestPacks(tx)).get(code) ?? refuse('cultivation.pack_unknown', { pack: code }, ['pack'])
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${enterpriseId}, 11))`.execute(tx)
    const { rows: there } = await sql<{ from: string }>`
      SELECT lower(valid) AS "from" FROM pack_assignment WHERE enterprise_id = ${enterpriseId}::uuid AND pack = ${code}
         AND valid && daterange(${from}::date, ${to}::date) LIMIT 1`.execute(tx)
    if (there[0] !== undefined)
      refuse('cultivation.pack_assigned', { pack: pack.title.zh, from: there[0].from }, ['pack'])
    const { id } = await tx
      .insertInto('packAssignment')
      .values({
        enterpriseId,
        pack: code,
        packVersion: pack.version,
        valid: `[${from},${to ?? ''})`,
        note,
        reason: null,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const answer = await readServices(tx, ctx, enterpriseId)
    await ctx.audit(tx, {
      action: 'cultivation.pack',
      subjectKind: 'enterprise',
      subjectId: enterpriseId,
      detail: { assignment: id, pack: code, version: pack.version, from, to },
    })
    return answer
  })
}

export function endPack(
  ctx: Context,
  assignmentId: string,
  { version, on: given, reason }: BodyOf<typeof contract.endPack>,
): Promise<Services> {
  const on = given ?? dayOf(ctx.now)
  return ctx.inTransaction(async (tx) => {
    const { rows } = await sql<{
      enterpriseId: string
      from: string
      to: string | null
      version: number
      used: number
    }>`
      SELECT enterprise_id, lower(valid) AS "from", upper(valid) AS "to", version,
             (SELECT count(*)::int FROM service_request r WHERE r.assignment_id = k.id) AS used
        FROM pack_assignment k
       WHERE id = ${assignmentId}::uuid`.execute(tx)
    const assignment = rows[0] ?? refuse('cultivation.not_found')
    await requireKept(tx, assignment.enterpriseId, on)
    if (assignment.version !== version) refuse('cultivation.stale', { version: assignment.version })
    requireWithin(on, assignment, dayOf(ctx.now))
    if (on === assignment.from && assignment.used > 0)
      refuse('cultivation.pack_used', { count: assignment.used }, ['on'])
    const ended =
      on === assignment.from
        ? (
            await tx
              .deleteFrom('packAssignment')
              .where('id', '=', assignmentId)
              .where('version', '=', version)
              .executeTakeFirst()
          ).numDeletedRows
        : (
            await tx
              .updateTable('packAssignment')
              .set({ valid: `[${assignment.from},${on})`, reason, version: version + 1 })
              .where('id', '=', assignmentId)
              .where('version', '=', version)
              .executeTakeFirst()
          ).numUpdatedRows
    if (ended === 0n) refuse('cultivation.stale', { version })
    const answer = await readServices(tx, ctx, assignment.enterpriseId)
    await ctx.audit(tx, {
      action: 'cultivation.pack-end',
      subjectKind: 'enterprise',
      subjectId: assignment.enterpriseId,
      detail: { assignment: assignmentId, on, reason },
    })
    return answer
  })
}
