/**
 * Arithmetic on columns of doubles that knows how wrong it may be. `errors` bounds |double − decimal|: 0 says that the decimal is
 * the one the double is written as (facts, constants, whole numbers), infinity that nothing is certain, not even whether it is
 * known. Who decides by such a number looks at the bound, and works the row out by decimals where the bound could decide.
 */
import type { RoundingFunction } from './rule-expression.ts'
import type { ComparisonSign } from './syntax.ts'
import { addMonths, dateOfDayNumber, dayNumberOf } from './temporal.ts'

/**
 * Answers in columns: and is `&`, or is `|`, four rows at a time.
 */
export const COLUMN_NO = 0
export const COLUMN_UNKNOWN = 1
export const COLUMN_YES = 3

/** From the answer of a row judged by itself. */
export function columnAnswer(answer: 0 | 1 | 2): number {
  return answer === 2 ? COLUMN_YES : answer
}

/** Of one block. `errors` null: all zero. */
export interface NumberBlock {
  readonly values: Float64Array
  readonly errors: Float64Array | null
  readonly known: Uint8Array
}

/** Its own arrays, to be written. */
export interface OwnBlock extends NumberBlock {
  readonly errors: Float64Array
}

/** Twice the rounding of a double: the other half covers what decimals round away at their 34th digit. */
const UNIT = 2 ** -52
const SAFE = Number.MAX_SAFE_INTEGER
/** Below this products and quotients lose digits, or become zero. */
const TINY = 1e-290

function isWhole(value: number): boolean {
  return Math.floor(value) === value && value <= SAFE && value >= -SAFE
}

/** Whole numbers are what they are; others lie a rounding away from their decimal, the tiniest more than a share of themselves. */
export function roundingOf(value: number): number {
  if (isWhole(value)) return 0
  const size = Math.abs(value)
  return size * UNIT + (size < TINY ? TINY : 0)
}

/** How far a double may lie from its decimal, once it is calculated with. */
function errorOf(value: number, error: number): number {
  return error > 0 ? error : roundingOf(value)
}

function settled(error: number): number {
  return error < Infinity ? error : Infinity
}

export function calculateBlock(
  sign: '+' | '-' | '*' | '/',
  left: NumberBlock,
  right: NumberBlock,
  out: OwnBlock,
  count: number,
): void {
  const { values, errors, known } = out
  for (let row = 0; row < count; row += 1) {
    if (left.known[row] === 0 || right.known[row] === 0) {
      known[row] = 0
      errors[row] = 0
      // Whether the other side is known at all may still be open, but unknown it stays.
      continue
    }
    const a = left.values[row] as number
    const b = right.values[row] as number
    const ea = errorOf(a, left.errors === null ? 0 : (left.errors[row] as number))
    const eb = errorOf(b, right.errors === null ? 0 : (right.errors[row] as number))
    known[row] = 1
    let value: number
    let error: number
    switch (sign) {
      case '+':
      case '-':
        value = sign === '+' ? a + b : a - b
        error = ea + eb
        if (error !== 0 || !isWhole(value)) error += Math.abs(value) * UNIT
        break
      case '*':
        value = a * b
        error = Math.abs(a) * eb + Math.abs(b) * ea + ea * eb
        if (error !== 0 || !isWhole(value)) error += Math.abs(value) * UNIT
        if (value < TINY && value > -TINY && a !== 0 && b !== 0) error += TINY
        break
      case '/':
        if (b === 0 && eb === 0 && ea < Infinity) {
          known[row] = 0
          errors[row] = 0
          continue
        }
        if (!(Math.abs(b) > eb)) {
          value = 0
          error = Infinity
          break
        }
        value = a / b
        error = (ea + Math.abs(value) * eb) / (Math.abs(b) - eb)
        if (error !== 0 || !isWhole(value) || value * b !== a) error += Math.abs(value) * UNIT
        if (value < TINY && value > -TINY && a !== 0) error += TINY
        break
    }
    values[row] = value
    errors[row] = settled(error)
  }
}

export function negateBlock(of: NumberBlock, out: OwnBlock, count: number): void {
  for (let row = 0; row < count; row += 1) {
    out.values[row] = -(of.values[row] ?? 0)
    out.errors[row] = of.errors?.[row] ?? 0
    out.known[row] = of.known[row] ?? 0
  }
}

export function absoluteBlock(of: NumberBlock, out: OwnBlock, count: number): void {
  for (let row = 0; row < count; row += 1) {
    out.values[row] = Math.abs(of.values[row] ?? 0)
    out.errors[row] = of.errors?.[row] ?? 0
    out.known[row] = of.known[row] ?? 0
  }
}

