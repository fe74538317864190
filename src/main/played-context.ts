import type { Transaction } from 'kysely'
import { createContext, type Caller, type Context, type Services } from '#platform/http'
import { actAs, type Database } from '#platform/postgres'

type Tx = Transaction<Database>

/** A job that a played act asks for, carried out in place or let fall by whoever plays. */
export type PlayedJob = (queue: string, data: object) => void

/**
 * As a request of that person at that moment, but within one transaction that holds the whole demonstration or nothing. The
 * audit trail tells what really happened; these acts did not.
 */
export function playedContext(
  services: Services,
  tx: Tx,
  caller: Caller,
  now: Date,
  enqueue: PlayedJob = () => undefined,
): Context {
  const within = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    await actAs(tx, caller)
    return work(tx)
  }
  return {
    ...createContext(services, caller, now),
    inTransaction: within,
    read: within,
    audit: () => Promise.resolve(),
    enqueue: (_tx, queue, data) => Promise.resolve(enqueue(queue, data)),
    enqueueAll: (_tx, queue, data) => {
      for (const one of data) enqueue(queue, one)
      return Promise.resolve()
    },
    actingAs: (other) => playedContext(services, tx, other, now, enqueue),
  }
}
