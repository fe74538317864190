/**
 * What the open data looks like in SDMX 3.0: one data structure, a dataflow for each rhythm, code lists made from indicators,
 * groups and units. Ids have only A-Z, 0-9 and _, so codes of ours are turned into such and back through these lists.
 */
import { parseIndicator, unitName } from '#domain/indicators'
import type { CutDimension } from '../aggregate-sql.ts'
import { RELEASE_CUTS } from '../contract.ts'
import { UNCLASSIFIED } from '../release-groups.ts'
import type { Tx } from '../store.ts'
import { sql } from 'kysely'

export interface Words {
  readonly zh: string
  readonly en: string
}
export interface Code {
  readonly id: string
  readonly name: Words
  /** Ours: revenue, park.haidian, 亿元. */
  readonly own: string
  readonly description?: Words
}
export interface Codelist {
  readonly id: string
  readonly name: Words
  readonly codes: readonly Code[]
}

export const AGENCY = 'DUOYUAN'
export const VERSION = '1.0.0'
export const STRUCTURE = 'ZONE_STATISTICS'
export const CONCEPTS = 'ZONE_CONCEPTS'

export const FREQUENCIES = { year: 'A', quarter: 'Q', month: 'M' } as const
export const DATAFLOWS = [
  { id: 'ZONE_ANNUAL', frequency: 'A', name: { zh: '年度统计数据', en: 'Annual statistics' } },
  { id: 'ZONE_QUARTERLY', frequency: 'Q', name: { zh: '季度统计数据', en: 'Quarterly statistics' } },
  { id: 'ZONE_MONTHLY', frequency: 'M', name: { zh: '月度统计数据', en: 'Monthly statistics' } },
] as const
export type Dataflow = (typeof DATAFLOWS)[number]

/** In the order of the key; TIME_PERIOD is beside it. */
export const KEY_DIMENSIONS = ['FREQ', 'INDICATOR', 'SCOPE', 'DIMENSION', 'GROUP'] as const
export type KeyDimension = (typeof KEY_DIMENSIONS)[number]

export const CONCEPT_WORDS: Readonly<Record<string, Words>> = {
  FREQ: { zh: '频率', en: 'Frequency' },
  INDICATOR: { zh: '指标', en: 'Indicator' },
  SCOPE: { zh: '统计口径', en: 'Statistical scope' },
  DIMENSION: { zh: '分组方式', en: 'Breakdown' },
  GROUP: { zh: '分组', en: 'Group' },
  TIME_PERIOD: { zh: '报告期', en: 'Time period' },
  OBS_VALUE: { zh: '数值', en: 'Observation value' },
  UNIT_MEASURE: { zh: '计量单位', en: 'Unit of measure' },
  DECIMALS: { zh: '小数位数', en: 'Decimals' },
  OBS_STATUS: { zh: '观测值状态', en: 'Observation status' },
  CONF_STATUS: { zh: '保密状态', en: 'Confidentiality status' },
}

export const CODELIST_OF = {
  FREQ: 'CL_FREQ',
  INDICATOR: 'CL_INDICATOR',
  SCOPE: 'CL_SCOPE',
  DIMENSION: 'CL_DIMENSION',
  GROUP: 'CL_GROUP',
  UNIT_MEASURE: 'CL_UNIT',
  DECIMALS: 'CL_DECIMALS',
  OBS_STATUS: 'CL_OBS_STATUS',
  CONF_STATUS: 'CL_CONF_STATUS',
} as const

/** Which attribute goes with what. */
export const ATTRIBUTES = [
  { id: 'UNIT_MEASURE', of: 'series', usage: 'mandatory' },
  { id: 'DECIMALS', of: 'series', usage: 'optional' },
  { id: 'OBS_STATUS', of: 'observation', usage: 'mandatory' },
  { id: 'CONF_STATUS', of: 'observation', usage: 'mandatory' },
] as const

