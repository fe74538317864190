import { isSameIndicator, isSameScope, isYearsAddition, plainQuantity, readRatio } from '#domain/plan'
import type { Indicated } from '#domain/plan'
import { reportedSpan } from './figure-span.ts'
import { impliedBase } from './implied-value.ts'
import type { Actual, ReportedFigure, ReportJoin, Target } from './target.ts'

/** A target with what it is about. For growth, the indicator may name the growth (企业总收入增速); its unit is the level's. */
export interface ReportTarget extends Pick<Target, 'kind' | 'unit' | 'comparator' | 'year'> {
  readonly indicator: string
  readonly scope: string | null
  /** The words of the document around the figure, where known: 新增 asks for what years add, not for how many there are. */
  readonly wording?: string | null
}

/** Below this a person must confirm a join before it counts. */
export const CERTAIN_FROM = 0.7

/**
 * What reported figures say about a target's series, in the target's unit: every year counts, not only the target's own. The
 * indicator must be the same in all but wording, the area the same, the unit convertible. Area or year that is only
 * presumed, and rough words, lower the confidence. Values of an earlier year are worked out of a later figure and its ratio
 * to that year (`impliedBase`). Sorted by year, figures themselves before implied values.
 */
export function matchReports(target: ReportTarget, figures: readonly ReportedFigure[]): ReportJoin[] {
  const wanted = { ...target, indicator: seriesName(target) }
  const joins = [...sameJoins(wanted, figures), ...impliedJoins(wanted, figures)]
  return joins.sort(
    (a, b) => a.actual.year - b.actual.year || Number(a.how === 'implied') - Number(b.how === 'implied'),
  )
}

/** What grows, of a target of growth: 企业总收入 of 企业总收入年均增速. */
function seriesName({ kind, indicator }: ReportTarget): string {
  if (kind !== 'growth') return indicator
  return indicator.replace(/(?:的)?(?:年均|平均|年度?)*(?:复合)?(?:增速|增长率|增幅|增长速度|增长)$/u, '')
}

function sameJoins(target: ReportTarget, figures: readonly ReportedFigure[]): ReportJoin[] {
  return figures.flatMap((figure) => {
    const year = figure.year ?? figure.documentYear
    const sureness = likeness(target, figure)
    const scale = unitScale(figure.unit, target.unit)
    if (year === null || sureness === 0 || scale === null) return []
    const { value, low, high, isRough } = reportedSpan(figure)
    const confidence = sureness * (figure.year === null ? PRESUMED_YEAR : 1) * (isRough ? ROUGH : 1)
    return [
      {
        figureId: figure.id,
        how: 'same' as const,
        actual: scaled({ year, value, low, high }, scale),
        arithmetic: null,
        confidence: hundredths(confidence),
      },
    ]
  })
}

function impliedJoins(target: ReportTarget, figures: readonly ReportedFigure[]): ReportJoin[] {
  return figures.flatMap((ratio, at) => {
    const compared = readRatio({ ...ratio, year: ratio.year ?? ratio.documentYear })
    if (compared === null) return []
    const sureness = likeness(target, { ...ratio, indicator: compared.of })
    const level = sureness === 0 ? null : levelOf(target, figures, at)
    const scale = level === null ? null : unitScale(level.unit, target.unit)
    const implied = level === null ? null : impliedBase(level, ratio)
    if (level === null || scale === null || implied === null) return []
    const presumed = level.year === null || ratio.year === null ? PRESUMED_YEAR : 1
    const confidence =
      Math.min(sureness, likeness(target, level)) * presumed * IMPLIED * (implied.isRough ? ROUGH : 1)
    return [
      {
        figureId: ratio.id,
        how: 'implied' as const,
        actual: scaled(implied.actual, scale),
        arithmetic: implied.arithmetic,
        confidence: hundredths(confidence),
      },
    ]
  })
}

/** The level that a ratio speaks of: of the same year and area, the nearest in the list, which keeps a document's order. */
function levelOf(
  target: ReportTarget,
  figures: readonly ReportedFigure[],
  at: number,
): ReportedFigure | null {
  const ratio = figures[at]
  if (ratio === undefined) return null
  const year = ratio.year ?? ratio.documentYear
  let best: { readonly figure: ReportedFigure; readonly distance: number } | null = null
  for (const [index, figure] of figures.entries()) {
    if (figure === ratio || (figure.year ?? figure.documentYear) !== year) continue
    if (unitScale(figure.unit, target.unit) === null || likeness(target, figure) === 0) continue
    if (figure.scope !== ratio.scope && !isSameScope(figure.scope, ratio.scope)) continue
    const distance = Math.abs(index - at)
    if (best === null || distance < best.distance) best = { figure, distance }
  }
  return best?.figure ?? null
}

const PRESUMED_YEAR = 0.85
const ROUGH = 0.9
const IMPLIED = 0.9
const NEARLY_SAME_NAME = 0.85
const BOTH_WITHOUT_SCOPE = 0.75
const ONE_WITHOUT_SCOPE = 0.6

/** 0: not the same thing, or a doubt that a person could not settle from the two names. */
function likeness(target: ReportTarget, figure: ReportedFigure): number {
  const asked = isYearsAddition(target.wording ?? target.indicator)
  if (asked !== isYearsAddition(figure.wording ?? figure.indicator)) return 0
  return scopeLikeness(target.scope, figure.scope) * nameLikeness(target, figure)
}

function scopeLikeness(a: string | null, b: string | null): number {
  if (a === null && b === null) return BOTH_WITHOUT_SCOPE
  if (a === null || b === null) return ONE_WITHOUT_SCOPE
  return isSameScope(a, b) ? 1 : 0
}

function nameLikeness(a: Indicated, b: Indicated): number {
  if (isSameIndicator(a, b)) return 1
  return isSameIndicator(ofEnterprises(a), ofEnterprises(b)) ? NEARLY_SAME_NAME : 0
}

/** 总收入 of a zone is the income of its enterprises; 企业数 and 企业家数 keep the word. */
function ofEnterprises({ indicator, scope }: Indicated): Indicated {
  return { indicator: indicator.replace(/^企业(?=[\p{Script=Han}A-Z]{3,})(?!家)/u, ''), scope }
}

/** By what a value is multiplied to stand in the other unit; null where the units do not measure the same. */
function unitScale(from: string, to: string): number | null {
  const [a, b] = [plainUnit(from), plainUnit(to)]
  return a.unit === b.unit && b.value !== 0 ? a.value / b.value : null
}

/** A share in words (三分之一, unit 比例) is a hundred times as many percent. */
function plainUnit(unit: string): { readonly value: number; readonly unit: string } {
  if (unit === '比例') return { value: 100, unit: '%' }
  return plainQuantity({ value: 1, value2: null, unit })
}

/** Rounded to 12 digits: 7.2万亿元 is 72000亿元, without binary noise. */
function scaled({ year, value, low, high }: Actual, scale: number): Actual {
  const times = (one: number): number => (scale === 1 ? one : Number((one * scale).toPrecision(12)))
  return { year, value: times(value), low: times(low), high: times(high) }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
