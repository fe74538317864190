/**
 * What can go wrong before the first query, as types that `main` can tell apart. The messages are one or two English
 * sentences for the person at the terminal: what happened and what to do.
 */

/** PostgreSQL can't be used: no binaries for this machine, no connection, missing rights, a damaged data folder. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}

/** Another server holds this database. */
export class ServerAlreadyRunning extends Error {
  override readonly name = 'ServerAlreadyRunning'
  /** Process id of the holder, on the machine it runs on; null if the database doesn't tell. */
  readonly pid: number | null
  /** Where the holder answers, if it has said so. */
  readonly address: string | null

  constructor(pid: number | null, address: string | null) {
    const who = pid === null ? 'Another server' : `Another server (process ${pid})`
    super(`${who} already uses this data${address === null ? '' : `, at ${address}`}; stop it first.`)
    this.pid = pid
    this.address = address
  }
}

/** The migrations on disk and the database don't fit together; nothing was changed by the refused step. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
}

/** The SQLSTATE of a PostgreSQL error or the errno code of a socket or file error, else null. */
export function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/** A prepared statement does not fit its tables any more, or is gone; prepared anew it works. */
export function isStalePlan(error: unknown): boolean {
  const code = errorCode(error)
  return code === '26000' || (code === '0A000' && errorMessage(error).includes('cached plan'))
}

export function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map(errorMessage).join('; ')
  return error instanceof Error ? error.message : String(error)
}
