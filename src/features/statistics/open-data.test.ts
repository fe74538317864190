import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseForm, type FormDefinition } from '#domain/indicators'
import { AnalyticsStore } from '#platform/analytics'
import { DataMessage, ErrorMessage, StructureMessage, decodeData, parseCsv } from '#tests/sdmx-messages'
import { addEnterprise, addFiling, addPeriod, correctFiling } from '#tests/statistics-rows'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { useAnalytics } from './analytics-place.ts'
import * as contract from './contract.ts'

let system: TestSystem
let office: TestClient
let open: TestClient
let folder: string
let store: AnalyticsStore
let form: FormDefinition
let firstUnit = ''
let releaseId = ''
/** Moments before everything, and between the release and its revision. */
let between = ''

const YI = 100_000
const DATA = '/api/open/sdmx/v2/data/dataflow/DUOYUAN/ZONE_ANNUAL/1.0.0'
const STRUCTURE = '/api/open/sdmx/v2/structure'

beforeAll(async () => {
  system = await createTestSystem()
  const db = system.database.ownerDb
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-open-'))
  store = await AnalyticsStore.open({ folder, memoryLimitMb: 200 })
  useAnalytics(system.services.db, {
    store,
    databaseUrl: system.database.appUrl,
    db: system.services.db,
    log: system.services.log,
  })
  await system.addAccount('office', ['zone_office'], 'office')
  office = await system.signIn('office')
  open = system.anonymous()
  const row = await db
    .selectFrom('statisticsForm')
    .select('definition')
    .where('code', '=', 'GQ-002')
    .executeTakeFirstOrThrow()
  const parsed = parseForm(row.definition)
  if (!parsed.ok) throw new Error('form')
  form = parsed.value
  for (const year of ['2023', '2024']) await addPeriod(db, form, year, `${year}-01-01`, `${year}-12-31`)
  const parks = await db
    .selectFrom('organisation')
    .select(['id', 'code'])
    .where('kind', '=', 'park')
    .execute()
  const idOf = (code: string) => parks.find((one) => one.code === code)?.id ?? ''
  let number = 0
  for (const [code, count] of Object.entries({ 'park.haidian': 9, 'park.changping': 6, 'park.xicheng': 2 }))
    for (let i = 0; i < count; i += 1) {
      number += 1
      const unit = await addEnterprise(db, { park: idOf(code), field: '1' })
      if (firstUnit === '') firstUnit = unit
      for (const [index, year] of ['2023', '2024'].entries())
        await addFiling(db, form, unit, year, { QC05_0: (index + 1) * number * YI, QC234: number * YI })
    }
  releaseId = await release()
  between = new Date().toISOString()
  await correctFiling(db, form, firstUnit, '2024', { QC05_0: 12 * YI, QC234: YI }, new Date().toISOString())
  await release()
  // A draft, which nobody outside of the office may see.
  await office.call(contract.draftRelease, { body: choices })
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
  await system.close()
})

const choices = { period: '2024', indicators: ['revenue', 'profit'], cuts: ['park'] }
async function release(): Promise<string> {
  const { release: drafted } = await office.call(contract.draftRelease, { body: choices })
  await office.call(contract.publishRelease, {
    params: { releaseId: drafted.id },
    body: { version: drafted.version },
  })
  return drafted.id
}
const get = (url: string, accept?: string) =>
  open.request('GET', url, undefined, accept === undefined ? {} : { accept })
async function data(query: string) {
  const response = await get(`${DATA}${query}`)
  expect([response.statusCode, response.body.slice(0, 300)]).toEqual([200, expect.anything()])
  return decodeData(DataMessage.parse(response.json()))
}