/** The least (or greatest) so far, in `out`, with one more. */
export function extremeBlock(wanted: 'min' | 'max', next: NumberBlock, out: OwnBlock, count: number): void {
  const { values, errors, known } = out
  for (let row = 0; row < count; row += 1) {
    if (known[row] === 0) continue
    if (next.known[row] === 0) {
      known[row] = 0
      continue
    }
    const [a, b] = [values[row] ?? 0, next.values[row] ?? 0]
    const [wa, wb] = [errors[row] ?? 0, next.errors?.[row] ?? 0]
    const better = wanted === 'min' ? b < a : b > a
    if (wa === 0 && wb === 0) {
      if (better) values[row] = b
      continue
    }
    const [ea, eb] = [errorOf(a, wa), errorOf(b, wb)]
    const gap = Math.abs(a - b)
    if (better) values[row] = b
    errors[row] = gap * (1 - UNIT) > ea + eb ? (better ? wb : wa) : settled(Math.max(ea, eb))
  }
}

export function copyBlock(of: NumberBlock, out: OwnBlock, count: number): void {
  for (let row = 0; row < count; row += 1) {
    out.values[row] = of.values[row] ?? 0
    out.errors[row] = of.errors?.[row] ?? 0
    out.known[row] = of.known[row] ?? 0
  }
}

export function roundBlock(
  name: RoundingFunction,
  scale: number,
  of: NumberBlock,
  out: OwnBlock,
  count: number,
): void {
  const power = 10 ** Math.abs(scale)
  for (let row = 0; row < count; row += 1) {
    const value = of.values[row] ?? 0
    const error = of.errors?.[row] ?? 0
    out.known[row] = of.known[row] ?? 0
    if (of.known[row] === 0) {
      out.errors[row] = 0
      continue
    }
    if (error === 0 && scale >= 0 && isWhole(value)) {
      out.values[row] = value
      out.errors[row] = 0
      continue
    }
    const shifted = scale >= 0 ? value * power : value / power
    const wide = errorOf(value, error)
    const spread = (scale >= 0 ? wide * power : wide / power) * (1 + 4 * UNIT) + Math.abs(shifted) * 4 * UNIT
    const low = wholeOf(name, shifted - spread)
    const whole = wholeOf(name, shifted + spread)
    const clear = low === whole && Math.abs(whole) < 1e15
    const result = scale >= 0 ? whole / power : whole * power
    out.values[row] = clear ? result : value
    // Fifteen digits after which nothing follows: the double is written so.
    out.errors[row] = clear && (scale >= 0 || isWhole(result)) ? 0 : Infinity
  }
}

function wholeOf(name: RoundingFunction, value: number): number {
  const size = Math.abs(value)
  const sign = value < 0 ? -1 : 1
  switch (name) {
    case 'floor':
      return Math.floor(value)
    case 'ceiling':
      return Math.ceil(value) + 0
    case 'round down':
      return Math.trunc(value) + 0
    case 'round up':
      return sign * Math.ceil(size)
    case 'round half up':
      return sign * Math.floor(size + 0.5)
    case 'round half down':
      return sign * Math.ceil(size - 0.5)
    case 'decimal': {
      const below = Math.floor(size)
      const rest = size - below
      const up = rest > 0.5 || (rest === 0.5 && below % 2 === 1)
      return sign * (up ? below + 1 : below)
    }
  }
}

/** Days some months later. */
export function addMonthsBlock(dates: NumberBlock, months: NumberBlock, out: OwnBlock, count: number): void {
  for (let row = 0; row < count; row += 1) {
    out.errors[row] = Math.max(dates.errors?.[row] ?? 0, months.errors?.[row] ?? 0) > 0 ? Infinity : 0
    out.known[row] = 0
    if (dates.known[row] === 0 || months.known[row] === 0) continue
    const date = dateOfDayNumber(dates.values[row] ?? 0)
    const later = date === null ? null : addMonths(date, months.values[row] ?? 0)
    if (later === null) continue
    out.known[row] = 1
    out.values[row] = dayNumberOf(later)
  }
}

/** Another whole number from one or two. */
export function wholeBlock(
  first: NumberBlock,
  second: NumberBlock,
  work: (first: number, second: number) => number | null,
  out: OwnBlock,
  count: number,
): void {
  for (let row = 0; row < count; row += 1) {
    out.errors[row] = Math.max(first.errors?.[row] ?? 0, second.errors?.[row] ?? 0) > 0 ? Infinity : 0
    out.known[row] = 0
    if (first.known[row] === 0 || second.known[row] === 0) continue
    const value = work(first.values[row] ?? 0, second.values[row] ?? 0)
    if (value === null) continue
    out.known[row] = 1
    out.values[row] = value
  }
}

/** Which of two, by row; where that is not known both have to agree. */
export function chooseBlock(
  conditions: Uint8Array,
  then: NumberBlock,
  otherwise: NumberBlock,
  out: OwnBlock,
  count: number,
): void {
  for (let row = 0; row < count; row += 1) {
    const answer = conditions[row]
    if (answer !== COLUMN_UNKNOWN) {
      const chosen = answer === COLUMN_YES ? then : otherwise
      out.values[row] = chosen.values[row] ?? 0
      out.errors[row] = chosen.errors?.[row] ?? 0
      out.known[row] = chosen.known[row] ?? 0
      continue
    }
    agreeAt(then, otherwise, row, out)
  }
}

