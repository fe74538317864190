import { addDays, periodById } from '#domain/kernel'
import {
  AGENCY,
  CODELIST_OF,
  DATAFLOWS,
  KEY_DIMENSIONS,
  STRUCTURE,
  VERSION,
  type Dataflow,
  type KeyDimension,
  type SdmxModel,
} from './sdmx-model.ts'
import { badSyntax, noResults, notImplemented, valueOf, valuesOf, type RawQuery } from './sdmx-fault.ts'
import { isVersion } from './sdmx-structures.ts'

export interface DataWanted {
  readonly context: string
  readonly agency?: string | undefined
  readonly id?: string | undefined
  readonly version?: string | undefined
  readonly key?: string | undefined
}

/** A test of one dimension's id, or of a period. */
export type Test = (value: string) => boolean

export interface DataQuery {
  readonly flows: readonly Dataflow[]
  /** Any of the keys; within a key null is any value. */
  readonly keys: readonly (readonly (string | null)[])[]
  /** All must hold. */
  readonly tests: ReadonlyMap<KeyDimension | 'TIME_PERIOD', readonly Test[]>
  readonly updatedAfter: string | null
  readonly asOf: string | null
  readonly first: number | null
  readonly last: number | null
  readonly flat: boolean
  readonly withAttributes: boolean
  readonly withMeasures: boolean
  /** Series only, without observations. */
  readonly seriesOnly: boolean
}

const KNOWN: ReadonlySet<string> = new Set([
  'updatedAfter',
  'asOf',
  'firstNObservations',
  'lastNObservations',
  'dimensionAtObservation',
  'attributes',
  'measures',
  'detail',
  'labels',
  'format',
  'includeHistory',
])

/** Reads address and parameters of a data query; everything that SDMX does not know is refused, not passed over. */
export function readDataQuery(wanted: DataWanted, query: RawQuery, model: SdmxModel): DataQuery {
  for (const name of Object.keys(query))
    if (!KNOWN.has(name) && !/^c\[[A-Z_]+\]$/u.test(name))
      throw badSyntax(`The parameter ${name} is not known`)
  if ((valueOf(query, 'includeHistory') ?? 'false') !== 'false')
    throw notImplemented('includeHistory is not offered; ask with asOf for any past state')
  const at = valueOf(query, 'dimensionAtObservation') ?? 'TIME_PERIOD'
  if (at !== 'TIME_PERIOD' && at !== 'AllDimensions')
    throw notImplemented('dimensionAtObservation can be TIME_PERIOD or AllDimensions')
  const { withAttributes, withMeasures, seriesOnly } = detailOf(query)
  return {
    flows: flowsOf(wanted),
    keys: keysOf(wanted.key, model),
    tests: testsOf(query, model),
    updatedAfter: momentOf(query, 'updatedAfter'),
    asOf: momentOf(query, 'asOf'),
    first: countOf(query, 'firstNObservations'),
    last: countOf(query, 'lastNObservations'),
    flat: at === 'AllDimensions',
    withAttributes,
    withMeasures,
    seriesOnly,
  }
}

function flowsOf({ context, agency, id, version }: DataWanted): readonly Dataflow[] {
  const kind = context.toLowerCase()
  if (!['*', 'dataflow', 'datastructure', 'provisionagreement'].includes(kind))
    throw badSyntax(`${context} is no context of data: dataflow, datastructure, provisionagreement or *`)
  const isListed = (wanted: string | undefined, own: string) =>
    wanted === undefined || wanted === '*' || wanted.split(',').includes(own)
  const ofStructure = kind === 'datastructure' && isListed(id, STRUCTURE)
  const found =
    isListed(agency, AGENCY) && isVersion(version, VERSION) && kind !== 'provisionagreement'
      ? DATAFLOWS.filter((flow) => (kind === 'datastructure' ? ofStructure : isListed(id, flow.id)))
      : []
  if (found.length === 0) throw noResults('There is no such dataflow')
  return found
}

/** A.REVENUE.*.PARK.*, more with commas between. An id that no list has is a mistake of the caller. */
function keysOf(key: string | undefined, model: SdmxModel): (string | null)[][] {
  if (key === undefined || key === '*' || key === 'all') return [KEY_DIMENSIONS.map(() => null)]
  return key.split(',').map((one) => {
    const parts = one.split('.')
    if (parts.length !== KEY_DIMENSIONS.length)
      throw badSyntax(
        `A key has ${KEY_DIMENSIONS.length} parts (${KEY_DIMENSIONS.join('.')}); ${one} has ${parts.length}`,
      )
    return parts.map((part, place) => {
      if (part === '*' || part === '') return null
      const dimension = KEY_DIMENSIONS[place] ?? 'FREQ'
      requireCode(model, dimension, part)
      return part
    })
  })
}

function requireCode(model: SdmxModel, dimension: KeyDimension, id: string): void {
  if (!/^[A-Za-z0-9_@$-]+$/u.test(id)) throw badSyntax(`${id} is no id`)
  if (model.codeOf(CODELIST_OF[dimension], id) === undefined)
    throw badSyntax(`${dimension} has no code ${id}; see codelist ${CODELIST_OF[dimension]}`)
}

const OPERATORS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'co', 'nc', 'sw', 'ew'] as const

