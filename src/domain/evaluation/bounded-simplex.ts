import { factorise } from './dense-system.ts'

/** Reduced costs and pivots below this, on scaled columns, are rounding. */
const TINY = 1e-10
/** Pivots without progress after which Bland's rule takes over until there is some. */
const PATIENCE = 30

/**
 * The primal simplex on Σ columns × x = right, 0 ≤ x ≤ upper, from a basis of unit columns with x ≥ 0. Variables at their upper
 * bound are mirrored (x → upper − x), so that whatever is outside the basis is zero.
 * Enters the largest reduced cost; after `PATIENCE` pivots in one place the least index (Bland 1977), which cannot cycle.
 */
export class BoundedSimplex {
  readonly #columns: readonly Float64Array[]
  readonly #right: Float64Array
  readonly #upper: Float64Array
  readonly #mirrored: Uint8Array
  /** The variable of each row. */
  readonly #basis: Int32Array
  readonly #isBasic: Uint8Array
  readonly #rows: readonly Float64Array[]
  readonly #values: Float64Array
  #costs: Float64Array = new Float64Array()

  constructor(columns: readonly Float64Array[], right: Float64Array, upper: Float64Array, basis: Int32Array) {
    this.#columns = columns
    this.#right = right
    this.#upper = Float64Array.from(upper)
    this.#mirrored = new Uint8Array(columns.length)
    this.#basis = Int32Array.from(basis)
    this.#isBasic = new Uint8Array(columns.length)
    for (const variable of basis) this.#isBasic[variable] = 1
    // A basis column is ±1 in its own row.
    const sign = (row: number) => columns[basis[row] ?? 0]?.[row] ?? 1
    this.#values = right.map((value, row) => value * sign(row))
    this.#rows = Array.from(right, (_, row) =>
      Float64Array.from(columns, (column) => (column[row] ?? 0) * sign(row)),
    )
  }

  maximise(costs: Float64Array): 'optimal' | 'unbounded' {
    this.#price(costs)
    const limit = 1000 + 100 * (this.#rows.length + this.#columns.length)
    let idle = 0
    for (let pivots = 0; pivots < limit; pivots++) {
      const entering = this.#entering(idle > PATIENCE)
      if (entering === -1) return 'optimal'
      const step = this.#advance(entering, idle > PATIENCE)
      if (step === Infinity) return 'unbounded'
      idle = step > TINY ? 0 : idle + 1
    }
    throw new RangeError('the simplex did not end: rounding is larger than the differences it has to see')
  }

  objective(costs: Float64Array): number {
    const solution = this.solution()
    return costs.reduce((sum, cost, index) => sum + (cost === 0 ? 0 : cost * (solution[index] ?? 0)), 0)
  }

  /** Variables from this one on stay zero from now on. */
  fixAtZero(from: number): void {
    for (let variable = from; variable < this.#columns.length; variable++) this.#upper[variable] = 0
    this.#basis.forEach((variable, row) => {
      if (variable >= from) this.#values[row] = 0
    })
  }

  /** All variables, solved afresh from the basis. */
  solution(): Float64Array {
    const size = this.#rows.length
    const solution = new Float64Array(this.#columns.length)
    const rest = Float64Array.from(this.#right)
    this.#columns.forEach((column, variable) => {
      if (this.#isBasic[variable] === 1 || this.#mirrored[variable] !== 1) return
      const upper = this.#upper[variable] ?? 0
      solution[variable] = upper
      for (let row = 0; row < size; row++) rest[row] = (rest[row] ?? 0) - (column[row] ?? 0) * upper
    })
    const basic = Array.from({ length: size }, (_, row) =>
      Float64Array.from(this.#basis, (variable) => this.#columns[variable]?.[row] ?? 0),
    )
    const exact = factorise(basic)?.(rest)
    this.#basis.forEach((variable, row) => {
      const upper = this.#upper[variable] ?? 0
      const held = this.#values[row] ?? 0
      const value = exact?.[row] ?? (this.#mirrored[variable] === 1 ? upper - held : held)
      solution[variable] = Math.min(Math.max(value, 0), upper)
    })
    return solution
  }

  /** The multipliers y of the rows, with yᵀ basis = costs of the basis. */
  duals(costs: Float64Array): Float64Array {
    const transposed = Array.from(this.#basis, (variable) => this.#columns[variable] ?? new Float64Array())
    const right = Float64Array.from(this.#basis, (variable) => costs[variable] ?? 0)
    const solve = factorise(transposed)
    if (solve === null) throw new RangeError('the simplex ended on a basis that is singular')
    return solve(right)
  }

  #price(costs: Float64Array): void {
    const seen = (variable: number) => (this.#mirrored[variable] === 1 ? -1 : 1) * (costs[variable] ?? 0)
    this.#costs = Float64Array.from(costs, (_, variable) => seen(variable))
    this.#rows.forEach((row, index) => {
      const cost = seen(this.#basis[index] ?? 0)
      if (cost !== 0) subtract(this.#costs, row, cost)
    })
  }

  #entering(bland: boolean): number {
    let best = -1
    let highest = TINY
    for (let variable = 0; variable < this.#columns.length; variable++) {
      const cost = this.#costs[variable] ?? 0
      if (cost <= highest || this.#isBasic[variable] === 1 || this.#upper[variable] === 0) continue
      if (bland) return variable
      best = variable
      highest = cost
    }
    return best
  }

  /** Raises a variable until it or one of the basis meets a bound; how far it went. */
  #advance(entering: number, bland: boolean): number {
    const own = this.#upper[entering] ?? Infinity
    const nearest = this.#rows.reduce((least, _, row) => Math.min(least, this.#room(row, entering)), Infinity)
    if (own <= nearest) {
      if (own !== Infinity) this.#mirror(entering)
      return own
    }
    let leaving = -1
    this.#rows.forEach((cells, row) => {
      if (this.#room(row, entering) > nearest + TINY * (1 + nearest)) return
      const better = bland
        ? (this.#basis[row] ?? 0) < (this.#basis[leaving] ?? Infinity)
        : Math.abs(cells[entering] ?? 0) > Math.abs(this.#rows[leaving]?.[entering] ?? 0)
      if (leaving === -1 || better) leaving = row
    })
    if (leaving === -1) return Infinity
    if ((this.#rows[leaving]?.[entering] ?? 0) < 0) this.#mirrorBasic(leaving)
    this.#pivot(leaving, entering)
    return nearest
  }

  /** How far the entering variable may rise before this row's variable meets a bound. */
  #room(row: number, entering: number): number {
    const slope = this.#rows[row]?.[entering] ?? 0
    const value = this.#values[row] ?? 0
    if (slope > TINY) return Math.max(value, 0) / slope
    if (slope < -TINY) return Math.max((this.#upper[this.#basis[row] ?? 0] ?? Infinity) - value, 0) / -slope
    return Infinity
  }

  /** A variable outside the basis goes from one of its bounds to the other. */
  #mirror(variable: number): void {
    const upper = this.#upper[variable] ?? 0
    this.#rows.forEach((cells, row) => {
      const slope = cells[variable] ?? 0
      this.#values[row] = (this.#values[row] ?? 0) - slope * upper
      cells[variable] = -slope
    })
    this.#costs[variable] = -(this.#costs[variable] ?? 0)
    this.#mirrored[variable] = this.#mirrored[variable] === 1 ? 0 : 1
  }

  #mirrorBasic(row: number): void {
    const variable = this.#basis[row] ?? 0
    const cells = this.#rows[row] ?? new Float64Array()
    for (let column = 0; column < cells.length; column++)
      if (column !== variable) cells[column] = -(cells[column] ?? 0)
    this.#values[row] = (this.#upper[variable] ?? 0) - (this.#values[row] ?? 0)
    this.#mirrored[variable] = this.#mirrored[variable] === 1 ? 0 : 1
  }

  #pivot(leaving: number, entering: number): void {
    const line = this.#rows[leaving] ?? new Float64Array()
    const pivot = line[entering] ?? 1
    for (let column = 0; column < line.length; column++) line[column] = (line[column] ?? 0) / pivot
    line[entering] = 1
    const value = (this.#values[leaving] ?? 0) / pivot
    this.#values[leaving] = value
    this.#rows.forEach((cells, row) => {
      const factor = cells[entering] ?? 0
      if (row === leaving || factor === 0) return
      subtract(cells, line, factor)
      cells[entering] = 0
      this.#values[row] = (this.#values[row] ?? 0) - factor * value
    })
    const cost = this.#costs[entering] ?? 0
    subtract(this.#costs, line, cost)
    this.#costs[entering] = 0
    this.#isBasic[this.#basis[leaving] ?? 0] = 0
    this.#isBasic[entering] = 1
    this.#basis[leaving] = entering
  }
}

function subtract(from: Float64Array, line: Float64Array, factor: number): void {
  for (let index = 0; index < from.length; index++)
    from[index] = (from[index] ?? 0) - factor * (line[index] ?? 0)
}
