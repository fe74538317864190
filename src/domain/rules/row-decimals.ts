/** Numbers, days and months of one row, by decimals of 34 digits. */
import type { ExpressionOf } from './rule-expression.ts'
import type { ComparisonSign } from './syntax.ts'
import { dateOfDayNumber } from './temporal.ts'
import { FeelNumber, kept } from './values.ts'

const ZERO = new FeelNumber(0)

export function orderFits(order: number, sign: ComparisonSign): boolean {
  switch (sign) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

export function calculated(sign: '+' | '-' | '*' | '/', a: FeelNumber, b: FeelNumber): FeelNumber | null {
  switch (sign) {
    case '+':
      return kept(a.plus(b))
    case '-':
      return kept(a.minus(b))
    case '*':
      return kept(a.times(b))
    case '/':
      return b.isZero() ? null : kept(a.dividedBy(b))
  }
}

export function functionOf(
  name: ExpressionOf<'function'>['name'],
  numbers: readonly FeelNumber[],
): FeelNumber | null {
  const [first, ...others] = numbers
  if (first === undefined) return null
  switch (name) {
    case 'min':
      return others.reduce((least, number) => (number.lessThan(least) ? number : least), first)
    case 'max':
      return others.reduce((most, number) => (number.greaterThan(most) ? number : most), first)
    case 'sum':
      return kept(numbers.reduce((sum, number) => sum.plus(number), ZERO))
    case 'mean':
      return kept(numbers.reduce((sum, number) => sum.plus(number), ZERO).dividedBy(numbers.length))
    case 'abs':
      return first.abs()
  }
}

const MODES = {
  floor: FeelNumber.ROUND_FLOOR,
  ceiling: FeelNumber.ROUND_CEIL,
  decimal: FeelNumber.ROUND_HALF_EVEN,
  'round up': FeelNumber.ROUND_UP,
  'round down': FeelNumber.ROUND_DOWN,
  'round half up': FeelNumber.ROUND_HALF_UP,
  'round half down': FeelNumber.ROUND_HALF_DOWN,
} as const

/** As the functions of FEEL do. */
export function rounded(
  name: ExpressionOf<'round'>['name'],
  n: FeelNumber,
  scale: number,
): FeelNumber | null {
  if (scale >= 0) return n.toDecimalPlaces(scale, MODES[name])
  const unit = FeelNumber.pow(10, -scale)
  return n.dividedBy(unit).toDecimalPlaces(0, MODES[name]).times(unit)
}

/** Whole months from one day to another; negative when the second comes first. */
export function monthsBetween(from: number, to: number): number | null {
  const [start, end] = [dateOfDayNumber(from), dateOfDayNumber(to)]
  if (start === null || end === null) return null
  const months = (end.year - start.year) * 12 + (end.month - start.month)
  if (months > 0 && end.day < start.day) return months - 1
  return months < 0 && end.day > start.day ? months + 1 : months
}