const FREQ_CODES: readonly Code[] = [
  { id: 'A', own: 'year', name: { zh: '年度', en: 'Annual' } },
  { id: 'Q', own: 'quarter', name: { zh: '季度', en: 'Quarterly' } },
  { id: 'M', own: 'month', name: { zh: '月度', en: 'Monthly' } },
]
const SCOPE_CODES: readonly Code[] = [
  { id: 'REGISTRATION', own: 'registration', name: { zh: '注册地口径', en: 'By registration' } },
  { id: 'OPERATION', own: 'operation', name: { zh: '经营地口径', en: 'By operation' } },
]
const DIMENSION_CODES: readonly Code[] = [
  { id: '_T', own: 'zone', name: { zh: '全区', en: 'Whole zone' } },
  { id: 'PARK', own: 'park', name: { zh: '园区', en: 'Park' } },
  { id: 'INDUSTRY_DIVISION', own: 'industry-division', name: { zh: '行业大类', en: 'Industry division' } },
  { id: 'FIELD', own: 'field', name: { zh: '技术领域', en: 'Technical field' } },
  { id: 'SIZE', own: 'size', name: { zh: '企业规模', en: 'Size of enterprise' } },
  { id: 'RUNG', own: 'rung', name: { zh: '企业梯队', en: 'Rung of the ladder' } },
]
/** As in the cross-domain code list of SDMX. */
export const STATUS_CODES: readonly Code[] = [
  { id: 'A', own: 'A', name: { zh: '正常值', en: 'Normal value' } },
  { id: 'E', own: 'E', name: { zh: '估算值', en: 'Estimated value' } },
  { id: 'M', own: 'M', name: { zh: '缺失，没有数据', en: 'Missing value; data cannot exist' } },
  { id: 'Q', own: 'C', name: { zh: '缺失，不予公开', en: 'Missing value; suppressed' } },
]
export const CONF_CODES: readonly Code[] = [
  { id: 'F', own: 'F', name: { zh: '可自由发布', en: 'Free (free for publication)' } },
  { id: 'C', own: 'C', name: { zh: '保密统计资料', en: 'Confidential statistical information' } },
]
const DECIMAL_CODES: readonly Code[] = Array.from({ length: 7 }, (_, n) => ({
  id: String(n),
  own: String(n),
  name: { zh: `${n}位小数`, en: `${n} decimals` },
}))

export interface SdmxModel {
  readonly codelists: ReadonlyMap<string, Codelist>
  /** By our code: decimals and frequency of an indicator. */
  readonly indicators: ReadonlyMap<string, { readonly decimals: number; readonly frequency: 'A' | 'Q' | 'M' }>
  idOf(list: string, own: string): string
  codeOf(list: string, id: string): Code | undefined
}

/** Our code of a group as it stands in GROUP: codes of different cuts must not meet. */
export function groupOwn(dimension: string, group: string): string {
  return dimension === 'zone' ? '' : `${dimension}\n${group}`
}

