import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { AnalyticsBusy, lockHolder } from './failures.ts'
import { quoteIdentifier, quoteText } from './identifiers.ts'

export interface EngineOptions {
  readonly folder: string
  readonly memoryLimitMb: number
  readonly threads: number
}

/**
 * One DuckDB for all files of a folder, so that a rebuild and the queries beside it share one limit of memory. It reaches
 * no file outside the folder and no network, loads no extension, and its settings cannot be changed any more.
 */
export class Engine {
  readonly #instance: DuckDBInstance
  readonly #control: DuckDBConnection

  private constructor(instance: DuckDBInstance, control: DuckDBConnection) {
    this.#instance = instance
    this.#control = control
  }

  static async open({ folder, memoryLimitMb, threads }: EngineOptions): Promise<Engine> {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryLimitMb}MB`,
      threads: String(threads),
      temp_directory: join(folder, 'spill'),
      max_temp_directory_size: '16GB',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      allow_unsigned_extensions: 'false',
      allow_persistent_secrets: 'false',
      // Order of rows comes from ORDER BY alone; loads need far less memory when it needn't be kept.
      preserve_insertion_order: 'false',
    })
    try {
      const control = await instance.connect()
      await control.run(`SET allowed_directories = [${quoteText(join(folder, '/'))}]`)
      await control.run('SET enable_external_access = false')
      await control.run('SET lock_configuration = true')
      const engine = new Engine(instance, control)
      await engine.#takeFolder(join(folder, 'lock.duckdb'))
      return engine
    } catch (error) {
      instance.closeSync()
      throw error
    }
  }

  /** DuckDB's lock on a file is the operating system's: it ends with the process, however that ends. */
  async #takeFolder(file: string): Promise<void> {
    const attach = `ATTACH ${quoteText(file)} AS folder_lock`
    try {
      await this.#control.run(attach)
    } catch (error) {
      const holder = lockHolder(error)
      if (holder !== undefined) throw new AnalyticsBusy(holder)
      // Nobody holds it, but it is no database: a process was killed while it made it.
      await rm(file, { force: true })
      await this.#control.run(attach)
    }
  }

  /** DuckDB keeps the row group that a thread writes in memory; at its usual 122,880 rows a wide form would not fit. */
  async attach(file: string, alias: string): Promise<void> {
    await this.#control.run(`ATTACH ${quoteText(file)} AS ${quoteIdentifier(alias)} (ROW_GROUP_SIZE 30720)`)
  }

  async detach(alias: string): Promise<void> {
    await this.#control.run(`DETACH ${quoteIdentifier(alias)}`)
  }

  async checkpoint(alias: string): Promise<void> {
    await this.#control.run(`CHECKPOINT ${quoteIdentifier(alias)}`)
  }

  /** What the blocks that the file's header speaks of need. */
  async leastSizeBytes(alias: string): Promise<number> {
    const reader = await this.#control.runAndReadAll(
      'SELECT (total_blocks * block_size)::DOUBLE AS bytes FROM pragma_database_size() WHERE database_name = $1',
      [alias],
    )
    const bytes = reader.getRowsJS()[0]?.[0]
    if (typeof bytes !== 'number') throw new Error(`No file ${alias} is open`)
    return bytes
  }

  /** A connection in which the tables of this file go by their names alone. */
  async connect(alias: string): Promise<DuckDBConnection> {
    const connection = await this.#instance.connect()
    await connection.run(`USE ${quoteIdentifier(alias)}`)
    return connection
  }

  close(): void {
    this.#control.closeSync()
    this.#instance.closeSync()
  }
}