describe('structures by SDMX', () => {
  it.each(['dataflow', 'datastructure', 'codelist', 'conceptscheme', 'agencyscheme', '*'])(
    'answers %s as an SDMX-JSON 2.0 structure message',
    async (type) => {
      const response = await get(`${STRUCTURE}/${type}`)
      expect(response.statusCode).toBe(200)
      expect(response.headers['content-type']).toContain('application/vnd.sdmx.structure+json;version=2.0.0')
      StructureMessage.parse(response.json())
    },
  )

  it('gives everything that a dataflow needs, when asked for it, and every reference can be found', async () => {
    const response = await get(`${STRUCTURE}/dataflow/DUOYUAN/ZONE_ANNUAL/1.0.0?references=descendants`)
    const message = StructureMessage.parse(response.json())
    expect(message.data.dataflows).toHaveLength(1)
    expect(message.data.codelists).toHaveLength(9)
    const urns = new Set(
      Object.values(message.data)
        .flat()
        .flatMap((one) => one?.links?.map(({ urn }) => urn) ?? []),
    )
    const components = message.data.dataStructures?.[0]?.dataStructureComponents
    expect(components?.dimensionList.dimensions.map(({ id }) => id)).toEqual([
      'FREQ',
      'INDICATOR',
      'SCOPE',
      'DIMENSION',
      'GROUP',
    ])
    for (const { localRepresentation } of components?.dimensionList.dimensions ?? [])
      expect(urns).toContain(localRepresentation.enumeration)
    expect(urns).toContain(message.data.dataflows?.[0]?.structure)
  })

  it('gives stubs when asked for them', async () => {
    const message = StructureMessage.parse((await get(`${STRUCTURE}/codelist?detail=allstubs`)).json())
    expect(message.data.codelists?.every(({ codes }) => codes === undefined)).toBe(true)
  })

  it('answers what it does not have or does not understand in messages of SDMX', async () => {
    for (const [url, status, code] of [
      [`${STRUCTURE}/codelist/DUOYUAN/CL_NOTHING`, 404, 100],
      [`${STRUCTURE}/categoryscheme`, 404, 100],
      [`${STRUCTURE}/nonsense`, 400, 140],
      [`${STRUCTURE}/codelist?detail=little`, 400, 140],
      [`${STRUCTURE}/codelist?references=friends`, 400, 140],
    ] as const) {
      const response = await get(url)
      expect([url, response.statusCode]).toEqual([url, status])
      expect(ErrorMessage.parse(response.json()).errors[0]?.code).toBe(code)
    }
    expect(
      (await get(`${STRUCTURE}/codelist`, 'application/vnd.sdmx.structure+xml;version=3.0.0')).statusCode,
    ).toBe(406)
  })
})

