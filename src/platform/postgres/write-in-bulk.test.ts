import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/database'
import { writeInBulk, type CopyValue } from './write-in-bulk.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await writeInBulk(database.ownerUrl, (writer) =>
    writer.query(
      'CREATE TABLE bulk (id integer PRIMARY KEY, word text, flag boolean, figures double precision[], words text[])',
    ),
  )
})
afterAll(() => database.drop())

const COLUMNS = ['id', 'word', 'flag', 'figures', 'words']

describe('writing in bulk', () => {
  it('gives back every character, every figure and what is missing as they were', async () => {
    const rows: (readonly CopyValue[])[] = [
      [
        1,
        'tab\tline\nreturn\rback\\slash \\N "quoted" {brace}',
        true,
        [0.1, null, -3, 9007199254740991],
        ['a,b', null, '"\\ \t', 'NULL', ''],
      ],
      [2, '', false, [], []],
      [3, null, null, null, null],
      [4, '海淀园（演示）', true, [1e-7, 1e21], ['小，“巨人”']],
    ]
    const back = await writeInBulk(database.ownerUrl, async (writer) => {
      expect(await writer.copyInto('bulk', COLUMNS, rows)).toBe(4)
      return writer.query<Record<string, unknown>>('SELECT * FROM bulk ORDER BY id')
    })
    expect(back.map((row) => COLUMNS.map((column) => row[column]))).toEqual(rows)
  })

  it('takes more rows than travel together', async () => {
    const many = function* (): Iterable<readonly CopyValue[]> {
      for (let id = 1000; id < 21_000; id += 1) yield [id, 'x'.repeat(40), null, null, null]
    }
    expect(await writeInBulk(database.ownerUrl, (writer) => writer.copyInto('bulk', COLUMNS, many()))).toBe(
      20_000,
    )
  })

  it('leaves nothing when the making of a row fails, or the database refuses one', async () => {
    const count = () =>
      writeInBulk(database.ownerUrl, async (writer) => (await writer.query('SELECT FROM bulk')).length)
    const before = await count()
    const failing = function* (): Iterable<readonly CopyValue[]> {
      yield [50_001, 'first', null, null, null]
      throw new Error('no second row')
    }
    await expect(
      writeInBulk(database.ownerUrl, async (writer) => {
        await writer.copyInto('bulk', COLUMNS, [[50_000, 'kept?', null, null, null]])
        return writer.copyInto('bulk', COLUMNS, failing())
      }),
    ).rejects.toThrow('no second row')
    await expect(
      writeInBulk(database.ownerUrl, (writer) =>
        writer.copyInto('bulk', COLUMNS, [
          [50_002, 'new', null, null, null],
          [1, 'there already', null, null, null],
        ]),
      ),
    ).rejects.toThrow(/duplicate key/u)
    expect(await count()).toBe(before)
  })
})
