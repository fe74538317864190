import {
  AbortedTransactionError,
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { DatabaseConnection, Dialect, Driver, Kysely, QueryResult, TransactionSettings } from 'kysely'
import type pg from 'pg'
import { isStalePlan } from './failures.ts'
import { StatementNames } from './statement-names.ts'

/**
 * Kysely's PostgreSQL with fewer journeys to the database. The pool's connections must be in pipeline mode.
 *
 * - What begins a transaction (and says who asks, see `sentAlong`) travels in one packet with the first query; nobody waits
 *   for its answer. PostgreSQL answers in order: should it fail, the transaction fails at its next statement.
 * - The end of a transaction that only reads is sent and not waited for.
 * - A statement with parameters that comes again is prepared by name, so that PostgreSQL need not plan it anew
 *   (docs/decisions/0015-request-path.md).
 */
export class PipelinedDialect implements Dialect {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  createDriver(): Driver {
    return new PipelinedDriver(this.#pool)
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler()
  }

  createAdapter(): PostgresAdapter {
    return new PostgresAdapter()
  }

  createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(db)
  }
}

const sent = new WeakSet<CompiledQuery>()

/**
 * Statements whose answer nobody needs: they are sent with what follows. Should one fail, the next statement or the commit
 * of its transaction does.
 */
export function sentAlong(statements: string | CompiledQuery): CompiledQuery {
  const query = typeof statements === 'string' ? CompiledQuery.raw(statements) : statements
  sent.add(query)
  return query
}

class PipelinedDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #names = new StatementNames()
  readonly #connections = new WeakMap<pg.PoolClient, PipelinedConnection>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  init(): Promise<void> {
    return Promise.resolve()
  }

  async acquireConnection(): Promise<PipelinedConnection> {
    const client = await this.#pool.connect()
    const known = this.#connections.get(client)
    if (known !== undefined) return known
    const connection = new PipelinedConnection(client, this.#names)
    this.#connections.set(client, connection)
    return connection
  }

  beginTransaction(connection: PipelinedConnection, settings: TransactionSettings): Promise<void> {
    connection.begin(settings)
    return Promise.resolve()
  }

  commitTransaction(connection: PipelinedConnection): Promise<void> {
    return connection.commit()
  }

  rollbackTransaction(connection: PipelinedConnection): Promise<void> {
    return connection.rollback()
  }

  releaseConnection(connection: PipelinedConnection): Promise<void> {
    connection.release()
    return Promise.resolve()
  }

  destroy(): Promise<void> {
    return this.#pool.end()
  }
}

/** Statements prepared on one connection at most; plans of long queries take some 100 kB each in the database. */
const PREPARED_AT_MOST = 256

class PipelinedConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #names: StatementNames
  #prepared = new Map<string, string>()
  #preparedEver = 0
  #generation = 0
  /** A reading transaction is over, which PostgreSQL has not been told yet. */
  #ending = false
  /** Of the transaction that runs: what begins it and has not been sent yet. */
  #opening: string | null = null
  #readOnly = false
  /** Why what was sent along failed. */
  #failure: Error | null = null
  /** Resolved when `#failure` says what has become of all that was sent along. */
  #answered: Promise<unknown> = Promise.resolve()
  #broken = false

  constructor(client: pg.PoolClient, names: StatementNames) {
    this.#client = client
    this.#names = names
  }

  begin({ isolationLevel, accessMode }: TransactionSettings): void {
    this.#failure = null
    this.#readOnly = accessMode === 'read only'
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`
    this.#opening = `begin${level}${accessMode === undefined ? '' : ` ${accessMode}`}`
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (sent.has(query)) {
      this.#sendAlong(query)
      return { rows: [] }
    }
    this.#sendAhead()
    const { command, rowCount, rows } = await this.#run<R & pg.QueryResultRow>(query)
    await this.#throwFailure()
    const changes =
      command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
    return { rows, ...(changes ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) }
  }

  // eslint-disable-next-line require-yield -- Nobody streams; the interface wants the method.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    await Promise.reject(new Error('results are not streamed on pipelined connections'))
  }

  async commit(): Promise<void> {
    if (this.#dropUnsent()) return
    if (this.#readOnly) {
      this.#ending = true
      // Under load the connection's next transaction begins before this, in the same message.
      setImmediate(() => this.#sendAhead())
      return
    }
    const { command } = await this.#client.query('commit')
    await this.#throwFailure()
    // So PostgreSQL answers when a statement had failed before, whether or not anybody looked.
    if (command === 'ROLLBACK') throw new AbortedTransactionError()
  }

  async rollback(): Promise<void> {
    if (this.#dropUnsent()) return
    try {
      await this.#client.query('rollback')
    } catch (error) {
      this.#broken = true
      throw error
    }
  }

  release(): void {
    // Names are never taken back: a connection that has used them up is replaced.
    this.#client.release(this.#broken || this.#preparedEver >= PREPARED_AT_MOST)
  }

  /** True when nothing was asked in this transaction: PostgreSQL never hears of it. */
  #dropUnsent(): boolean {
    const unsent = this.#opening !== null
    this.#opening = null
    return unsent
  }

  #sendAlong(query: CompiledQuery): void {
    if (this.#opening !== null && query.parameters.length === 0) {
      this.#opening += `; ${query.sql}`
      return
    }
    this.#sendAhead()
    this.#cork()
    this.#noteFailure(this.#run(query))
  }

  /** Sends what ends the last transaction and begins this one, in one packet with what is asked next. */
  #sendAhead(): void {
    const statements = [
      ...(this.#ending ? ['commit'] : []),
      ...(this.#opening === null ? [] : [this.#opening]),
    ]
    if (statements.length === 0) return
    this.#ending = false
    this.#opening = null
    this.#cork()
    this.#noteFailure(this.#client.query(statements.join('; ')))
  }

  #cork(): void {
    const { stream } = this.#client.connection
    stream.cork()
    process.nextTick(() => stream.uncork())
  }

  async #throwFailure(): Promise<void> {
    await this.#answered
    if (this.#failure !== null) throw this.#failure
  }

  #noteFailure(answer: Promise<unknown>): void {
    const noted = answer.catch((error: unknown) => {
      this.#failure ??= error instanceof Error ? error : new Error(String(error))
      // A read that could not be ended, settings that were not taken: nobody else shall have this connection.
      this.#broken = true
    })
    this.#answered = Promise.all([this.#answered, noted])
  }

  async #run<R extends pg.QueryResultRow>({ sql, parameters }: CompiledQuery): Promise<pg.QueryResult<R>> {
    const values = [...parameters]
    try {
      const name = this.#nameOf(sql, values)
      return name === undefined
        ? await this.#client.query<R>(sql, values)
        : await this.#client.query<R>({ name, text: sql, values })
    } catch (error) {
      if (isStalePlan(error)) this.#names.forgetAll()
      // The driver's own trace ends at the socket; this one tells who asked.
      if (error instanceof Error) Error.captureStackTrace(error)
      throw error
    }
  }

  #nameOf(text: string, values: readonly unknown[]): string | undefined {
    if (values.length === 0) return undefined
    if (this.#generation !== this.#names.generation) {
      this.#generation = this.#names.generation
      this.#prepared = new Map()
    }
    const known = this.#prepared.get(text)
    if (known !== undefined) return known
    if (!this.#names.comesAgain(text)) return undefined
    const name = `s${this.#preparedEver++}`
    this.#prepared.set(text, name)
    return name
  }
}
