import { accepted, refused, type Outcome } from '#domain/kernel'
import {
  divideRationals,
  multiplyRationals,
  nearestNumber,
  raiseRational,
  rational,
  rationalOf,
  type Rational,
} from './rational.ts'
import { ALIASES, SCALES, SIMPLE_UNITS, type SimpleUnit } from './unit-table.ts'

/**
 * A unit that was read: so many of the base units of its dimensions. Compounds are products and quotients of simple units:
 * 万元/人, 吨标准煤/万元, 千元/平方米, 人·年, 1/万人. What counts things keeps its classifier as a dimension of its own, so
 * that 家 and 个 never turn into one another; so do currencies, since a rate of exchange is a figure and no unit.
 */
export interface Unit {
  /** As it was written, or built by multiplying and dividing. */
  readonly code: string
  /** Powers by base unit; never zero. Empty: a plain number, %, ‰. */
  readonly powers: ReadonlyMap<string, number>
  readonly factor: Rational
}

export const PLAIN: Unit = { code: '1', powers: new Map(), factor: rational(1n) }

export function isUnit(code: string): boolean {
  return parseUnit(code) !== null
}

/** Null for what is no unit. Full-width characters are read as their half-width ones. */
export function parseUnit(code: string): Unit | null {
  const kept = known.get(code)
  if (kept !== undefined) return kept
  if (code.length > LONGEST) return null
  const read = readCompound(code)
  // Codes come from forms and indicators, a few dozen; a bound all the same, since a caller may ask with anything.
  if (read !== null && known.size < 1000) known.set(code, read)
  return read
}

export function areConvertible(a: Unit, b: Unit): boolean {
  return (
    a.powers.size === b.powers.size && [...a.powers].every(([base, power]) => b.powers.get(base) === power)
  )
}

/**
 * The value in another unit, rounded once from the exact decimal: 1 千元 is 0.00001 亿元. Refused: unknown units, units that
 * measure different things, a value that is not finite.
 */
export function convert(value: number, from: string, to: string): Outcome<number> {
  const factor = conversionFactor(from, to)
  if (!factor.ok) return factor
  if (!Number.isFinite(value)) return refused({ code: 'indicators.not_finite' })
  return accepted(nearestNumber(multiplyRationals(rationalOf(value), factor.value)))
}

/** By what a figure in `from` is multiplied to be one in `to`. */
export function conversionFactor(from: string, to: string): Outcome<Rational> {
  const [source, target] = [parseUnit(from), parseUnit(to)]
  if (source === null) return refused({ code: 'indicators.unknown_unit', params: { unit: from } })
  if (target === null) return refused({ code: 'indicators.unknown_unit', params: { unit: to } })
  return factorBetween(source, target)
}

export function factorBetween(from: Unit, to: Unit): Outcome<Rational> {
  if (!areConvertible(from, to))
    return refused({ code: 'indicators.units_differ', params: { left: from.code, right: to.code } })
  return accepted(divideRationals(from.factor, to.factor))
}

/**
 * A factor applied in doubles, as SQL applies it: times the numerator, then over the denominator. For integers of which the
 * product stays below 2^53 it is `convert`'s own answer; else it may differ from it in the last place.
 */
export function applyFactor(value: number, factor: Rational): number {
  return (value * Number(factor.numerator)) / Number(factor.denominator)
}

export function multiplyUnits(a: Unit, b: Unit): Unit {
  return combine(a, b, 1)
}

export function divideUnits(a: Unit, b: Unit): Unit {
  return combine(a, b, -1)
}

/** The unit of a sum or difference: the first one's; the second is converted into it. */
export function addUnits(a: Unit, b: Unit): Outcome<Unit> {
  const factor = factorBetween(b, a)
  return factor.ok
    ? accepted(a)
    : refused({ code: 'indicators.units_differ', params: { left: a.code, right: b.code } })
}

/** For people: 万元/人, 10,000 yuan per person. Codes that are no units come back as they are. */
export function unitName(code: string, language: 'zh' | 'en'): string {
  const factors = splitFactors(code)
  if (language === 'zh' || factors === null) return code
  const above = factors.filter((part) => part.power > 0).map((part) => englishName(part, 'plural'))
  const below = factors.filter((part) => part.power < 0).map((part) => englishName(part, 'singular'))
  const first = above.filter((name) => name !== '').join(' × ')
  return [first, ...below].join(' per ').trim()
}

