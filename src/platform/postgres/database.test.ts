import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '#tests/database'
import type { TestDatabase } from '#tests/database'
import { createDatabase } from './database.ts'

let base: TestDatabase

beforeAll(async () => {
  base = await createTestDatabase()
})
afterAll(() => base.drop())

async function valueOf(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`SELECT ${sql.raw(expression)} AS value`.execute(base.db)
  return rows[0]?.value
}

describe('column values', () => {
  test.each<[string, unknown]>([
    ["'2024-02-29'::date", '2024-02-29'],
    ["'0044-03-15 BC'::date", '0044-03-15 BC'],
    ["ARRAY['2024-02-29', NULL]::date[]", ['2024-02-29', null]],
    ["'2026-01-31 08:00:00.123456+08'::timestamptz", '2026-01-31T00:00:00.123456Z'],
    ["'2026-01-31 08:00:00+08'::timestamptz", '2026-01-31T00:00:00Z'],
    ["'infinity'::timestamptz", 'infinity'],
    ["ARRAY['2026-01-31 08:00:00+00']::timestamptz[]", ['2026-01-31T08:00:00Z']],
    ["'2026-01-31 08:00:00'::timestamp", '2026-01-31T08:00:00'],
    ["'1 day 2 hours'::interval", 'P1DT2H'],
    ['9007199254740991::bigint', Number.MAX_SAFE_INTEGER],
    ['count(*)', 1],
    [
      'ARRAY[[1, 2], [3, NULL]]::bigint[]',
      [
        [1, 2],
        [3, null],
      ],
    ],
    ['0.1000::numeric', '0.1000'],
    ['ARRAY[1.10, 2]::numeric[]', ['1.10', '2']],
    ['NULL::date', null],
    ["ARRAY['甲', 'a,b']::text[]", ['甲', 'a,b']],
    [`'{"snake_key": [{"inner_key": 1}]}'::jsonb`, { snake_key: [{ inner_key: 1 }] }],
  ])('%s', async (expression, value) => {
    expect(await valueOf(expression)).toEqual(value)
  })

  test('a bigint that a number cannot hold fails the query rather than being rounded', async () => {
    await expect(valueOf('9007199254740993::bigint')).rejects.toThrow(/9007199254740993/)
    expect(await valueOf('1::bigint')).toBe(1)
  })

  test('a moment that was read finds its row again', async () => {
    const moment = await valueOf("'2026-01-31 08:00:00.123456+08'::timestamptz")
    const { rows } = await sql<{
      same: boolean
    }>`SELECT ${moment}::timestamptz = '2026-01-31 08:00:00.123456+08' AS same`.execute(base.db)
    expect(rows).toEqual([{ same: true }])
  })
})

test('columns are camelCase here', async () => {
  const { rows } = await sql`SELECT 1 AS organisation_id`.execute(base.db)
  expect(rows).toEqual([{ organisationId: 1 }])
})

test('a statement that takes too long is ended', async () => {
  const impatient = createDatabase(base.appUrl, { statementTimeoutMs: 100 })
  try {
    await expect(sql`SELECT pg_sleep(5)`.execute(impatient)).rejects.toMatchObject({ code: '57014' })
  } finally {
    await impatient.destroy()
  }
})

test('goes on after its connections were cut off', async () => {
  await valueOf('1')
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`
    .execute(base.db)
    .catch(() => undefined)
  await expect.poll(() => valueOf('1').catch(() => 'cut off')).toBe(1)
})

test('survives losing the connection in the middle of a transaction, between two statements', async () => {
  const cutOff = base.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx)
    await sql`SELECT pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(base.db)
    await sleep(100)
    await sql`SELECT 1`.execute(tx)
  })
  await expect(cutOff).rejects.toThrow()
  expect(await valueOf('1')).toBe(1)
})

test('the app role may not create, and is bound by row-level security', async () => {
  await expect(sql`CREATE TABLE mine (n integer)`.execute(base.db)).rejects.toMatchObject({ code: '42501' })
  const { rows } =
    await sql`SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user`.execute(base.db)
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }])
})
