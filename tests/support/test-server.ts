import { readdir, readFile, realpath, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findRunningPostgres } from '#platform/postgres'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

/** What the set-up tells the tests about the run's server. */
export interface TestServer {
  readonly ownerUrl: string
  readonly appUrl: string
  /** Every database of this run has a name that begins with it. */
  readonly run: string
  /** The migrated database that tests clone. */
  readonly template: string
  /** For data folders of tests that need a server of their own; cleared, and their servers ended, after the run. */
  readonly scratch: string
}

export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

export async function createEmptyDatabase(ownerUrl: string, name: string): Promise<void> {
  await runAlone(ownerUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`)
}

export async function cloneDatabase(ownerUrl: string, template: string, name: string): Promise<void> {
  await runAlone(
    ownerUrl,
    `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`,
  )
}

export async function dropDatabase(ownerUrl: string, name: string): Promise<void> {
  const statement = `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`
  for (let attempt = 1; ; attempt++)
    try {
      return await runAlone(ownerUrl, statement)
    } catch (error) {
      // An autovacuum worker belongs to the superuser, so the owner may not end it; it is gone in a moment.
      if (attempt === 50 || !(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
      await sleep(100)
    }
}

export async function dropDatabasesOf(ownerUrl: string, run: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [`${run}_`],
    )
    for (const { name } of rows) {
      await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
    }
  } finally {
    await client.end()
  }
}

/** Ends the server of a data folder without ceremony, if one runs, and removes all there is of it. */
export async function endDataFolder(dataDir: string): Promise<void> {
  for (;;) {
    const running = await findRunningPostgres(dataDir)
    if (running === null) break
    process.kill(running.pid, 'SIGKILL')
    await sleep(50)
  }
  // Root has put the cluster elsewhere when its unprivileged user can't get to the data folder. Remove only what says
  // itself that it belongs here.
  const note = await readFile(join(dataDir, 'postgres.location'), 'utf8').catch(() => null)
  if (note !== null) {
    const home = dirname(note.trim())
    const owner = await readFile(join(home, 'data-folder'), 'utf8').catch(() => null)
    if (owner?.trim() === (await realpath(dataDir))) await rm(home, { recursive: true, force: true })
  }
  // Its processes notice its end within a moment, and may write until then.
  await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

/** All data folders in a folder, however deep, and the folder. */
export async function endDataFoldersIn(folder: string): Promise<void> {
  const places = await readdir(folder, { recursive: true }).catch(() => [])
  for (const place of places) {
    if (basename(place) === 'postgres.location' || basename(place) === 'postmaster.pid') {
      // postmaster.pid lies in the cluster, which lies in the data folder.
      await endDataFolder(join(folder, dirname(place), basename(place) === 'postmaster.pid' ? '..' : '.'))
    }
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

/** CREATE and DROP DATABASE stand alone in their statement. */
async function runAlone(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
