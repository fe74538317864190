import { sql } from 'kysely'
import { periodById } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Tx } from '../store.ts'
import {
  AGENCY,
  ATTRIBUTES,
  CODELIST_OF,
  CONCEPT_WORDS,
  KEY_DIMENSIONS,
  VERSION,
  groupOwn,
  readModel,
  urn,
  type Dataflow,
  type SdmxModel,
} from './sdmx-model.ts'
import { badSyntax, noResults, tooLarge, valueOf, type RawQuery } from './sdmx-fault.ts'
import { readDataQuery, type DataQuery, type DataWanted } from './sdmx-query.ts'
import { header } from './sdmx-structures.ts'

/** One observation with its ids, ready to be written. */
interface Observation {
  readonly key: readonly string[]
  readonly period: string
  readonly value: number | null
  readonly unit: string
  readonly decimals: number
  readonly status: string
  readonly confidentiality: string
}

interface Row {
  readonly indicator: string
  readonly scope: string
  readonly dimension: string
  readonly groupCode: string
  readonly period: string
  readonly value: number | null
  readonly unit: string
  readonly status: 'A' | 'C' | 'E'
}

/** What one answer holds at most; more is asked for in parts. */
const MOST_OBSERVATIONS = 250_000

export interface DataAnswer {
  readonly query: DataQuery
  readonly model: SdmxModel
  readonly flows: readonly { readonly flow: Dataflow; readonly observations: readonly Observation[] }[]
}

/** The observations that a query asks for, as published. Refused: what is no query, and one that finds nothing. */
export async function readData(ctx: Context, wanted: DataWanted, raw: RawQuery): Promise<DataAnswer> {
  return ctx.read(async (tx) => {
    const model = await readModel(tx)
    const query = readDataQuery(wanted, raw, model)
    const rows = await readRows(tx, query, model)
    const found = rows.flatMap((row) => {
      const observation = observationOf(row, model)
      return observation !== null && isWanted(observation, query) ? [observation] : []
    })
    const flows = query.flows.flatMap((flow) => {
      const own = limited(
        found.filter(({ key }) => key[0] === flow.frequency),
        query,
      )
      return own.length === 0 ? [] : [{ flow, observations: own }]
    })
    if (flows.length === 0) throw noResults('No data were found for this query')
    return { query, model, flows }
  })
}

async function readRows(tx: Tx, query: DataQuery, model: SdmxModel): Promise<Row[]> {
  // Narrowed in the database by indicator; the rest is little and asked by its ids.
  const wanted = query.keys.every((key) => key[1] !== null)
    ? query.keys.flatMap((key) => model.codeOf('CL_INDICATOR', key[1] ?? '')?.own ?? [])
    : null
  const { asOf, updatedAfter } = query
  const { rows } = await sql<Row>`
    SELECT o.indicator, o.scope, o.dimension, o.group_code, o.period, o.value, o.unit, o.status
      FROM published_observation o
     WHERE (${wanted}::text[] IS NULL OR o.indicator = ANY (${wanted}::text[]))
       AND CASE WHEN ${asOf}::timestamptz IS NULL THEN o.known_to IS NULL
                ELSE o.known_from <= ${asOf}::timestamptz AND (o.known_to IS NULL OR o.known_to > ${asOf}::timestamptz) END
       AND (${updatedAfter}::timestamptz IS NULL OR o.known_from > ${updatedAfter}::timestamptz)
     ORDER BY o.indicator, o.scope, o.dimension, o.group_code, o.period LIMIT ${MOST_OBSERVATIONS + 1}`.execute(
    tx,
  )
  if (rows.length > MOST_OBSERVATIONS)
    throw tooLarge(`More than ${MOST_OBSERVATIONS} observations; narrow the key or the periods`)
  return rows
}

function observationOf(row: Row, model: SdmxModel): Observation | null {
  const indicator = model.indicators.get(row.indicator)
  const rhythm = periodById(row.period)?.rhythm
  if (rhythm !== 'year' && rhythm !== 'quarter' && rhythm !== 'month') return null
  return {
    key: [
      model.idOf('CL_FREQ', rhythm),
      model.idOf('CL_INDICATOR', row.indicator),
      model.idOf('CL_SCOPE', row.scope),
      model.idOf('CL_DIMENSION', row.dimension),
      model.idOf('CL_GROUP', groupOwn(row.dimension, row.groupCode)),
    ],
    period: row.period,
    value: row.value,
    unit: model.idOf('CL_UNIT', row.unit),
    decimals: indicator?.decimals ?? 0,
    status: row.status === 'C' ? 'Q' : row.value === null ? 'M' : row.status,
    confidentiality: row.status === 'C' ? 'C' : 'F',
  }
}

