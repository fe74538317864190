/**
 * Whether linear constraints can hold together, over the rational numbers and exactly; with values if they can. Strict ones are
 * allowed. Method: the general simplex of Dutertre and de Moura (A fast linear-arithmetic solver for DPLL(T), 2006) with
 * Bland’s rule, so that it ends; a strict bound is one moved by an infinitely small step.
 */
import {
  ONE,
  type Rational,
  ZERO,
  add,
  compare,
  divide,
  isWhole,
  negative,
  rational,
  signOf,
  subtract,
  times,
} from './rational.ts'

/** The sum of the terms, and how it stands to the bound. */
export interface LinearConstraint {
  readonly terms: ReadonlyMap<string, Rational>
  readonly sign: '<=' | '<' | '=' | '>=' | '>'
  readonly bound: Rational
}

export type LinearAnswer =
  | { readonly kind: 'feasible'; readonly values: ReadonlyMap<string, Rational> }
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'undecided' }

/** A number and a multiple of an infinitely small step. */
interface Moved {
  readonly at: Rational
  readonly step: Rational
}

interface Variable {
  value: Moved
  low: Moved | null
  high: Moved | null
}

export function solveLinear(constraints: readonly LinearConstraint[], mostPivots = 2_000): LinearAnswer {
  const tableau = new Tableau()
  for (const constraint of constraints) if (!tableau.take(constraint)) return { kind: 'infeasible' }
  return tableau.solve(mostPivots)
}

function compareMoved(a: Moved, b: Moved): number {
  return compare(a.at, b.at) || compare(a.step, b.step)
}

class Tableau {
  readonly #variables: Variable[] = []
  readonly #indexes = new Map<string, number>()
  /** By basic variable: the others that it is the sum of. */
  readonly #rows = new Map<number, Map<number, Rational>>()
  readonly #named: string[] = []

  /** False where it contradicts another at once. */
  take({ terms, sign, bound }: LinearConstraint): boolean {
    const entries = [...terms]
      .filter(([, factor]) => signOf(factor) !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const [first] = entries
    if (first === undefined) return holds(ZERO, sign, bound)
    const [, lead] = first
    const flipped = signOf(lead) < 0
    const limit = divide(bound, lead)
    const target =
      entries.length === 1
        ? this.#index(first[0])
        : this.#sum(entries.map(([name, factor]) => [name, divide(factor, lead)]))
    const upper = sign === '=' || sign.startsWith(flipped ? '>' : '<')
    const lower = sign === '=' || sign.startsWith(flipped ? '<' : '>')
    const strict = sign === '<' || sign === '>'
    const variable = this.#variables[target]
    if (variable === undefined) return true
    if (upper) {
      const high = { at: limit, step: strict ? negative(ONE) : ZERO }
      if (variable.high === null || compareMoved(high, variable.high) < 0) variable.high = high
    }
    if (lower) {
      const low = { at: limit, step: strict ? ONE : ZERO }
      if (variable.low === null || compareMoved(low, variable.low) > 0) variable.low = low
    }
    return variable.low === null || variable.high === null || compareMoved(variable.low, variable.high) <= 0
  }

  #index(name: string): number {
    const known = this.#indexes.get(name)
    if (known !== undefined) return known
    const index = this.#variables.length
    this.#indexes.set(name, index)
    this.#variables.push({ value: { at: ZERO, step: ZERO }, low: null, high: null })
    if (!name.startsWith('Σ')) this.#named[index] = name
    return index
  }

