/** Fractions of whole numbers without bound: for answers that must be exact, such as whether conditions exclude each other. */
import { FeelNumber } from './values.ts'

export interface Rational {
  readonly top: bigint
  /** Positive; the two have no common divisor. */
  readonly bottom: bigint
}

export const ZERO: Rational = { top: 0n, bottom: 1n }
export const ONE: Rational = { top: 1n, bottom: 1n }

export function rational(top: bigint, bottom = 1n): Rational {
  if (bottom < 0n) return rational(-top, -bottom)
  const divisor = commonDivisor(top < 0n ? -top : top, bottom)
  return divisor === 1n ? { top, bottom } : { top: top / divisor, bottom: bottom / divisor }
}

/** Of numbers that are not negative; of zero and another the other. */
export function commonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

export function fromNumber(value: FeelNumber): Rational {
  const [digits = '0', fraction = ''] = value.toFixed().split('.')
  return rational(BigInt(digits + fraction), 10n ** BigInt(fraction.length))
}

/** Rounded to 34 digits. */
export function toDecimal(value: Rational): FeelNumber {
  return new FeelNumber(value.top.toString()).dividedBy(value.bottom.toString())
}

export function add(a: Rational, b: Rational): Rational {
  return a.bottom === b.bottom
    ? rational(a.top + b.top, a.bottom)
    : rational(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negative(b))
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.top * b.top, a.bottom * b.bottom)
}

/** The divisor is not zero. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.top * b.bottom, a.bottom * b.top)
}

export function negative(a: Rational): Rational {
  return { top: -a.top, bottom: a.bottom }
}

export function signOf(a: Rational): -1 | 0 | 1 {
  return a.top === 0n ? 0 : a.top < 0n ? -1 : 1
}

export function compare(a: Rational, b: Rational): number {
  const difference = a.top * b.bottom - b.top * a.bottom
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

export function isWhole(a: Rational): boolean {
  return a.bottom === 1n
}
