import { CamelCasePlugin, Kysely } from 'kysely'
import pg from 'pg'
import { columnTypes } from './column-types.ts'
import type { Log } from './log.ts'
import { PipelinedDialect } from './pipelined-dialect.ts'
import type { Database } from './schema.ts'

export interface DatabaseOptions {
  readonly log?: Log
  /** Connections at most; default 10. */
  readonly maxConnections?: number
  /** Default 30,000 ms; a job that needs longer says `SET LOCAL statement_timeout`. 0 means no limit. */
  readonly statementTimeoutMs?: number
  /** What pg_stat_activity shows; default 'duoyuan'. */
  readonly applicationName?: string
}

/**
 * The typed database on a pool of connections. Give it the app role's URL for everything a person asks for (row-level
 * security applies) and the owner's only for set-up. `db.destroy()` closes the pool.
 *
 * snake_case in SQL, camelCase here; keys inside JSON values are left alone. Column values: see `column-types.ts`.
 */
export function createDatabase(url: string, options: DatabaseOptions = {}): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: options.applicationName ?? 'duoyuan',
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    pipeline: true,
    types: columnTypes,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    // Connection parameters rather than SET: no extra round trip, and they can't be forgotten on one connection.
    options: '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601',
  })
  // A connection that breaks (database restarted) tells so here if nobody waits for an answer from it at that moment;
  // without these listeners that would end the whole process. The pool replaces idle ones; a transaction that holds
  // one fails at its next statement.
  pool.on('error', (error) => options.log?.warn({ err: error }, 'an idle database connection broke'))
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<Database>({
    dialect: new PipelinedDialect(pool),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
