import { sql } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import { judgeTarget } from '#domain/ledger'
import type { Context } from '#platform/http'
import { pairOf, type Tx } from './store.ts'
import { mayWorkOn } from './target-page.ts'
import { loadTargets, toTarget, yearOf, type StoredTarget, type TargetRecord } from './targets.ts'

/** A target that the asker may change, held until the end of the transaction; a version that is not the newest is refused. */
export async function targetToChange(
  tx: Tx,
  ctx: Context,
  id: string,
  version: number,
): Promise<StoredTarget> {
  // Held first, so that its values are read as they are once we have it.
  await sql`select from target where id = ${id}::uuid for update`.execute(tx)
  const [stored] = await loadTargets(tx, ctx, sql`t.id = ${id}::uuid`)
  if (stored === undefined) return refuse('ledger.not_found')
  if (!mayWorkOn(ctx, stored.row))
    return refuse('ledger.not_yours', { act: 'change-target', side: 'owner-or-lead' })
  if (stored.row.version !== version) {
    const since = await changesAfter(tx, id, version)
    return refuse('ledger.stale', { version: stored.row.version, ...since })
  }
  return stored
}

/** Field by field: the first value before, the last value after. */
async function changesAfter(tx: Tx, id: string, version: number) {
  const rows = await tx
    .selectFrom('targetChange')
    .select(['byName', 'at', 'changed'])
    .where('targetId', '=', id)
    .where('version', '>', version)
    .orderBy('version')
    .execute()
  const changes: Record<string, [Json, Json]> = {}
  for (const { changed } of rows)
    for (const [field, pair] of Object.entries(changed)) {
      const [before, after] = pairOf(pair)
      changes[field] = [changes[field]?.[0] ?? before, after]
    }
  const last = rows.at(-1)
  return { by: last?.byName ?? '', at: last?.at ?? '', changes }
}

export interface TargetChange {
  readonly act: 'change' | 'actual' | 'withdraw' | 'follow' | 'unfollow'
  readonly reason: string | null
  readonly changed: Readonly<Record<string, readonly [Json, Json]>>
  /** New values of the target's own columns. */
  readonly columns?: Partial<
    Pick<
      TargetRecord,
      | 'year'
      | 'baseYear'
      | 'baseValue'
      | 'levelUnit'
      | 'kind'
      | 'path'
      | 'leadId'
      | 'visibility'
      | 'forEvaluation'
    >
  > & { readonly follows?: string | null }
}

/** Writes what changed, its line of history, where the target stands now, and the audit entry. */
export async function keepTargetChange(
  tx: Tx,
  ctx: Context,
  row: TargetRecord,
  change: TargetChange,
): Promise<void> {
  const version = row.version + 1
  const actuals = await tx
    .selectFrom('targetActual')
    .select(['year', 'value', 'low', 'high'])
    .where('targetId', '=', row.id)
    .where('withdrawnAt', 'is', null)
    .orderBy('year')
    .execute()
  const { standing } = judgeTarget(
    toTarget({ ...row, ...withoutFollows(change.columns) }),
    actuals,
    yearOf(ctx.now),
  )
  await tx
    .insertInto('targetChange')
    .values({
      targetId: row.id,
      version,
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
      act: change.act,
      reason: change.reason,
      changed: JSON.stringify(change.changed),
    })
    .execute()
  await tx
    .updateTable('target')
    .set({ ...change.columns, standing, changedAt: ctx.now.toISOString(), version })
    .where('id', '=', row.id)
    .execute()
  await ctx.audit(tx, {
    action: `target.${change.act}`,
    subjectKind: 'target',
    subjectId: row.id,
    detail: { version, changed: Object.keys(change.changed), reason: change.reason },
  })
}

/** What it follows is no part of what it says. */
function withoutFollows({ follows: _follows, ...columns }: NonNullable<TargetChange['columns']> = {}) {
  return columns
}
