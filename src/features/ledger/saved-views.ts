import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'

/** Mine first, then those that people of my body share. */
export function listViews(ctx: Context): Promise<ResponseOf<typeof contract.listViews>> {
  return ctx.read(async (tx) => {
    const rows = await tx
      .selectFrom('savedView')
      .select(['id', 'page', 'name', 'address', 'organisationId', 'userId'])
      .orderBy('name')
      .orderBy('id')
      .execute()
    const views = rows.map(({ organisationId, userId, ...view }) => ({
      ...view,
      shared: organisationId !== null,
      mine: userId === ctx.caller.userId,
    }))
    return { views: [...views.filter(({ mine }) => mine), ...views.filter(({ mine }) => !mine)] }
  })
}

/** The same name on the same page replaces what stood there. */
export function saveView(
  ctx: Context,
  { page, name, address, shared }: BodyOf<typeof contract.saveView>,
): Promise<ResponseOf<typeof contract.saveView>> {
  const { userId, organisationId } = ctx.caller
  if (userId === null) return refuse('access.forbidden')
  if (shared && organisationId === null) return refuse('ledger.no_body_to_share', {}, ['shared'])
  return ctx.inTransaction(async (tx) => {
    await tx
      .deleteFrom('savedView')
      .where('userId', '=', userId)
      .where('page', '=', page)
      .where('name', '=', name)
      .execute()
    return tx
      .insertInto('savedView')
      .values({ userId, page, name, address, organisationId: shared ? organisationId : null })
      .returning('id')
      .executeTakeFirstOrThrow()
  })
}

export function removeView(ctx: Context, viewId: string): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const removed = await tx
      .deleteFrom('savedView')
      .where('id', '=', viewId)
      .where('userId', '=', ctx.caller.userId)
      .returning('id')
      .executeTakeFirst()
    return removed === undefined ? refuse('ledger.not_found') : {}
  })
}