export async function readModel(tx: Tx): Promise<SdmxModel> {
  const definitions = await tx
    .selectFrom('statisticsIndicator')
    .select('definition')
    .orderBy('code')
    .execute()
  const indicators = definitions.flatMap(({ definition }) => {
    const parsed = parseIndicator(definition)
    return parsed.ok ? [parsed.value] : []
  })
  const { rows: parks } = await sql<{ code: string; zh: string; en: string }>`
    SELECT o.code, n.short_name AS zh, n.name_en AS en FROM organisation o
      JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> current_date
     WHERE o.kind = 'park' ORDER BY o.code`.execute(tx)
  const lists = await tx
    .selectFrom('classificationCode')
    .select(['list', 'code', 'nameZh', 'nameEn', 'level'])
    .orderBy('list')
    .orderBy('position')
    .execute()
  const ofList = (dimension: CutDimension, list: string, level: string | null) =>
    lists
      .filter((row) => row.list === list && (level === null || row.level === level))
      .map((row) => groupCode(dimension, row.code, { zh: row.nameZh, en: row.nameEn }))
  const groups: Code[] = [
    { id: '_T', own: '', name: { zh: '合计', en: 'Total' } },
    ...parks.map(({ code, zh, en }) => groupCode('park', code, { zh, en })),
    ...ofList('industry-division', 'industry', 'division'),
    ...ofList('field', 'field', null),
    ...ofList('size', 'size', null),
    ...ofList('rung', 'rung', null),
    ...RELEASE_CUTS.map((cut) => groupCode(cut, '', UNCLASSIFIED)),
  ]
  const units = [...new Set(indicators.map(({ unit }) => unit))].map((unit): Code => ({
    id: unitId(unit),
    own: unit,
    name: { zh: unit === '1' ? '无量纲' : unit, en: unitWords(unit) },
  }))
  const codelists: Codelist[] = [
    { id: 'CL_FREQ', name: CONCEPT_WORDS.FREQ ?? UNCLASSIFIED, codes: FREQ_CODES },
    {
      id: 'CL_INDICATOR',
      name: CONCEPT_WORDS.INDICATOR ?? UNCLASSIFIED,
      codes: indicators.map(({ code, name, note }) => ({
        id: idFrom(code),
        own: code,
        name,
        ...(note === null ? {} : { description: note }),
      })),
    },
    { id: 'CL_SCOPE', name: CONCEPT_WORDS.SCOPE ?? UNCLASSIFIED, codes: SCOPE_CODES },
    { id: 'CL_DIMENSION', name: CONCEPT_WORDS.DIMENSION ?? UNCLASSIFIED, codes: DIMENSION_CODES },
    { id: 'CL_GROUP', name: CONCEPT_WORDS.GROUP ?? UNCLASSIFIED, codes: unique(groups) },
    { id: 'CL_UNIT', name: CONCEPT_WORDS.UNIT_MEASURE ?? UNCLASSIFIED, codes: unique(units) },
    { id: 'CL_DECIMALS', name: CONCEPT_WORDS.DECIMALS ?? UNCLASSIFIED, codes: DECIMAL_CODES },
    { id: 'CL_OBS_STATUS', name: CONCEPT_WORDS.OBS_STATUS ?? UNCLASSIFIED, codes: STATUS_CODES },
    { id: 'CL_CONF_STATUS', name: CONCEPT_WORDS.CONF_STATUS ?? UNCLASSIFIED, codes: CONF_CODES },
  ]
  const byId = new Map(codelists.map((list) => [list.id, list]))
  const idByOwn = new Map(
    codelists.map(({ id, codes }) => [id, new Map(codes.map((code) => [code.own, code.id]))]),
  )
  const codeById = new Map(
    codelists.map(({ id, codes }) => [id, new Map(codes.map((code) => [code.id, code]))]),
  )
  return {
    codelists: byId,
    indicators: new Map(
      indicators.map(({ code, decimals, rhythm }) => [code, { decimals, frequency: FREQUENCIES[rhythm] }]),
    ),
    // What a list no longer has (a unit of a definition that was changed) still gets an id of the same making.
    idOf: (list, own) => idByOwn.get(list)?.get(own) ?? (list === 'CL_UNIT' ? unitId(own) : idFrom(own)),
    codeOf: (list, id) => codeById.get(list)?.get(id),
  }
}

function groupCode(dimension: string, code: string, name: Words): Code {
  const bare = code.startsWith('park.') ? code.slice('park.'.length) : code
  return {
    id: `${idFrom(dimension)}_${code === '' ? '_U' : idFrom(bare)}`,
    own: groupOwn(dimension, code),
    name,
  }
}

function idFrom(own: string): string {
  return own.toUpperCase().replaceAll(/[^A-Z0-9]+/gu, '_')
}

/** 100_MILLION_YUAN, PERCENT. */
function unitId(unit: string): string {
  const id = idFrom(unitWords(unit)).replaceAll(/^_+|_+$/gu, '')
  return id === '' ? 'UNIT' : id
}

function unitWords(unit: string): string {
  if (unit === '1') return 'plain number'
  if (unit === '%') return 'percent'
  return unitName(unit, 'en')
}

function unique(codes: readonly Code[]): Code[] {
  return [...new Map(codes.map((code) => [code.id, code])).values()]
}

/** urn:sdmx:org.sdmx.infomodel.codelist.Codelist=DUOYUAN:CL_FREQ(1.0.0) */
export function urn(kind: UrnKind, id: string, inner?: string): string {
  const version = kind === 'base.AgencyScheme' || kind === 'base.Agency' ? '' : `(${VERSION})`
  const agency = kind === 'base.AgencyScheme' || kind === 'base.Agency' ? 'SDMX' : AGENCY
  const scheme = kind === 'base.AgencyScheme' || kind === 'base.Agency' ? '(1.0)' : version
  return `urn:sdmx:org.sdmx.infomodel.${kind}=${agency}:${id}${scheme}${inner === undefined ? '' : `.${inner}`}`
}
export type UrnKind =
  | 'base.AgencyScheme'
  | 'base.Agency'
  | 'codelist.Codelist'
  | 'conceptscheme.ConceptScheme'
  | 'conceptscheme.Concept'
  | 'datastructure.DataStructure'
  | 'datastructure.Dataflow'
