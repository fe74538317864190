import type { Kysely, Transaction } from 'kysely'
import { settingsOf } from './actor.ts'
import type { Actor } from './actor.ts'
import { openTransaction, workIsDone } from './closing.ts'
import type { Closing } from './closing.ts'
import { errorCode, isStalePlan } from './failures.ts'
import { sentAlong } from './pipelined-dialect.ts'
import type { Database } from './schema.ts'

const retriesAtMost = 3

/**
 * Runs `work` in one transaction in which row-level security knows who asks; commits what it returns, rolls back on
 * any throw. When PostgreSQL gave the transaction up to resolve a conflict (40001, 40P01) it runs again, up to 3 more
 * times: so `work` must touch nothing but `tx`. Effects go through the outbox, after commit.
 */
export async function inTransaction<T>(
  db: Kysely<Database>,
  actor: Actor,
  work: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  const settings = settingsOf(actor)
  const { result, closing } = await retrying(() => attempt(db, settings, work))
  await closing?.settle(db)
  return result
}

async function attempt<T>(
  db: Kysely<Database>,
  settings: string,
  work: (tx: Transaction<Database>) => Promise<T>,
): Promise<{ result: T; closing: Closing | null }> {
  return db.transaction().execute(async (tx) => {
    await tx.executeQuery(sentAlong(settings))
    const opened = openTransaction(tx)
    const worked = await work(tx)
    workIsDone(tx)
    await opened.closing?.send()
    return { result: worked, closing: opened.closing }
  })
}

/** From here on the transaction is this person's, until it is handed to the next: many people's acts in one. */
export async function actAs(tx: Transaction<Database>, actor: Actor): Promise<void> {
  await tx.executeQuery(sentAlong(settingsOf(actor)))
}

/**
 * As `inTransaction`, for reading: one snapshot for all its queries, so that a list and its count agree, and any write
 * fails.
 */
export async function inReadOnlyTransaction<T>(
  db: Kysely<Database>,
  actor: Actor,
  work: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  const settings = settingsOf(actor)
  return retrying(() =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        await tx.executeQuery(sentAlong(settings))
        return work(tx)
      }),
  )
}

async function retrying<T>(run: () => Promise<T>): Promise<T> {
  for (let retries = 0; ; retries++) {
    try {
      return await run()
    } catch (error) {
      const code = errorCode(error)
      const conflict = code === '40001' || code === '40P01'
      if (!(conflict || isStalePlan(error)) || retries === retriesAtMost) throw error
      // Spread the second attempts, or the same two meet again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** retries))
    }
  }
}
