import { plainQuantity, readRatio } from '#domain/plan'
import type { Ratio } from '#domain/plan'
import { figureSpan, printed } from './figure-span.ts'
import type { FigureSpan } from './figure-span.ts'
import type { Actual, ReportedFigure, ReportJoin } from './target.ts'

export interface ImpliedValue {
  /** As the ratio names what it compares: 企业总收入. */
  readonly indicator: string
  /** In the unit of the level figure; `actual.year` is the earlier year. */
  readonly actual: Actual
  readonly unit: string
  readonly arithmetic: NonNullable<ReportJoin['arithmetic']>
  /** One of the two is said roughly (近, 约, 超过): the span says how rough. */
  readonly isRough: boolean
}

/**
 * The earlier year's value out of a level and its ratio to that year: 7.2万亿元, 是“十二五”末的1.8倍 -> 4.0 in 2015, and what
 * rounding leaves open, 7.15 / 1.85 = 3.86 to 7.25 / 1.75 = 4.14. Ratios: 是…的n倍; 较, 比, 相比 … 增长, 提高, 下降 n% or n倍;
 * 同比; 提高n个百分点 of a share. Null where the ratio names no year that can be placed, the years of the two differ, or the
 * arithmetic has no sense (a fall by 100 %). Whether they speak of one indicator and area is for `matchReports` to say.
 */
export function impliedBase(level: ReportedFigure, ratio: ReportedFigure): ImpliedValue | null {
  const year = ratio.year ?? ratio.documentYear
  const compared = readRatio({ ...ratio, year })
  if (compared === null || compared.baseYear === null || year === null) return null
  if ((level.year ?? level.documentYear) !== year || compared.baseYear >= year) return null
  if (compared.kind === 'points' && plainQuantity(level).unit !== '%') return null
  const [whole, part] = [figureSpan(level), figureSpan(ratio)]
  const span =
    compared.kind === 'points' ? difference(whole, part, compared) : quotient(whole, part, compared)
  if (span === null) return null
  const { value, low, high } = span
  return {
    indicator: compared.of,
    actual: { year: compared.baseYear, value, low, high },
    unit: level.unit,
    arithmetic: { formula: formulaOf(level, ratio, compared, span), figures: [level.id, ratio.id] },
    isRough: whole.isRough || part.isRough,
  }
}

type Span = Pick<FigureSpan, 'value' | 'low' | 'high'>

function quotient(level: Span, ratio: Span, compared: Ratio): Span | null {
  const { sign, step } = compared
  const factorAt = (value: number): number => (sign === 0 ? value : 1 + sign * step * value)
  const factors = [factorAt(ratio.low), factorAt(ratio.high)]
  const [least, most] = [Math.min(...factors), Math.max(...factors)]
  if (!(least > 0)) return null
  const ends = [level.low / least, level.low / most, level.high / least, level.high / most]
  return { value: level.value / factorAt(ratio.value), low: Math.min(...ends), high: Math.max(...ends) }
}

function difference(level: Span, change: Span, { sign }: Ratio): Span {
  const ends = [change.low, change.high].flatMap((one) => [level.low - sign * one, level.high - sign * one])
  return { value: level.value - sign * change.value, low: Math.min(...ends), high: Math.max(...ends) }
}

/** 7.2 ÷ 1.8 = 4.0 (3.86 … 4.14): figures as printed, the result with as many digits as the coarser of the two. */
function formulaOf(level: ReportedFigure, ratio: ReportedFigure, compared: Ratio, span: Span): string {
  const [whole, part] = [printed(level.value), printed(ratio.value)]
  const sum = compared.sign < 0 ? '−' : '+'
  const unit = compared.step === 0.01 ? ' %' : ''
  const left =
    compared.kind === 'points'
      ? `${whole} ${compared.sign < 0 ? '+' : '−'} ${part}`
      : compared.sign === 0
        ? `${whole} ÷ ${part}`
        : `${whole} ÷ (1 ${sum} ${part}${unit})`
  const digits = Math.max(2, Math.min(significantDigits(whole), significantDigits(part)))
  const ends =
    span.low === span.high ? '' : ` (${rounded(span.low, digits + 1)} … ${rounded(span.high, digits + 1)})`
  return `${left} = ${rounded(span.value, digits)}${ends}`
}

function significantDigits(text: string): number {
  return text.replace(/^-?0*\.?0*|\./g, '').length
}

/** So many significant digits, but never fewer than the whole part has, and without an exponent. */
function rounded(value: number, digits: number): string {
  const whole = value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1
  return value.toFixed(Math.min(12, Math.max(0, digits - whole)))
}
