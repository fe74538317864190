import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import { versionToReview } from './access.ts'
import type * as contract from './contract.ts'
import { countItems, titleOfItem, toPlanItem } from './items.ts'
import { jsonb, loadItems } from './store.ts'

const QUOTE_CHARACTERS = 200

/** 发布规划: fixes the reviewed items as a confirmed plan. Later review of the same version leaves it as it is. */
export function publishPlan(
  ctx: Context,
  versionId: string,
  request: BodyOf<typeof contract.publishPlan>,
): Promise<{ planId: string }> {
  return ctx.inTransaction(async (tx) => {
    const version = await versionToReview(tx, ctx.caller, versionId)
    const rows = await loadItems(tx, versionId)
    const counters = countItems(rows)
    if (counters.reviewed < counters.total)
      refuse('plans.items_unreviewed', {
        unreviewed: counters.total - counters.reviewed,
        total: counters.total,
      })
    const confirmed = rows.filter((row) => row.status !== 'rejected')
    if (!confirmed.some((row) => row.kind !== 'heading')) refuse('plans.nothing_confirmed')

    const { title } = await tx
      .updateTable('document')
      .set({ visibility: request.visibility })
      .where('id', '=', version.documentId)
      .returning('title')
      .executeTakeFirstOrThrow()
    const { text } = await tx
      .selectFrom('documentVersion')
      .select('text')
      .where('id', '=', versionId)
      .executeTakeFirstOrThrow()
    const { last } = await tx
      .selectFrom('plan')
      .select((eb) => eb.fn.coalesce(eb.fn.max('no'), eb.lit(0)).as('last'))
      .where('documentId', '=', version.documentId)
      .executeTakeFirstOrThrow()
    const { id: planId } = await tx
      .insertInto('plan')
      .values({
        documentId: version.documentId,
        versionId,
        ownerId: version.ownerId,
        no: Number(last) + 1,
        title,
        note: request.note,
        visibility: request.visibility,
        publishedAt: ctx.now.toISOString(),
        publishedBy: ctx.caller.userId,
        publishedByName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (let i = 0; i < confirmed.length; i += 500)
      await tx
        .insertInto('publishedItem')
        .values(
          confirmed.slice(i, i + 500).map((row) => ({
            planId,
            itemId: row.id,
            kind: row.kind,
            startAt: row.startAt,
            endAt: row.endAt,
            mentions: jsonb([...row.mentions]),
            data: jsonb(row.data),
            quote: text.slice(row.startAt, Math.min(row.endAt, row.startAt + QUOTE_CHARACTERS)),
            title: titleOfItem(toPlanItem(row)),
          })),
        )
        .execute()
    await ctx.audit(tx, {
      action: 'plan.publish',
      subjectKind: 'plan',
      subjectId: planId,
      detail: { title, no: Number(last) + 1, items: confirmed.length, visibility: request.visibility },
    })
    return { planId }
  })
}
