import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseForm } from '#domain/indicators'
import { AnalyticsStore } from '#platform/analytics'
import { addEnterprise, addFiling, addPeriod } from '#tests/statistics-rows'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { useAnalytics } from './analytics-place.ts'
import * as contract from './contract.ts'

let system: TestSystem
let folder: string
let store: AnalyticsStore
let office: TestClient
let park: TestClient
let department: TestClient

/** Money of the form is in 千元; 100,000 千元 are 1 亿元. */
const YI = 100_000

beforeAll(async () => {
  system = await createTestSystem()
  const db = system.database.ownerDb
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-explore-'))
  store = await AnalyticsStore.open({ folder, memoryLimitMb: 200 })
  useAnalytics(system.services.db, {
    store,
    databaseUrl: system.database.appUrl,
    db: system.services.db,
    log: system.services.log,
  })
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('park', ['park_committee'], 'park.haidian')
  await system.addAccount('department', ['department'], 'office')
  office = await system.signIn('office')
  park = await system.signIn('park')
  department = await system.signIn('department')
  const { definition } = await db
    .selectFrom('statisticsForm')
    .select('definition')
    .where('code', '=', 'GQ-002')
    .executeTakeFirstOrThrow()
  const form = parseForm(definition)
  if (!form.ok) throw new Error('form')
  for (const year of ['2022', '2023', '2024'])
    await addPeriod(db, form.value, year, `${year}-01-01`, `${year}-12-31`)
  const parks = await db
    .selectFrom('organisation')
    .select(['id', 'code'])
    .where('kind', '=', 'park')
    .execute()
  const idOf = (code: string) => parks.find((one) => one.code === code)?.id ?? ''
  for (const [code, field, yi] of [
    ['park.haidian', '1', 3],
    ['park.haidian', null, 5],
    ['park.haidian', null, 9],
    ['park.changping', '1', 7],
  ] as const) {
    const unit = await addEnterprise(db, { park: idOf(code), field, industry: 'I6513', size: 'small' })
    await addFiling(db, form.value, unit, '2024', { QC05_0: yi * YI }, '2026-02-01T00:00:00Z')
    // Who approves it: what a park counts.
    await db
      .updateTable('statisticsFiling')
      .set({ parkId: idOf(code) })
      .where('unitId', '=', unit)
      .execute()
  }
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
  await system.close()
})

const ask = (by: TestClient, query: object = {}) =>
  by.call(contract.explore, { query: { indicator: 'revenue', ...query } })
const behind = (by: TestClient, query: object) =>
  by.call(contract.drill, { query: { indicator: 'revenue', period: '2024', ...query } })

describe('an exploration', () => {
  it('offers every period that can be asked for, whatever was asked', async () => {
    const answer = await ask(office, { from: '2024' })
    expect(answer.periods).toEqual(['2024'])
    expect(answer.available).toEqual(expect.arrayContaining(['2022', '2023', '2024']))
    expect(answer.total.cells).toMatchObject([{ value: 24, entities: 4 }])
  })

  it('counts for a park its own enterprises only', async () => {
    const answer = await ask(park, { from: '2024' })
    expect(answer.restriction).toBe('park')
    expect(answer.total.cells).toMatchObject([{ value: 17, entities: 3 }])
  })
})

describe('the filings behind a number', () => {
  it('can be opened where the register says nothing, largest first', async () => {
    const { groups } = await ask(office, { dimension: 'field', from: '2024' })
    expect(groups.find(({ code }) => code === '')?.cells).toMatchObject([{ value: 14, entities: 2 }])
    const answer = await behind(office, { dimension: 'field', group: 'none' })
    expect(answer).toMatchObject({ total: 2, visible: 2 })
    expect(answer.filings.map(({ values }) => values[0])).toEqual([9 * YI, 5 * YI])
  })

  it('of everything are all of the zone, and for a park its own', async () => {
    expect(await behind(office, { group: 'total' })).toMatchObject({ total: 4, visible: 4 })
    expect(await behind(park, { group: 'total' })).toMatchObject({ total: 3, visible: 3 })
  })

  it('are not opened to who sees only what may be published', async () => {
    expect((await ask(department)).restriction).toBe('published')
    await expect(behind(department, { group: 'park.haidian' })).rejects.toThrow('statistics.drill_not_yours')
  })
})

it('indicators carry the initials by which they are found', async () => {
  const { indicators } = await office.call(contract.listIndicators)
  const revenue = indicators.find(({ code }) => code === 'revenue')
  expect(revenue?.initials.split(' ')[0]).toBe('zsr')
  expect(revenue?.initials.split(' ')).toContain('yysr')
})
