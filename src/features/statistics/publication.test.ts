import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseForm, recoverable, type FormDefinition } from '#domain/indicators'
import { AnalyticsStore } from '#platform/analytics'
import { addEnterprise, addFiling, addPeriod, correctFiling } from '#tests/statistics-rows'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { useAnalytics } from './analytics-place.ts'
import * as contract from './contract.ts'
import type { ReleaseView } from './contract.ts'

let system: TestSystem
let office: TestClient
let colleague: TestClient
let park: TestClient
let folder: string
let store: AnalyticsStore
let form: FormDefinition
const units: string[] = []

/** Money of the form is in 千元; 100,000 千元 are 1 亿元. */
const YI = 100_000

beforeAll(async () => {
  system = await createTestSystem()
  const db = system.database.ownerDb
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-publish-'))
  store = await AnalyticsStore.open({ folder, memoryLimitMb: 200 })
  useAnalytics(system.services.db, {
    store,
    databaseUrl: system.database.appUrl,
    db: system.services.db,
    log: system.services.log,
  })
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('colleague', ['zone_office'], 'office')
  await system.addAccount('park', ['park_committee'], 'park.haidian')
  office = await system.signIn('office')
  colleague = await system.signIn('colleague')
  park = await system.signIn('park')
  const row = await db
    .selectFrom('statisticsForm')
    .select('definition')
    .where('code', '=', 'GQ-002')
    .executeTakeFirstOrThrow()
  const parsed = parseForm(row.definition)
  if (!parsed.ok) throw new Error('form')
  form = parsed.value
  for (const year of ['2022', '2023', '2024'])
    await addPeriod(db, form, year, `${year}-01-01`, `${year}-12-31`)
  const parks = await db
    .selectFrom('organisation')
    .select(['id', 'code'])
    .where('kind', '=', 'park')
    .orderBy('code')
    .execute()
  const idOf = (code: string) => parks.find((one) => one.code === code)?.id ?? ''
  /** Haidian 20 enterprises, Changping 8, Xicheng 2, Fengtai 6: what Xicheng's two filed must not come out. */
  const shares = { 'park.haidian': 20, 'park.changping': 8, 'park.xicheng': 2, 'park.fengtai': 6 }
  let number = 0
  for (const [code, count] of Object.entries(shares))
    for (let i = 0; i < count; i += 1) {
      number += 1
      const unit = await addEnterprise(db, {
        park: idOf(code),
        industry: number % 3 === 0 ? 'C3911' : 'I6513',
        field: number % 2 === 0 ? '1' : '2',
        size: number % 5 === 0 ? 'large' : 'small',
      })
      units.push(unit)
      for (const [index, year] of ['2022', '2023', '2024'].entries())
        await addFiling(
          db,
          form,
          unit,
          year,
          { QC05_0: (index + 1) * number * YI, QC06: (index + 1) * number * 50_000, QC234: number * 10_000 },
          '2026-02-01T00:00:00Z',
        )
    }
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
  await system.close()
})

const choices = {
  period: '2024',
  indicators: ['revenue', 'technical-revenue', 'profit-margin', 'enterprises-filing'],
  cuts: ['park', 'field', 'size'],
}
const draft = (body: object = choices) => office.call(contract.draftRelease, { body })
const publish = (view: ReleaseView, by = colleague) =>
  by.call(contract.publishRelease, {
    params: { releaseId: view.release.id },
    body: { version: view.release.version },
  })
const parkCell = (view: ReleaseView, code: string, indicator = 0) => {
  const table = view.content.tables.find(({ cut }) => cut === 'park')
  const row = table?.groups.findIndex((group) => group.code === code) ?? -1
  return table?.cells[row]?.[indicator] ?? null
}

