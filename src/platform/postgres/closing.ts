import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'

/** What a transaction does last, after its work and together with its commit. */
export interface Closing {
  /**
   * Sends its statements by `sentAlong`, so that they travel in one message with the commit. Should one of them fail, nothing
   * is committed.
   */
  send(): Promise<void>
  /** After the commit, before whoever asked is told of it. */
  settle(db: Kysely<Database>): Promise<void>
}

/** A transaction of `inTransaction` while its work runs. */
export interface OpenTransaction {
  closing: Closing | null
}

const open = new WeakMap<object, OpenTransaction>()

export function openTransaction(tx: object): OpenTransaction {
  const opened: OpenTransaction = { closing: null }
  open.set(tx, opened)
  return opened
}

export function workIsDone(tx: object): void {
  open.delete(tx)
}

/** Has the transaction closed by this. False for one that `inTransaction` does not run: its caller has to act at once. */
export function closeWith(tx: object, closing: Closing): boolean {
  const opened = open.get(tx)
  if (opened === undefined) return false
  if (opened.closing !== null) throw new Error('the transaction is closed by something else already')
  opened.closing = closing
  return true
}
