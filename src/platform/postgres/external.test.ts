import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { endDataFolder } from '#tests/test-server'
import { withConnection, withDatabase, withRole } from './connect.ts'
import { DatabaseUnavailable } from './failures.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './open-postgres.ts'
import type { PostgresServer } from './open-postgres.ts'
import { passwordFor, provideSecret } from './secret.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

let provider: PostgresServer
let providerDir: string
let superUrl: string
let dataDir: string

/** A server as a hosting company gives it: our role owns one database and may create roles, and is no superuser. */
beforeAll(async () => {
  providerDir = join(inject('testServer').scratch, 'provider')
  provider = await openPostgres({ dataDir: providerDir, databaseUrl: null, log: quiet })
  superUrl = withRole(
    withDatabase(provider.ownerUrl, 'postgres'),
    'postgres',
    passwordFor('postgres', await provideSecret(providerDir)),
  )
  dataDir = await mkdtemp(join(tmpdir(), 'duoyuan-external-'))
  await asSuperuser(`DROP DATABASE duoyuan`, `DROP ROLE duoyuan_app`)
  for (const [role, rights] of [
    ['tenant', 'CREATEROLE'],
    ['humble', ''],
  ]) {
    await asSuperuser(
      `CREATE ROLE ${role} LOGIN ${rights} PASSWORD 'p@ss/wörd'`,
      `CREATE DATABASE ${role}_db OWNER ${role}`,
    )
  }
})

afterAll(async () => {
  await endDataFolder(providerDir)
  await rm(dataDir, { recursive: true })
})

async function asSuperuser(...statements: string[]): Promise<void> {
  await withConnection(superUrl, 'test', async (client) => {
    for (const statement of statements) await client.query(statement)
  })
}

const urlFor = (role: string, database: string): string =>
  withDatabase(withRole(superUrl, role, 'p@ss/wörd'), database)
const open = (databaseUrl: string): Promise<PostgresServer> =>
  openPostgres({ dataDir, databaseUrl, log: quiet })
const userOf = (url: string): Promise<unknown> =>
  withConnection(
    url,
    'test',
    async (client) => (await client.query<object>('SELECT current_user AS user')).rows,
  )

describe('DATABASE_URL', () => {
  test('without the right to create roles is refused with what to do', async () => {
    const attempt = open(urlFor('humble', 'humble_db'))
    await expect(attempt).rejects.toThrow(DatabaseUnavailable)
    await expect(attempt).rejects.toThrow(/can't set up the role duoyuan_app.*CREATEROLE/)
  })

  test('of an ordinary owner with CREATEROLE is enough: app role, extensions, migrations', async () => {
    const server = await open(urlFor('tenant', 'tenant_db'))
    expect(server.embedded).toBe(false)
    expect(await userOf(server.ownerUrl)).toEqual([{ user: 'tenant' }])
    expect(await userOf(server.appUrl)).toEqual([{ user: 'duoyuan_app' }])
    expect((await migrate(server.ownerUrl)).applied.length).toBeGreaterThan(0)
    await withConnection(server.ownerUrl, 'test', async (client) => {
      for (const extension of ['ltree', 'pg_trgm', 'btree_gist', 'pgcrypto']) {
        await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`)
      }
    })
    await server.stop()
    expect(await userOf(server.appUrl)).toEqual([{ user: 'duoyuan_app' }])
  })

  test('gives every machine the same app password, so that one does not lock the other out', async () => {
    const first = await open(urlFor('tenant', 'tenant_db'))
    const elsewhere = await mkdtemp(join(tmpdir(), 'duoyuan-external-'))
    const second = await openPostgres({
      dataDir: elsewhere,
      databaseUrl: urlFor('tenant', 'tenant_db'),
      log: quiet,
    })
    expect(second.appUrl).toBe(first.appUrl)
    await rm(elsewhere, { recursive: true })
  })

  test('works again after the app role was given another password', async () => {
    await asSuperuser(`ALTER ROLE duoyuan_app PASSWORD 'other'`)
    expect(await userOf((await open(urlFor('tenant', 'tenant_db'))).appUrl)).toEqual([
      { user: 'duoyuan_app' },
    ])
  })

  test('is refused where row-level security would not bind the app role', async () => {
    await asSuperuser('ALTER ROLE duoyuan_app BYPASSRLS')
    await expect(open(urlFor('tenant', 'tenant_db'))).rejects.toThrow(/bypasses row-level security/)
    await asSuperuser('ALTER ROLE duoyuan_app NOBYPASSRLS')
    await asSuperuser(
      'ALTER DATABASE tenant_db OWNER TO duoyuan_app',
      'GRANT CREATE ON DATABASE tenant_db TO tenant',
    )
    await expect(open(urlFor('tenant', 'tenant_db'))).rejects.toThrow(/has the owner's rights/)
    await asSuperuser('ALTER DATABASE tenant_db OWNER TO tenant')
    await open(urlFor('tenant', 'tenant_db'))
  })

  test.each<[string, () => string, RegExp]>([
    [
      'with a wrong password',
      () => withRole(urlFor('tenant', 'tenant_db'), 'tenant', 'no'),
      /wrong user or password/,
    ],
    ['of a missing database', () => urlFor('tenant', 'absent'), /CREATE DATABASE/],
    ['of a database of somebody else', () => urlFor('tenant', 'postgres'), /may not create in "postgres"/],
    [
      'where nothing listens',
      () => 'postgres://tenant:x@127.0.0.1:1/tenant_db',
      /ECONNREFUSED.*is it running/,
    ],
  ])('%s is refused with what to do', async (_what, url, complaint) => {
    const attempt = open(url())
    await expect(attempt).rejects.toThrow(DatabaseUnavailable)
    await expect(attempt).rejects.toThrow(complaint)
  })

  test('of a database that is not UTF-8 is refused', async () => {
    await asSuperuser(
      `CREATE DATABASE latin OWNER tenant TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'`,
    )
    await expect(open(urlFor('tenant', 'latin'))).rejects.toThrow(/LATIN1; it must be UTF8/)
  })
})
