import { sql } from 'kysely'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { periodById } from '#domain/kernel'
import { PUBLIC, type Context } from '#platform/http'
import { listReleaseRows } from '../release-store.ts'
import { AGENCY, DATAFLOWS, VERSION, readModel, urn, type Words } from '../sdmx/sdmx-model.ts'
import type { Tx } from '../store.ts'
import { readEvaluationDatasets } from './evaluation-datasets.ts'

/** Vocabularies of the catalogue, so that it can be read without fetching anything. */
const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  adms: 'http://www.w3.org/ns/adms#',
}
const LICENCE = 'https://creativecommons.org/licenses/by/4.0/'
const FREQUENCY = {
  A: 'http://purl.org/cld/freq/annual',
  Q: 'http://purl.org/cld/freq/quarterly',
  M: 'http://purl.org/cld/freq/monthly',
} as const
const LANGUAGES = ['http://id.loc.gov/vocabulary/iso639-1/zh', 'http://id.loc.gov/vocabulary/iso639-1/en']
const CSV = 'https://www.iana.org/assignments/media-types/application/vnd.sdmx.data+csv'
const JSON_TYPE = 'https://www.iana.org/assignments/media-types/application/vnd.sdmx.data+json'
const DOCX =
  'https://www.iana.org/assignments/media-types/application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX =
  'https://www.iana.org/assignments/media-types/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface SeriesRow {
  readonly indicator: string
  readonly first: string
  readonly last: string
  readonly changedAt: string
  readonly issuedAt: string
}

