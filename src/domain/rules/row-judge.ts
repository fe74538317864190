/**
 * Judges one enterprise at a time, by decimals of 34 digits. Three-valued: an unknown fact makes what needs it unknown; and, or,
 * not, if and “at least so many” are decided where what is known decides them. Every expression is worked out at most once for
 * an enterprise.
 */
import { KNOWN_NAME } from './book-names.ts'
import { MEMBER_MARK } from './compile-expression.ts'
import { distanceOf } from './distance.ts'
import { evaluate, passesTests } from './evaluate.ts'
import type { FactReader } from './fact-reader.ts'
import { type Answer, NO, UNKNOWN, YES } from './row-answer.ts'
import { type Bounds, absolute, boundsOfResult, unionOf } from './row-bounds.ts'
import { calculated, functionOf, monthsBetween, orderFits, rounded } from './row-decimals.ts'
import { groupBounds, totalBounds } from './row-scores.ts'
import { possibleOutputs, tableBounds } from './row-tables.ts'
import type { CompiledRuleBook, ExpressionOf, RuleExpression } from './rule-expression.ts'
import { FeelRun, FeelScope, LimitReached } from './scope.ts'
import {
  FeelDaysDuration,
  FeelMonthsDuration,
  NANOS_OF_DAY,
  addMonths,
  dateOfDayNumber,
  dayNumberOf,
} from './temporal.ts'
import { ANY, FeelFunction, type FeelNumber, type FeelValue, isNumber, toNumber } from './values.ts'

/** Of one general expression for one enterprise. */
const GENERAL_STEPS = 50_000

type Held = Bounds | FeelNumber | string | readonly string[] | null

export class RowJudge {
  #reader: FactReader
  /** The enterprise for which a slot was filled. */
  #turn = 1
  readonly #answered: Uint32Array
  readonly #answers: Uint8Array
  readonly #filled: Uint32Array
  readonly #held: Held[]
  readonly #measured: Uint32Array
  readonly #distances: (number | null)[]

  constructor(compiled: CompiledRuleBook, reader: FactReader) {
    this.#reader = reader
    const size = compiled.expressions.length
    this.#answered = new Uint32Array(size)
    this.#answers = new Uint8Array(size)
    this.#filled = new Uint32Array(size)
    this.#held = new Array<Held>(size).fill(null)
    this.#measured = new Uint32Array(size * 2)
    this.#distances = []
  }

  /** The next enterprise. */
  turnTo(reader: FactReader): void {
    this.#reader = reader
    this.#turn += 1
  }