function testsOf(query: RawQuery, model: SdmxModel): DataQuery['tests'] {
  const tests = new Map<KeyDimension | 'TIME_PERIOD', Test[]>()
  for (const name of Object.keys(query)) {
    const dimension = /^c\[([A-Z_]+)\]$/u.exec(name)?.[1]
    if (dimension === undefined) continue
    if (!isDimension(dimension)) throw badSyntax(`There is no dimension ${dimension} to filter by`)
    tests.set(
      dimension,
      valuesOf(query, name).flatMap((value) =>
        // A plus in an address arrives as a blank; both mean that all must hold.
        value
          .split(/[+ ]/u)
          .map((conjunct) => anyOf(conjunct.split(',').map((part) => testOf(dimension, part, model)))),
      ),
    )
  }
  return tests
}

function isDimension(name: string): name is KeyDimension | 'TIME_PERIOD' {
  return name === 'TIME_PERIOD' || KEY_DIMENSIONS.some((dimension) => dimension === name)
}

function anyOf(tests: readonly Test[]): Test {
  return (value) => tests.some((test) => test(value))
}

function testOf(dimension: KeyDimension | 'TIME_PERIOD', text: string, model: SdmxModel): Test {
  const [, named, rest] = /^([a-z]{2}):(.*)$/su.exec(text) ?? [undefined, 'eq', text]
  const operator = OPERATORS.find((one) => one === named)
  if (operator === undefined || rest === undefined || rest === '')
    throw badSyntax(`${text} is no filter of ${dimension}`)
  if (dimension === 'TIME_PERIOD') return periodTest(operator, rest)
  switch (operator) {
    case 'eq':
      requireCode(model, dimension, rest)
      return (value) => value === rest
    case 'ne':
      requireCode(model, dimension, rest)
      return (value) => value !== rest
    case 'co':
      return (value) => value.includes(rest)
    case 'nc':
      return (value) => !value.includes(rest)
    case 'sw':
      return (value) => value.startsWith(rest)
    case 'ew':
      return (value) => value.endsWith(rest)
    case 'ge':
    case 'gt':
    case 'le':
    case 'lt':
      throw badSyntax(`${operator} cannot be asked of ${dimension}, whose values have no order`)
  }
}

/** Periods as SDMX compares them: ge and lt by the first day, le and gt by the last. */
function periodTest(operator: (typeof OPERATORS)[number], text: string): Test {
  const bounds = boundsOf(text)
  if (bounds === null) throw badSyntax(`${text} is no period: 2024, 2025-Q1, 2025-03 or a day`)
  const compare = (test: (from: string, to: string) => boolean): Test => {
    return (value) => {
      const own = periodById(value)
      return own !== null && test(own.from, own.to)
    }
  }
  switch (operator) {
    case 'eq':
      return (value) => value === text
    case 'ne':
      return (value) => value !== text
    case 'ge':
      return compare((from) => from >= bounds.from)
    case 'gt':
      return compare((from) => from > bounds.to)
    case 'le':
      return compare((_, to) => to <= bounds.to)
    case 'lt':
      return compare((_, to) => to < bounds.from)
    case 'co':
    case 'nc':
    case 'sw':
    case 'ew':
      throw badSyntax(`${operator} cannot be asked of TIME_PERIOD`)
  }
}

function boundsOf(text: string): { readonly from: string; readonly to: string } | null {
  const period = periodById(text)
  if (period !== null) return period
  const day = /^\d{4}-\d{2}-\d{2}/u.exec(text)?.[0]
  if (day === undefined || Number.isNaN(Date.parse(day))) return null
  return { from: day, to: addDays(day, 0) }
}

function momentOf(query: RawQuery, name: string): string | null {
  // The plus of an offset arrives as a blank.
  const text = valueOf(query, name)?.replace(/ (\d{2}:\d{2})$/u, '+$1') ?? null
  if (text === null) return null
  const whole = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? `${text}T00:00:00Z` : text
  if (
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/u.test(whole) ||
    Number.isNaN(Date.parse(whole))
  )
    throw badSyntax(`${name} is no moment of ISO 8601: ${text}`)
  return new Date(/(?:Z|[+-]\d{2}:\d{2})$/u.test(whole) ? whole : `${whole}Z`).toISOString()
}

function countOf(query: RawQuery, name: string): number | null {
  const text = valueOf(query, name)
  if (text === null) return null
  if (!/^\d{1,6}$/u.test(text) || Number(text) === 0)
    throw badSyntax(`${name} is a whole number of at least 1`)
  return Number(text)
}

/** `attributes` and `measures` of version 2, or `detail` of version 1, which many clients still send. */
function detailOf(query: RawQuery) {
  const attributes = valueOf(query, 'attributes') ?? 'dsd'
  const measures = valueOf(query, 'measures') ?? 'all'
  if (!['dsd', 'all', 'none', 'msd', 'dataset', 'series', 'obs'].includes(attributes))
    throw badSyntax(`attributes=${attributes} is not known`)
  if (!['all', 'none', 'OBS_VALUE'].includes(measures)) throw badSyntax(`measures=${measures} is not known`)
  const detail = valueOf(query, 'detail') ?? 'full'
  if (!['full', 'dataonly', 'serieskeysonly', 'nodata'].includes(detail))
    throw badSyntax(`detail=${detail} is not known: full, dataonly, serieskeysonly or nodata`)
  return {
    withAttributes:
      !['none', 'msd'].includes(attributes) && detail !== 'dataonly' && detail !== 'serieskeysonly',
    withMeasures: measures !== 'none' && detail !== 'serieskeysonly' && detail !== 'nodata',
    seriesOnly: detail === 'serieskeysonly' || detail === 'nodata',
  }
}
