import { readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'

/** What the set-up tells the tests about the run's server. */
export interface TestServer {
  readonly ownerUrl: string
  readonly appUrl: string
  /** Every database of this run has a name that begins with it. */
  readonly run: string
  /** The migrated database that tests clone. */
  readonly template: string
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
  await runAlone(ownerUrl, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
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

/** The data folder and, when root had to put it elsewhere, the cluster. Stop the server first. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const note = await readFile(join(dataDir, 'postgres.location'), 'utf8').catch(() => null)
  if (note !== null) await rm(dirname(note.trim()), { recursive: true, force: true })
  await rm(dataDir, { recursive: true, force: true })
}

export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
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
