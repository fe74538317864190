import { Refusal, refuse, type Outcome } from '#domain/kernel'
import type { RoundAct, RoundDays, RoundSoFar } from '#domain/evaluation'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { Selectable, Updateable } from 'kysely'
import type { WireJson } from './contract.ts'
import type { Tx } from './store.ts'

export type RoundRecord = Selectable<Database['evaluationRound']>

/** Refuses with `evaluation.not_found`; `lock` keeps others from acting on it until commit. */
export async function loadRound(tx: Tx, id: string, lock = false): Promise<RoundRecord> {
  const query = tx.selectFrom('evaluationRound').selectAll().where('id', '=', id)
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? refuse('evaluation.not_found')
}

/** Writes what changed; whoever read an older version is refused. */
export async function saveRound(
  tx: Tx,
  { id, version }: RoundRecord,
  changes: Updateable<Database['evaluationRound']>,
): Promise<void> {
  const saved = await tx
    .updateTable('evaluationRound')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) refuse('evaluation.stale', { version })
}

export function requireVersion(record: { readonly version: number }, version: number): void {
  if (record.version !== version) refuse('evaluation.stale', { version: record.version })
}

/** The round's own record, readable by all who know the round: says nothing of single parks. */
export async function addAct(
  tx: Tx,
  ctx: Context,
  roundId: string,
  act: RoundAct | 'propose' | 'decide' | 'outcome',
  reason: string | null,
  detail: Readonly<Record<string, WireJson>> = {},
): Promise<void> {
  await tx
    .insertInto('evaluationRoundAct')
    .values((eb) => ({
      roundId,
      no: eb
        .selectFrom('evaluationRoundAct')
        .select((of) => of(of.fn.coalesce(of.fn.max('no'), of.lit(0)), '+', of.lit(1)).as('next'))
        .where('roundId', '=', roundId),
      act,
      reason,
      detail: JSON.stringify(detail),
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
    }))
    .execute()
}

export function daysOf({ freezeOn, reviewFrom, reviewTo, confirmOn, publishOn }: RoundRecord): RoundDays {
  return { freezeOn, reviewFrom, reviewTo, confirmOn, publishOn }
}

export function soFar(round: RoundRecord): RoundSoFar {
  return { state: round.state, days: daysOf(round), adoptedBy: round.runById }
}

export function orRefuse<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.issues)
  return outcome.value
}

export function isOffice({ caller }: Pick<Context, 'caller'>): boolean {
  return caller.roles.includes('zone_office')
}
export function isLeader({ caller }: Pick<Context, 'caller'>): boolean {
  return caller.roles.includes('leader')
}
