import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { requireSteward } from './choose-steward.ts'
import type * as contract from './contract.ts'
import { addAct } from './library-store.ts'
import { makeRoom } from './stewards.ts'
import { dayOf, loadPerson, type Tx } from './store.ts'

/**
 * Firms of one steward to another, all of them or those named, from a day on; what is being cultivated with him goes along. Only
 * firms that the caller may see are handed over.
 */
export function handOver(
  ctx: Context,
  { fromUserId, toUserId, on: given, reason, enterprises }: BodyOf<typeof contract.handOver>,
): Promise<ResponseOf<typeof contract.handOver>> {
  const today = dayOf(ctx.now)
  const on = given ?? today
  if (on < today) refuse('cultivation.handover_past', { on }, ['on'])
  if (fromUserId === toUserId) refuse('cultivation.handover_same', {}, ['toUserId'])
  return ctx.inTransaction(async (tx) => {
    const to = (await loadPerson(tx, toUserId)) ?? refuse('cultivation.person_unknown', {}, ['toUserId'])
    const firms = await firmsOf(tx, fromUserId, on, enterprises)
    if (firms.length === 0) refuse('cultivation.handover_nothing', { on }, ['fromUserId'])
    const missing = enterprises?.filter((id) => !firms.includes(id)) ?? []
    if (missing.length > 0) refuse('cultivation.handover_not_his', { count: missing.length }, ['enterprises'])
    for (const enterpriseId of firms) {
      await requireSteward(tx, enterpriseId, toUserId, on, ['toUserId'])
      await makeRoom(tx, enterpriseId, 'government', on)
      await tx
        .insertInto('stewardAssignment')
        .values({
          enterpriseId,
          kind: 'government',
          userId: toUserId,
          name: to.name,
          valid: `[${on},)`,
          reason,
          at: ctx.now.toISOString(),
          byId: ctx.caller.userId,
          byName: ctx.caller.name,
        })
        .execute()
    }
    const libraryEntries = await handEntries(tx, ctx, firms, fromUserId, to, reason)
    await tell(tx, ctx, { fromUserId, toUserId, toName: to.name, on, count: firms.length })
    await ctx.audit(tx, {
      action: 'cultivation.handover',
      subjectKind: 'person',
      subjectId: fromUserId,
      detail: { to: toUserId, on, firms: firms.length, libraryEntries, reason },
    })
    return { handed: firms.length, libraryEntries }
  })
}

async function firmsOf(
  tx: Tx,
  userId: string,
  on: string,
  only: readonly string[] | null,
): Promise<readonly string[]> {
  const { rows } = await sql<{ enterpriseId: string }>`
    SELECT a.enterprise_id FROM steward_assignment a
     WHERE a.user_id = ${userId}::uuid AND a.kind = 'government' AND a.valid @> ${on}::date
       AND keeps_enterprise(a.enterprise_id)
       AND (${only === null} OR a.enterprise_id = ANY (${[...(only ?? [])]}::uuid[]))
     ORDER BY a.enterprise_id`.execute(tx)
  return rows.map(({ enterpriseId }) => enterpriseId)
}

async function handEntries(
  tx: Tx,
  ctx: Context,
  firms: readonly string[],
  fromUserId: string,
  to: { readonly id: string; readonly name: string },
  reason: string,
): Promise<number> {
  const entries = await tx
    .selectFrom('cultivationEntry')
    .select(['id', 'version', 'stewardName'])
    .where('enterpriseId', 'in', firms)
    .where('state', '=', 'active')
    .where('stewardId', '=', fromUserId)
    .execute()
  for (const { id, version, stewardName } of entries) {
    await tx
      .updateTable('cultivationEntry')
      .set({ stewardId: to.id, stewardName: to.name, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .execute()
    await addAct(tx, ctx, id, 'change', reason, { steward: [stewardName, to.name] })
  }
  return entries.length
}

interface Handed {
  readonly fromUserId: string
  readonly toUserId: string
  readonly toName: string
  readonly on: string
  readonly count: number
}

async function tell(
  tx: Tx,
  ctx: Context,
  { fromUserId, toUserId, toName, on, count }: Handed,
): Promise<void> {
  const about = `handover:${fromUserId}:${toUserId}:${ctx.now.toISOString()}`
  await tellOf(
    tx,
    ctx,
    [toUserId, fromUserId].map((user) => ({
      subjectKey: about,
      subjectPath: '/cultivation/stewards/mine',
      message: 'steward-handover',
      party: `user:${user}` as const,
      text: {
        zh: `自${on}起，${String(count)}家企业的政府服务管家改由${toName}担任。`,
        en: `From ${on}, ${toName} is the government steward of ${String(count)} enterprises.`,
      },
    })),
  )
}