describe('data by SDMX', () => {
  it('gives what is published, with unit, decimals and status, and nothing of what is kept back', async () => {
    const all = await data('')
    const at = (key: string, period: string) => all.find((one) => one.key === key && one.period === period)
    expect(at('A.REVENUE.REGISTRATION._T._T', '2024')).toMatchObject({
      value: 316,
      attributes: { UNIT_MEASURE: '100_MILLION_YUAN', DECIMALS: '1', OBS_STATUS: 'A', CONF_STATUS: 'F' },
    })
    const kept = all.filter(({ attributes }) => attributes.CONF_STATUS === 'C')
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.every(({ value, attributes }) => value === null && attributes.OBS_STATUS === 'Q')).toBe(true)
    expect(kept.some(({ key }) => key.endsWith('PARK.PARK_XICHENG'))).toBe(true)
  })

  it('answers by key, by filter and by period', async () => {
    expect(new Set((await data('/A.REVENUE.*.PARK.*')).map(({ key }) => key.split('.')[1]))).toEqual(
      new Set(['REVENUE']),
    )
    expect(await data('/A.REVENUE.REGISTRATION._T._T,A.PROFIT.REGISTRATION._T._T')).toHaveLength(4)
    expect(new Set((await data('?c[INDICATOR]=PROFIT&c[DIMENSION]=ne:PARK')).map(({ key }) => key))).toEqual(
      new Set(['A.PROFIT.REGISTRATION._T._T']),
    )
    const periods = async (filter: string) => [
      ...new Set((await data(`?c[TIME_PERIOD]=${filter}`)).map(({ period }) => period)),
    ]
    expect(await periods('ge:2024')).toEqual(['2024'])
    expect(await periods('ge:2023-01+le:2023-12')).toEqual(['2023'])
    expect(await periods('lt:2024')).toEqual(['2023'])
    expect(await periods('2023,2024')).toEqual(['2023', '2024'])
  })

  it('answers the first or last observations of every series', async () => {
    const key = '/A.REVENUE.REGISTRATION._T._T'
    expect((await data(`${key}?firstNObservations=1`)).map(({ period }) => period)).toEqual(['2023'])
    expect((await data(`${key}?lastNObservations=1`)).map(({ period }) => period)).toEqual(['2024'])
  })

  it('tells what was published at an earlier moment, and what has been since', async () => {
    const key = '/A.REVENUE.REGISTRATION._T._T'
    const values = async (query: string) =>
      (await data(`${key}${query}`)).map(({ period, value }) => [period, value])
    expect(await values('')).toEqual([
      ['2023', 153],
      ['2024', 316],
    ])
    expect(await values(`?asOf=${between}`)).toEqual([
      ['2023', 153],
      ['2024', 306],
    ])
    expect(await values(`?updatedAfter=${between}`)).toEqual([['2024', 316]])
    expect((await get(`${DATA}?asOf=2020-01-01T00:00:00Z`)).statusCode).toBe(404)
  })

  it('leaves out what is not asked for', async () => {
    expect((await data('?attributes=none'))[0]?.attributes).toEqual({})
    expect((await data('?detail=dataonly'))[0]?.attributes).toEqual({})
    const series = DataMessage.parse((await get(`${DATA}?detail=serieskeysonly`)).json())
    const one = Object.values(series.data.dataSets[0]?.series ?? {})[0]
    expect(one?.observations).toBeUndefined()
  })

  it('is the same flat, as series and as CSV', async () => {
    const series = await data('')
    const byKey = (all: typeof series) =>
      all.map(({ key, period, value, attributes }) => JSON.stringify([key, period, value, attributes])).sort()
    expect(byKey(await data('?dimensionAtObservation=AllDimensions'))).toEqual(byKey(series))
    const csv = await get(DATA, 'application/vnd.sdmx.data+csv;version=2.0.0')
    expect(csv.headers['content-type']).toContain('application/vnd.sdmx.data+csv;version=2.0.0')
    const rows = parseCsv(csv.body)
    expect(Object.keys(rows[0] ?? {})).toEqual(
      'STRUCTURE STRUCTURE_ID ACTION FREQ INDICATOR SCOPE DIMENSION GROUP TIME_PERIOD OBS_VALUE UNIT_MEASURE DECIMALS OBS_STATUS CONF_STATUS'.split(
        ' ',
      ),
    )
    expect(rows[0]).toMatchObject({
      STRUCTURE: 'dataflow',
      STRUCTURE_ID: 'DUOYUAN:ZONE_ANNUAL(1.0.0)',
      ACTION: 'I',
    })
    const asObservations = rows.map((row) => ({
      key: [row.FREQ, row.INDICATOR, row.SCOPE, row.DIMENSION, row.GROUP].join('.'),
      period: row.TIME_PERIOD ?? '',
      value: row.OBS_VALUE === '' ? null : Number(row.OBS_VALUE),
      attributes: {
        UNIT_MEASURE: row.UNIT_MEASURE ?? '',
        DECIMALS: row.DECIMALS ?? '',
        OBS_STATUS: row.OBS_STATUS ?? '',
        CONF_STATUS: row.CONF_STATUS ?? '',
      },
    }))
    expect(byKey(asObservations)).toEqual(byKey(series))
    expect((await get(`${DATA}?format=sdmx-csv&labels=both`)).body).toContain('REVENUE: Total revenue')
  })

  it('refuses what it does not understand, and what it does not offer', async () => {
    for (const [query, status] of [
      ['/A.REVENUE', 400],
      ['/A.BEAUTY.*.*.*', 400],
      ['?c[COLOUR]=RED', 400],
      ['?c[TIME_PERIOD]=ge:someday', 400],
      ['?firstNObservations=few', 400],
      ['?asOf=yesterday', 400],
      ['?startPeriods=2024', 400],
      ['?format=pdf', 400],
      ['?includeHistory=true', 501],
      ['/M.*.*.*.*', 404],
    ] as const) {
      const response = await get(`${DATA}${query}`)
      expect([query, response.statusCode]).toEqual([query, status])
      ErrorMessage.parse(response.json())
    }
    expect((await get(DATA, 'application/vnd.sdmx.data+xml;version=3.0.0')).statusCode).toBe(406)
    expect((await get(DATA, 'application/vnd.sdmx.data+json;version=1.0.0')).statusCode).toBe(406)
    expect((await get('/api/open/sdmx/v2/data/dataflow/DUOYUAN/ZONE_HOURLY')).statusCode).toBe(404)
  })
})

