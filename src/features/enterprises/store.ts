import type { Transaction } from 'kysely'
import type { Database } from '#platform/postgres'

export type Tx = Transaction<Database>

/** China has one time, eight hours before UTC. */
export function todayInChina(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
