/**
 * PostgreSQL, from nothing to a typed transaction. `openPostgres` provides a server (the embedded one or DATABASE_URL),
 * `migrate` brings its schema up to date, `createDatabase` gives a typed pool, `inTransaction` runs work for someone,
 * `lockServer` keeps a second server away. docs/operations/database.md tells where things live.
 */
export { findRunningPostgres, openPostgres } from './open-postgres.ts'
export type { OpenPostgresOptions, PostgresServer } from './open-postgres.ts'
export type { Postmaster } from './postmaster.ts'
export { lockServer } from './lock-server.ts'
export type { LockServerOptions, ServerLock } from './lock-server.ts'
export { migrate, migrationsFolder } from './migrate.ts'
export { createDatabase } from './database.ts'
export type { DatabaseOptions } from './database.ts'
export { actAs, inReadOnlyTransaction, inTransaction } from './in-transaction.ts'
export { readInBulk } from './read-in-bulk.ts'
export type { BulkReader } from './read-in-bulk.ts'
export { writeInBulk } from './write-in-bulk.ts'
export type { BulkWriter, CopyValue } from './write-in-bulk.ts'
export { closeWith } from './closing.ts'
export type { Closing } from './closing.ts'
export { sentAlong } from './pipelined-dialect.ts'
export { nobody } from './actor.ts'
export type { Actor } from './actor.ts'
export { DatabaseUnavailable, MigrationRefused, ServerAlreadyRunning, errorCode } from './failures.ts'
export type { Log } from './log.ts'
export type { Database } from './schema.ts'
