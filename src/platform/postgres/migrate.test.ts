import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '#tests/database'
import type { TestDatabase } from '#tests/database'
import { withConnection } from './connect.ts'
import { MigrationRefused } from './failures.ts'
import { migrate, migrationsFolder } from './migrate.ts'

let base: TestDatabase
let folder: string

beforeEach(async () => {
  base = await createTestDatabase()
  // The clone has the program's own migrations; these tests bring their own history.
  await query('DELETE FROM schema_migration')
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-migrations-'))
})

afterEach(async () => {
  await base.drop()
  await rm(folder, { recursive: true })
})

const put = (file: string, statements: string): Promise<void> => writeFile(join(folder, file), statements)

async function query(statement: string): Promise<unknown[]> {
  return withConnection(base.ownerUrl, 'test', async (client) => (await client.query<object>(statement)).rows)
}

test('applies files in order, once', async () => {
  await put('0001-first.sql', 'CREATE TABLE fruit (name text);')
  await put('0002-second.sql', "INSERT INTO fruit VALUES ('柿子');")
  await put('README.md', 'not a migration')
  expect(await migrate(base.ownerUrl, folder)).toEqual({ applied: ['0001-first.sql', '0002-second.sql'] })
  expect(await migrate(base.ownerUrl, folder)).toEqual({ applied: [] })
  await put('0003-third.sql', "INSERT INTO fruit VALUES ('海棠');")
  expect(await migrate(base.ownerUrl, folder)).toEqual({ applied: ['0003-third.sql'] })
  expect(await query('SELECT name FROM fruit')).toEqual([{ name: '柿子' }, { name: '海棠' }])
  expect(await query('SELECT number, name FROM schema_migration ORDER BY number')).toEqual([
    { number: 1, name: 'first' },
    { number: 2, name: 'second' },
    { number: 3, name: 'third' },
  ])
})

test('a file that fails leaves nothing of itself, keeps the ones before, and says where', async () => {
  await put('0001-good.sql', 'CREATE TABLE kept (name text);')
  await put('0002-bad.sql', 'CREATE TABLE half (name text);\nINSERT INTO half VALUES (1, 2);')
  await expect(migrate(base.ownerUrl, folder)).rejects.toThrow(
    /0002-bad\.sql: .*more expressions.* \(line 2\)/,
  )
  expect(await query("SELECT to_regclass('kept') AS kept, to_regclass('half') AS half")).toEqual([
    { kept: 'kept', half: null },
  ])
  await put('0002-bad.sql', 'CREATE TABLE half (name text);')
  expect(await migrate(base.ownerUrl, folder)).toEqual({ applied: ['0002-bad.sql'] })
})

test('of several at once, one does the work and the others find it done', async () => {
  await put('0001-slow.sql', 'SELECT pg_sleep(0.3); CREATE TABLE once (name text);')
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(base.ownerUrl, folder)))
  expect(results.map((result) => result.applied.length).sort()).toEqual([0, 0, 0, 1])
})

test('other line ends are not a change', async () => {
  await put('0001-first.sql', 'CREATE TABLE a (n integer);\nCREATE TABLE b (n integer);\n')
  await migrate(base.ownerUrl, folder)
  await put('0001-first.sql', 'CREATE TABLE a (n integer);\r\nCREATE TABLE b (n integer);\r\n')
  expect(await migrate(base.ownerUrl, folder)).toEqual({ applied: [] })
})

test('refuses when an applied file was edited', async () => {
  await put('0001-first.sql', 'CREATE TABLE a (n integer);')
  await migrate(base.ownerUrl, folder)
  await put('0001-first.sql', 'CREATE TABLE a (n bigint);')
  await put('0002-second.sql', 'CREATE TABLE b (n integer);')
  await expect(migrate(base.ownerUrl, folder)).rejects.toThrow(/0001-first\.sql was changed/)
  expect(await query("SELECT to_regclass('b') AS b")).toEqual([{ b: null }])
})

test('refuses a database that is newer than the files, and says so', async () => {
  await put('0001-first.sql', 'SELECT 1;')
  await put('0002-second.sql', 'SELECT 1;')
  await migrate(base.ownerUrl, folder)
  await rm(join(folder, '0002-second.sql'))
  await expect(migrate(base.ownerUrl, folder)).rejects.toThrow(/newer than this program.*0002-second\.sql/)
})

test.each<[string, Record<string, string>, RegExp]>([
  ['a gap', { '0001-a.sql': '', '0003-c.sql': '' }, /missing between 0001-a\.sql and 0003-c\.sql/],
  ['a duplicate', { '0001-a.sql': '', '0001-b.sql': '' }, /0001-a\.sql and 0001-b\.sql have the same number/],
  ['a late beginning', { '0002-b.sql': '' }, /first number/],
  ['a wrong name', { '1-a.sql': '' }, /1-a\.sql: a migration is named/],
  [
    'a transaction of its own',
    { '0001-a.sql': 'SELECT 1;\nCOMMIT;\nSELECT 2;' },
    /must not begin or end one/,
  ],
])('refuses %s', async (_what, files, complaint) => {
  for (const [file, statements] of Object.entries(files)) await put(file, statements)
  const attempt = migrate(base.ownerUrl, folder)
  await expect(attempt).rejects.toThrow(MigrationRefused)
  await expect(attempt).rejects.toThrow(complaint)
})

test('the program’s own migrations can be applied to an empty database', async () => {
  await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  expect((await migrate(base.ownerUrl, migrationsFolder)).applied.length).toBeGreaterThan(0)
})
