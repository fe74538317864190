import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteIdentifier, quoteText } from './identifiers.ts'
import { createTableSql, loadCsvSql, type TableDeclaration } from './table-declaration.ts'
import { bindParameters, plainValue, type AnalyticsParameter } from './values.ts'

/** What may be done to one file of the store while it is written. */
export interface AnalyticsWriter {
  createTable(table: TableDeclaration): Promise<void>
  /** Gone with the connection; for rows on their way into a table. */
  createTemporaryTable(table: TableDeclaration): Promise<void>
  dropTemporaryTable(table: TableDeclaration): Promise<void>
  /** Answers the number of rows that it changed. */
  run(sql: string, parameters?: readonly AnalyticsParameter[]): Promise<number>
  query<T>(sql: string, parameters?: readonly AnalyticsParameter[]): Promise<T[]>
  /**
   * `fill` writes a file of PostgreSQL's COPY … (FORMAT csv) with the table's columns in their order; it is loaded and
   * removed. Answers the number of rows.
   */
  loadCsv(table: TableDeclaration, fill: (file: string) => Promise<void>): Promise<number>
  /**
   * As many files, one after the other; the next one is written while one is loaded, since the other side's processor has
   * nothing to do meanwhile.
   */
  loadCsvs(table: TableDeclaration, fills: readonly ((file: string) => Promise<void>)[]): Promise<number>
}

export function createWriter(connection: DuckDBConnection, loadingFolder: string): AnalyticsWriter {
  const run = async (sql: string, parameters: readonly AnalyticsParameter[] = []) => {
    const { values, types } = bindParameters(parameters)
    return (await connection.run(sql, values, types)).rowsChanged
  }
  const stage = async (fill: (file: string) => Promise<void>): Promise<string> => {
    await mkdir(loadingFolder, { recursive: true, mode: 0o700 })
    const file = join(loadingFolder, `${randomUUID()}.csv`)
    try {
      await fill(file)
      return file
    } catch (error) {
      await rm(file, { force: true })
      throw error
    }
  }
  const load = async (table: TableDeclaration, file: string): Promise<number> => {
    try {
      return await run(loadCsvSql(table, file, quoteText))
    } finally {
      await rm(file, { force: true })
    }
  }
  return {
    run,
    async createTable(table) {
      await run(createTableSql(table))
    },
    async createTemporaryTable(table) {
      await run(createTableSql(table, true))
    },
    async dropTemporaryTable(table) {
      await run(`DROP TABLE IF EXISTS ${quoteIdentifier('temp')}.${quoteIdentifier(table.name)}`)
    },
    query: (sql, parameters) => queryRows(connection, sql, parameters),
    async loadCsv(table, fill) {
      return load(table, await stage(fill))
    },
    async loadCsvs(table, fills) {
      let rows = 0
      let loading: Promise<number> = Promise.resolve(0)
      for (const fill of fills) {
        const [loaded, staged] = await Promise.allSettled([loading, stage(fill)])
        if (staged.status === 'rejected') throw staged.reason
        loading = load(table, staged.value)
        if (loaded.status === 'rejected') {
          await loading.catch(() => undefined)
          throw loaded.reason
        }
        rows += loaded.value
      }
      return rows + (await loading)
    },
  }
}

export async function queryRows<T>(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly AnalyticsParameter[] = [],
): Promise<T[]> {
  const { values, types } = bindParameters(parameters)
  const reader = await connection.runAndReadAll(sql, values, types)
  const names = reader.deduplicatedColumnNames()
  return reader
    .getRowsJS()
    .map((row) => Object.fromEntries(names.map((name, index) => [name, plainValue(row[index])])) as T)
}
