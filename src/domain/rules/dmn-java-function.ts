/**
 * Functions that models call by the name of a Java method (DMN 1.5 clause 10.3.2.13.3). Nothing is loaded: a fixed list of
 * methods without side effects has its own definition here; any other is not there.
 */
import { FeelNumber, type FeelValue, isNumber, toNumber, writeValue } from './values.ts'

type JavaBody = (args: readonly FeelValue[]) => FeelValue

/** The body for a class and a signature such as `max(double, double)`; null where the list has none. */
export function javaFunction(className: string, signature: string): JavaBody | null {
  const match = /^\s*(\w+)\s*\(([^()]*)\)\s*$/.exec(signature)
  if (match === null) return null
  const types = (match[2] ?? '')
    .split(',')
    .map((type) => type.trim())
    .filter((type) => type !== '')
  return METHODS.get(`${className.trim()}.${match[1] ?? ''}(${types.join(',')})`) ?? null
}

const WHOLE: Readonly<Record<string, number>> = { byte: 8, short: 16, int: 32, long: 64 }
const BOXES: Readonly<Record<string, string>> = {
  Byte: 'byte',
  Short: 'short',
  Integer: 'int',
  Long: 'long',
  Float: 'float',
  Double: 'double',
}
const METHODS: ReadonlyMap<string, JavaBody> = new Map(methods())

function* methods(): Generator<[string, JavaBody]> {
  for (const type of ['int', 'long', 'float', 'double']) {
    for (const [name, pick] of [
      ['max', (a: FeelNumber, b: FeelNumber) => FeelNumber.max(a, b)],
      ['min', (a: FeelNumber, b: FeelNumber) => FeelNumber.min(a, b)],
    ] as const)
      yield [
        `java.lang.Math.${name}(${type},${type})`,
        ([left, right]) => {
          const [a, b] = [converted(left, type), converted(right, type)]
          return a === null || b === null ? null : pick(a, b)
        },
      ]
    yield [`java.lang.Math.abs(${type})`, ([value]) => converted(value, type)?.abs() ?? null]
  }
  for (const name of [
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'exp',
    'log',
    'log10',
    'sqrt',
    'cbrt',
    'floor',
    'ceil',
  ] as const)
    yield [
      `java.lang.Math.${name}(double)`,
      ([value]) => {
        const number = converted(value, 'double')
        return number === null ? null : ofDouble(Math[name](number.toNumber()))
      },
    ]
  yield [
    'java.lang.Math.pow(double,double)',
    ([base, exponent]) => {
      const [a, b] = [converted(base, 'double'), converted(exponent, 'double')]
      return a === null || b === null ? null : ofDouble(a.toNumber() ** b.toNumber())
    },
  ]
  for (const [box, type] of Object.entries(BOXES)) {
    yield [`java.lang.${box}.valueOf(${type})`, ([value]) => converted(value, type)]
    const read: JavaBody = ([text]) =>
      typeof text === 'string' && PLAIN_NUMBER[type in WHOLE ? 'whole' : 'real'].test(text)
        ? converted(toNumber(text), type)
        : null
    yield [`java.lang.${box}.valueOf(java.lang.String)`, read]
    yield [`java.lang.${box}.parse${box === 'Integer' ? 'Int' : box}(java.lang.String)`, read]
  }
  for (const type of ['int', 'long', 'double', 'boolean', 'char', 'java.lang.Object'])
    yield [`java.lang.String.valueOf(${type})`, ([value]) => textOf(value ?? null, type)]
  yield ['java.lang.String.format(java.lang.String,[Ljava.lang.Object;)', formatted]
  yield ['java.lang.String.format(java.lang.String,java.lang.Object...)', formatted]
}

const PLAIN_NUMBER = {
  whole: /^[+-]?[0-9]{1,19}$/,
  real: /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?$/,
}

/** The number as the Java type holds it; null where it does not go in. */
function converted(value: FeelValue | undefined, type: string): FeelNumber | null {
  if (!isNumber(value)) return null
  const bits = WHOLE[type]
  if (bits === undefined) return value
  const bound = new FeelNumber(2).pow(bits - 1)
  const whole = value.trunc()
  return whole.greaterThanOrEqualTo(bound.negated()) && whole.lessThan(bound) ? whole : null
}

function ofDouble(value: number): FeelNumber | null {
  return Number.isFinite(value) ? toNumber(value) : null
}

function textOf(value: FeelValue, type: string): string | null {
  if (value === null || (typeof value === 'object' && !isNumber(value))) return null
  if (type === 'char') return typeof value === 'string' && value.length === 1 ? value : null
  if (type === 'boolean') return typeof value === 'boolean' ? String(value) : null
  if (type === 'java.lang.Object') return String(value)
  return isNumber(value) ? String(value) : null
}

/** `%s`, `%d` and `%%` only; anything else, or too few arguments, is null. */
function formatted([pattern, ...args]: readonly FeelValue[]): FeelValue {
  if (typeof pattern !== 'string' || pattern.length > 10_000) return null
  let next = 0
  let failed = false
  const text = pattern.replace(/%(.?)/gs, (_, sign: string) => {
    if (sign === '%') return '%'
    const value = args[next++]
    if (value === undefined || !(sign === 's' || (sign === 'd' && isNumber(value) && value.isInteger())))
      failed = true
    return value === undefined ? '' : typeof value === 'string' ? value : writeValue(value)
  })
  return failed ? null : text
}
