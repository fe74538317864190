import { mkdir, realpath, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { createWriter, queryRows, type AnalyticsWriter } from './analytics-writer.ts'
import { Engine } from './engine.ts'
import {
  AnalyticsBroken,
  AnalyticsBusy,
  AnalyticsNotBuilt,
  AnalyticsTimeout,
  isInterrupt,
  severityOf,
} from './failures.ts'
import {
  fileOf,
  forgetCurrent,
  listGenerations,
  readCurrent,
  removeGeneration,
  writeCurrent,
} from './generations.ts'
import { Turns } from './turns.ts'
import type { AnalyticsParameter } from './values.ts'

export interface AnalyticsOptions {
  /** Of the store alone; made when it isn't there. */
  readonly folder: string
  /** Default 300 MB, to which DuckDB adds some 200 of its own at most; beyond it DuckDB spills to the folder. */
  readonly memoryLimitMb?: number
  readonly threads?: number
  /** Queries at once, default 2; others wait for their turn. Each takes a thread of Node's pool. */
  readonly atOnce?: number
  readonly queryTimeoutMs?: number
  readonly log?: { warn(details: object, message: string): void }
}

export interface QueryOptions {
  /** From when its turn comes. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

export type AnalyticsQuery = <T>(sql: string, parameters?: readonly AnalyticsParameter[]) => Promise<T[]>

/** One file of the store and who is using it. */
interface Generation {
  readonly number: number
  readonly alias: string
  readonly idle: DuckDBConnection[]
  users: number
  /** Another one is current, or it cannot be trusted: it goes with its last user. */
  retired: boolean
  gone: boolean
}

/** DuckDB's lock keeps other processes away, but not another place of this one. */
const foldersHere = new Set<string>()

export class AnalyticsStore {
  readonly #folder: string
  readonly #options: AnalyticsOptions
  readonly #queries: Turns
  readonly #writes = new Turns(1)
  #engine: Engine
  #engineIsDead = false
  #current: Generation | null = null
  #closing = false
  readonly #running = new Set<Promise<unknown>>()
  readonly #stopAll = new AbortController()

  private constructor(folder: string, options: AnalyticsOptions, engine: Engine) {
    this.#folder = folder
    this.#options = options
    this.#engine = engine
    this.#queries = new Turns(options.atOnce ?? 2)
  }

  /** Throws AnalyticsBusy when another process has the folder. A file that cannot be trusted is thrown away. */
  static async open(options: AnalyticsOptions): Promise<AnalyticsStore> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 })
    const folder = await realpath(options.folder)
    if (foldersHere.has(folder)) throw new AnalyticsBusy(process.pid)
    foldersHere.add(folder)
    try {
      const engine = await Engine.open(engineOptions(folder, options))
      const store = new AnalyticsStore(folder, options, engine)
      try {
        await store.#takeUp()
      } catch (error) {
        engine.close()
        throw error
      }
      return store
    } catch (error) {
      foldersHere.delete(folder)
      throw error
    }
  }

  /** False: nothing to ask yet, or what there was could not be trusted. */
  get isBuilt(): boolean {
    return this.#current !== null
  }

  /** Changes with every rebuild. */
  get generation(): number | null {
    return this.#current?.number ?? null
  }

  async sizeBytes(): Promise<number> {
    if (this.#current === null) return 0
    const file = fileOf(this.#folder, this.#current.number)
    const sizes = await Promise.all([file, `${file}.wal`].map((path) => stat(path).catch(() => null)))
    return sizes.reduce((sum, one) => sum + (one?.size ?? 0), 0)
  }

  /** Values go in as parameters ($1 …), names through quoteIdentifier. */
  query<T>(
    sql: string,
    parameters: readonly AnalyticsParameter[] = [],
    options: QueryOptions = {},
  ): Promise<T[]> {
    return this.#track(
      this.#queries.take(async () => {
        options.signal?.throwIfAborted()
        return this.#use((connection) =>
          this.#limited(connection, options, () => queryRows<T>(connection, sql, parameters)),
        )
      }),
    )
  }

  /** Several questions to one state of the store; the time limit is for all of them together. */
  read<T>(work: (query: AnalyticsQuery) => Promise<T>, options: QueryOptions = {}): Promise<T> {
    return this.#track(
      this.#queries.take(async () => {
        options.signal?.throwIfAborted()
        return this.#use((connection) =>
          this.#limited(connection, options, async () => {
            await connection.run('BEGIN TRANSACTION READ ONLY')
            const result = await work((sql, parameters) => queryRows(connection, sql, parameters))
            await connection.run('COMMIT')
            return result
          }),
        )
      }),
    )
  }

  /** Changes the current file in one transaction; writers take turns, queries go on beside it and see all or nothing. */
  write<T>(work: (writer: AnalyticsWriter) => Promise<T>): Promise<T> {
    return this.#track(
      this.#writes.take(() =>
        this.#use(async (connection) => {
          await connection.run('BEGIN TRANSACTION')
          try {
            const result = await work(createWriter(connection, this.#loadingFolder))
            await connection.run('COMMIT')
            return result
          } catch (error) {
            // A failed COMMIT has ended it already; what matters is the first failure.
            await connection.run('ROLLBACK').catch(() => undefined)
            throw error
          }
        }),
      ),
    )
  }

  /**
   * A new file, filled by `work`, becomes the store once it is complete and on disk; until then, and when `work` fails,
   * queries see the old one.
   */
  rebuild(work: (writer: AnalyticsWriter) => Promise<void>): Promise<void> {
    return this.#track(
      this.#writes.take(async () => {
        if (this.#closing) throw new AnalyticsNotBuilt()
        await this.#reviveEngine()
        const number = Math.max(0, ...(await listGenerations(this.#folder)), this.#current?.number ?? 0) + 1
        const next = await this.#attach(number)
        try {
          const connection = await this.#engine.connect(next.alias)
          try {
            await work(createWriter(connection, this.#loadingFolder))
          } finally {
            connection.closeSync()
          }
          await this.#engine.checkpoint(next.alias)
          await writeCurrent(this.#folder, number)
        } catch (error) {
          if (severityOf(error) === 'fatal') await this.#lose(this.#current, true)
          next.retired = true
          await this.#disposeIfUnused(next)
          throw error
        }
        const old = this.#current
        this.#current = next
        if (old !== null) {
          old.retired = true
          await this.#disposeIfUnused(old)
        }
      }),
    )
  }

  /** Throws away what there is: it turned out not to say what PostgreSQL says, or to be of another database. */
  discard(reason: string): Promise<void> {
    return this.#track(
      this.#writes.take(async () => {
        if (this.#current === null) return
        this.#options.log?.warn({ reason }, 'the columnar store is thrown away')
        await this.#lose(this.#current, false)
      }),
    )
  }

  /** Stops queries, waits for a writer, brings everything to disk. */
  async close(): Promise<void> {
    if (this.#closing) return
    this.#closing = true
    this.#stopAll.abort()
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
    const current = this.#current
    this.#current = null
    if (current !== null && !this.#engineIsDead) {
      for (const connection of current.idle.splice(0)) connection.closeSync()
      await this.#engine.detach(current.alias)
    }
    this.#engine.close()
    foldersHere.delete(this.#folder)
  }

  get #loadingFolder(): string {
    return join(this.#folder, 'loading')
  }

  /** Opens what the folder holds, removes what a killed process left. */
  async #takeUp(): Promise<void> {
    await rm(this.#loadingFolder, { recursive: true, force: true })
    await rm(join(this.#folder, 'spill'), { recursive: true, force: true })
    const number = await readCurrent(this.#folder)
    const there = await listGenerations(this.#folder)
    for (const other of there) if (other !== number) await removeGeneration(this.#folder, other)
    if (number === null) return
    try {
      // ATTACH would make a file that isn't there.
      await stat(fileOf(this.#folder, number))
      const current = await this.#attach(number)
      this.#current = current
      await this.#requireWhole(current)
    } catch (error) {
      this.#options.log?.warn({ err: error }, 'the file of the columnar store cannot be read: thrown away')
      this.#engineIsDead = severityOf(error) === 'fatal'
      if (this.#current !== null) return this.#lose(this.#current, false)
      await forgetCurrent(this.#folder)
      await removeGeneration(this.#folder, number)
    }
  }

  /** DuckDB reads a block when it needs it, so a file that was cut shows only at its missing end. */
  async #requireWhole(generation: Generation): Promise<void> {
    const expected = await this.#engine.leastSizeBytes(generation.alias)
    const { size } = await stat(fileOf(this.#folder, generation.number))
    if (size < expected) throw new Error(`The file has ${size} bytes of ${expected}`)
  }

  async #attach(number: number): Promise<Generation> {
    const alias = `store_${number}`
    await this.#engine.attach(fileOf(this.#folder, number), alias)
    return { number, alias, idle: [], users: 0, retired: false, gone: false }
  }

  /** Gives a connection to the current file, which stays until `work` is done with it. */
  async #use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const generation = this.#current
    if (generation === null || this.#closing) throw new AnalyticsNotBuilt()
    generation.users++
    let connection: DuckDBConnection | undefined
    try {
      connection = generation.idle.pop() ?? (await this.#engine.connect(generation.alias))
      const result = await work(connection)
      generation.idle.push(connection)
      return result
    } catch (error) {
      connection?.closeSync()
      const severity = severityOf(error)
      if (severity === 'other') throw error
      this.#options.log?.warn({ err: error }, 'the file of the columnar store is damaged: thrown away')
      await this.#lose(generation, severity === 'fatal')
      throw new AnalyticsBroken(error)
    } finally {
      generation.users--
      await this.#disposeIfUnused(generation)
    }
  }

  async #limited<T>(
    connection: DuckDBConnection,
    { timeoutMs = this.#options.queryTimeoutMs ?? 30_000, signal }: QueryOptions,
    work: () => Promise<T>,
  ): Promise<T> {
    const started = performance.now()
    const stops = [this.#stopAll.signal, ...(signal === undefined ? [] : [signal])]
    const isLate = () => performance.now() - started >= timeoutMs
    const isStopped = () => stops.some((one) => one.aborted)
    // Again and again: an interrupt that comes before the query has begun is forgotten by DuckDB.
    let again: NodeJS.Timeout | undefined
    const interrupt = () => {
      if (!isLate() && !isStopped()) return
      connection.interrupt()
      again ??= setInterval(interrupt, 50)
    }
    for (const stop of stops) stop.addEventListener('abort', interrupt)
    const first = setTimeout(interrupt, timeoutMs + 1)
    // A signal that came before tells nobody again.
    interrupt()
    try {
      return await work()
    } catch (error) {
      if (!isInterrupt(error)) throw error
      signal?.throwIfAborted()
      throw isLate() ? new AnalyticsTimeout(timeoutMs) : error
    } finally {
      clearTimeout(first)
      clearInterval(again)
      for (const stop of stops) stop.removeEventListener('abort', interrupt)
    }
  }

  /** The file is not the store any more, whoever opens the folder. */
  async #lose(generation: Generation | null, engineIsDead: boolean): Promise<void> {
    this.#engineIsDead ||= engineIsDead
    if (generation === null || this.#current !== generation) return
    this.#current = null
    generation.retired = true
    await forgetCurrent(this.#folder)
    await this.#disposeIfUnused(generation)
  }

  async #disposeIfUnused(generation: Generation): Promise<void> {
    if (!generation.retired || generation.users > 0 || generation.gone) return
    generation.gone = true
    for (const connection of generation.idle.splice(0)) connection.closeSync()
    if (!this.#engineIsDead)
      await this.#engine.detach(generation.alias).catch((error: unknown) => {
        this.#options.log?.warn({ err: error }, 'a file of the columnar store could not be let go')
        this.#engineIsDead = true
      })
    await removeGeneration(this.#folder, generation.number)
  }

  /** After a fatal failure nothing that DuckDB has open can be used any more. */
  async #reviveEngine(): Promise<void> {
    if (!this.#engineIsDead) return
    this.#engine.close()
    this.#engine = await Engine.open(engineOptions(this.#folder, this.#options))
    this.#engineIsDead = false
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work)
    const done = () => this.#running.delete(work)
    work.then(done, done)
    return work
  }
}

function engineOptions(folder: string, options: AnalyticsOptions) {
  return { folder, memoryLimitMb: options.memoryLimitMb ?? 300, threads: options.threads ?? 2 }
}
