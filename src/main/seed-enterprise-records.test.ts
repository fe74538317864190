import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOrganisations } from '#features/registry'
import { factSheet } from '#features/rules'
import { createTestSystem, type TestSystem } from '#tests/system'
import { seedEnterpriseRecords, type LoadedRecords, type RecordsTarget } from './seed-enterprise-records.ts'
import { seedStatistics } from './seed-statistics.ts'
import { PROGRAM_ROOT } from './system.ts'

let system: TestSystem
let target: RecordsTarget
let loaded: LoadedRecords | null

beforeAll(async () => {
  system = await createTestSystem()
  const { ownerDb, ownerUrl } = system.database
  target = { ownerDb, ownerUrl, audit: system.services.audit }
  await loadDemoOrganisations(
    ownerDb,
    join(PROGRAM_ROOT, 'data', 'demo', 'organisations.json'),
    'zhongguancun',
  )
  await seedStatistics(target, { enterprises: 600 })
  loaded = await seedEnterpriseRecords(target)
}, 240_000)
afterAll(() => system.close())

async function count(query: string): Promise<number> {
  const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM (${sql.raw(query)}) q`.execute(
    system.database.ownerDb,
  )
  return Number(rows[0]?.n)
}

describe('loading the files of the synthetic population', () => {
  it('brings records and declarations of everybody who is there, marked as synthetic', async () => {
    expect(await count('SELECT FROM enterprise_record')).toBe(loaded?.records)
    expect(await count('SELECT FROM fact_declaration')).toBe(loaded?.words)
    expect(await count('SELECT FROM enterprise_record WHERE NOT synthetic OR by_id IS NOT NULL')).toBe(0)
    expect(await count('SELECT FROM fact_declaration WHERE NOT synthetic OR by_id IS NOT NULL')).toBe(0)
    expect(loaded?.records).toBeGreaterThan(600 * 5)
    expect(loaded?.words).toBeGreaterThan(600 * 3)
  })

  it('gives in-force certificates to those whom the register calls high-tech or on a rung, and to nobody else', async () => {
    const today = `SELECT s.enterprise_id FROM enterprise_state s WHERE upper_inf(s.known) AND s.valid @> '2026-10-31'::date AND s.status = 'active'`
    const held = (code: string): string =>
      `SELECT r.enterprise_id FROM enterprise_record r WHERE r.kind = 'qualification' AND r.fields->>'code' = '${code}' AND r.valid @> '2026-10-31'::date`
    for (const [code, where] of [
      ['high-tech', 's.high_tech'],
      ['specialised', `s.rung IN ('specialised', 'little-giant')`],
      ['unicorn', `s.rung = 'unicorn'`],
    ] as const) {
      expect(await count(`${today} AND ${where} EXCEPT (${held(code)})`), code).toBe(0)
      // The enterprise of the stories is written by hand and as the register has it.
      expect(await count(`${held(code)} EXCEPT (${today} AND ${where})`), code).toBe(0)
      expect(await count(held(code)), code).toBeGreaterThan(0)
    }
  })

  it('keeps what is confidential apart', async () => {
    expect(
      await count(
        `SELECT FROM enterprise_record WHERE kind = 'financing' AND (fields ? 'amount' OR fields ? 'valuation')`,
      ),
    ).toBe(0)
    expect(await count(`SELECT FROM enterprise_record_confidential WHERE fields ? 'amount'`)).toBe(
      await count(`SELECT FROM enterprise_record WHERE kind = 'financing'`),
    )
  })

  it('is what facts are taken from, with its source', async () => {
    const { ownerDb } = system.database
    const { id } = await ownerDb
      .selectFrom('enterprise as e')
      .innerJoin('organisation as o', 'o.id', 'e.organisationId')
      .select('e.id')
      .where('o.code', '=', 'demo.chip')
      .executeTakeFirstOrThrow()
    const sheet = await ownerDb.transaction().execute((tx) => factSheet(tx, id, '2026-11-22'))
    const value = (fact: string) => sheet.get(fact)?.value
    expect(value('有效资质')).toEqual(['high-tech', 'innovative', 'specialised'])
    // 3 + 9 + 5 inventions in three records; the round of 2019 is too old for the last three years, and its worth is confidential.
    expect(value('Ⅰ类知识产权数')).toBe(17)
    expect(value('近三年新增股权融资额')).toBe(0)
    expect(value('最近融资估值')).toBe(120_000)
    expect(value('首台套产品数')).toBe(1)
    expect(value('从事细分市场年限')).toBe(9)
    expect(sheet.get('从事细分市场年限')?.source.kind).toBe('declaration')
    expect(sheet.has('首台套保险费')).toBe(false)
    expect(value('上年度研发费用')).toBeGreaterThan(0)
    expect(sheet.get('上年度研发费用')?.source).toMatchObject({
      kind: 'filing',
      place: { form: 'GQ-005', cell: 'QJ20' },
    })
    expect(value('注册分园')).toBe('park.haidian')
    expect(value('成立日期')).toBe('2012-05-18')
  })

  it('leaves alone what has its files already', async () => {
    expect(await seedEnterpriseRecords(target)).toBeNull()
  })

  it('goes with the population that another replaces', async () => {
    await seedStatistics(target, { enterprises: 500, replace: true })
    expect(await count('SELECT FROM enterprise_record')).toBe(0)
    expect((await seedEnterpriseRecords(target))?.enterprises).toBeGreaterThan(300)
  }, 240_000)
})