function agreeAt(first: NumberBlock, second: NumberBlock, row: number, out: OwnBlock): void {
  const [a, b] = [first.values[row] ?? 0, second.values[row] ?? 0]
  const [ea, eb] = [first.errors?.[row] ?? 0, second.errors?.[row] ?? 0]
  out.values[row] = a
  out.errors[row] = 0
  const known = first.known[row] === 1 && second.known[row] === 1
  const agreement = known ? agreementOf(a, ea, b, eb) : 'differ'
  out.known[row] = agreement === 'differ' ? 0 : 1
  if (agreement === 'open') out.errors[row] = Infinity
}

/** Whether two numbers are the same decimal. */
export function agreementOf(a: number, ea: number, b: number, eb: number): 'same' | 'differ' | 'open' {
  if (ea === 0 && eb === 0) return a === b ? 'same' : 'differ'
  return Math.abs(a - b) * (1 - UNIT) > errorOf(a, ea) + errorOf(b, eb) ? 'differ' : 'open'
}

/** Answers by how the left side stands to the right one. */
interface Outcomes {
  readonly below: number
  readonly equal: number
  readonly above: number
}

const OUTCOMES: Readonly<Record<ComparisonSign, Outcomes>> = {
  '<': { below: COLUMN_YES, equal: COLUMN_NO, above: COLUMN_NO },
  '<=': { below: COLUMN_YES, equal: COLUMN_YES, above: COLUMN_NO },
  '>': { below: COLUMN_NO, equal: COLUMN_NO, above: COLUMN_YES },
  '>=': { below: COLUMN_NO, equal: COLUMN_YES, above: COLUMN_YES },
  '=': { below: COLUMN_NO, equal: COLUMN_YES, above: COLUMN_NO },
  '!=': { below: COLUMN_YES, equal: COLUMN_NO, above: COLUMN_YES },
}

/** Answers of a comparison; `decide` works out a row where the doubles could be wrong. */
export function compareBlock(
  sign: ComparisonSign,
  left: NumberBlock,
  right: NumberBlock,
  out: Uint8Array,
  count: number,
  decide: (row: number) => number,
): void {
  const { below, equal, above } = OUTCOMES[sign]
  for (let row = 0; row < count; row += 1) {
    if (left.known[row] === 0 || right.known[row] === 0) {
      out[row] = COLUMN_UNKNOWN
      continue
    }
    const a = left.values[row] as number
    const b = right.values[row] as number
    const ea = left.errors === null ? 0 : (left.errors[row] as number)
    const eb = right.errors === null ? 0 : (right.errors[row] as number)
    const clear = (ea === 0 && eb === 0) || Math.abs(a - b) * (1 - UNIT) > errorOf(a, ea) + errorOf(b, eb)
    out[row] = clear ? (a < b ? below : a > b ? above : equal) : decide(row)
  }
}

/** What was calculated, against one threshold as it is written. */
export function compareResultToConstant(
  sign: ComparisonSign,
  { values, known }: NumberBlock,
  errors: Float64Array,
  threshold: number,
  out: Uint8Array,
  count: number,
  decide: (row: number) => number,
): void {
  const { below, equal, above } = OUTCOMES[sign]
  const margin = Math.abs(threshold) * 4 * UNIT
  for (let row = 0; row < count; row += 1) {
    if (known[row] === 0) {
      out[row] = COLUMN_UNKNOWN
      continue
    }
    const difference = (values[row] as number) - threshold
    const error = errors[row] as number
    // Twice, for the rounding of the difference itself; the threshold is the smaller part of what is large.
    if (error === 0 || Math.abs(difference) > 2 * error + margin)
      out[row] = difference < 0 ? below : difference > 0 ? above : equal
    else out[row] = decide(row)
  }
}

/**
 * The common case, a loop for each sign: numbers as they are written against one threshold. Without branches: the processor
 * could not foretell them.
 */
export function compareToConstant(
  sign: ComparisonSign,
  { values, known }: NumberBlock,
  threshold: number,
  out: Uint8Array,
  count: number,
): void {
  switch (sign) {
    case '<':
      for (let row = 0; row < count; row += 1)
        out[row] = answerIf((values[row] as number) < threshold, known[row] as number)
      return
    case '<=':
      for (let row = 0; row < count; row += 1)
        out[row] = answerIf((values[row] as number) <= threshold, known[row] as number)
      return
    case '>':
      for (let row = 0; row < count; row += 1)
        out[row] = answerIf((values[row] as number) > threshold, known[row] as number)
      return
    case '>=':
      for (let row = 0; row < count; row += 1)
        out[row] = answerIf((values[row] as number) >= threshold, known[row] as number)
      return
    case '=':
      for (let row = 0; row < count; row += 1)
        out[row] = answerIf(values[row] === threshold, known[row] as number)
      return
    case '!=':
      for (let row = 0; row < count; row += 1)
        out[row] = answerIf(values[row] !== threshold, known[row] as number)
  }
}

/** 3 or 0 where it is known (1), else 1. */
function answerIf(holds: boolean, known: number): number {
  const yes = +holds & known
  return yes | (yes << 1) | (known ^ 1)
}
