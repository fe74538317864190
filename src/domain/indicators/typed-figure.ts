import type { Expression, Scaled } from './expression.ts'
import { ExpressionFault } from './expression-fault.ts'
import type { Rational } from './rational.ts'
import { divideUnits, factorBetween, multiplyUnits, parseUnit, PLAIN, type Unit } from './units.ts'

/** A figure, of an enterprise or of a group, with its unit. */
export interface Typed<F> {
  readonly figure: F
  readonly unit: Unit
  /** A 0 that was written without a unit. */
  readonly bareZero: boolean
}

export function numberOf(
  expression: Expression & { kind: 'number' },
): Typed<{ kind: 'number'; value: number }> {
  const { value, unit, at } = expression
  return {
    figure: { kind: 'number', value },
    unit: unit === null ? PLAIN : unitOf(unit, at),
    bareZero: value === 0 && unit === null,
  }
}

export function unitOf(code: string, at: number): Unit {
  const unit = parseUnit(code)
  if (unit === null) throw new ExpressionFault('indicators.unknown_unit', { unit: code, at })
  return unit
}

export function arithmetic<F>(
  expression: Expression & { kind: 'arithmetic' },
  left: Typed<F>,
  right: Typed<F>,
  build: (operator: '+' | '-' | '*' | '/', left: F, right: F) => F,
  scale: (figure: F, factor: Rational) => F,
): Typed<F> {
  const { operator, at } = expression
  if (operator === '*' || operator === '/') {
    const unit = operator === '*' ? multiplyUnits(left.unit, right.unit) : divideUnits(left.unit, right.unit)
    return { figure: build(operator, left.figure, right.figure), unit, bareZero: false }
  }
  const [a, b] = sameUnit(at, left, right, scale)
  return { figure: build(operator, a.figure, b.figure), unit: a.unit, bareZero: false }
}

/** Both in the unit of the left one; a bare zero takes the other's. */
export function sameUnit<F>(
  at: number,
  left: Typed<F>,
  right: Typed<F>,
  scale: (figure: F, factor: Rational) => F,
): [Typed<F>, Typed<F>] {
  if (right.bareZero) return [left, { ...right, unit: left.unit }]
  if (left.bareZero) return [{ ...left, unit: right.unit }, right]
  const factor = factorBetween(right.unit, left.unit)
  if (!factor.ok)
    throw new ExpressionFault('indicators.units_differ', {
      at,
      left: left.unit.code,
      right: right.unit.code,
    })
  return [left, { figure: scale(right.figure, factor.value), unit: left.unit, bareZero: false }]
}

/** Numerators and denominators of units stay far below 2^53; a factor of one leaves the figure as it is. */
export function scaled<F>(of: F, factor: Rational): F | Scaled<F> {
  const [numerator, denominator] = [Number(factor.numerator), Number(factor.denominator)]
  return numerator === 1 && denominator === 1 ? of : { kind: 'scaled', of, numerator, denominator }
}
