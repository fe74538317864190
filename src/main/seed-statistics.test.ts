import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoOrganisations } from '#features/registry'
import { createTestSystem, type TestSystem } from '#tests/system'
import {
  seedStatistics,
  touchedStatistics,
  type LoadedStatistics,
  type StatisticsTarget,
} from './seed-statistics.ts'
import { PROGRAM_ROOT } from './system.ts'

const ENTERPRISES = 600

let system: TestSystem
let target: StatisticsTarget
let loaded: LoadedStatistics | null
let seconds = 0

beforeAll(async () => {
  system = await createTestSystem()
  const { ownerDb, ownerUrl } = system.database
  target = { ownerDb, ownerUrl, audit: system.services.audit }
  await loadDemoOrganisations(
    ownerDb,
    join(PROGRAM_ROOT, 'data', 'demo', 'organisations.json'),
    'zhongguancun',
  )
  const began = performance.now()
  loaded = await seedStatistics(target, { enterprises: ENTERPRISES })
  seconds = (performance.now() - began) / 1000
}, 240_000)
afterAll(() => system.close())

async function count(query: string): Promise<number> {
  const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM (${sql.raw(query)}) q`.execute(
    system.database.ownerDb,
  )
  return Number(rows[0]?.n)
}

describe('loading the synthetic population', () => {
  it('brings the register, every period and all filings, marked as synthetic', async () => {
    console.info(`demonstration: ${JSON.stringify(loaded)} in ${seconds.toFixed(1)} s`)
    expect(await count('SELECT FROM enterprise WHERE synthetic')).toBe(ENTERPRISES)
    expect(await count('SELECT FROM enterprise WHERE NOT synthetic')).toBe(0)
    expect(await count('SELECT FROM statistics_filing WHERE synthetic')).toBe(loaded?.filings)
    expect(await count('SELECT FROM statistics_period WHERE locked_at IS NULL')).toBe(1)
    expect(await count('SELECT FROM statistics_period')).toBe(4 * 6 + 2 * 6 + 24)
    expect(await count(`SELECT FROM enterprise_state WHERE name NOT LIKE '%（演示）'`)).toBe(0)
    expect(await count(`SELECT FROM classification_code WHERE list = 'cluster'`)).toBe(31)
    expect(
      await count(
        `SELECT FROM enterprise_state s WHERE NOT EXISTS (SELECT FROM classification_code c WHERE c.list = 'industry' AND c.code = s.industry)
           OR NOT EXISTS (SELECT FROM classification_code c WHERE c.list = 'size' AND c.code = s.size_class)
           OR NOT EXISTS (SELECT FROM classification_code c WHERE c.list = 'field' AND c.code = s.field)
           OR s.rung IS NOT NULL AND NOT EXISTS (SELECT FROM classification_code c WHERE c.list = 'rung' AND c.code = s.rung)
           OR s.cluster IS NOT NULL AND NOT EXISTS (SELECT FROM classification_code c WHERE c.list = 'cluster' AND c.code = s.cluster)`,
      ),
    ).toBe(0)
  })

  it('has everything before the open month final, and that month in every state', async () => {
    expect(await count(`SELECT FROM statistics_filing WHERE period <> '2026-10' AND NOT final`)).toBe(0)
    const { rows } = await sql<{ state: string }>`
      SELECT DISTINCT state FROM statistics_filing WHERE period = '2026-10' ORDER BY state`.execute(
      system.database.ownerDb,
    )
    expect(rows.map(({ state }) => state)).toEqual(['approved', 'draft', 'returned', 'submitted'])
    expect(await count(`SELECT FROM statistics_filing WHERE errors > 0 AND state = 'draft'`)).toBeGreaterThan(
      0,
    )
    expect(await count(`SELECT FROM statistics_filing WHERE errors > 0 AND state <> 'draft'`)).toBe(0)
    expect(await count('SELECT FROM statistics_filing WHERE open_queries > 0')).toBe(
      await count(`SELECT FROM statistics_query WHERE state <> 'closed'`),
    )
  })

  it('leaves room for the next act: no filing counts fewer than it had', async () => {
    expect(
      await count(
        `SELECT FROM statistics_filing f WHERE f.version <= greatest(
           (SELECT max(no) FROM statistics_filing_act a WHERE a.unit_id = f.unit_id AND a.form = f.form AND a.period = f.period),
           (SELECT max(no) FROM statistics_filing_past p WHERE p.unit_id = f.unit_id AND p.form = f.form AND p.period = f.period))`,
      ),
    ).toBe(0)
  })

  it('gives every past view: what was corrected stands as it was until then', async () => {
    expect(await count('SELECT FROM statistics_filing_past')).toBeGreaterThan(10)
    expect(
      await count(`SELECT FROM statistics_filing_past p JOIN statistics_filing f USING (unit_id, form, period)
        WHERE p.known_to <> f.known_from OR p.figures = f.figures`),
    ).toBe(0)
    expect(
      await count(`SELECT FROM statistics_filing_past p WHERE NOT EXISTS (
        SELECT FROM statistics_period_act a WHERE a.form = p.form AND a.period = p.period AND a.act = 'reopen'
          AND a.unit_id = p.unit_id AND a.at < p.known_to AND a.ended_at > p.known_to)`),
    ).toBe(0)
  })

  it('lets the enterprise of a demonstration account read its own history, and no other', async () => {
    await system.addAccount('chip', ['enterprise'], 'demo.chip')
    const ctx = await system.contextOf('chip')
    const rows = await ctx.inTransaction((tx) =>
      tx.selectFrom('statisticsFiling').select(['unitId', 'form', 'period']).execute(),
    )
    expect(new Set(rows.map(({ unitId }) => unitId)).size).toBe(1)
    // Six years of four forms; 24 months less the one that it owes.
    expect(rows).toHaveLength(24 + 23)
    const names = await ctx.inTransaction((tx) =>
      tx.selectFrom('enterpriseState').select('name').distinct().execute(),
    )
    expect(names).toEqual([{ name: '海淀智芯先进封装测试技术有限公司（演示）' }])
  })

  it('lets a park see the months of its own', async () => {
    await system.addAccount('haidian', ['park_committee'], 'park.haidian')
    const ctx = await system.contextOf('haidian')
    const seen = await ctx.inTransaction((tx) =>
      tx.selectFrom('statisticsFiling').select('parkId').distinct().execute(),
    )
    expect(seen).toHaveLength(1)
  })

  it('does nothing the second time, and takes another population in its place only as a whole', async () => {
    expect(await seedStatistics(target, { enterprises: ENTERPRISES })).toBeNull()
    expect(await touchedStatistics(target.ownerDb)).toEqual([])
    const first = await target.ownerDb.selectFrom('enterprise').select('id').orderBy('creditCode').execute()
    const again = await seedStatistics(target, { enterprises: ENTERPRISES, replace: true })
    expect(again).toEqual(loaded)
    expect(
      await target.ownerDb.selectFrom('enterprise').select('id').orderBy('creditCode').execute(),
    ).toEqual(first)
    await expect(seedStatistics(target, { enterprises: 10, replace: true })).rejects.toThrow(RangeError)
    expect(await count('SELECT FROM enterprise')).toBe(ENTERPRISES)
  }, 120_000)

  it('notices what somebody did', async () => {
    await target.ownerDb
      .updateTable('statisticsFiling')
      .set({ source: 'import' })
      .where('period', '=', '2026-10')
      .where('state', '=', 'draft')
      .execute()
    expect(await touchedStatistics(target.ownerDb)).toEqual(['filings that somebody wrote or decided on'])
  })
})