/** Longer than any unit that a form prints. */
const LONGEST = 60

const known = new Map<string, Unit>()

interface Factor {
  readonly text: string
  readonly simple: SimpleUnit
  readonly scale: Rational
  readonly scaleName: string
  readonly power: number
}

function readCompound(code: string): Unit | null {
  const factors = splitFactors(code)
  if (factors === null) return null
  const powers = new Map<string, number>()
  let factor = rational(1n)
  for (const part of factors) {
    const own = multiplyRationals(part.scale, part.simple.factor)
    factor = multiplyRationals(factor, raiseRational(own, part.power))
    if (part.simple.base !== null) addPower(powers, part.simple.base, part.power)
  }
  return { code, powers, factor }
}

/** Everything after the first stroke divides: a/b/c is a ÷ b ÷ c, as a/(b·c). Null where a part is no unit. */
function splitFactors(code: string): readonly Factor[] | null {
  const factors: Factor[] = []
  const [above = '', ...below] = halfWidth(code).split('/')
  for (const text of above.split('·')) {
    const part = readSimple(text, 1)
    if (part === null) return null
    factors.push(part)
  }
  for (const divisor of below) {
    for (const text of withoutBrackets(divisor).split('·')) {
      const part = readSimple(text, -1)
      if (part === null) return null
      factors.push(part)
    }
  }
  return factors
}

function readSimple(text: string, power: number): Factor | null {
  const name = ALIASES.get(text) ?? text
  const whole = SIMPLE_UNITS.get(name)
  const one = rational(1n)
  if (whole !== undefined) return { text, simple: whole, scale: one, scaleName: '', power }
  const index = INDEX_POINTS.exec(name)
  if (index !== null) {
    const base = `点(${index[1] ?? ''})`
    return {
      text,
      simple: { base, factor: one, scalable: false, en: ['point', `points (${index[1] ?? ''})`] },
      scale: one,
      scaleName: '',
      power,
    }
  }
  for (const scale of SCALES) {
    if (!name.startsWith(scale.zh)) continue
    const rest = name.slice(scale.zh.length)
    const simple = SIMPLE_UNITS.get(ALIASES.get(rest) ?? rest)
    if (simple?.scalable === true)
      return { text, simple, scale: rational(scale.times), scaleName: scale.en, power }
  }
  return null
}

/** Points of an index name their base (2013=100): points of different bases are not comparable. */
const INDEX_POINTS = /^点\((\d{4}(?:-\d{2})?=\d{1,5})\)$/u

function halfWidth(code: string): string {
  return code
    .replaceAll(/[！-～]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replaceAll(/[×*・]/gu, '·')
    .replaceAll(/\s/gu, '')
}

function withoutBrackets(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text
}

function combine(a: Unit, b: Unit, sign: 1 | -1): Unit {
  const powers = new Map(a.powers)
  for (const [base, power] of b.powers) addPower(powers, base, sign * power)
  const factor = sign === 1 ? multiplyRationals(a.factor, b.factor) : divideRationals(a.factor, b.factor)
  return { code: combinedCode(a, b, sign), powers, factor }
}

/** Plain partners do not show; the code of a product names its parts for messages and is not always one that parses. */
function combinedCode(a: Unit, b: Unit, sign: 1 | -1): string {
  if (b.code === '1') return a.code
  if (sign === 1) return a.code === '1' ? b.code : `${a.code}·${b.code}`
  const divisor = /[/·]/u.test(b.code) ? `(${b.code})` : b.code
  return `${a.code}/${divisor}`
}

function addPower(powers: Map<string, number>, base: string, power: number): void {
  const sum = (powers.get(base) ?? 0) + power
  if (sum === 0) powers.delete(base)
  else powers.set(base, sum)
}

function englishName(part: Factor, number: 'singular' | 'plural'): string {
  const [singular, plural] = part.simple.en
  if (part.scaleName === '') return number === 'singular' ? singular : plural
  return `${part.scaleName} ${plural}`.trim()
}
