import { factorise } from './dense-system.ts'

/** Reduced costs and slopes below this, on scaled columns, are rounding. */
const TINY = 1e-10
/** Pivots without progress after which Bland's rule takes over until there is some. */
const PATIENCE = 30
/** Pivots after which the table is made afresh from the basis, so that rounding does not add up. */
const FRESH = 400

/**
 * The primal simplex on Σ columns × x = right, 0 ≤ x ≤ upper, from a basis of unit columns with x ≥ 0. Variables at their upper
 * bound are mirrored (x → upper − x), so that whatever is outside the basis is zero. The table has columns only for what is
 * outside: basic = value − Σ cell × outside.
 * Enters the largest reduced cost; after `PATIENCE` pivots in one place the least index (Bland 1977), which cannot cycle.
 */
export class BoundedSimplex {
  readonly #columns: readonly Float64Array[]
  readonly #right: Float64Array
  readonly #upper: Float64Array
  readonly #mirrored: Uint8Array
  /** Of each variable the one row in which it stands, with ±1; −1 for others. */
  readonly #unitRow: Int32Array
  /** The variable of each row of the table. */
  readonly #basis: Int32Array
  /** The variable of each column of the table. */
  readonly #outside: Int32Array
  readonly #rows: readonly Float64Array[]
  readonly #values: Float64Array
  readonly #artificialFrom: number
  #reduced: Float64Array = new Float64Array()

  constructor(
    columns: readonly Float64Array[],
    right: Float64Array,
    upper: Float64Array,
    basis: Int32Array,
    artificialFrom: number,
  ) {
    this.#columns = columns
    this.#right = right
    this.#upper = Float64Array.from(upper)
    this.#mirrored = new Uint8Array(columns.length)
    this.#unitRow = Int32Array.from(columns, unitRowOf)
    this.#basis = Int32Array.from(basis)
    const basic = new Set(basis)
    this.#outside = Int32Array.from([...columns.keys()].filter((variable) => !basic.has(variable)))
    this.#rows = Array.from(right, () => new Float64Array(this.#outside.length))
    this.#values = new Float64Array(right.length)
    this.#artificialFrom = artificialFrom
    this.#refresh()
  }

