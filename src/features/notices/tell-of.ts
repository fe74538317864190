import type { Transaction } from 'kysely'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import { addressee } from './addressee.ts'

/** A notice on anything but a case: a query on a cell, a filing that is owed, an alert. */
export interface SubjectNotice {
  /** Names what it tells of; with the message and the party it makes the notice unique. */
  readonly subjectKey: string
  /** Where to open it: /statistics/filings/… */
  readonly subjectPath: string
  readonly message: string
  readonly party: `org:${string}` | `user:${string}` | `role:${string}`
  readonly text: { readonly zh: string; readonly en: string }
}

/**
 * Writes notices in the transaction of what they tell of. Told twice of the same, a party has one. They stay in the system:
 * what goes out by e-mail belongs to cases and their clocks.
 */
export async function tellOf(
  tx: Transaction<Database>,
  ctx: Context,
  notices: readonly SubjectNotice[],
): Promise<void> {
  // In parts: a statement carries a limited number of parameters.
  for (let from = 0; from < notices.length; from += PART)
    await tx
      .insertInto('notice')
      .values(
        notices.slice(from, from + PART).map(({ text, party, ...notice }) => ({
          ...notice,
          party,
          caseId: null,
          event: null,
          ...addressee(party),
          textZh: text.zh,
          textEn: text.en,
          at: ctx.now.toISOString(),
        })),
      )
      // Without naming the index: naming it asks for the right to read what was written to others.
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}
const PART = 1000