describe('open data without log-in', () => {
  it('lists published bulletins and shows one, in both languages, and no draft', async () => {
    const list = await get('/public/statistics')
    expect(list.statusCode).toBe(200)
    expect(list.body).not.toContain('<script')
    expect(list.body.match(/class="title"/gu)).toHaveLength(2)
    const page = await get(`/public/statistics/${releaseId}`)
    expect(page.body).toContain('2024年，全区实现总收入306.0亿元，同比增长100.0%')
    expect(page.body).toContain('此后有修订')
    expect((await get(`/public/statistics/${releaseId}?language=en`)).body).toContain(
      'Total revenue in 2024: 30.60 billion yuan',
    )
    const draft = await system.database.ownerDb
      .selectFrom('statisticsRelease')
      .select('id')
      .where('state', '=', 'draft')
      .executeTakeFirstOrThrow()
    expect((await get(`/public/statistics/${draft.id}`)).statusCode).toBe(404)
    expect((await get(`/api/open/releases/${draft.id}/file`)).statusCode).toBe(404)
  })

  it('gives the bulletin as a document and as tables', async () => {
    const beginnings = []
    for (const format of ['docx', 'xlsx']) {
      const file = await get(`/api/open/releases/${releaseId}/file?format=${format}`)
      expect(file.statusCode).toBe(200)
      beginnings.push(file.rawPayload.subarray(0, 2).toString('latin1'))
    }
    expect(beginnings).toEqual(['PK', 'PK'])
  })

  it('describes itself by DCAT, with addresses that answer', async () => {
    const response = await get('/api/open/catalog.jsonld')
    expect(response.headers['content-type']).toContain('application/ld+json')
    const catalogue = response.json<{
      '@type': string
      'dcat:dataset': Record<string, unknown>[]
    }>()
    expect(catalogue['@type']).toBe('dcat:Catalog')
    const datasets = catalogue['dcat:dataset']
    // One dataflow, two indicators, two bulletins.
    expect(datasets).toHaveLength(5)
    for (const dataset of datasets) {
      expect(Object.keys(dataset)).toEqual(
        expect.arrayContaining([
          'dcterms:identifier',
          'dcterms:title',
          'dcterms:description',
          'dcterms:publisher',
          'dcterms:license',
          'dcterms:temporal',
          'dcterms:spatial',
          'dcat:distribution',
        ]),
      )
      const distributions = dataset['dcat:distribution'] as { 'dcat:downloadURL': { '@id': string } }[]
      for (const one of distributions) {
        const { pathname, search } = new URL(one['dcat:downloadURL']['@id'])
        expect([pathname, (await get(pathname + search)).statusCode]).toEqual([pathname, 200])
      }
    }
  })

  it('lets the public read what is published only', async () => {
    const { db } = system.database
    const rows = await db.selectFrom('statisticsRelease').selectAll().execute()
    expect(rows).toEqual([])
    for (const url of [
      '/api/statistics/releases',
      '/api/statistics/release-choices',
      '/api/statistics/published-figures',
    ])
      expect((await get(url)).statusCode).toBe(401)
  })
})
