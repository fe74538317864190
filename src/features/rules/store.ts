import type { Transaction } from 'kysely'
import type { Database } from '#platform/postgres'

export type Tx = Transaction<Database>
