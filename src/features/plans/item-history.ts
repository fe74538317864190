import type { Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type { readItemHistory } from './contract.ts'
import { loadVersion } from './store.ts'

export function itemHistory(
  ctx: Context,
  versionId: string,
  itemId: string,
): Promise<ResponseOf<typeof readItemHistory>> {
  return ctx.read(async (tx) => {
    await loadVersion(tx, versionId)
    const rows = await tx
      .selectFrom('planItemChange')
      .selectAll()
      .where('versionId', '=', versionId)
      .where('itemId', '=', itemId)
      .orderBy('id', 'desc')
      .execute()
    return {
      changes: rows.map((row) => ({
        at: row.at,
        by: row.byName,
        action: row.undone ? `${row.action}-undone` : row.action,
        before: asJson(row.before),
        after: asJson(row.after),
      })),
    }
  })
}

/** jsonb comes back as plain JSON; the contract's type is mutable, ours is not. */
function asJson(value: unknown) {
  return JSON.parse(JSON.stringify(value ?? null)) as ResponseOf<
    typeof readItemHistory
  >['changes'][number]['before']
}
