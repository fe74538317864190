/**
 * Conditions without FEEL: literals about unknowns (linear constraints of numbers and days, words of texts, yes-or-no flags)
 * joined by and, or, at least so many; and the search for values that make one true. Unknowns that stand for something else, such
 * as a product of facts, are free: what cannot be true with them free cannot be true at all.
 */
import { type LinearConstraint, solveLinear, solveWhole } from './linear-feasibility.ts'
import type { LinearForm } from './linear-form.ts'
import {
  ONE,
  type Rational,
  ZERO,
  commonDivisor,
  compare,
  divide,
  negative,
  rational,
  signOf,
  times,
} from './rational.ts'

export type Formula =
  | { readonly kind: 'true' | 'false' }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] }
  | { readonly kind: 'at-least'; readonly count: number; readonly of: readonly Formula[] }
  | { readonly kind: 'linear'; readonly constraint: LinearConstraint }
  /** The text is one of these words, or none of them. */
  | { readonly kind: 'word'; readonly text: string; readonly words: readonly string[]; readonly is: boolean }
  | { readonly kind: 'flag'; readonly flag: string; readonly is: boolean }

export const TRUE: Formula = { kind: 'true' }
export const FALSE: Formula = { kind: 'false' }

export function allOf(parts: readonly Formula[]): Formula {
  const of = parts.flatMap((part) => (part.kind === 'and' ? part.of : part.kind === 'true' ? [] : [part]))
  if (of.some((part) => part.kind === 'false')) return FALSE
  const [only] = of
  return only === undefined ? TRUE : of.length === 1 ? only : { kind: 'and', of }
}

export function anyOf(parts: readonly Formula[]): Formula {
  const of = parts.flatMap((part) => (part.kind === 'or' ? part.of : part.kind === 'false' ? [] : [part]))
  if (of.some((part) => part.kind === 'true')) return TRUE
  const [only] = of
  return only === undefined ? FALSE : of.length === 1 ? only : { kind: 'or', of }
}

export function atLeast(count: number, parts: readonly Formula[]): Formula {
  const certain = parts.filter((part) => part.kind === 'true').length
  const open = parts.filter((part) => part.kind !== 'true' && part.kind !== 'false')
  const needed = count - certain
  if (needed <= 0) return TRUE
  if (needed > open.length) return FALSE
  if (needed === open.length) return allOf(open)
  return needed === 1 ? anyOf(open) : { kind: 'at-least', count: needed, of: open }
}

/** Values of the unknowns; those that nothing asks about are absent. */
export interface Model {
  readonly numbers: ReadonlyMap<string, Rational>
  readonly words: ReadonlyMap<string, string>
  readonly flags: ReadonlyMap<string, boolean>
}

export type Satisfaction =
  | { readonly kind: 'possible'; readonly model: Model }
  | { readonly kind: 'impossible' }
  /** Stopped at the limit of steps. */
  | { readonly kind: 'undecided' }

export interface Domains {
  /** The words that a text may be; absent or null: any. */
  readonly words: ReadonlyMap<string, readonly string[] | null>
  /** What whoever reads an example would rather see as a whole number that is not negative; never forced. */
  readonly counts: ReadonlySet<string>
}

export const MOST_SEARCH_STEPS = 4_000

export function satisfy(
  formula: Formula,
  domains: Domains,
  mostSteps: number = MOST_SEARCH_STEPS,
): Satisfaction {
  const search = new Search(domains, mostSteps)
  const found = search.run([formula], new State())
  if (found !== null) return { kind: 'possible', model: found }
  return { kind: search.stopped ? 'undecided' : 'impossible' }
}

interface Bounds {
  low: Rational | null
  lowOpen: boolean
  high: Rational | null
  highOpen: boolean
}

class State {
  readonly linear: LinearConstraint[]
  readonly bounds: Map<string, Bounds>
  /** By text: the words still possible, or those excluded. */
  readonly words: Map<
    string,
    { readonly only: ReadonlySet<string> | null; readonly without: ReadonlySet<string> }
  >
  readonly flags: Map<string, boolean>

  constructor(from?: State) {
    this.linear = from === undefined ? [] : [...from.linear]
    this.bounds = new Map(from?.bounds)
    this.words = new Map(from?.words)
    this.flags = new Map(from?.flags)
  }
}

type Literal = Extract<Formula, { kind: 'linear' | 'word' | 'flag' }>

function isLiteral(formula: Formula): formula is Literal {
  return formula.kind === 'linear' || formula.kind === 'word' || formula.kind === 'flag'
}

class Search {
  stopped = false
  readonly #domains: Domains
  readonly #mostSteps: number
  #steps = 0

  constructor(domains: Domains, mostSteps: number) {
    this.#domains = domains
    this.#mostSteps = mostSteps
  }

