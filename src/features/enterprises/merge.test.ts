import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/enterprises'
import * as statistics from '#contract/statistics'
import { soundMonth, stageEnterprise, stagePeriod, type StagedEnterprise } from '#tests/statistics-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { recordsOf } from './index.ts'

const FORM = 'ZK-M01'
const PERIOD = '2026-09'
let system: TestSystem
let office: TestClient
let park: TestClient
let survivor: StagedEnterprise
let duplicate: StagedEnterprise

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('huayuan', ['enterprise'], 'company.huayuan')
  office = await system.signIn('office')
  park = await system.signIn('haidian')
  await stagePeriod(system, FORM, PERIOD)
  survivor = await stageEnterprise(system, 'park.haidian', {
    name: '合并试验（北京）科技有限公司',
    organisation: 'company.huayuan',
  })
  duplicate = await stageEnterprise(system, 'park.haidian', { name: '合并试验(北京)科技有限公司' })
  await park.call(contract.changeEnterprise, {
    params: { enterpriseId: duplicate.id },
    body: { from: '2022-01-01', set: { address: '学院路1号' }, source: '试验', reason: '迁址' },
  })
  await park.call(contract.addRecord, {
    params: { enterpriseId: duplicate.id },
    body: {
      kind: 'qualification',
      from: '2024-01-01',
      fields: { code: 'gazelle', issuer: '试验' },
      source: '试验',
    },
  })
})
afterAll(() => system.close())

const TABLES = [
  'enterprise',
  'enterprise_record',
  'enterprise_record_confidential',
  'enterprise_name',
  'statistics_filing',
  'statistics_filing_act',
  'statistics_filing_past',
]

/** Everything that stands, and everything that ever stood. */
async function standing() {
  const { ownerDb } = system.database
  const tables = await Promise.all(
    TABLES.map(async (table) => {
      const { rows } = await sql<{
        row: string
      }>`SELECT to_jsonb(t)::text AS row FROM ${sql.table(table)} t ORDER BY 1`.execute(ownerDb)
      return [table, rows.map(({ row }) => row)] as const
    }),
  )
  const { rows: states } = await sql<{ row: string }>`
    SELECT (to_jsonb(s) - 'known' - 'txid')::text AS row FROM enterprise_state s WHERE upper_inf(s.known) ORDER BY 1`.execute(
    ownerDb,
  )
  return { tables: Object.fromEntries(tables), states: states.map(({ row }) => row) }
}

function merge(client: TestClient, digest: string, more: object = {}) {
  return client.request('POST', `/api/enterprises/${survivor.id}/mergers`, {
    duplicate: duplicate.id,
    reason: '重复登记',
    digest,
    ...more,
  })
}

const preview = (client: TestClient) =>
  client.call(contract.previewMerge, {
    params: { enterpriseId: survivor.id },
    query: { duplicate: duplicate.id },
  })

async function save(unit: StagedEnterprise, act: 'save' | 'approve') {
  const params = { unitId: unit.id, form: FORM, period: PERIOD }
  await park.call(statistics.saveFiling, {
    params,
    body: { version: null, values: soundMonth({ QC05_0: 1000, QC06: 600 }) },
  })
  if (act === 'save') return
  await park.call(statistics.actOnFiling, { params, body: { version: 1, act: { kind: 'submit' } } })
  await park.call(statistics.actOnFiling, { params, body: { version: 2, act: { kind: 'approve' } } })
}

