import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { withConnection } from './connect.ts'

export type CopyValue = string | number | boolean | null | readonly (string | number | null)[]

/** Writes much at once; all of it or nothing. */
export interface BulkWriter {
  query<T extends pg.QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<T[]>
  /** Adds rows by COPY as they are made, a part at a time; answers how many. Lists become arrays. */
  copyInto(table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>): Promise<number>
}

/** Characters that travel together. */
const PART = 65_536

/**
 * Runs `work` on a connection of its own, outside any pool, in a transaction without time limit. For the owner's URL: COPY does
 * not work where row-level security applies.
 */
export function writeInBulk<T>(url: string, work: (writer: BulkWriter) => Promise<T>): Promise<T> {
  return withConnection(url, 'duoyuan bulk writer', async (client) => {
    await client.query(
      `BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; ` +
        `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'`,
    )
    const result = await work({
      async query<R extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[] = []) {
        return (await client.query<R>(sql, [...parameters])).rows
      },
      async copyInto(table, columns, rows) {
        const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
        let count = 0
        const counted = function* (): Iterable<string> {
          let part = ''
          for (const row of rows) {
            count += 1
            part += `${row.map(copyText).join('\t')}\n`
            if (part.length < PART) continue
            yield part
            part = ''
          }
          if (part !== '') yield part
        }
        const target = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${names}) FROM STDIN`))
        await pipeline(Readable.from(counted()), target)
        return count
      },
    })
    await client.query('COMMIT')
    return result
  })
}

/** A value in the text format of COPY. */
export function copyText(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'string') return escaped(value)
  return escaped(`{${value.map(elementText).join(',')}}`)
}

function elementText(value: string | number | null): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return String(value)
  return `"${value.replace(/["\\]/gu, '\\$&')}"`
}

const SPECIAL = /[\\\t\n\r]/u

function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