  /** The variable that stands for a sum; the same sum has one. */
  #sum(terms: readonly (readonly [string, Rational])[]): number {
    const parts = terms.map(([name, factor]): [number, Rational] => [this.#index(name), factor])
    const key = `Σ${JSON.stringify(terms.map(([name, { top, bottom }]) => [name, `${top}/${bottom}`]))}`
    const known = this.#indexes.get(key)
    if (known !== undefined) return known
    const index = this.#index(key)
    this.#rows.set(index, new Map(parts))
    return index
  }

  solve(mostPivots: number): LinearAnswer {
    // Variables that are no sums start within their bounds; sums follow.
    for (const [index, variable] of this.#variables.entries()) {
      if (this.#rows.has(index)) continue
      const { low, high } = variable
      if (low !== null && compareMoved(variable.value, low) < 0) variable.value = low
      if (high !== null && compareMoved(variable.value, high) > 0) variable.value = high
    }
    for (const [index, row] of this.#rows) this.#at(index).value = this.#valueOfRow(row)
    for (let pivots = 0; pivots <= mostPivots; pivots += 1) {
      const basic = this.#violated()
      if (basic === null) return { kind: 'feasible', values: this.#concrete() }
      if (!this.#repair(basic)) return { kind: 'infeasible' }
    }
    return { kind: 'undecided' }
  }

  #at(index: number): Variable {
    const variable = this.#variables[index]
    if (variable === undefined) throw new Error('a variable that was never made')
    return variable
  }

  #valueOfRow(row: ReadonlyMap<number, Rational>): Moved {
    let sum: Moved = { at: ZERO, step: ZERO }
    for (const [index, factor] of row) {
      const { value } = this.#at(index)
      sum = { at: add(sum.at, times(value.at, factor)), step: add(sum.step, times(value.step, factor)) }
    }
    return sum
  }

  #violated(): number | null {
    let found: number | null = null
    for (const index of this.#rows.keys()) {
      const { value, low, high } = this.#at(index)
      const outside =
        (low !== null && compareMoved(value, low) < 0) || (high !== null && compareMoved(value, high) > 0)
      if (outside && (found === null || index < found)) found = index
    }
    return found
  }

  #repair(basic: number): boolean {
    const { value, low, high } = this.#at(basic)
    const rising = low !== null && compareMoved(value, low) < 0
    const target = rising ? low : high
    if (target === null) return true
    const row = this.#rows.get(basic) ?? new Map<number, Rational>()
    const partners = [...row].sort(([a], [b]) => a - b)
    for (const [partner, factor] of partners) {
      const other = this.#at(partner)
      const up = signOf(factor) > 0 === rising
      const free = up
        ? other.high === null || compareMoved(other.value, other.high) < 0
        : other.low === null || compareMoved(other.value, other.low) > 0
      if (!free) continue
      this.#pivot(basic, partner, factor, target)
      return true
    }
    return false
  }

  /** Basic and partner change places, and the basic one takes the target value. */
  #pivot(basic: number, partner: number, factor: Rational, target: Moved): void {
    const row = this.#rows.get(basic) ?? new Map<number, Rational>()
    this.#rows.delete(basic)
    const solved = new Map<number, Rational>([[basic, divide(ONE, factor)]])
    for (const [index, share] of row)
      if (index !== partner) solved.set(index, negative(divide(share, factor)))
    for (const other of this.#rows.values()) {
      const share = other.get(partner)
      if (share === undefined) continue
      other.delete(partner)
      for (const [index, part] of solved) {
        const sum = add(other.get(index) ?? ZERO, times(share, part))
        if (signOf(sum) === 0) other.delete(index)
        else other.set(index, sum)
      }
    }
    this.#rows.set(partner, solved)
    this.#at(basic).value = target
    for (const [index, terms] of this.#rows) this.#at(index).value = this.#valueOfRow(terms)
  }

  /** Values with a step small enough that every bound holds. */
  #concrete(): ReadonlyMap<string, Rational> {
    let step = ONE
    const within = (nearer: Moved, farther: Moved): void => {
      // nearer <= farther must stay true for a real step.
      const room = subtract(farther.at, nearer.at)
      const loss = subtract(nearer.step, farther.step)
      if (signOf(room) > 0 && signOf(loss) > 0) {
        const limit = divide(room, loss)
        if (compare(limit, step) < 0) step = limit
      }
    }
    for (const { value, low, high } of this.#variables) {
      if (low !== null) within(low, value)
      if (high !== null) within(value, high)
    }
    // A power of ten below it makes readable numbers.
    let small = ONE
    while (compare(small, step) > 0) small = times(small, rational(1n, 10n))
    const values = new Map<string, Rational>()
    for (const [index, name] of this.#named.entries())
      if (name !== undefined) {
        const { value } = this.#at(index)
        values.set(name, add(value.at, times(value.step, small)))
      }
    return values
  }
}

export function holds(value: Rational, sign: LinearConstraint['sign'], bound: Rational): boolean {
  const order = compare(value, bound)
  if (sign === '=') return order === 0
  if (sign === '<') return order < 0
  if (sign === '<=') return order <= 0
  return sign === '>' ? order > 0 : order >= 0
}

/** Whole values of the named variables, by cutting between two whole numbers; what cannot be had within the steps stays broken. */
export function solveWhole(
  constraints: readonly LinearConstraint[],
  whole: (name: string) => boolean,
  mostNodes = 60,
): LinearAnswer {
  const open: (readonly LinearConstraint[])[] = [constraints]
  let undecided = false
  for (let nodes = 0; open.length > 0; nodes += 1) {
    if (nodes >= mostNodes) return { kind: 'undecided' }
    const taken = open.pop() ?? []
    const answer = solveLinear(taken)
    if (answer.kind === 'undecided') undecided = true
    if (answer.kind !== 'feasible') continue
    const broken = [...answer.values].find(([name, value]) => whole(name) && !isWhole(value))
    if (broken === undefined) return answer
    const [name, value] = broken
    const floor = rational(floorOf(value))
    const terms = new Map([[name, ONE]])
    open.push(
      [...taken, { terms, sign: '<=', bound: floor }],
      [...taken, { terms, sign: '>=', bound: add(floor, ONE) }],
    )
  }
  return { kind: undecided ? 'undecided' : 'infeasible' }
}

function floorOf({ top, bottom }: Rational): bigint {
  const quotient = top / bottom
  return top < 0n && quotient * bottom !== top ? quotient - 1n : quotient
}