  answer(expression: RuleExpression): Answer {
    const { id } = expression
    if (this.#answered[id] === this.#turn) return answerOf(this.#answers[id])
    const answer = this.#answer(expression)
    this.#answered[id] = this.#turn
    this.#answers[id] = answer
    return answer
  }

  /** Of numbers, and of days and months as numbers. A range that is no point is unknown. */
  number(expression: RuleExpression): FeelNumber | null {
    const { id } = expression
    if (expression.ranged) {
      const bounds = this.bounds(expression)
      return bounds !== null && bounds.low.equals(bounds.high) ? bounds.low : null
    }
    if (this.#filled[id] === this.#turn) {
      const held = this.#held[id]
      return isNumber(held) ? held : null
    }
    const number = this.#number(expression)
    this.#filled[id] = this.#turn
    this.#held[id] = number
    return number
  }

  /** Between what a number lies when facts are unknown; null: nothing can be said. */
  bounds(expression: RuleExpression): Bounds | null {
    if (!expression.ranged) {
      const number = this.number(expression)
      if (number !== null) return { low: number, high: number }
      return expression.kind === 'table' ? tableBounds(this, expression.table, expression.output) : null
    }
    const { id } = expression
    if (this.#filled[id] === this.#turn) {
      const held = this.#held[id]
      return held !== null && typeof held === 'object' && 'low' in held ? held : null
    }
    const bounds = this.#bounds(expression)
    this.#filled[id] = this.#turn
    this.#held[id] = bounds
    return bounds
  }

  text(expression: RuleExpression): string | null {
    switch (expression.kind) {
      case 'constant':
      case 'parameter':
        return typeof expression.value === 'string' ? expression.value : null
      case 'fact': {
        const own = this.#reader.text(expression.code)
        if (own !== undefined) return own
        return expression.formula === null ? null : this.text(expression.formula)
      }
      case 'if': {
        const branches = this.#branches(expression)
        const [first, ...others] = branches.map((branch) => this.text(branch))
        return first !== undefined && others.every((other) => other === first) ? first : null
      }
      case 'table': {
        const outputs = possibleOutputs(this, expression.table, expression.output)
        const [first, ...others] = (outputs ?? []).map((output) => this.text(output))
        return first !== undefined && others.every((other) => other === first) ? first : null
      }
      case 'general': {
        const value = this.#general(expression)
        return typeof value === 'string' ? value : null
      }
      default:
        return null
    }
  }

  texts(expression: RuleExpression): readonly string[] | null {
    switch (expression.kind) {
      case 'constant':
      case 'parameter':
        return Array.isArray(expression.value) ? expression.value : null
      case 'fact': {
        const own = this.#reader.texts(expression.code)
        if (own !== undefined) return own
        return expression.formula === null ? null : this.texts(expression.formula)
      }
      case 'if': {
        const branches = this.#branches(expression)
        const [first] = branches
        return branches.length === 1 && first !== undefined ? this.texts(first) : null
      }
      case 'general': {
        const value = this.#general(expression)
        if (!Array.isArray(value)) return null
        const words = value.filter((word) => typeof word === 'string')
        return words.length === value.length ? words : null
      }
      default:
        return null
    }
  }

  isKnown(expression: RuleExpression): boolean {
    switch (expression.type) {
      case 'boolean':
        return this.answer(expression) !== UNKNOWN
      case 'text':
        return this.text(expression) !== null
      case 'texts':
        return this.texts(expression) !== null
      case 'any':
        return this.feel(expression) !== null
      default:
        return this.number(expression) !== null
    }
  }

  /**
   * How far from the answer wanted, in millionths; 0 where it is so already or is not known, null where no number leads there.
   * All of several: the sum; any: the least; at least so many: the sum of the least.
   */
  distance(expression: RuleExpression, wanted: boolean): number | null {
    const slot = expression.id * 2 + (wanted ? 1 : 0)
    if (this.#measured[slot] === this.#turn) return this.#distances[slot] ?? null
    const distance = distanceOf(this, expression, wanted)
    this.#measured[slot] = this.#turn
    this.#distances[slot] = distance
    return distance
  }

  /** As FEEL knows it; null: unknown. */
  feel(expression: RuleExpression): FeelValue {
    switch (expression.type) {
      case 'boolean': {
        const answer = this.answer(expression)
        return answer === UNKNOWN ? null : answer === YES
      }
      case 'text':
        return this.text(expression)
      case 'texts':
        return this.texts(expression)
      case 'number':
        return this.number(expression)
      case 'any':
        return expression.kind === 'general' ? this.#general(expression) : null
      case 'date': {
        const day = this.number(expression)
        return day === null ? null : dateOfDayNumber(day.toNumber())
      }
      case 'days': {
        const days = this.number(expression)
        if (days === null) return null
        return new FeelDaysDuration(BigInt(days.times(NANOS_OF_DAY).trunc().toFixed(0)))
      }
      case 'months': {
        const months = this.number(expression)
        return months === null ? null : new FeelMonthsDuration(months.toNumber())
      }
    }
  }

  #answer(expression: RuleExpression): Answer {
    switch (expression.kind) {
      case 'constant':
      case 'parameter':
        return answerOfValue(expression.value)
      case 'fact': {
        const own = this.#reader.flag(expression.code)
        if (own !== undefined) return own ? YES : NO
        return expression.formula === null ? UNKNOWN : this.answer(expression.formula)
      }
      case 'known':
        return this.isKnown(expression.of) ? YES : NO
      case 'compare':
        return this.#compare(expression)
      case 'and': {
        let least: Answer = YES
        for (const part of expression.of) {
          const answer = this.answer(part)
          if (answer === NO) return NO
          if (answer === UNKNOWN) least = UNKNOWN
        }
        return least
      }
      case 'or': {
        let most: Answer = NO
        for (const part of expression.of) {
          const answer = this.answer(part)
          if (answer === YES) return YES
          if (answer === UNKNOWN) most = UNKNOWN
        }
        return most
      }
      case 'at-least': {
        let [certain, possible] = [0, 0]
        for (const part of expression.of) {
          const answer = this.answer(part)
          if (answer === YES) certain += 1
          if (answer !== NO) possible += 1
        }
        return certain >= expression.count ? YES : possible < expression.count ? NO : UNKNOWN
      }
      case 'not':
        return answerOf(2 - this.answer(expression.of))
      case 'if': {
        const answers = this.#branches(expression).map((branch) => this.answer(branch))
        const [first, second] = answers
        return first === undefined || (second !== undefined && second !== first) ? UNKNOWN : first
      }
      case 'in-words': {
        const text = this.text(expression.of)
        return text === null ? UNKNOWN : expression.words.includes(text) ? YES : NO
      }
      case 'has-word': {
        const [texts, word] = [this.texts(expression.texts), this.text(expression.word)]
        return texts === null || word === null ? UNKNOWN : texts.includes(word) ? YES : NO
      }
      case 'text-test': {
        const [text, part] = [this.text(expression.of), this.text(expression.part)]
        return text === null || part === null ? UNKNOWN : testsText(expression.name, text, part) ? YES : NO
      }
      case 'table': {
        const outputs = possibleOutputs(this, expression.table, expression.output)
        const [first, ...others] = (outputs ?? []).map((output) => this.answer(output))
        return first !== undefined && others.every((other) => other === first) ? first : UNKNOWN
      }
      case 'general':
        return answerOfValue(this.#general(expression))
      default:
        return UNKNOWN
    }
  }

  #compare(expression: ExpressionOf<'compare'>): Answer {
    const { sign, left, right } = expression
    if (left.ranged || right.ranged) return this.#compareRanges(expression)
    if (left.type === 'text') {
      const [a, b] = [this.text(left), this.text(right)]
      if (a === null || b === null) return UNKNOWN
      return orderFits(a < b ? -1 : a > b ? 1 : 0, sign) ? YES : NO
    }
    // Doubles stand in the order of the decimals that they are written as.
    const [a, b] = [this.#written(left), this.#written(right)]
    if (a === null || b === null) return UNKNOWN
    if (a !== undefined && b !== undefined) return orderFits(a < b ? -1 : a > b ? 1 : 0, sign) ? YES : NO
    const [x, y] = [this.number(left), this.number(right)]
    if (x === null || y === null) return UNKNOWN
    return orderFits(x.comparedTo(y), sign) ? YES : NO
  }

  /** A number as it is written, without arithmetic; null: unknown; undefined: has to be worked out. */
  #written(expression: RuleExpression): number | null | undefined {
    if (expression.kind === 'constant' || expression.kind === 'parameter')
      return expression.value === null ? null : (expression.double ?? undefined)
    if (expression.kind !== 'fact') return undefined
    const own = this.#reader.number(expression.code)
    return own === undefined && expression.formula === null ? null : own
  }

  #compareRanges({ sign, left, right }: ExpressionOf<'compare'>): Answer {
    const [a, b] = [this.bounds(left), this.bounds(right)]
    if (a === null || b === null) return UNKNOWN
    const [lowest, highest] = [a.low.comparedTo(b.high), a.high.comparedTo(b.low)]
    switch (sign) {
      case '<':
      case '<=':
        return orderFits(highest, sign) ? YES : orderFits(lowest, sign) ? UNKNOWN : NO
      case '>':
      case '>=':
        return orderFits(lowest, sign) ? YES : orderFits(highest, sign) ? UNKNOWN : NO
      case '=':
      case '!=': {
        const equal = lowest > 0 || highest < 0 ? NO : lowest === 0 && highest === 0 ? YES : UNKNOWN
        return sign === '=' ? equal : answerOf(2 - equal)
      }
    }
  }

