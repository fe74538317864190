import type { Json } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Tx } from './store.ts'

/** What was done to an entry of the library, in the order in which it was done. */
export async function addAct(
  tx: Tx,
  ctx: Context,
  entryId: string,
  act: 'add' | 'change' | 'promote' | 'leave',
  reason: string | null,
  changes: Readonly<Record<string, Json>> = {},
): Promise<void> {
  await tx
    .insertInto('cultivationAct')
    .values((eb) => ({
      entryId,
      no: eb
        .selectFrom('cultivationAct')
        .select((of) => of(of.fn.coalesce(of.fn.max('no'), of.lit(0)), '+', of.lit(1)).as('next'))
        .where('entryId', '=', entryId),
      act,
      reason,
      changes: JSON.stringify(changes),
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
    }))
    .execute()
}
