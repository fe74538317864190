import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { settingsOf, type Actor } from './actor.ts'
import { withConnection } from './connect.ts'

/** Reads much at once; everything from one snapshot of the database. */
export interface BulkReader {
  query<T extends pg.QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<T[]>
  /** Writes what `sql` selects into a new file as CSV without a header. COPY takes no parameters: see `pg.escapeLiteral`. */
  copyToFile(sql: string, file: string): Promise<void>
}

/**
 * Runs `work` for someone on a connection of its own, outside any pool (pooled ones are pipelined and do not stream), in a
 * transaction that reads only and has no time limit. Moments come as UTC.
 */
export function readInBulk<T>(
  url: string,
  actor: Actor,
  work: (reader: BulkReader) => Promise<T>,
): Promise<T> {
  const settings = settingsOf(actor)
  return withConnection(url, 'duoyuan bulk reader', async (client) => {
    await client.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${settings}; SET LOCAL TimeZone = 'UTC'; ` +
        `SET LOCAL DateStyle = 'ISO'; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`,
    )
    const result = await work({
      async query<R extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[] = []) {
        return (await client.query<R>(sql, [...parameters])).rows
      },
      async copyToFile(sql, file) {
        const rows = client.query(copyTo(`COPY (${sql}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')`))
        await pipeline(rows, createWriteStream(file, { flags: 'wx', mode: 0o600 }))
      },
    })
    await client.query('COMMIT')
    return result
  })
}
