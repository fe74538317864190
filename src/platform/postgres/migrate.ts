import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { withConnection } from './connect.ts'
import { errorMessage, MigrationRefused } from './failures.ts'

/** The migrations of this version of the program. */
export const migrationsFolder: string = fileURLToPath(new URL('migrations', import.meta.url))

interface Migration {
  readonly number: number
  readonly name: string
  readonly file: string
  readonly statements: string
  readonly sha256: string
}

/** Any fixed number does; the same one everywhere keeps two migrators apart. */
const migrationLock = 7_036_874_417_001

/**
 * Brings the database up to the numbered SQL files `NNNN-name.sql` of `folder`, forward only, each in a transaction of
 * its own together with its row in `schema_migration`. Two callers at once: the second waits and finds nothing to do.
 *
 * Throws MigrationRefused, before changing anything, when the files have a gap or a duplicate, when an applied file was
 * edited or is missing, or when the database is ahead of the files; and when a file's SQL fails, naming the file, with
 * that file rolled back and the earlier ones kept.
 */
export async function migrate(
  ownerUrl: string,
  folder: string = migrationsFolder,
): Promise<{ readonly applied: readonly string[] }> {
  const migrations = await readMigrations(folder)
  return withConnection(ownerUrl, 'duoyuan migrate', async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await client.query(`
      CREATE TABLE IF NOT EXISTS schema_migration (
        number integer PRIMARY KEY,
        name text NOT NULL,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`)
    const pending = await pendingOf(client, migrations)
    for (const migration of pending) await apply(client, migration)
    return { applied: pending.map((migration) => migration.file) }
  })
}

/** The files of a folder in order, checked among themselves; other files than *.sql are ignored. */
async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const migrations: Migration[] = []
  for (const file of files) {
    const match = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/.exec(file)
    if (match?.[1] === undefined || match[2] === undefined) {
      throw new MigrationRefused(`${file}: a migration is named NNNN-name.sql`)
    }
    // Line ends as git on another system may have written them must not change the digest.
    const statements = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
    if (/^\s*(commit|rollback|begin|start transaction)\s*;/im.test(statements)) {
      throw new MigrationRefused(`${file}: runs in a transaction already and must not begin or end one`)
    }
    const sha256 = createHash('sha256').update(statements).digest('hex')
    migrations.push({ number: Number(match[1]), name: match[2], file, statements, sha256 })
  }
  for (const [index, migration] of migrations.entries()) {
    const before = migrations[index - 1]
    if (before === undefined) {
      if (migration.number > 1)
        throw new MigrationRefused(`${migration.file}: the first number is 0000 or 0001`)
      continue
    }
    if (migration.number === before.number) {
      throw new MigrationRefused(`${before.file} and ${migration.file} have the same number`)
    }
    if (migration.number !== before.number + 1) {
      throw new MigrationRefused(`a number is missing between ${before.file} and ${migration.file}`)
    }
  }
  return migrations
}

async function pendingOf(client: pg.Client, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
    'SELECT number, name, sha256 FROM schema_migration ORDER BY number',
  )
  const known = new Map(migrations.map((migration) => [migration.number, migration]))
  const newest = migrations.at(-1)?.number ?? -1
  for (const row of rows) {
    const label = `${String(row.number).padStart(4, '0')}-${row.name}.sql`
    const migration = known.get(row.number)
    if (migration === undefined && row.number > newest) {
      throw new MigrationRefused(
        `The database is newer than this program (it has ${label}); start the newer program, or restore a backup.`,
      )
    }
    if (migration === undefined) throw new MigrationRefused(`${label} was applied but its file is missing`)
    if (migration.sha256 !== row.sha256) {
      throw new MigrationRefused(
        `${migration.file} was changed after it had been applied as ${label}; put it back and add a new migration.`,
      )
    }
  }
  const last = rows.at(-1)?.number ?? -1
  const applied = new Set(rows.map((row) => row.number))
  const pending = migrations.filter((migration) => !applied.has(migration.number))
  const late = pending.find((migration) => migration.number < last)
  if (late !== undefined) throw new MigrationRefused(`${late.file} was added below an applied migration`)
  return pending
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(migration.statements)
    await client.query('INSERT INTO schema_migration (number, name, sha256) VALUES ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw new MigrationRefused(
      `${migration.file}: ${errorMessage(error)}${lineOf(error, migration.statements)}`,
      {
        cause: error,
      },
    )
  }
}

/** PostgreSQL gives the place of an error as a character position in what was sent; people look for a line. */
function lineOf(error: unknown, statements: string): string {
  if (typeof error !== 'object' || error === null || !('position' in error)) return ''
  const position = Number(error.position)
  if (!Number.isInteger(position) || position < 1) return ''
  return ` (line ${statements.slice(0, position).split('\n').length})`
}
