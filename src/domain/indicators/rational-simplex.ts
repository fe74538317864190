import {
  addRationals,
  compareRationals,
  divideRationals,
  multiplyRationals,
  negateRational,
  rational,
  subtractRationals,
  type Rational,
} from './rational.ts'

/** least ≤ Σ coefficient × variable ≤ most; null: no such limit. A variable stands once at most. */
export interface LinearRow {
  readonly terms: readonly { readonly variable: number; readonly coefficient: Rational }[]
  readonly least: Rational | null
  readonly most: Rational | null
}

export interface LinearVariable {
  readonly least: Rational | null
  readonly most: Rational | null
  /** Where the search begins; kept as long as nothing asks for another value. */
  readonly start: Rational
}

/** One limit in a proof that there is no solution: taken so many times. */
export interface Multiplier {
  /** Of `rows` or of `variables`. */
  readonly of: 'row' | 'variable'
  readonly index: number
  readonly limit: 'least' | 'most'
  /** Above zero. */
  readonly times: Rational
}

/**
 * infeasible: the limits of `proof`, each taken so many times and written as “… ≤ …”, add up to 0 ≤ something below zero
 * (Farkas). cut: the pivots ran out.
 */
export type LinearAnswer =
  | { readonly kind: 'feasible'; readonly values: readonly Rational[] }
  | { readonly kind: 'infeasible'; readonly proof: readonly Multiplier[] }
  | { readonly kind: 'cut' }

const ZERO = rational(0n)

/**
 * Whether variables can be within their limits and the rows within theirs, exactly, in fractions: the general simplex of
 * Dutertre and de Moura (A Fast Linear-Arithmetic Solver for DPLL(T), CAV 2006) with Bland's rule, which always ends.
 */
export function solveLinear(
  variables: readonly LinearVariable[],
  rows: readonly LinearRow[],
  maxPivots = 10_000,
): LinearAnswer {
  for (const [index, { least, most }] of variables.entries())
    if (least !== null && most !== null && compareRationals(least, most) > 0)
      return { kind: 'infeasible', proof: crossed('variable', index) }
  for (const [index, { least, most }] of rows.entries())
    if (least !== null && most !== null && compareRationals(least, most) > 0)
      return { kind: 'infeasible', proof: crossed('row', index) }
  return new Tableau(variables, rows).solve(maxPivots)
}

function crossed(of: Multiplier['of'], index: number): Multiplier[] {
  const times = rational(1n)
  return [
    { of, index, limit: 'least', times },
    { of, index, limit: 'most', times },
  ]
}

/** A variable, or the sum of a row, which is a variable too. */
interface Entry {
  readonly id: number
  readonly least: Rational | null
  readonly most: Rational | null
  value: Rational
}

class Tableau {
  readonly #variables: number
  /** Those whose sums stand in the lines, in any order. */
  readonly #basic: Entry[]
  /** Those that the columns stand for. */
  readonly #free: Entry[]
  /** basic[i] = Σ cells[i][j] × free[j] */
  readonly #cells: Rational[][]

