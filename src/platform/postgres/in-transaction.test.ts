import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '#tests/database'
import type { TestDatabase } from '#tests/database'
import { nobody } from './actor.ts'
import type { Actor } from './actor.ts'
import { createDatabase } from './database.ts'
import { inReadOnlyTransaction, inTransaction } from './in-transaction.ts'

const alice = '0198a000-0000-7000-8000-00000000000a'
const eastPark = '0198a000-0000-7000-8000-0000000000e1'
const westPark = '0198a000-0000-7000-8000-0000000000e2'

const ofEastPark: Actor = {
  userId: alice,
  organisationId: eastPark,
  roles: ['park_clerk', 'reader'],
  seesAll: false,
}

let base: TestDatabase

beforeAll(async () => {
  base = await createTestDatabase()
  await sql
    .raw(
      `CREATE TABLE note (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, organisation_id uuid, body text);
       ALTER TABLE note ENABLE ROW LEVEL SECURITY;
       CREATE POLICY own ON note TO duoyuan_app USING (
         current_setting('duoyuan.sees_all', true) = 'on'
         OR organisation_id = nullif(current_setting('duoyuan.organisation_id', true), '')::uuid);
       GRANT SELECT, INSERT, UPDATE ON note TO duoyuan_app;
       INSERT INTO note (organisation_id, body) VALUES
         ('${eastPark}', 'east'), ('${westPark}', 'west'), (NULL, 'of nobody');
       CREATE TABLE tally (name text PRIMARY KEY, count integer NOT NULL);
       INSERT INTO tally VALUES ('a', 0), ('b', 0);
       GRANT SELECT, UPDATE ON tally TO duoyuan_app`,
    )
    .execute(base.ownerDb)
})

afterAll(() => base.drop())

const bodies = sql<{ body: string }>`SELECT body FROM note ORDER BY id`

describe('who asks', () => {
  test('sees the rows of the own organisation only', async () => {
    const { rows } = await inTransaction(base.db, ofEastPark, (tx) => bodies.execute(tx))
    expect(rows).toEqual([{ body: 'east' }])
  })

  test('sees every row when allowed to', async () => {
    const { rows } = await inTransaction(base.db, { ...ofEastPark, seesAll: true }, (tx) =>
      bodies.execute(tx),
    )
    expect(rows.map((row) => row.body)).toEqual(['east', 'west', 'of nobody'])
  })

  test('sees nothing when nobody', async () => {
    expect((await inTransaction(base.db, nobody, (tx) => bodies.execute(tx))).rows).toEqual([])
  })

  test('is forgotten with the transaction: the same connection sees nothing afterwards, and without error', async () => {
    const single = createDatabase(base.appUrl, { maxConnections: 1 })
    try {
      expect((await bodies.execute(single)).rows).toEqual([])
      await inTransaction(single, { ...ofEastPark, seesAll: true }, (tx) => bodies.execute(tx))
      expect((await bodies.execute(single)).rows).toEqual([])
      await expect(
        inTransaction(single, { ...ofEastPark, seesAll: true }, () => Promise.reject(new Error('no'))),
      ).rejects.toThrow('no')
      expect((await bodies.execute(single)).rows).toEqual([])
    } finally {
      await single.destroy()
    }
  })

  test('reaches the policies in full', async () => {
    const { rows } = await inTransaction(base.db, ofEastPark, (tx) =>
      sql`SELECT current_setting('duoyuan.user_id') AS user_id, current_setting('duoyuan.roles') AS roles`.execute(
        tx,
      ),
    )
    expect(rows).toEqual([{ userId: alice, roles: 'park_clerk,reader' }])
  })

  test.each([
    [{ ...ofEastPark, userId: "x'; SET LOCAL duoyuan.sees_all = 'on" }, /not a uuid/],
    [{ ...ofEastPark, organisationId: '' }, /not a uuid/],
    [{ ...ofEastPark, organisationId: `${eastPark}\n` }, /not a uuid/],
    [{ ...ofEastPark, roles: ["a'b"] }, /not a role code/],
    [{ ...ofEastPark, roles: ['clerk,system_admin'] }, /not a role code/],
    [{ ...ofEastPark, roles: ['clerk\n'] }, /not a role code/],
  ])('is refused before any SQL when it could smuggle something in: %o', async (actor, complaint) => {
    await expect(inTransaction(base.db, actor, (tx) => bodies.execute(tx))).rejects.toThrow(complaint)
  })
})

test('nothing of a failed transaction stays', async () => {
  const attempt = inTransaction(base.db, ofEastPark, async (tx) => {
    await sql`INSERT INTO note (organisation_id, body) VALUES (${eastPark}, 'half')`.execute(tx)
    throw new Error('stop')
  })
  await expect(attempt).rejects.toThrow('stop')
  const { rows } = await sql`SELECT FROM note WHERE body = 'half'`.execute(base.ownerDb)
  expect(rows).toHaveLength(0)
})

describe('a transaction for reading', () => {
  test('cannot write', async () => {
    const attempt = inReadOnlyTransaction(base.db, ofEastPark, (tx) =>
      sql`INSERT INTO note (organisation_id, body) VALUES (${eastPark}, 'x')`.execute(tx),
    )
    await expect(attempt).rejects.toMatchObject({ code: '25006' })
  })

  test('sees one state throughout, whatever is committed meanwhile', async () => {
    const [before, after] = await inReadOnlyTransaction(base.db, ofEastPark, async (tx) => {
      const first = await bodies.execute(tx)
      await sql`INSERT INTO note (organisation_id, body) VALUES (${eastPark}, 'meanwhile')`.execute(
        base.ownerDb,
      )
      return [first.rows, (await bodies.execute(tx)).rows]
    })
    expect(after).toEqual(before)
    await sql`DELETE FROM note WHERE body = 'meanwhile'`.execute(base.ownerDb)
  })
})

