import { sql } from 'kysely'
import { CERTAIN_FROM, matchReports, type ReportedFigure, type ReportJoin } from '#domain/ledger'
import type { SourceSentence } from './contract.ts'
import { sentenceOf } from './sentences.ts'
import type { Tx } from './store.ts'
import type { TargetRecord } from './targets.ts'

interface FigureData {
  readonly indicator: string
  readonly comparator: ReportedFigure['comparator']
  readonly value: number
  readonly value2: number | null
  readonly unit: string
  readonly year: number | null
  readonly scope: string | null
}

interface FoundFigure {
  readonly itemId: string
  readonly planId: string
  readonly documentId: string
  readonly documentTitle: string
  readonly versionId: string
  readonly issuedOn: string | null
  readonly startAt: number
  readonly endAt: number
  readonly quote: string
  readonly data: FigureData
}

/** A figure of a published plan that says something of a target's series, with the sentence that it stands in. */
export interface ReportFound extends ReportJoin {
  readonly planId: string
  readonly sentence: SourceSentence
}

type Asked = Pick<
  TargetRecord,
  'kind' | 'levelUnit' | 'comparator' | 'year' | 'indicator' | 'scope' | 'quote'
>

/**
 * What the baselines of all plans that the asker may see say of a target's series, the newest publication of each. Aims of other
 * plans are no reports. Each document is read for itself: a ratio speaks of the level in its own text.
 */
export async function findReports(tx: Tx, target: Asked): Promise<ReportFound[]> {
  const { rows } = await sql<FoundFigure>`
    select i.item_id as "itemId", p.id as "planId", d.id as "documentId", d.title as "documentTitle",
           p.version_id as "versionId", d.issued_on as "issuedOn", i.start_at as "startAt", i.end_at as "endAt",
           i.quote, i.data
      from published_item i
      join plan p on p.id = i.plan_id
      join document d on d.id = p.document_id
     where i.kind = 'baseline' and i.title ilike any(${searchPatterns(target.indicator)}::text[])
       and p.no = (select max(other.no) from plan other where other.document_id = p.document_id)
     order by d.issued_on nulls last, d.id, i.start_at, i.item_id`.execute(tx)
  return [...Map.groupBy(rows, ({ documentId }) => documentId).values()]
    .flatMap((figures) => joinsOf(target, figures))
    .sort((a, b) => a.actual.year - b.actual.year || b.confidence - a.confidence)
}

function joinsOf(target: Asked, found: readonly FoundFigure[]): ReportFound[] {
  return matchReports(askedOf(target, target.levelUnit), found.map(toReported)).flatMap((join) => {
    const figure = found.find(({ itemId }) => itemId === join.figureId)
    const sentence = figure === undefined ? null : sentenceOf(figure)
    return figure === undefined || sentence === null ? [] : [{ ...join, planId: figure.planId, sentence }]
  })
}

function askedOf(target: Asked, unit: string) {
  const { kind, comparator, year, indicator, scope, quote } = target
  return { kind, unit, comparator, year, indicator, scope, wording: quote ?? indicator }
}

function toReported(figure: FoundFigure): ReportedFigure {
  const { indicator, scope, comparator, value, value2, unit, year } = figure.data
  return {
    id: figure.itemId,
    indicator,
    scope,
    comparator,
    value,
    value2,
    unit,
    year,
    documentYear: figure.issuedOn === null ? null : Number(figure.issuedOn.slice(0, 4)),
    wording: figure.quote,
  }
}

export interface ProposedBase {
  readonly year: number
  readonly value: number
  readonly unit: string
  readonly itemId: string
}

/** A baseline of a plan, as it was published. */
export interface PlanBaseline {
  readonly itemId: string
  readonly quote: string
  readonly data: unknown
}

/**
 * The plan's own figure of the same indicator that a target starts from: the latest before its year that is certain enough. A
 * growth target takes the unit of that figure for its level.
 */
export function proposeBase(target: Asked, baselines: readonly PlanBaseline[]): ProposedBase | null {
  const figures = baselines.map(({ itemId, quote, data }): ReportedFigure => ({
    ...(data as FigureData),
    id: itemId,
    documentYear: null,
    wording: quote,
  }))
  const units = target.kind === 'level' ? [target.levelUnit] : [...new Set(figures.map(({ unit }) => unit))]
  const bases = units.flatMap((unit) =>
    matchReports(askedOf(target, unit), figures)
      .filter(({ how, actual, confidence }) => {
        const isBefore = target.year === null || actual.year < target.year
        return how === 'same' && isBefore && confidence >= CERTAIN_FROM
      })
      .map(({ figureId, actual }) => ({
        year: actual.year,
        value: actual.value,
        unit,
        itemId: figureId,
        // Of one figure in several units, its own.
        isOwnUnit: figures.some(({ id, unit: own }) => id === figureId && own === unit),
      })),
  )
  const best = bases
    .filter(({ isOwnUnit }) => target.kind === 'level' || isOwnUnit)
    .sort((a, b) => b.year - a.year)[0]
  return best === undefined
    ? null
    : { year: best.year, value: best.value, unit: best.unit, itemId: best.itemId }
}

const GROWTH_SUFFIX = /(?:的)?(?:年均|平均|年度?)*(?:复合)?(?:增速|增长率|增幅|增长速度|增长)$/u
/** Words under which one indicator goes by several names. */
const SYNONYMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/研发|研究|R&D/i, ['%研发%', '%研究%', '%R&D%']],
  [/GDP|生产总值/i, ['%GDP%', '%生产总值%']],
]
const PATTERN_CHARACTERS = 4

/** What grows, of the name of a growth: 企业总收入 of 企业总收入年均增速. */
export function withoutGrowth(indicator: string): string {
  return indicator.replace(GROWTH_SUFFIX, '')
}

/**
 * Patterns that every wording of an indicator has in it, so that the index of titles finds the few figures to compare: the end of
 * its longest part, without what wordings add or leave out. 企业总收入年均增速 -> %总收入%.
 */
export function searchPatterns(indicator: string): string[] {
  const synonyms = SYNONYMS.find(([words]) => words.test(indicator))
  if (synonyms !== undefined) return [...synonyms[1]]
  const parts = withoutGrowth(indicator)
    .replace(/(?<=\p{Script=Han}{2})(?:总数|总量|数量|户数|家数|个数|人数|数|比重|比例|份额)$/u, '')
    .split(/[的占达\s“”"'‘’《》()（）]+/u)
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '')
  const core = longest.replace(/^企业(?=[\p{Script=Han}A-Z]{3,})/u, '').slice(-PATTERN_CHARACTERS)
  return [`%${core.replace(/[\\%_]/g, (c) => `\\${c}`)}%`]
}