  constructor(variables: readonly LinearVariable[], rows: readonly LinearRow[]) {
    this.#variables = variables.length
    this.#free = variables.map(({ least, most, start }, id) => ({
      id,
      least,
      most,
      value: within(start, least, most),
    }))
    this.#cells = rows.map(({ terms }) => {
      const line = variables.map(() => ZERO)
      for (const { variable, coefficient } of terms) line[variable] = coefficient
      return line
    })
    this.#basic = rows.map(({ least, most }, index) => ({
      id: variables.length + index,
      least,
      most,
      value: this.#sum(this.#cells[index] ?? []),
    }))
  }

  solve(maxPivots: number): LinearAnswer {
    for (let pivots = 0; ; pivots++) {
      const line = this.#firstOutside()
      const basic = this.#basic[line]
      if (basic === undefined) return { kind: 'feasible', values: this.#values() }
      if (pivots === maxPivots) return { kind: 'cut' }
      const rises = basic.least !== null && compareRationals(basic.value, basic.least) < 0
      const target = rises ? basic.least : basic.most
      if (target === null) throw new RangeError('a limit that is not there was broken')
      const column = this.#firstThatHelps(line, rises)
      if (column === -1) return { kind: 'infeasible', proof: this.#proof(line, rises) }
      this.#pivot(line, column, target)
    }
  }

  #firstOutside(): number {
    let line = -1
    let id = Infinity
    this.#basic.forEach(({ id: candidate, value, least, most }, index) => {
      if (candidate < id && !isWithin(value, least, most)) [line, id] = [index, candidate]
    })
    return line
  }

  /** The column that can move so that the line's sum rises (or falls). */
  #firstThatHelps(line: number, rises: boolean): number {
    let column = -1
    let id = Infinity
    this.#free.forEach(({ id: candidate, value, least, most }, index) => {
      const { numerator } = this.#cells[line]?.[index] ?? ZERO
      if (numerator === 0n || candidate >= id) return
      const goesUp = numerator > 0n === rises
      const limit = goesUp ? most : least
      if (limit === null || compareRationals(value, limit) !== 0) [column, id] = [index, candidate]
    })
    return column
  }

  #proof(line: number, rises: boolean): Multiplier[] {
    const one = rational(1n)
    const proof = [this.#multiplier(this.#basic[line], rises ? 'least' : 'most', one)]
    this.#free.forEach((entry, index) => {
      const cell = this.#cells[line]?.[index] ?? ZERO
      if (cell.numerator === 0n) return
      const goesUp = cell.numerator > 0n === rises
      proof.push(
        this.#multiplier(entry, goesUp ? 'most' : 'least', cell.numerator > 0n ? cell : negateRational(cell)),
      )
    })
    return proof
  }

  #multiplier(entry: Entry | undefined, limit: Multiplier['limit'], times: Rational): Multiplier {
    const id = entry?.id ?? -1
    return id < this.#variables
      ? { of: 'variable', index: id, limit, times }
      : { of: 'row', index: id - this.#variables, limit, times }
  }

  /** The line's entry leaves for its limit, the column's takes its place. */
  #pivot(line: number, column: number, target: Rational): void {
    const leaving = this.#basic[line]
    const entering = this.#free[column]
    const pivotLine = this.#cells[line]
    const pivot = pivotLine?.[column]
    if (leaving === undefined || entering === undefined || pivotLine === undefined || pivot === undefined)
      throw new RangeError('a pivot outside the tableau')
    const step = divideRationals(subtractRationals(target, leaving.value), pivot)
    leaving.value = target
    entering.value = addRationals(entering.value, step)
    this.#basic.forEach((entry, index) => {
      const cell = this.#cells[index]?.[column] ?? ZERO
      if (index !== line && cell.numerator !== 0n)
        entry.value = addRationals(entry.value, multiplyRationals(cell, step))
    })
    this.#exchange(pivotLine, pivot, line, column)
    this.#basic[line] = entering
    this.#free[column] = leaving
  }

  #exchange(pivotLine: Rational[], pivot: Rational, line: number, column: number): void {
    const inverse = divideRationals(rational(1n), pivot)
    const negative = negateRational(inverse)
    pivotLine.forEach((cell, index) => {
      if (index === column) pivotLine[index] = inverse
      else if (cell.numerator !== 0n) pivotLine[index] = multiplyRationals(cell, negative)
    })
    this.#cells.forEach((cells, index) => {
      const factor = cells[column] ?? ZERO
      if (index === line || factor.numerator === 0n) return
      pivotLine.forEach((cell, at) => {
        if (at === column) cells[at] = multiplyRationals(factor, cell)
        else if (cell.numerator !== 0n)
          cells[at] = addRationals(cells[at] ?? ZERO, multiplyRationals(factor, cell))
      })
    })
  }

  #sum(line: readonly Rational[]): Rational {
    let sum = ZERO
    this.#free.forEach(({ value }, index) => {
      const cell = line[index] ?? ZERO
      if (cell.numerator !== 0n) sum = addRationals(sum, multiplyRationals(cell, value))
    })
    return sum
  }

  #values(): Rational[] {
    const values: Rational[] = []
    for (const { id, value } of [...this.#free, ...this.#basic]) if (id < this.#variables) values[id] = value
    return values
  }
}

function isWithin(value: Rational, least: Rational | null, most: Rational | null): boolean {
  return (
    (least === null || compareRationals(value, least) >= 0) &&
    (most === null || compareRationals(value, most) <= 0)
  )
}

function within(value: Rational, least: Rational | null, most: Rational | null): Rational {
  if (least !== null && compareRationals(value, least) < 0) return least
  if (most !== null && compareRationals(value, most) > 0) return most
  return value
}
