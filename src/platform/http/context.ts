import type { Kysely, Transaction } from 'kysely'
import type { Logger } from 'pino'
import type { AuditEvent, AuditTrail } from '#platform/audit'
import type { FileStore } from '#platform/files'
import type { JobQueue } from '#platform/jobs'
import { inReadOnlyTransaction, inTransaction, type Actor, type Database } from '#platform/postgres'

/** Who asks, as the session says. `organisationId` is set for business roles only; administrators see no business rows. */
export interface Caller extends Actor {
  readonly name: string
}

/** What the running system is made of; wired once in `main`. */
export interface Services {
  readonly db: Kysely<Database>
  readonly log: Logger
  readonly audit: AuditTrail
  readonly files: FileStore
  readonly jobs: JobQueue
}

type Tx = Transaction<Database>

/** What a use case gets: who asks, when, and the database under that person's row-level security. */
export interface Context {
  readonly caller: Caller
  readonly now: Date
  readonly log: Logger
  readonly files: FileStore
  /** Stands for this installation's database: what is read once per process is kept by it. */
  readonly place: object
  inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Adds to the audit trail; the last act of a transaction, because writers queue from here to commit. */
  audit(tx: Tx, event: AuditEvent): Promise<void>
  /** Queued work that begins after the transaction commits. */
  enqueue(tx: Tx, queue: string, data: object): Promise<void>
  /** As `enqueue`, for many jobs at once. */
  enqueueAll(tx: Tx, queue: string, data: readonly object[]): Promise<void>
  /** The same request in another capacity, e.g. looking up an account before anybody is logged in. */
  actingAs(caller: Caller): Context
}

export const NOBODY: Caller = { userId: null, organisationId: null, roles: [], seesAll: false, name: '' }

/** Whoever reads without log-in: row-level security shows what is public, and nothing else. */
export const PUBLIC: Caller = {
  userId: null,
  organisationId: null,
  roles: ['public'],
  seesAll: false,
  name: '',
}

/** Time itself, and what follows from a committed act: fires timers, opens sub-cases, sends notices. */
export const TIMEKEEPER: Caller = {
  userId: null,
  organisationId: null,
  roles: ['timekeeper'],
  seesAll: false,
  name: '系统',
}

export function createContext(services: Services, caller: Caller, now: Date = new Date()): Context {
  return {
    caller,
    now,
    log: services.log,
    files: services.files,
    place: services.db,
    inTransaction: (work) => inTransaction(services.db, caller, work),
    read: (work) => inReadOnlyTransaction(services.db, caller, work),
    audit: (tx, event) => services.audit.append(tx, caller, event, now),
    enqueue: (tx, queue, data) => services.jobs.enqueue(tx, queue, data),
    enqueueAll: (tx, queue, data) => services.jobs.enqueueAll(tx, queue, data),
    actingAs: (other) => createContext(services, other, now),
  }
}
