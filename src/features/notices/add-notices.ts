import { sql, type Transaction } from 'kysely'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import { addressee } from './addressee.ts'

export interface NewNotice {
  readonly caseId: string
  /** Number of the case's event that gave rise to it. */
  readonly event: number
  /** Which message of the procedure; with the event and the party it makes the notice unique. */
  readonly message: string
  readonly party: `org:${string}` | `user:${string}` | `role:${string}`
  readonly text: { readonly zh: string; readonly en: string }
}

export interface AddedNotice {
  readonly id: number
  readonly caseId: string
}

/**
 * Writes notices in the transaction of what they tell of, so that none is lost and none told that did not happen. The
 * same event gives a party the same message once, however often it is asked for. Under the writer's rights: he must be
 * able to read the case. Answers the ids of all of them, also of those that were there before. Two statements, however many
 * cases.
 */
export async function addNotices(
  tx: Transaction<Database>,
  ctx: Context,
  notices: readonly NewNotice[],
): Promise<AddedNotice[]> {
  if (notices.length === 0) return []
  await tx
    .insertInto('notice')
    .values(
      notices.map((notice) => ({
        caseId: notice.caseId,
        event: notice.event,
        subjectKey: null,
        subjectPath: null,
        message: notice.message,
        party: notice.party,
        ...addressee(notice.party),
        textZh: notice.text.zh,
        textEn: notice.text.en,
        at: ctx.now.toISOString(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { rows } = await sql<AddedNotice>`
    SELECT id, case_id FROM notice_ids(
      ${notices.map(({ caseId }) => caseId)}::uuid[], ${notices.map(({ event }) => event)}::integer[],
      ${notices.map(({ message }) => message)}::text[], ${notices.map(({ party }) => party)}::text[])`.execute(
    tx,
  )
  return rows
}