describe('statements that come again', () => {
  const both = sql<{ body: string }>`SELECT * FROM note WHERE body = ${'east'}`
  const repeat = (db: TestDatabase['db']) => inReadOnlyTransaction(db, ofEastPark, (tx) => both.execute(tx))

  test('are planned once, and anew for somebody else', async () => {
    const single = createDatabase(base.appUrl, { maxConnections: 1 })
    try {
      for (let i = 0; i < 8; i++) expect((await repeat(single)).rows).toMatchObject([{ body: 'east' }])
      const { rows } = await inReadOnlyTransaction(
        single,
        { ...ofEastPark, organisationId: westPark },
        (tx) => both.execute(tx),
      )
      expect(rows).toEqual([])
      const prepared = await sql<{ times: number }>`
        SELECT generic_plans + custom_plans AS times FROM pg_prepared_statements`.execute(single)
      expect(prepared.rows).toEqual([{ times: 8 }])
    } finally {
      await single.destroy()
    }
  })

  test('go on when a table gets another column meanwhile', async () => {
    for (let i = 0; i < 8; i++) await repeat(base.db)
    await sql`ALTER TABLE note ADD COLUMN remark text`.execute(base.ownerDb)
    expect((await repeat(base.db)).rows).toMatchObject([{ body: 'east', remark: null }])
  })

  test('do not pile up on a connection without end', async () => {
    const single = createDatabase(base.appUrl, { maxConnections: 1 })
    try {
      for (let i = 0; i < 300; i++)
        for (let time = 0; time < 2; time++)
          await inReadOnlyTransaction(single, ofEastPark, (tx) =>
            sql`SELECT ${i}::int AS ${sql.ref(`n${i}`)}`.execute(tx),
          )
      const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM pg_prepared_statements`.execute(
        single,
      )
      expect(rows[0]?.n).toBeLessThan(256)
    } finally {
      await single.destroy()
    }
  })
})

describe('one connection for many transactions', () => {
  test('readers and writers in turn, some asking nothing, some failing', async () => {
    const single = createDatabase(base.appUrl, { maxConnections: 1 })
    const settings = sql<{ user: string; mode: string }>`
      SELECT current_setting('duoyuan.organisation_id') AS user, current_setting('transaction_read_only') AS mode`
    try {
      const turns = Array.from({ length: 60 }, async (_, i) => {
        const actor = { ...ofEastPark, organisationId: i % 2 === 0 ? eastPark : westPark }
        const run = i % 3 === 0 ? inTransaction<unknown> : inReadOnlyTransaction<unknown>
        if (i % 10 === 4) return run(single, actor, () => Promise.resolve(null))
        if (i % 10 === 7)
          return expect(run(single, actor, (tx) => sql`SELECT 1 / 0`.execute(tx))).rejects.toThrow(/zero/)
        const { rows } = (await run(single, actor, (tx) => settings.execute(tx))) as { rows: unknown[] }
        expect(rows).toEqual([{ user: actor.organisationId, mode: i % 3 === 0 ? 'off' : 'on' }])
        return null
      })
      await Promise.all(turns)
    } finally {
      await single.destroy()
    }
  })

  test('a lost connection fails its transaction and nobody else’s', async () => {
    const single = createDatabase(base.appUrl, { maxConnections: 1 })
    try {
      const attempt = inReadOnlyTransaction(single, ofEastPark, async (tx) => {
        const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx)
        await sql`SELECT pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(base.db)
        return sql`SELECT 1 AS one`.execute(tx)
      })
      await expect(attempt).rejects.toThrow()
      expect((await inReadOnlyTransaction(single, ofEastPark, (tx) => bodies.execute(tx))).rows).toHaveLength(
        1,
      )
    } finally {
      await single.destroy()
    }
  })
})

describe('conflicts', () => {
  const add = (name: string) => sql`UPDATE tally SET count = count + 1 WHERE name = ${name}`

  test('two transactions that block each other both get done', async () => {
    let waiting = 0
    let bothHoldOne = (): void => undefined
    const met = new Promise<void>((resolve) => (bothHoldOne = resolve))
    const runs: string[] = []
    const crosswise = (first: string, second: string) =>
      inTransaction(base.db, nobody, async (tx) => {
        runs.push(first)
        await add(first).execute(tx)
        if (++waiting === 2) bothHoldOne()
        await met
        await add(second).execute(tx)
      })
    await Promise.all([crosswise('a', 'b'), crosswise('b', 'a')])
    expect(runs.length).toBeGreaterThan(2)
    const { rows } = await sql`SELECT name, count FROM tally ORDER BY name`.execute(base.ownerDb)
    expect(rows).toEqual([
      { name: 'a', count: 2 },
      { name: 'b', count: 2 },
    ])
  })

  test('gives up after three more attempts', async () => {
    let runs = 0
    const attempt = inTransaction(base.db, nobody, (tx) => {
      runs++
      return sql`DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$`.execute(tx)
    })
    await expect(attempt).rejects.toMatchObject({ code: '40001' })
    expect(runs).toBe(4)
  })

  test('does not repeat what failed for another reason', async () => {
    let runs = 0
    const attempt = inTransaction(base.db, nobody, (tx) => {
      runs++
      return sql`SELECT 1 / 0`.execute(tx)
    })
    await expect(attempt).rejects.toMatchObject({ code: '22012' })
    expect(runs).toBe(1)
  })
})