  maximise(costs: Float64Array): 'optimal' | 'unbounded' {
    this.#price(costs)
    const limit = 1000 + 100 * (this.#rows.length + this.#columns.length)
    let idle = 0
    let since = 0
    for (let pivots = 0; pivots < limit; pivots++) {
      const entering = this.#entering(idle > PATIENCE)
      const step = entering === -1 ? 0 : this.#advance(entering, idle > PATIENCE)
      const isOver = entering === -1 || step === Infinity
      if (entering === -1 && this.#isOptimal(costs)) return 'optimal'
      // What ends the search is believed of a fresh table only.
      if (since >= FRESH || (isOver && since > 0)) {
        this.#refresh()
        this.#price(costs)
        since = 0
        if (isOver) continue
      }
      if (isOver) return entering === -1 ? 'optimal' : 'unbounded'
      since++
      idle = step > TINY ? 0 : idle + 1
    }
    throw new RangeError('the simplex did not end: rounding is larger than the differences it has to see')
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
    const solution = new Float64Array(this.#columns.length)
    const rest = Float64Array.from(this.#right)
    for (const variable of this.#outside) {
      if (this.#mirrored[variable] !== 1) continue
      const upper = this.#upper[variable] ?? 0
      solution[variable] = upper
      subtract(rest, this.#columns[variable] ?? rest, upper)
    }
    const values = this.#basisSolver()(rest)
    this.#basis.forEach((variable, row) => {
      solution[variable] = Math.min(Math.max(values[row] ?? 0, 0), this.#upper[variable] ?? 0)
    })
    return solution
  }

  /** The multipliers y of the rows, with yᵀ basis = costs of the basis. */
  duals(costs: Float64Array): Float64Array {
    const { units, core, rows } = this.#partition()
    const duals = new Float64Array(this.#rows.length)
    for (const { place, row, sign } of units) duals[row] = (costs[this.#basis[place] ?? 0] ?? 0) * sign
    const columns = core.map((place) => this.#columns[this.#basis[place] ?? 0] ?? duals)
    const solve = solverOf(columns.map((column) => Float64Array.from(rows, (row) => column[row] ?? 0)))
    const right = Float64Array.from(columns, (column, index) =>
      units.reduce(
        (rest, { row }) => rest - (duals[row] ?? 0) * (column[row] ?? 0),
        costs[this.#basis[core[index] ?? 0] ?? 0] ?? 0,
      ),
    )
    const found = solve(right)
    rows.forEach((row, index) => {
      duals[row] = found[index] ?? 0
    })
    return duals
  }

  /** basis × values = right, by row of the table. */
  #basisSolver(): (right: Float64Array) => Float64Array {
    const { units, core, rows } = this.#partition()
    const columns = core.map((place) => this.#columns[this.#basis[place] ?? 0] ?? new Float64Array())
    const solve = solverOf(rows.map((row) => Float64Array.from(columns, (column) => column[row] ?? 0)))
    return (right) => {
      const values = new Float64Array(this.#rows.length)
      const rest = Float64Array.from(right)
      const found = solve(Float64Array.from(rows, (row) => right[row] ?? 0))
      core.forEach((place, index) => {
        values[place] = found[index] ?? 0
        subtract(rest, columns[index] ?? rest, found[index] ?? 0)
      })
      for (const { place, row, sign } of units) values[place] = (rest[row] ?? 0) * sign
      return values
    }
  }

  /** Most of a basis are slacks, which stand alone in their rows: only the rest (core) is a system to be solved. */
  #partition(): {
    units: { place: number; row: number; sign: number }[]
    core: number[]
    rows: number[]
  } {
    const units: { place: number; row: number; sign: number }[] = []
    const core: number[] = []
    const taken = new Uint8Array(this.#rows.length)
    this.#basis.forEach((variable, place) => {
      const row = this.#unitRow[variable] ?? -1
      if (row === -1 || taken[row] === 1) {
        core.push(place)
        return
      }
      taken[row] = 1
      units.push({ place, row, sign: this.#columns[variable]?.[row] ?? 1 })
    })
    return { units, core, rows: [...taken.keys()].filter((row) => taken[row] === 0) }
  }

  #refresh(): void {
    const solve = this.#basisSolver()
    const rest = Float64Array.from(this.#right)
    this.#outside.forEach((variable, column) => {
      const isMirrored = this.#mirrored[variable] === 1
      const entries = this.#columns[variable] ?? rest
      if (isMirrored) subtract(rest, entries, this.#upper[variable] ?? 0)
      const cells = solve(entries)
      this.#rows.forEach((row, place) => {
        const cell = cells[place] ?? 0
        row[column] = isMirrored === (this.#mirrored[this.#basis[place] ?? 0] === 1) ? cell : -cell
      })
    })
    solve(rest).forEach((value, place) => {
      const variable = this.#basis[place] ?? 0
      this.#values[place] = this.#mirrored[variable] === 1 ? (this.#upper[variable] ?? 0) - value : value
    })
  }

  #price(costs: Float64Array): void {
    const seen = (variable: number) => (this.#mirrored[variable] === 1 ? -1 : 1) * (costs[variable] ?? 0)
    this.#reduced = Float64Array.from(this.#outside, seen)
    this.#rows.forEach((row, place) => {
      const cost = seen(this.#basis[place] ?? 0)
      if (cost !== 0) subtract(this.#reduced, row, cost)
    })
  }

  /** Whether the basis is optimal by multipliers that are solved afresh: cheaper than a fresh table. */
  #isOptimal(costs: Float64Array): boolean {
    const duals = this.duals(costs)
    return this.#outside.every((variable) => {
      if (this.#upper[variable] === 0) return true
      const column = this.#columns[variable] ?? duals
      let gain = costs[variable] ?? 0
      for (let row = 0; row < duals.length; row++) gain -= (duals[row] ?? 0) * (column[row] ?? 0)
      return (this.#mirrored[variable] === 1 ? -gain : gain) <= 10 * TINY
    })
  }

  /** A column of the table; −1: nothing gains. */
  #entering(bland: boolean): number {
    let best = -1
    let highest = TINY
    let least = Infinity
    this.#outside.forEach((variable, column) => {
      const gain = this.#reduced[column] ?? 0
      if (gain <= TINY || this.#upper[variable] === 0 || (bland ? variable >= least : gain <= highest)) return
      best = column
      highest = gain
      least = variable
    })
    return best
  }

  /** Raises a variable until it or one of the basis meets a bound; how far it went. */
  #advance(entering: number, bland: boolean): number {
    const own = this.#upper[this.#outside[entering] ?? 0] ?? Infinity
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
  #mirror(column: number): void {
    const variable = this.#outside[column] ?? 0
    const upper = this.#upper[variable] ?? 0
    this.#rows.forEach((cells, row) => {
      const slope = cells[column] ?? 0
      this.#values[row] = (this.#values[row] ?? 0) - slope * upper
      cells[column] = -slope
    })
    this.#reduced[column] = -(this.#reduced[column] ?? 0)
    this.#mirrored[variable] = this.#mirrored[variable] === 1 ? 0 : 1
  }

  #mirrorBasic(row: number): void {
    const variable = this.#basis[row] ?? 0
    const cells = this.#rows[row] ?? new Float64Array()
    for (let column = 0; column < cells.length; column++) cells[column] = -(cells[column] ?? 0)
    this.#values[row] = (this.#upper[variable] ?? 0) - (this.#values[row] ?? 0)
    this.#mirrored[variable] = this.#mirrored[variable] === 1 ? 0 : 1
  }

  #pivot(leaving: number, entering: number): void {
    const line = this.#rows[leaving] ?? new Float64Array()
    const pivot = line[entering] ?? 1
    for (let column = 0; column < line.length; column++) line[column] = (line[column] ?? 0) / pivot
    line[entering] = 1 / pivot
    const value = (this.#values[leaving] ?? 0) / pivot
    this.#values[leaving] = value
    this.#rows.forEach((cells, row) => {
      const factor = cells[entering] ?? 0
      if (row === leaving || factor === 0) return
      cells[entering] = 0
      subtract(cells, line, factor)
      this.#values[row] = (this.#values[row] ?? 0) - factor * value
    })
    const gain = this.#reduced[entering] ?? 0
    this.#reduced[entering] = 0
    subtract(this.#reduced, line, gain)
    const left = this.#basis[leaving] ?? 0
    this.#basis[leaving] = this.#outside[entering] ?? 0
    this.#outside[entering] = left
    // An artificial variable that is out has done its work.
    if (left >= this.#artificialFrom) this.#upper[left] = 0
  }
}

function solverOf(rows: readonly Float64Array[]): (right: Float64Array) => Float64Array {
  const solve = factorise(rows)
  if (solve === null) throw new RangeError('the simplex ended on a basis that is singular')
  return solve
}

/** The row of a column that has one entry only, ±1; −1 for other columns. */
function unitRowOf(column: Float64Array): number {
  let found = -1
  for (let row = 0; row < column.length; row++) {
    const entry = column[row] ?? 0
    if (entry === 0) continue
    if (found !== -1 || Math.abs(entry) !== 1) return -1
    found = row
  }
  return found
}

function subtract(from: Float64Array, line: Float64Array, factor: number): void {
  for (let index = 0; index < from.length; index++)
    from[index] = (from[index] ?? 0) - factor * (line[index] ?? 0)
}