describe('a duplicate', () => {
  test('is suspected by its name, whatever its brackets', async () => {
    const { pairs, total } = await office.call(contract.listDuplicates)
    expect(total).toBe(1)
    expect([pairs[0]?.one.id, pairs[0]?.other.id].sort()).toEqual([survivor.id, duplicate.id].sort())
    expect(pairs[0]?.reasons).toEqual(['same-name'])
    const { duplicates } = await park.call(contract.readProfile, { params: { enterpriseId: survivor.id } })
    expect(duplicates).toEqual([
      { id: duplicate.id, name: duplicate.name, creditCode: duplicate.creditCode, reasons: ['same-name'] },
    ])
  })

  test('is merged with its records, and undoing leaves everything as it stood', async () => {
    const before = await standing()
    const { rows: past } = await sql<{ row: string }>`
      SELECT (to_jsonb(s) - 'txid')::text AS row FROM enterprise_state s WHERE NOT upper_inf(s.known)`.execute(
      system.database.ownerDb,
    )
    const seen = await preview(park)
    expect(seen).toMatchObject({ records: 1, filings: 0, conflicts: [], mayMerge: true })
    const merged = await merge(park, seen.digest)
    expect(merged.statusCode, merged.body).toBe(201)
    const { mergerId } = merged.json<{ mergerId: string }>()

    const profile = await office.call(contract.readProfile, { params: { enterpriseId: survivor.id } })
    expect(profile.mergedFrom.map(({ id }) => id)).toContain(duplicate.id)
    expect(profile.records.map(({ kind, enterprise }) => [kind, enterprise.id])).toEqual([
      ['qualification', duplicate.id],
    ])
    const { enterprise: gone } = await office.call(contract.readEnterprise, {
      params: { enterpriseId: duplicate.id },
    })
    expect(gone).toMatchObject({ status: 'merged', successor: { id: survivor.id } })
    const ctx = await system.contextOf('huayuan')
    const held = await ctx.read((tx) => recordsOf(tx, [survivor.id], '2026-01-01'))
    expect(held.get(survivor.id)?.map(({ fields }) => fields['code'])).toEqual(['gazelle'])
    expect((await office.call(contract.listDuplicates)).total).toBe(0)

    await park.call(contract.undoMerger, { params: { mergerId }, body: { reason: '两家不同的企业' } })
    const after = await standing()
    expect(after).toEqual(before)
    const { rows: pastNow } = await sql<{ row: string }>`
      SELECT (to_jsonb(s) - 'txid')::text AS row FROM enterprise_state s WHERE NOT upper_inf(s.known)`.execute(
      system.database.ownerDb,
    )
    expect(pastNow.map(({ row }) => row)).toEqual(expect.arrayContaining(past.map(({ row }) => row)))
    const again = await park.request('POST', `/api/enterprise-mergers/${mergerId}/undo`, { reason: '再来' })
    expect(codesOf(again)).toEqual(['enterprises.merge_undone_already'])
  })

  test('merged from a day on was one of its own before', async () => {
    const before = await standing()
    const { digest } = await preview(office)
    const merged = await merge(office, digest, { from: '2025-01-01' })
    const { mergerId } = merged.json<{ mergerId: string }>()
    const on = async (day: string) =>
      (await office.call(contract.listEnterprises, { query: { on: day, search: duplicate.creditCode } }))
        .enterprises[0]
    expect(await on('2024-12-31')).toMatchObject({ status: 'active', address: '学院路1号' })
    expect(await on('2025-01-01')).toMatchObject({ status: 'merged', address: '学院路1号' })
    expect(await on('2021-12-31')).toMatchObject({ status: 'active', address: null })
    await office.call(contract.undoMerger, { params: { mergerId }, body: { reason: '撤销' } })
    expect(await standing()).toEqual(before)
  })

  test('is not merged unseen, undecided, or while both count for the same period', async () => {
    await save(survivor, 'save')
    await save(duplicate, 'save')
    const old = await merge(office, 'x'.repeat(64))
    expect(old.statusCode).toBe(409)
    const seen = await preview(office)
    expect(seen.conflicts).toMatchObject([{ form: FORM, period: PERIOD, blocks: false }])
    expect(codesOf(await merge(office, seen.digest))).toEqual(['enterprises.merge_undecided'])
    const decided = { conflicts: [{ form: FORM, period: PERIOD, keep: 'survivor' }] }
    const merged = await merge(office, seen.digest, decided)
    expect(merged.statusCode, merged.body).toBe(201)
    const { mergers } = await office.call(contract.listMergers)
    expect(mergers[0]).toMatchObject({ ...decided, can: { undo: true } })
    await office.call(contract.undoMerger, {
      params: { mergerId: mergers[0]?.id ?? '' },
      body: { reason: '撤销' },
    })
    for (const unit of [survivor, duplicate]) {
      const params = { unitId: unit.id, form: FORM, period: PERIOD }
      await park.call(statistics.actOnFiling, { params, body: { version: 1, act: { kind: 'submit' } } })
      await park.call(statistics.actOnFiling, { params, body: { version: 2, act: { kind: 'approve' } } })
    }
    const blocked = await preview(office)
    expect(blocked).toMatchObject({ mayMerge: false, conflicts: [{ blocks: true }] })
    expect(codesOf(await merge(office, blocked.digest, decided))).toEqual(['enterprises.merge_filings'])
  })

  test('once told apart is not asked for again', async () => {
    await park.call(contract.dismissDuplicate, {
      body: { one: survivor.id, other: duplicate.id, reason: '名称相近，主体不同' },
    })
    expect((await office.call(contract.listDuplicates)).total).toBe(0)
  })
})