/** The open data as DCAT 3: a dataset for each dataflow with data, each published indicator, each bulletin, each evaluation. */
export async function sendCatalogue(
  ctx: Context,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<unknown> {
  const base = `${request.protocol}://${request.host}`
  const catalogue = await ctx.actingAs(PUBLIC).read((tx) => readCatalogue(tx, base))
  return reply
    .header('access-control-allow-origin', '*')
    .header('cache-control', 'public, max-age=60')
    .type('application/ld+json; charset=utf-8')
    .send(JSON.stringify(catalogue))
}

export async function readCatalogue(tx: Tx, base: string): Promise<Record<string, unknown>> {
  const model = await readModel(tx)
  const { rows: zones } = await sql<{
    zh: string
    en: string
    adcode: string | null
    longitude: number | null
    latitude: number | null
  }>`
    SELECT n.name AS zh, n.name_en AS en, o.adcode, o.longitude, o.latitude FROM organisation o
      JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> current_date WHERE o.kind = 'zone' LIMIT 1`.execute(
    tx,
  )
  const zone = zones[0] ?? { zh: '示范区', en: 'the zone', adcode: null, longitude: null, latitude: null }
  const { rows: series } = await sql<SeriesRow>`
    SELECT indicator, min(period) AS first, max(period) AS last, max(known_from) AS changed_at, min(known_from) AS issued_at
      FROM published_observation WHERE known_to IS NULL GROUP BY indicator ORDER BY indicator`.execute(tx)
  const { rows: releases } = await listReleaseRows(tx, { limit: 500, offset: 0 })
  const published = await readEvaluationDatasets(tx)
  const publisher = { '@id': `${base}/#publisher`, '@type': 'foaf:Organization', 'foaf:name': texts(zone) }
  const spatial = {
    '@type': 'dcterms:Location',
    'dcterms:title': texts(zone),
    ...(zone.longitude === null || zone.latitude === null
      ? {}
      : { 'dcat:centroid': `POINT(${zone.longitude} ${zone.latitude})` }),
  }
  const shared = {
    'dcterms:publisher': { '@id': `${base}/#publisher` },
    'dcat:contactPoint': {
      '@type': 'vcard:Organization',
      'vcard:fn': zone.zh,
      'vcard:hasURL': { '@id': `${base}/public/statistics` },
    },
    'dcterms:license': { '@id': LICENCE },
    'dcterms:language': LANGUAGES.map((id) => ({ '@id': id })),
    'dcterms:spatial': spatial,
    'dcat:theme': { '@id': 'http://publications.europa.eu/resource/authority/data-theme/ECON' },
  }
  const flowOf = (indicator: string) =>
    DATAFLOWS.find(({ frequency }) => frequency === model.indicators.get(indicator)?.frequency)
  const sdmx = (flow: string, key: string) =>
    `${base}/api/open/sdmx/v2/data/dataflow/${AGENCY}/${flow}/${VERSION}/${key}`
  const flows = DATAFLOWS.flatMap((flow) => {
    const own = series.filter(({ indicator }) => flowOf(indicator)?.id === flow.id)
    if (own.length === 0) return []
    return [
      {
        '@id': `${base}/api/open/datasets/${flow.id}`,
        '@type': 'dcat:Dataset',
        'dcterms:identifier': flow.id,
        'dcterms:title': texts(joined(zone, flow.name)),
        'dcterms:description': texts({
          zh: `示范区公布的${flow.name.zh}，分园区、行业、技术领域、企业规模，含修订历史。`,
          en: `${flow.name.en} that the zone has published, by park, industry, technical field and size, with their revisions.`,
        }),
        'dcat:keyword': [...texts({ zh: '园区统计', en: 'zone statistics' })],
        'dcterms:accrualPeriodicity': { '@id': FREQUENCY[flow.frequency] },
        'dcterms:issued': moment(least(own.map(({ issuedAt }) => issuedAt))),
        'dcterms:modified': moment(greatest(own.map(({ changedAt }) => changedAt))),
        'dcterms:temporal': temporal(
          least(own.map(({ first }) => first)),
          greatest(own.map(({ last }) => last)),
        ),
        'dcterms:conformsTo': { '@id': urn('datastructure.Dataflow', flow.id) },
        ...shared,
        'dcat:distribution': dataDistributions(sdmx(flow.id, '*'), flow.name),
      },
    ]
  })
  const indicators = series.flatMap((row) => {
    const flow = flowOf(row.indicator)
    const id = model.idOf('CL_INDICATOR', row.indicator)
    const name = model.codeOf('CL_INDICATOR', id)?.name
    if (flow === undefined || name === undefined) return []
    const description = model.codeOf('CL_INDICATOR', id)?.description ?? name
    return [
      {
        '@id': `${base}/api/open/datasets/${flow.id}/${id}`,
        '@type': 'dcat:Dataset',
        'dcterms:identifier': id,
        'dcterms:title': texts(joined(zone, name)),
        'dcterms:description': texts(description),
        'dcterms:isPartOf': { '@id': `${base}/api/open/datasets/${flow.id}` },
        'dcterms:accrualPeriodicity': { '@id': FREQUENCY[flow.frequency] },
        'dcterms:issued': moment(row.issuedAt),
        'dcterms:modified': moment(row.changedAt),
        'dcterms:temporal': temporal(row.first, row.last),
        ...shared,
        'dcat:distribution': dataDistributions(sdmx(flow.id, `*.${id}.*.*.*`), name),
      },
    ]
  })
  const bulletins = releases.map((row) => ({
    '@id': `${base}/public/statistics/${row.id}`,
    '@type': 'dcat:Dataset',
    'dcterms:identifier': row.id,
    'dcterms:title': texts(row.title),
    'dcterms:description': texts(row.title),
    'dcterms:issued': moment(row.publishedAt ?? row.createdAt),
    'dcterms:temporal': temporal(row.period, row.period),
    'dcat:landingPage': { '@id': `${base}/public/statistics/${row.id}` },
    ...(row.synthetic
      ? {
          'adms:versionNotes': texts({
            zh: '演示数据，不代表真实情况',
            en: 'Demonstration figures, not real ones',
          }),
        }
      : {}),
    ...(row.overtakenBy === null
      ? {}
      : { 'dcterms:isReplacedBy': { '@id': `${base}/public/statistics/${row.overtakenBy.id}` } }),
    ...shared,
    'dcat:distribution': (['docx', 'xlsx'] as const).map((format) => {
      const address = `${base}/api/open/releases/${row.id}/file?format=${format}`
      return {
        '@id': address,
        '@type': 'dcat:Distribution',
        'dcterms:title': texts(row.title),
        'dcat:accessURL': { '@id': `${base}/public/statistics/${row.id}` },
        'dcat:downloadURL': { '@id': address },
        'dcat:mediaType': { '@id': format === 'docx' ? DOCX : XLSX },
        'dcterms:license': { '@id': LICENCE },
      }
    }),
  }))
  const evaluations = published.map((row) => {
    const page = `${base}/public/evaluations/${row.id}`
    return {
      '@id': page,
      '@type': 'dcat:Dataset',
      'dcterms:identifier': row.id,
      'dcterms:title': texts(row.title),
      'dcterms:description': texts({
        zh: '评价的方案、数据、全部分步结果和稳健性分析，可以复算。',
        en: 'Scheme, data, every step of the result and how sure it is; it can be computed again.',
      }),
      'dcterms:issued': moment(row.publishedAt),
      'dcterms:temporal': temporal(row.period, row.period),
      'dcat:landingPage': { '@id': page },
      ...shared,
      'dcat:distribution': row.files.map(({ file, mediaType, title }) => {
        const address = `${base}/api/open/evaluations/${row.id}/${file}`
        return {
          '@id': address,
          '@type': 'dcat:Distribution',
          'dcterms:title': texts(title),
          'dcat:accessURL': { '@id': page },
          'dcat:downloadURL': { '@id': address },
          'dcat:mediaType': { '@id': mediaType },
          'dcterms:license': { '@id': LICENCE },
        }
      }),
    }
  })
  const changed = greatest([
    ...series.map(({ changedAt }) => changedAt),
    ...releases.map((row) => row.publishedAt ?? row.createdAt),
    ...published.map(({ publishedAt }) => publishedAt),
  ])
  return {
    '@context': CONTEXT,
    '@id': `${base}/api/open/catalog.jsonld`,
    '@type': 'dcat:Catalog',
    'dcterms:title': texts(joined(zone, { zh: '开放数据目录', en: 'Open data catalogue' })),
    'dcterms:description': texts({
      zh: '统计公报、统计数据和评价结果。',
      en: 'Statistical bulletins, data and evaluations.',
    }),
    'dcterms:publisher': publisher,
    'dcterms:license': { '@id': LICENCE },
    'dcterms:language': LANGUAGES.map((id) => ({ '@id': id })),
    'dcterms:spatial': spatial,
    ...(changed === '' ? {} : { 'dcterms:modified': moment(changed) }),
    'foaf:homepage': { '@id': `${base}/public/statistics` },
    'dcat:service': {
      '@id': `${base}/api/open/sdmx/v2`,
      '@type': 'dcat:DataService',
      'dcterms:title': texts({ zh: 'SDMX 数据服务', en: 'SDMX data service' }),
      'dcat:endpointURL': { '@id': `${base}/api/open/sdmx/v2` },
      'dcat:endpointDescription': { '@id': `${base}/api/openapi.json` },
      'dcterms:conformsTo': { '@id': 'https://github.com/sdmx-twg/sdmx-rest' },
      'dcat:servesDataset': flows.map((flow) => ({ '@id': flow['@id'] })),
    },
    'dcat:dataset': [...flows, ...indicators, ...bulletins, ...evaluations],
  }
}

function dataDistributions(address: string, name: Words) {
  return [
    { format: 'sdmx-csv', mediaType: CSV, title: 'SDMX-CSV 2.0' },
    { format: 'sdmx-json', mediaType: JSON_TYPE, title: 'SDMX-JSON 2.0' },
  ].map(({ format, mediaType, title }) => ({
    '@id': `${address}?format=${format}`,
    '@type': 'dcat:Distribution',
    'dcterms:title': texts({ zh: `${name.zh}（${title}）`, en: `${name.en} (${title})` }),
    'dcat:accessURL': { '@id': `${address}?format=${format}` },
    'dcat:downloadURL': { '@id': `${address}?format=${format}` },
    'dcat:mediaType': { '@id': mediaType },
    'dcterms:license': { '@id': LICENCE },
  }))
}

function texts({ zh, en }: Words) {
  return [
    { '@language': 'zh', '@value': zh },
    { '@language': 'en', '@value': en },
  ]
}

function joined(zone: Words, name: Words): Words {
  return { zh: `${zone.zh}${name.zh}`, en: `${name.en}, ${zone.en}` }
}

function moment(at: string) {
  return { '@type': 'xsd:dateTime', '@value': new Date(at).toISOString() }
}

function temporal(first: string, last: string) {
  const day = (value: string | undefined) => ({ '@type': 'xsd:date', '@value': value ?? '' })
  return {
    '@type': 'dcterms:PeriodOfTime',
    'dcat:startDate': day(periodById(first)?.from),
    'dcat:endDate': day(periodById(last)?.to),
  }
}

function least(values: readonly string[]): string {
  return [...values].sort()[0] ?? ''
}

function greatest(values: readonly string[]): string {
  return [...values].sort().at(-1) ?? ''
}
