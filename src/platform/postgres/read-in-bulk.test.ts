import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/database'
import { nobody, readInBulk } from './index.ts'

const someone = { ...nobody, roles: ['timekeeper'] }
let database: TestDatabase
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-bulk-'))
  await addPark('park.one')
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await database.drop()
})

async function addPark(code: string): Promise<void> {
  const place = { adcode: null, longitude: null, latitude: null, outline: null, source: '测试' }
  await database.ownerDb
    .insertInto('organisation')
    .values({ code, kind: 'park', ...place })
    .execute()
}

const CODES = "SELECT code FROM organisation WHERE code LIKE 'park.%' ORDER BY code"

describe('reading in bulk', () => {
  it('reads one state of the database, whatever is committed meanwhile', async () => {
    const seen = await readInBulk(database.appUrl, someone, async (reader) => {
      const before = await reader.query(CODES)
      await addPark('park.two')
      return [before, await reader.query(CODES)]
    })
    expect(seen).toEqual([[{ code: 'park.one' }], [{ code: 'park.one' }]])
    await readInBulk(database.appUrl, someone, async (reader) =>
      expect(await reader.query(CODES)).toHaveLength(2),
    )
  })

  it('sees what row-level security lets the asker see', async () => {
    expect(await readInBulk(database.appUrl, nobody, (reader) => reader.query(CODES))).toEqual([])
  })

  it('writes nothing', async () => {
    await expect(
      readInBulk(database.appUrl, someone, (reader) => reader.query('DELETE FROM user_session')),
    ).rejects.toThrow(/read-only/)
  })

  it('copies what a query selects into a file, and never over one', async () => {
    const file = join(folder, 'rows.csv')
    const sql = `SELECT * FROM (VALUES (1, 'a,"b"', NULL), (2, '', '行' || chr(10))) AS rows ORDER BY 1`
    await readInBulk(database.appUrl, someone, (reader) => reader.copyToFile(sql, file))
    expect(await readFile(file, 'utf8')).toBe('1,"a,""b""",\n2,"","行\n"\n')
    await expect(
      readInBulk(database.appUrl, someone, (reader) => reader.copyToFile(sql, file)),
    ).rejects.toThrow(/EEXIST/)
  })

  it('says what was wrong with a query that is copied', async () => {
    await expect(
      readInBulk(database.appUrl, someone, (reader) =>
        reader.copyToFile('SELECT 1 / (n - 3) FROM generate_series(1, 10) AS n', join(folder, 'none.csv')),
      ),
    ).rejects.toThrow(/division by zero/)
  })
})