describe('a release', () => {
  it('is drafted with the zone, its parts and the year before, and keeps back what two enterprises filed', async () => {
    const view = await draft()
    // 1 + 2 + … + 36 = 666 亿元, times three in 2024 and times two the year before.
    expect(view.content.zone[0]).toMatchObject({
      value: 1998,
      before: 1332,
      growth: 50,
      status: 'A',
      entities: 36,
    })
    expect(parkCell(view, 'park.haidian')).toMatchObject({ value: 630, status: 'A' })
    expect(parkCell(view, 'park.xicheng')).toEqual({
      value: null,
      status: 'C',
      before: null,
      beforeStatus: 'C',
      growth: null,
      why: { reason: 'few', entities: 2 },
    })
    expect(parkCell(view, 'park.xicheng', 2)?.why?.reason).toBe('few')
    const hidden = view.content.tables[0]?.cells.filter((cells) => cells[0]?.status === 'C').length
    expect(hidden).toBe(2)
    expect(view.content.trends[0]?.points.map(({ value }) => value)).toEqual([null, null, 666, 1332, 1998])
    expect(view.content.coverage).toMatchObject([{ form: 'GQ-002', final: 36 }])
    expect(view.chapters[0]?.paragraphs[1]?.zh).toContain('2024年，全区实现总收入1998.0亿元，同比增长50.0%。')
    expect(view.draftedByCaller).toBe(true)
  })

  it('is seen as a draft by nobody but the office', async () => {
    const view = await draft()
    const response = await park.request('GET', `/api/statistics/releases/${view.release.id}`)
    expect([response.statusCode, codesOf(response)]).toEqual([404, ['statistics.release_unknown']])
    expect((await park.call(contract.listReleases)).releases).toEqual([])
  })

  it('is refused for periods, indicators and rhythms that do not fit', async () => {
    const refusals = [
      [{ ...choices, period: '2019' }, 'statistics.release_empty'],
      [{ ...choices, indicators: ['beauty'] }, 'statistics.release_indicator'],
      [{ ...choices, indicators: ['revenue-month'] }, 'statistics.release_rhythm'],
    ] as const
    for (const [body, code] of refusals)
      expect(codesOf(await office.request('POST', '/api/statistics/releases', body))).toEqual([code])
  })

  it('becomes public as it was drafted, without the reasons, and is changed no more', async () => {
    const view = await draft()
    const published = await publish(view)
    expect(published.release.state).toBe('published')
    expect(published.content.zone).toEqual(view.content.zone.map((cell) => ({ ...cell, why: null })))
    expect(JSON.stringify(published.content)).not.toContain('few')
    const again = await office.request('PUT', `/api/statistics/releases/${view.release.id}`, {
      version: published.release.version,
      choices,
    })
    expect(codesOf(again)).toEqual(['statistics.release_published'])
    expect((await park.call(contract.readRelease, { params: { releaseId: view.release.id } })).can).toEqual({
      change: false,
      publish: false,
    })
    const kept = await system.database.ownerDb
      .selectFrom('publishedObservation')
      .select(['value', 'entities'])
      .where('status', '=', 'C')
      .execute()
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.every(({ value, entities }) => value === null && entities === null)).toBe(true)
  })

  it('is not published from numbers that are older than what came out since', async () => {
    const first = await draft()
    const second = await draft()
    await publish(second)
    const response = await office.request('POST', `/api/statistics/releases/${first.release.id}/publish`, {
      version: first.release.version,
    })
    expect(codesOf(response)).toEqual(['statistics.release_outdated'])
  })

  it('leaves what is unchanged as it stands, and overtakes what was corrected', async () => {
    const db = system.database.ownerDb
    const before = await publish(await draft())
    const standing = await db
      .selectFrom('publishedObservation')
      .select(['releaseId'])
      .where('knownTo', 'is', null)
      .execute()
    // Everything was published before with the same values.
    expect(standing.some(({ releaseId }) => releaseId === before.release.id)).toBe(false)
    const corrected = units[0] ?? ''
    await correctFiling(
      db,
      form,
      corrected,
      '2024',
      { QC05_0: 103 * YI, QC06: 150_000, QC234: 10_000 },
      new Date().toISOString(),
    )
    const after = await publish(await draft())
    expect(after.content.zone[0]?.value).toBe(2098)
    expect(parkCell(after, 'park.haidian')?.value).toBe(730)
    const history = await db
      .selectFrom('publishedObservation')
      .select(['value', 'knownTo'])
      .where('indicator', '=', 'revenue')
      .where('dimension', '=', 'zone')
      .where('period', '=', '2024')
      .orderBy('knownFrom')
      .execute()
    expect(history.map(({ value, knownTo }) => [value, knownTo === null])).toEqual([
      [1998, false],
      [2098, true],
    ])
    const listed = (await office.call(contract.listReleases)).releases.find(
      ({ id }) => id === before.release.id,
    )
    expect(listed?.overtakenBy?.id).toBe(after.release.id)
    // The bulletin itself still says what it said.
    expect(
      (await office.call(contract.readRelease, { params: { releaseId: before.release.id } })).content.zone[0]
        ?.value,
    ).toBe(1998)
  })

  it('gives nothing away that it keeps back, over all releases together', async () => {
    const rows = await system.database.ownerDb
      .selectFrom('publishedObservation')
      .select(['indicator', 'dimension', 'groupCode', 'period', 'value', 'status'])
      .where('indicator', 'in', ['revenue', 'technical-revenue', 'enterprises-filing'])
      .execute()
    let kept = 0
    for (const indicator of ['revenue', 'technical-revenue', 'enterprises-filing'])
      for (const period of ['2023', '2024']) {
        const own = rows.filter((row) => row.indicator === indicator && row.period === period)
        const keys = [...new Set(own.map((row) => `${row.dimension}/${row.groupCode}`))]
        // What was ever told counts as known for ever.
        const hidden = keys.map((key) =>
          own.filter((row) => `${row.dimension}/${row.groupCode}` === key).every((row) => row.status === 'C'),
        )
        kept += hidden.filter(Boolean).length
        const relations = ['park', 'field', 'size'].map((dimension) => ({
          total: keys.indexOf('zone/'),
          parts: keys.flatMap((key, index) => (key.startsWith(`${dimension}/`) ? [index] : [])),
        }))
        expect(recoverable(relations, hidden)).toEqual([])
      }
    expect(kept).toBeGreaterThan(0)
  })
})
