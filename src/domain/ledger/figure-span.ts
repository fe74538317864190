import { plainQuantity } from '#domain/plan'
import type { ReportedFigure } from './target.ts'
import { APPROX_TOLERANCE_PERCENT } from './wanted-level.ts'

/** What a printed figure leaves open. */
export interface FigureSpan {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Said roughly: 近, 约, 超过, 余. */
  readonly isRough: boolean
}

type Printed = Pick<ReportedFigure, 'value' | 'value2' | 'unit' | 'comparator'>

/**
 * The span of a figure from its printed digits: 7.2 is 7.15 to 7.25. A whole number without multiplier or with a unit of
 * counting (406家) is exact. 超过, 余, 以上 reach up to the next step of the last digit that is not zero (30余: 30 to 40), below
 * and 不足 down to it; 约, 近 take the tolerance of 左右 where that is wider than rounding.
 */
export function figureSpan(figure: Printed): FigureSpan {
  const { value, comparator } = figure
  const half = halfStep(figure)
  switch (comparator) {
    case 'eq':
      return { value, low: value - half, high: value + half, isRough: false }
    case 'approx': {
      const margin = Math.max(half, (Math.abs(value) * APPROX_TOLERANCE_PERCENT) / 100)
      return { value, low: value - margin, high: value + margin, isRough: true }
    }
    case 'gt':
    case 'ge':
      return { value, low: value, high: value + lastDigit(value), isRough: true }
    case 'lt':
    case 'le':
      return { value, low: value - lastDigit(value), high: value, isRough: true }
    case 'between': {
      const other = figure.value2 ?? value
      const [low, high] = [Math.min(value, other), Math.max(value, other)]
      return { value: (low + high) / 2, low, high, isRough: true }
    }
  }
}

/**
 * The span that counts when a target is held against the figure itself: a plain figure counts as printed, without its
 * rounding (reported 10 answers a target of 10); only a rough one keeps its span.
 */
export function reportedSpan(figure: Printed): FigureSpan {
  const span = figureSpan(figure)
  return span.isRough ? span : { ...span, low: span.value, high: span.value }
}

/** Half a unit of the last printed place; the number itself is the only witness, so that 4.0 is read as 4. */
function halfStep(figure: Printed): number {
  const text = printed(figure.value)
  const places = text.split('.')[1]?.length ?? 0
  if (places === 0 && isCounted(figure)) return 0
  return 0.5 * 10 ** -places
}

function isCounted({ value, value2, unit }: Printed): boolean {
  const plain = plainQuantity({ value: 1, value2, unit })
  return (
    Number.isInteger(value) &&
    plain.value === 1 &&
    /^(?:[家个件项名人位户只支所座处条种套台辆架届场次批部篇张])$/u.test(plain.unit)
  )
}

/** The worth of the last digit that is not zero: 8800 -> 100, 30 -> 10, 0.5 -> 0.1. */
function lastDigit(value: number): number {
  const [whole = '', places = ''] = printed(Math.abs(value)).split('.')
  if (places !== '') return 10 ** -places.length
  const zeros = /0*$/.exec(whole)?.[0].length ?? 0
  return whole === '0' ? 0 : 10 ** zeros
}

/** Without exponent or binary noise. */
export function printed(value: number): string {
  const text = String(value)
  return /e/.test(text) ? value.toFixed(Math.abs(value) < 1 ? 12 : 0).replace(/(\.\d*?)0+$/, '$1') : text
}