function isWanted({ key, period }: Observation, { keys, tests }: DataQuery): boolean {
  if (!keys.some((one) => one.every((part, place) => part === null || part === key[place]))) return false
  return [...tests].every(([dimension, own]) => {
    const value = dimension === 'TIME_PERIOD' ? period : (key[KEY_DIMENSIONS.indexOf(dimension)] ?? '')
    return own.every((test) => test(value))
  })
}

/** So many of the first or last of every series; both are added up. */
function limited(all: readonly Observation[], { first, last }: DataQuery): Observation[] {
  const series = new Map<string, Observation[]>()
  for (const observation of all) {
    const name = observation.key.join('.')
    const own = series.get(name)
    if (own === undefined) series.set(name, [observation])
    else own.push(observation)
  }
  return [...series.values()].flatMap((own) => {
    if (first === null && last === null) return own
    return own.filter(
      (_, place) => (first !== null && place < first) || (last !== null && place >= own.length - last),
    )
  })
}

/** An SDMX-JSON 2.0 data message: every value of a component is an index into the structure's lists. */
export function dataMessage(ctx: Context, { query, model, flows }: DataAnswer): unknown {
  const structures: unknown[] = []
  const dataSets: unknown[] = []
  for (const [place, { flow, observations }] of flows.entries()) {
    const lists = KEY_DIMENSIONS.map(() => new Index())
    const periods = new Index(
      [...new Set(observations.map(({ period }) => period))].sort((a, b) =>
        (periodById(a)?.from ?? a) < (periodById(b)?.from ?? b) ? -1 : 1,
      ),
    )
    const [units, decimals, statuses, confidentialities] = [
      new Index(),
      new Index(),
      new Index(),
      new Index(),
    ]
    const series: Record<string, { attributes?: number[]; observations?: Record<string, unknown[]> }> = {}
    const flat: Record<string, unknown[]> = {}
    for (const one of observations) {
      const key = one.key.map((id, dimension) => lists[dimension]?.of(id) ?? 0).join(':')
      const ofSeries = query.withAttributes ? [units.of(one.unit), decimals.of(String(one.decimals))] : []
      const ofObservation = query.withAttributes
        ? [statuses.of(one.status), confidentialities.of(one.confidentiality)]
        : []
      const measure = query.withMeasures ? [one.value] : []
      const period = periods.of(one.period)
      if (query.flat) flat[`${key}:${period}`] = [...measure, ...ofSeries, ...ofObservation]
      else {
        const own = (series[key] ??= query.withAttributes ? { attributes: ofSeries } : {})
        if (!query.seriesOnly) (own.observations ??= {})[period] = [...measure, ...ofObservation]
      }
    }
    const dimensionOf = (id: (typeof KEY_DIMENSIONS)[number], keyPosition: number) => ({
      id,
      ...words(id),
      keyPosition,
      values: (lists[keyPosition]?.ids ?? []).map((value) => valueWords(model, CODELIST_OF[id], value)),
    })
    const time = {
      id: 'TIME_PERIOD',
      ...words('TIME_PERIOD'),
      keyPosition: KEY_DIMENSIONS.length,
      roles: ['TIME_PERIOD'],
      values: periods.ids.map((value) => {
        const period = periodById(value)
        return period === null
          ? { value }
          : { value, start: `${period.from}T00:00:00+08:00`, end: `${period.to}T23:59:59+08:00` }
      }),
    }
    const used = {
      UNIT_MEASURE: units,
      DECIMALS: decimals,
      OBS_STATUS: statuses,
      CONF_STATUS: confidentialities,
    }
    const attributesOf = (level: 'series' | 'observation') =>
      query.withAttributes
        ? ATTRIBUTES.filter(({ of }) => of === level).map(({ id, of, usage }) => ({
            id,
            ...words(id),
            isMandatory: usage === 'mandatory',
            relationship: of === 'series' ? { dimensions: [...KEY_DIMENSIONS] } : { observation: {} },
            ...(used[id].ids.length === 0
              ? {}
              : { values: used[id].ids.map((value) => valueWords(model, CODELIST_OF[id], value)) }),
          }))
        : []
    const dimensions = KEY_DIMENSIONS.map(dimensionOf)
    structures.push({
      links: [{ rel: 'dataflow', urn: urn('datastructure.Dataflow', flow.id) }],
      name: flow.name.zh,
      names: { zh: flow.name.zh, en: flow.name.en },
      dataSets: [place],
      dimensions: query.flat
        ? { dataSet: [], series: [], observation: [...dimensions, time] }
        : { dataSet: [], series: dimensions, observation: [time] },
      measures: {
        observation: query.withMeasures
          ? [{ id: 'OBS_VALUE', ...words('OBS_VALUE'), isMandatory: false, format: { dataType: 'Double' } }]
          : [],
      },
      attributes: query.flat
        ? {
            dataSet: [],
            series: [],
            observation: [...attributesOf('series'), ...attributesOf('observation')],
          }
        : { dataSet: [], series: attributesOf('series'), observation: attributesOf('observation') },
    })
    dataSets.push({
      structure: place,
      action: query.updatedAfter === null ? 'Information' : 'Replace',
      links: [{ rel: 'dataflow', urn: urn('datastructure.Dataflow', flow.id) }],
      ...(query.asOf === null ? {} : { validFrom: query.asOf }),
      ...(query.flat ? { observations: flat } : { series }),
    })
  }
  return {
    meta: {
      schema:
        'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json',
      ...header(ctx),
    },
    data: { structures, dataSets },
  }
}

