/** An exact fraction: denominator above zero, lowest terms. Conversion factors are kept so, since 1/15 hectare is no decimal. */
export interface Rational {
  readonly numerator: bigint
  readonly denominator: bigint
}

export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError('a fraction over zero')
  const sign = denominator < 0n ? -1n : 1n
  const divisor = greatestCommonDivisor(numerator, denominator)
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor }
}

export function multiplyRationals(a: Rational, b: Rational): Rational {
  if (a.denominator === 1n && b.denominator === 1n)
    return { numerator: a.numerator * b.numerator, denominator: 1n }
  return rational(a.numerator * b.numerator, a.denominator * b.denominator)
}

export function divideRationals(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator)
}

export function raiseRational(base: Rational, exponent: number): Rational {
  const power = BigInt(Math.abs(exponent))
  const raised = { numerator: base.numerator ** power, denominator: base.denominator ** power }
  return exponent < 0 ? divideRationals(rational(1n), raised) : raised
}

export function addRationals(a: Rational, b: Rational): Rational {
  // Most figures are whole: no common divisor to look for.
  if (a.denominator === 1n && b.denominator === 1n)
    return { numerator: a.numerator + b.numerator, denominator: 1n }
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
}

export function negateRational({ numerator, denominator }: Rational): Rational {
  return { numerator: -numerator, denominator }
}

export function subtractRationals(a: Rational, b: Rational): Rational {
  return addRationals(a, negateRational(b))
}

/** Below zero where a is less than b, above where it is more. */
export function compareRationals(a: Rational, b: Rational): number {
  const left = a.numerator * b.denominator
  const right = b.numerator * a.denominator
  return left < right ? -1 : left > right ? 1 : 0
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/u

/** The decimal that a person reads, not the binary fraction behind it: 0.1 is one tenth. Finite values only. */
export function rationalOf(value: number): Rational {
  const parts = DECIMAL.exec(String(value))
  if (parts === null) throw new RangeError(`not a finite number: ${value}`)
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts
  const digits = BigInt(sign + whole + fraction)
  const scale = Number(exponent) - fraction.length
  return scale >= 0 ? rational(digits * 10n ** BigInt(scale)) : rational(digits, 10n ** BigInt(-scale))
}

/** The nearest double, ties to even: rounded once. Magnitudes below the normal doubles are rounded twice. */
export function nearestNumber({ numerator, denominator }: Rational): number {
  if (numerator === 0n) return 0
  const negative = numerator < 0n
  const magnitude = negative ? -numerator : numerator
  // So many bits that the last of the quotient lies below half a unit in the last place; it then stands for all that follow.
  const shift = 66 - (bitLength(magnitude) - bitLength(denominator))
  const scaled = shift >= 0 ? magnitude << BigInt(shift) : magnitude
  const divisor = shift >= 0 ? denominator : denominator << BigInt(-shift)
  const quotient = scaled / divisor
  const sticky = scaled % divisor === 0n ? quotient : quotient | 1n
  // Two steps, since 2^-shift alone may be out of range.
  const half = Math.trunc(-shift / 2)
  const result = Number(sticky) * 2 ** half * 2 ** (-shift - half)
  return negative ? -result : result
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

function bitLength(value: bigint): number {
  return value.toString(2).length
}