  run(pending: readonly Formula[], state: State): Model | null {
    if (++this.#steps > this.#mostSteps) {
      this.stopped = true
      return null
    }
    const open = this.#propagate(pending, state)
    if (open === null) return null
    const linear = solveLinear(state.linear)
    if (linear.kind === 'infeasible') return null
    if (linear.kind === 'undecided') {
      this.stopped = true
      return null
    }
    const branch = smallest(open)
    if (branch === null) return this.#modelOf(state, linear.values)
    const others = open.filter((formula) => formula !== branch)
    for (const choice of choicesOf(branch)) {
      const found = this.run([choice, ...others], new State(state))
      if (found !== null) return found
      if (this.#steps > this.#mostSteps) return null
    }
    return null
  }

  /** Takes literals into the state until only choices are left; null where they contradict each other. */
  #propagate(pending: readonly Formula[], state: State): Formula[] | null {
    let queue = [...pending]
    for (;;) {
      const open: Formula[] = []
      while (queue.length > 0) {
        const formula = queue.pop()
        if (formula === undefined || formula.kind === 'true') continue
        if (formula.kind === 'false') return null
        if (formula.kind === 'and') queue.push(...formula.of)
        else if (isLiteral(formula)) {
          if (!this.#assert(formula, state)) return null
        } else open.push(formula)
      }
      const reduced = open.map((formula) => this.#reduced(formula, state))
      if (reduced.every((formula) => formula.kind === 'or' || formula.kind === 'at-least')) return reduced
      queue = reduced
    }
  }

  /** Without the choices that the state already excludes. */
  #reduced(formula: Formula, state: State): Formula {
    if (formula.kind !== 'or' && formula.kind !== 'at-least') return formula
    const left = formula.of.filter((part) => !this.#excluded(part, state))
    if (left.length === formula.of.length) return formula
    return formula.kind === 'at-least' ? atLeast(formula.count, left) : anyOf(left)
  }

  #excluded(formula: Formula, state: State): boolean {
    switch (formula.kind) {
      case 'true':
        return false
      case 'false':
        return true
      case 'and':
        return formula.of.some((part) => this.#excluded(part, state))
      case 'or':
        return formula.of.every((part) => this.#excluded(part, state))
      case 'at-least':
        return formula.of.filter((part) => !this.#excluded(part, state)).length < formula.count
      case 'linear':
      case 'word':
      case 'flag':
        return !this.#consistent(formula, state)
    }
  }

  #consistent(literal: Literal, state: State): boolean {
    if (literal.kind === 'flag') return (state.flags.get(literal.flag) ?? literal.is) === literal.is
    if (literal.kind === 'word') return this.#wordsAfter(literal, state) !== null
    const bound = boundOf(literal.constraint)
    if (bound === null) return true
    if (bound === false) return false
    return narrowed(state.bounds.get(bound.name), bound) !== null
  }

  #assert(literal: Literal, state: State): boolean {
    if (literal.kind === 'flag') {
      if ((state.flags.get(literal.flag) ?? literal.is) !== literal.is) return false
      state.flags.set(literal.flag, literal.is)
      return true
    }
    if (literal.kind === 'word') {
      const words = this.#wordsAfter(literal, state)
      if (words === null) return false
      state.words.set(literal.text, words)
      return true
    }
    state.linear.push(literal.constraint)
    const bound = boundOf(literal.constraint)
    if (bound === null) return true
    if (bound === false) return false
    const bounds = narrowed(state.bounds.get(bound.name), bound)
    if (bounds === null) return false
    state.bounds.set(bound.name, bounds)
    return true
  }

  #wordsAfter(literal: Extract<Formula, { kind: 'word' }>, state: State) {
    const domain = this.#domains.words.get(literal.text) ?? null
    const before = state.words.get(literal.text) ?? {
      only: domain === null ? null : new Set(domain),
      without: new Set<string>(),
    }
    const words = new Set(literal.words)
    const without = literal.is ? before.without : new Set([...before.without, ...words])
    const possible = literal.is
      ? [...words].filter((word) => before.only === null || before.only.has(word))
      : before.only
    const only = possible === null ? null : new Set([...possible].filter((word) => !without.has(word)))
    return only !== null && only.size === 0 ? null : { only, without }
  }

  #modelOf(state: State, values: ReadonlyMap<string, Rational>): Model {
    return {
      numbers: this.#nicer(state.linear) ?? values,
      words: new Map(
        [...state.words].map(([text, { only, without }]) => [
          text,
          [...(only ?? [])][0] ?? otherThan(without),
        ]),
      ),
      flags: state.flags,
    }
  }

  /** Values that look like those of an enterprise, if the constraints leave room: not negative, counts whole. */
  #nicer(constraints: readonly LinearConstraint[]): ReadonlyMap<string, Rational> | null {
    const names = new Set(constraints.flatMap(({ terms }) => [...terms.keys()]))
    const positive = [...names].map((name): LinearConstraint => ({
      terms: new Map([[name, ONE]]),
      sign: '>=',
      bound: ZERO,
    }))
    for (const attempt of [[...constraints, ...positive], constraints]) {
      const answer = solveWhole(attempt, (name) => this.#domains.counts.has(name), 20)
      if (answer.kind === 'feasible') return answer.values
    }
    return null
  }
}

function otherThan(words: ReadonlySet<string>): string {
  let other = '其他'
  while (words.has(other)) other += '*'
  return other
}