class Index {
  readonly ids: string[]
  private readonly places: Map<string, number>

  constructor(ids: readonly string[] = []) {
    this.ids = [...ids]
    this.places = new Map(this.ids.map((id, place) => [id, place]))
  }

  of(id: string): number {
    const known = this.places.get(id)
    if (known !== undefined) return known
    this.places.set(id, this.ids.length)
    return this.ids.push(id) - 1
  }
}

function words(id: string) {
  const name = CONCEPT_WORDS[id] ?? { zh: id, en: id }
  return { name: name.zh, names: { zh: name.zh, en: name.en } }
}

function valueWords(model: SdmxModel, list: string, id: string) {
  const name = model.codeOf(list, id)?.name ?? { zh: id, en: id }
  return { id, name: name.zh, names: { zh: name.zh, en: name.en } }
}

const LABELS: ReadonlySet<string> = new Set(['id', 'name', 'both'])

/** SDMX-CSV 2.0: one line for each observation; with labels=both names stand behind the ids, with labels=name beside them. */
export function dataCsv({ query, model, flows }: DataAnswer, raw: RawQuery): string {
  const labels = valueOf(raw, 'labels') ?? 'id'
  if (!LABELS.has(labels)) throw badSyntax(`labels=${labels} is not known: id, name or both`)
  const columns = [
    ...KEY_DIMENSIONS,
    'TIME_PERIOD',
    ...(query.withMeasures ? ['OBS_VALUE'] : []),
    ...(query.withAttributes ? ATTRIBUTES.map(({ id }) => id) : []),
  ]
  const headOf = (id: string) => {
    const name = CONCEPT_WORDS[id]?.en ?? id
    if (labels === 'both') return [`${id}: ${name}`]
    return labels === 'name' ? [id, name] : [id]
  }
  const lines = [
    [
      'STRUCTURE',
      'STRUCTURE_ID',
      ...(labels === 'name' ? ['STRUCTURE_NAME'] : []),
      'ACTION',
      ...columns.flatMap(headOf),
    ],
  ]
  for (const { flow, observations } of flows)
    for (const one of query.seriesOnly ? firstOfSeries(observations) : observations) {
      const values: Readonly<Record<string, string>> = {
        ...Object.fromEntries(KEY_DIMENSIONS.map((id, place) => [id, one.key[place] ?? ''])),
        TIME_PERIOD: query.seriesOnly ? '' : one.period,
        OBS_VALUE: one.value === null ? '' : String(one.value),
        UNIT_MEASURE: one.unit,
        DECIMALS: String(one.decimals),
        OBS_STATUS: one.status,
        CONF_STATUS: one.confidentiality,
      }
      const cell = (id: string) => {
        const value = values[id] ?? ''
        const list = id in CODELIST_OF ? CODELIST_OF[id as keyof typeof CODELIST_OF] : null
        const name = list === null || value === '' ? '' : (model.codeOf(list, value)?.name.en ?? value)
        if (labels === 'both') return [name === '' ? value : `${value}: ${name}`]
        return labels === 'name' ? [value, name] : [value]
      }
      const action = query.updatedAfter === null ? 'I' : 'R'
      lines.push([
        'dataflow',
        `${AGENCY}:${flow.id}(${VERSION})${labels === 'both' ? `: ${flow.name.en}` : ''}`,
        ...(labels === 'name' ? [flow.name.en] : []),
        action,
        ...columns.flatMap(cell),
      ])
    }
  return lines.map((line) => line.map(csvCell).join(',')).join('\r\n') + '\r\n'
}

function firstOfSeries(all: readonly Observation[]): Observation[] {
  return [...new Map(all.map((one) => [one.key.join('.'), one])).values()]
}

function csvCell(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
