import type { Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { loadDuty } from './store.ts'

interface ReadTask {
  readonly start: number
  readonly end: number
  readonly measureSpans?: readonly { readonly start: number; readonly end: number }[]
}

/** The clauses that the plan engine counted as measures in the duty's passage of the document. */
export function suggestParts(ctx: Context, id: string): Promise<ResponseOf<typeof contract.suggestParts>> {
  return ctx.read(async (tx) => {
    const { row } = await loadDuty(tx, id)
    if (row.versionId === null || row.startAt === null || row.endAt === null) return { parts: [] }
    const version = await tx
      .selectFrom('documentVersion')
      .select(['text', 'extraction'])
      .where('id', '=', row.versionId)
      .executeTakeFirst()
    if (version === undefined) return { parts: [] }
    const tasks = (version.extraction as { tasks?: readonly ReadTask[] }).tasks ?? []
    const { startAt, endAt } = row
    // A person may have moved the borders of the item: what counts is that a clause lies within them.
    const spans = tasks
      .flatMap(({ measureSpans }) => measureSpans ?? [])
      .filter(({ start, end }) => start >= startAt && end <= endAt)
    return {
      parts: spans.slice(0, 50).map(({ start, end }) => ({
        title: version.text.slice(start, end).replace(/\s+/g, '').slice(0, 200),
        start,
        end,
      })),
    }
  })
}