function smallest(open: readonly Formula[]): Formula | null {
  let best: Formula | null = null
  let size = Infinity
  for (const formula of open) {
    const own = formula.kind === 'or' ? formula.of.length : formula.kind === 'at-least' ? 2 : 1
    if (own >= size) continue
    best = formula
    size = own
  }
  return best
}

function choicesOf(formula: Formula): readonly Formula[] {
  if (formula.kind === 'or') return formula.of
  if (formula.kind !== 'at-least') return [formula]
  const [first, ...rest] = formula.of
  if (first === undefined) return []
  return [allOf([first, atLeast(formula.count - 1, rest)]), atLeast(formula.count, rest)]
}

interface SingleBound {
  readonly name: string
  readonly sign: LinearConstraint['sign']
  readonly value: Rational
}

/** A constraint of one unknown as its bound; null of several; false of none that does not hold. */
function boundOf({ terms, sign, bound }: LinearConstraint): SingleBound | null | false {
  const used = [...terms].filter(([, factor]) => signOf(factor) !== 0)
  const [first] = used
  if (first === undefined) {
    const order = -signOf(bound)
    const holds =
      sign === '='
        ? order === 0
        : sign === '<'
          ? order < 0
          : sign === '<='
            ? order <= 0
            : sign === '>'
              ? order > 0
              : order >= 0
    return holds ? null : false
  }
  if (used.length > 1) return null
  const [name, factor] = first
  return { name, sign: signOf(factor) < 0 ? swapped(sign) : sign, value: divide(bound, factor) }
}

export function swapped(sign: LinearConstraint['sign']): LinearConstraint['sign'] {
  return ({ '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' } as const)[sign]
}

function narrowed(before: Bounds | undefined, { sign, value }: SingleBound): Bounds | null {
  const bounds: Bounds = { ...(before ?? { low: null, lowOpen: false, high: null, highOpen: false }) }
  if (sign !== '>' && sign !== '>=') {
    const order = bounds.high === null ? -1 : compare(value, bounds.high)
    if (order < 0) Object.assign(bounds, { high: value, highOpen: sign === '<' })
    else if (order === 0) bounds.highOpen ||= sign === '<'
  }
  if (sign !== '<' && sign !== '<=') {
    const order = bounds.low === null ? 1 : compare(value, bounds.low)
    if (order > 0) Object.assign(bounds, { low: value, lowOpen: sign === '>' })
    else if (order === 0) bounds.lowOpen ||= sign === '>'
  }
  if (bounds.low === null || bounds.high === null) return bounds
  const order = compare(bounds.low, bounds.high)
  return order > 0 || (order === 0 && (bounds.lowOpen || bounds.highOpen)) ? null : bounds
}

/** `form sign 0` as a literal, `!=` as a choice of two. Of unknowns that are whole (days, counts) the bounds become whole ones. */
export function compareToZero(
  form: LinearForm,
  sign: LinearConstraint['sign'] | '!=',
  whole: (name: string) => boolean = () => false,
): Formula {
  if (sign === '!=') return anyOf([compareToZero(form, '<', whole), compareToZero(form, '>', whole)])
  const terms = new Map([...form.terms].filter(([, factor]) => signOf(factor) !== 0))
  const constraint = { terms, sign, bound: negative(form.constant) }
  if (terms.size === 0) return boundOf(constraint) === false ? FALSE : TRUE
  if (![...terms.keys()].every(whole)) return { kind: 'linear', constraint }
  const tight = tightened(withoutFractions(constraint))
  return tight === null ? FALSE : { kind: 'linear', constraint: tight }
}

/** The same with whole factors that have no common divisor: the sum of its terms is then any whole number. */
function withoutFractions({ terms, sign, bound }: LinearConstraint): LinearConstraint {
  const factors = [...terms.values()]
  const bottom = factors.reduce(
    (least, factor) => (least * factor.bottom) / commonDivisor(least, factor.bottom),
    1n,
  )
  const top = factors.reduce(
    (greatest, factor) => commonDivisor(greatest, size((factor.top * bottom) / factor.bottom)),
    0n,
  )
  const scale = rational(bottom, top)
  return {
    terms: new Map([...terms].map(([name, factor]) => [name, times(factor, scale)])),
    sign,
    bound: times(bound, scale),
  }
}

function size(number: bigint): bigint {
  return number < 0n ? -number : number
}

/** Of a sum that is whole; null where no whole number does. */
function tightened(constraint: LinearConstraint): LinearConstraint | null {
  const { top, bottom } = constraint.bound
  const down = top < 0n && top % bottom !== 0n ? top / bottom - 1n : top / bottom
  const exact = top % bottom === 0n
  switch (constraint.sign) {
    case '=':
      return exact ? constraint : null
    case '<':
      return { ...constraint, sign: '<=', bound: rational(exact ? down - 1n : down) }
    case '<=':
      return { ...constraint, bound: rational(down) }
    case '>':
      return { ...constraint, sign: '>=', bound: rational(down + 1n) }
    case '>=':
      return { ...constraint, bound: rational(exact ? down : down + 1n) }
  }
}