  #number(expression: RuleExpression): FeelNumber | null {
    switch (expression.kind) {
      case 'constant':
      case 'parameter':
        return isNumber(expression.value) ? expression.value : null
      case 'fact': {
        const own = this.#reader.number(expression.code)
        if (own !== undefined) return toNumber(own)
        return expression.formula === null ? null : this.number(expression.formula)
      }
      case 'negate':
        return this.number(expression.of)?.negated() ?? null
      case 'arithmetic': {
        const [a, b] = [this.number(expression.left), this.number(expression.right)]
        return a === null || b === null ? null : calculated(expression.sign, a, b)
      }
      case 'function': {
        const numbers = this.#all(expression.of)
        return numbers === null ? null : functionOf(expression.name, numbers)
      }
      case 'round': {
        const of = this.number(expression.of)
        return of === null ? null : rounded(expression.name, of, expression.scale)
      }
      case 'count': {
        const texts = this.texts(expression.of)
        return texts === null ? null : toNumber(texts.length)
      }
      case 'add-months': {
        const [day, months] = [this.number(expression.date), this.number(expression.months)]
        const date = day === null ? null : dateOfDayNumber(day.toNumber())
        const later = date === null || months === null ? null : addMonths(date, months.toNumber())
        return later === null ? null : toNumber(dayNumberOf(later))
      }
      case 'months-between': {
        const [from, to] = [this.number(expression.from), this.number(expression.to)]
        if (from === null || to === null) return null
        const months = monthsBetween(from.toNumber(), to.toNumber())
        return months === null ? null : toNumber(months)
      }
      case 'date-part': {
        const day = this.number(expression.of)
        const date = day === null ? null : dateOfDayNumber(day.toNumber())
        return date === null ? null : toNumber(date[expression.part])
      }
      case 'if': {
        const [first, second] = this.#branches(expression).map((branch) => this.number(branch))
        if (first === undefined || first === null || second === null) return null
        return second === undefined || second.equals(first) ? first : null
      }
      case 'table': {
        const bounds = tableBounds(this, expression.table, expression.output)
        return bounds !== null && bounds.low.equals(bounds.high) ? bounds.low : null
      }
      case 'general': {
        const value = this.#general(expression)
        return isNumber(value) ? value : null
      }
      default:
        return null
    }
  }

  #all(of: readonly RuleExpression[]): FeelNumber[] | null {
    const numbers: FeelNumber[] = []
    for (const part of of) {
      const number = this.number(part)
      if (number === null) return null
      numbers.push(number)
    }
    return numbers
  }

  /** Those that may be meant: one where the condition is decided. */
  #branches({ condition, then, otherwise }: ExpressionOf<'if'>): readonly RuleExpression[] {
    const answer = this.answer(condition)
    return answer === UNKNOWN ? [then, otherwise] : [answer === YES ? then : otherwise]
  }

  #bounds(expression: RuleExpression): Bounds | null {
    switch (expression.kind) {
      case 'fact': {
        const own = this.#reader.number(expression.code)
        const number = own === undefined ? null : toNumber(own)
        if (number !== null) return { low: number, high: number }
        return expression.formula === null ? null : this.bounds(expression.formula)
      }
      case 'score':
        return expression.group === null
          ? totalBounds(this, expression.score)
          : groupBounds(this, expression.score, expression.group)
      case 'if':
        return unionOf(this.#branches(expression).map((branch) => this.bounds(branch)))
      case 'negate': {
        const of = this.bounds(expression.of)
        return of === null ? null : { low: of.high.negated(), high: of.low.negated() }
      }
      case 'arithmetic': {
        const [a, b] = [this.bounds(expression.left), this.bounds(expression.right)]
        return a === null || b === null ? null : boundsOfResult(expression.sign, a, b)
      }
      case 'function': {
        const parts = expression.of.map((part) => this.bounds(part))
        const known = parts.filter((part) => part !== null)
        if (known.length < parts.length) return null
        if (expression.name === 'abs') return absolute(known[0])
        const low = functionOf(
          expression.name,
          known.map((part) => part.low),
        )
        const high = functionOf(
          expression.name,
          known.map((part) => part.high),
        )
        return low === null || high === null ? null : { low, high }
      }
      case 'round': {
        const of = this.bounds(expression.of)
        if (of === null) return null
        const low = rounded(expression.name, of.low, expression.scale)
        const high = rounded(expression.name, of.high, expression.scale)
        return low === null || high === null ? null : { low, high }
      }
      case 'table':
        return tableBounds(this, expression.table, expression.output)
      default:
        return null
    }
  }

  #general(expression: ExpressionOf<'general'>): FeelValue {
    const values = new Map<string, FeelValue>()
    for (const [name, bound] of expression.bound) {
      const value = this.feel(bound)
      if (value === null && !expression.asked.has(name)) return null
      const [owner, member] = name.split(MEMBER_MARK)
      if (owner === undefined || member === undefined) values.set(name, value)
      else {
        const members = values.get(owner)
        values.set(owner, new Map([...(members instanceof Map ? members : []), [member, value]]))
      }
    }
    values.set(KNOWN_NAME, KNOWN_FUNCTION)
    const run = new FeelRun({ limits: { steps: GENERAL_STEPS } })
    const scope = new FeelScope(run, values)
    try {
      if (expression.input === null) return evaluate(expression.expression, scope)
      const input = this.feel(expression.input)
      return input === null ? null : passesTests(expression.expression, input, scope)
    } catch (problem) {
      if (problem instanceof LimitReached) return null
      throw problem
    }
  }
}

const KNOWN_FUNCTION = new FeelFunction(
  KNOWN_NAME,
  [{ name: '事实', type: ANY }],
  { kind: 'boolean' },
  ([value]) => value !== null && value !== undefined,
)

export function answerOf(code: number | undefined): Answer {
  return code === YES ? YES : code === NO ? NO : UNKNOWN
}

function answerOfValue(value: unknown): Answer {
  return typeof value === 'boolean' ? (value ? YES : NO) : UNKNOWN
}

export function testsText(
  name: 'contains' | 'starts with' | 'ends with',
  text: string,
  part: string,
): boolean {
  if (name === 'contains') return text.includes(part)
  return name === 'starts with' ? text.startsWith(part) : text.endsWith(part)
}
