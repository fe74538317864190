import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { canonicalJson } from '#domain/kernel'
import { inTransaction, type Actor } from '#platform/postgres'
import { createTestDatabase, type TestDatabase } from '#tests/database'
import { AuditTrail } from './index.ts'

const SOMEBODY: Actor = {
  userId: '11111111-1111-4111-8111-111111111111',
  organisationId: null,
  roles: ['verifier'],
  seesAll: false,
}
const NOW = new Date('2026-03-01T08:00:00.120Z')

let database: TestDatabase
let folder: string
let trail: AuditTrail

beforeEach(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-audit-'))
  trail = await AuditTrail.open(folder)
})
afterEach(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const append = (detail: Record<string, string> = {}) =>
  inTransaction(database.db, SOMEBODY, (tx) =>
    trail.append(
      tx,
      { userId: SOMEBODY.userId, name: '张三' },
      { action: 'test.act', subjectKind: 'thing', subjectId: '1', detail },
      NOW,
    ),
  )
const verify = () => inTransaction(database.db, SOMEBODY, (tx) => trail.verify(tx))
const anchor = () => inTransaction(database.db, SOMEBODY, (tx) => trail.anchor(tx))
const faultCodes = async () => (await verify()).faults.map((fault) => fault.code)
/** As somebody who owns the database, and so may change anything in it. */
const tamper = (statement: string) => sql.raw(statement).execute(database.ownerDb)

describe('the chain', () => {
  test('is intact after many writers at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => append({ number: String(i) })))
    expect(await verify()).toEqual({ entries: 20, faults: [] })
  })

  test('goes on for two processes that write at the same time', async () => {
    const other = await AuditTrail.open(folder)
    const write = (one: AuditTrail, i: number) =>
      inTransaction(database.db, SOMEBODY, (tx) =>
        one.append(
          tx,
          { userId: null, name: '甲' },
          { action: 'a.b', subjectKind: 'c', subjectId: String(i) },
          NOW,
        ),
      )
    await Promise.all(Array.from({ length: 60 }, (_, i) => write(i % 2 === 0 ? trail : other, i)))
    expect(await verify()).toEqual({ entries: 60, faults: [] })
    const { rows } = await sql`SELECT FROM audit_act`.execute(database.ownerDb)
    expect(rows).toHaveLength(0)
  })

  test('goes on after an entry that was put there by the owner, outside of the usual transactions', async () => {
    await append()
    await database.ownerDb
      .transaction()
      .execute((tx) =>
        trail.append(
          tx,
          { userId: null, name: '运维' },
          { action: 'a.b', subjectKind: 'c', subjectId: 'd' },
          NOW,
        ),
      )
    await append()
    expect(await verify()).toEqual({ entries: 3, faults: [] })
  })

  test('has every act of a transaction, in their order, before the transaction returns', async () => {
    const act = (tx: Parameters<AuditTrail['append']>[0], subjectId: string) =>
      trail.append(tx, { userId: null, name: '' }, { action: 'a.b', subjectKind: 'c', subjectId }, NOW)
    await inTransaction(database.db, SOMEBODY, async (tx) => {
      await act(tx, 'first')
      await act(tx, 'second')
    })
    await inTransaction(database.db, SOMEBODY, (tx) => act(tx, 'third'))
    const entries = await database.ownerDb.selectFrom('auditEntry').selectAll().orderBy('sequence').execute()
    expect(entries.map((entry) => entry.subjectId)).toEqual(['first', 'second', 'third'])
  })

  test('takes later what was committed but could not get its place at once, as when a process dies', async () => {
    await append()
    await tamper('REVOKE UPDATE ON audit_head FROM duoyuan_app')
    await expect(append()).rejects.toThrow(/permission denied/)
    expect(await verify()).toEqual({ entries: 1, faults: [] })
    await tamper('GRANT UPDATE ON audit_head TO duoyuan_app')
    await (await AuditTrail.open(folder)).link(database.db)
    expect(await verify()).toEqual({ entries: 2, faults: [] })
  })

  test('takes text that is no proper Unicode', async () => {
    await inTransaction(database.db, SOMEBODY, (tx) =>
      trail.append(
        tx,
        { userId: null, name: '甲\ud800' },
        { action: 'a.b', subjectKind: 'login', subjectId: '\udfff' },
        NOW,
      ),
    )
    expect(await verify()).toEqual({ entries: 1, faults: [] })
  })

  test('is unbroken by a transaction that fails', async () => {
    await append()
    await expect(
      inTransaction(database.db, SOMEBODY, async (tx) => {
        await trail.append(
          tx,
          { userId: null, name: '' },
          { action: 'a.b', subjectKind: 'c', subjectId: 'd' },
          NOW,
        )
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    await append()
    expect(await verify()).toEqual({ entries: 2, faults: [] })
  })

  test.each([
    [
      'a changed detail',
      `UPDATE audit_entry SET detail = '{"number":"9"}' WHERE sequence = 2`,
      'audit.wrong_hash',
    ],
    ['a changed actor', `UPDATE audit_entry SET actor_name = '李四' WHERE sequence = 2`, 'audit.wrong_hash'],
    [
      'a changed time',
      `UPDATE audit_entry SET at = at + interval '1 hour' WHERE sequence = 2`,
      'audit.wrong_hash',
    ],
    ['a deleted entry', `DELETE FROM audit_entry WHERE sequence = 2`, 'audit.gap'],
    ['the newest entry deleted', `DELETE FROM audit_entry WHERE sequence = 3`, 'audit.head_differs'],
    [
      'an inserted entry',
      `INSERT INTO audit_entry SELECT 4, at, actor_id, actor_name, action, subject_kind, subject_id, detail, hash, hash FROM audit_entry WHERE sequence = 3`,
      'audit.wrong_hash',
    ],
    [
      'two entries exchanged',
      `UPDATE audit_entry SET sequence = CASE sequence WHEN 1 THEN -2 ELSE -1 END WHERE sequence < 3; UPDATE audit_entry SET sequence = -sequence WHERE sequence < 0`,
      'audit.wrong_hash',
    ],
  ])('shows %s', async (_name, statement, code) => {
    for (let i = 0; i < 3; i++) await append({ number: String(i) })
    await tamper(statement)
    expect(await faultCodes()).toContain(code)
  })

  test('shows the newest entries deleted together with the head, by the anchor outside the database', async () => {
    for (let i = 0; i < 3; i++) await append()
    await anchor()
    await tamper(
      `UPDATE audit_head SET sequence = 2, hash = (SELECT hash FROM audit_entry WHERE sequence = 2)`,
    )
    await tamper(`DELETE FROM audit_entry WHERE sequence = 3`)
    expect(await faultCodes()).toEqual(['audit.truncated'])
  })

  test('an anchor line that is cut or forged counts for nothing', async () => {
    await append()
    await anchor()
    const file = join(folder, 'audit.anchors')
    await writeFile(file, `${await readFile(file, 'utf8')}7 ffff deadbeef\n3 ab`)
    expect(await faultCodes()).toEqual([])
  })

  test('cannot be rewritten by somebody who has not the key', async () => {
    await append()
    const other = await mkdtemp(join(tmpdir(), 'duoyuan-audit-'))
    const stranger = await AuditTrail.open(other)
    await inTransaction(database.db, SOMEBODY, (tx) =>
      stranger.append(
        tx,
        { userId: null, name: '外人' },
        { action: 'a.b', subjectKind: 'c', subjectId: 'd' },
        NOW,
      ),
    )
    await rm(other, { recursive: true, force: true })
    expect(await verify()).toMatchObject({ faults: [{ sequence: 2, code: 'audit.wrong_hash' }] })
  })

  test.each([
    [
      'an act that somebody without the key made up',
      `INSERT INTO audit_act (id, at, actor_name, action, subject_kind, subject_id, detail, seal)
       VALUES (gen_random_uuid(), now(), '李四', 'a.b', 'c', 'd', '{}', repeat('0', 64))`,
    ],
    [
      'an act told a second time',
      `INSERT INTO audit_act (id, at, actor_id, actor_name, action, subject_kind, subject_id, detail, seal)
       SELECT act_id, at, actor_id, actor_name, action, subject_kind, subject_id, detail, (SELECT seal FROM kept)
         FROM audit_entry WHERE sequence = 1`,
    ],
  ])('does not take in %s, and shows it', async (_name, statement) => {
    await tamper('CREATE TABLE kept (seal text)')
    await tamper(
      `CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
         $$ BEGIN INSERT INTO kept VALUES (NEW.seal); RETURN NEW; END $$`,
    )
    await tamper('CREATE TRIGGER keep BEFORE INSERT ON audit_act FOR EACH ROW EXECUTE FUNCTION keep()')
    await append()
    await tamper('DROP TRIGGER keep ON audit_act')
    await tamper(statement)
    await append()
    expect(await verify()).toEqual({ entries: 2, faults: [{ sequence: 3, code: 'audit.wrong_hash' }] })
  })

  test('the application itself may not change or delete entries', async () => {
    await append()
    const change = inTransaction(database.db, SOMEBODY, (tx) => sql`DELETE FROM audit_entry`.execute(tx))
    await expect(change).rejects.toThrow(/permission denied/)
  })
})

test('canonical JSON does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      const json = JSON.parse(JSON.stringify(value)) as Parameters<typeof canonicalJson>[0]
      const turnedJson = JSON.parse(JSON.stringify(turned)) as Parameters<typeof canonicalJson>[0]
      expect(canonicalJson(turnedJson)).toBe(canonicalJson(json))
      expect(JSON.parse(canonicalJson(json))).toEqual(json)
    }),
  )
})
