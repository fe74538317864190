import { isJudged } from './check-rule.ts'
import {
  addRationals,
  compareRationals,
  multiplyRationals,
  nearestNumber,
  negateRational,
  rational,
  rationalOf,
  subtractRationals,
  type Rational,
} from './rational.ts'
import { solveLinear, type LinearRow, type LinearVariable, type Multiplier } from './rational-simplex.ts'
import type { Change, RepairEdit, RepairPair, RepairProblem } from './repair-problem.ts'

/** One way out of a conflict. */
export interface Alternative {
  readonly cell: number
  readonly change: Change
}

/** At least one of these must be done as well, with the changes chosen so far; none: there is no way out. */
export interface Conflict {
  readonly alternatives: readonly Alternative[]
}

/** cut: the arithmetic was given up; the figures satisfy all but, maybe, that they be whole. */
export type Repair =
  | { readonly kind: 'repaired'; readonly figures: ReadonlyMap<number, number> }
  | { readonly kind: 'cut'; readonly figures: ReadonlyMap<number, number> }
  | { readonly kind: 'conflicts'; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'unknown' }

/** So many times may whole numbers be forced before the fraction is left as it is. */
const MAX_SPLITS = 60
const MAX_PIVOTS = 2_000

/**
 * The cells chosen for change, and whether the others can stay: what Fellegi and Holt ask of a set of cells. A rule without a
 * chosen cell speaks for itself; over the chosen ones a linear system decides, and the proof that it has no solution is an
 * implied edit: a sum of rules in which the chosen cells cancel and which the kept cells break.
 */
export class RepairState {
  readonly changes: (Change | null)[]
  readonly #problem: RepairProblem
  readonly #edits: readonly RepairEdit[]
  readonly #pairs: readonly RepairPair[]

  constructor(problem: RepairProblem, edits: readonly RepairEdit[], pairs: readonly RepairPair[]) {
    this.#problem = problem
    this.#edits = edits
    this.#pairs = pairs
    this.changes = problem.cells.map(({ must }) => must)
  }

  /**
   * The same rules are judged as with the changes that must be: what a proof says now holds for every choice of other values.
   */
  isPlain(): boolean {
    return this.changes.every((change, cell) => {
      const { must = null, isFilled = false } = this.#problem.cells[cell] ?? {}
      return change === must || (change === 'value' && isFilled)
    })
  }

  isFilled(cell: number): boolean {
    const change = this.changes[cell] ?? null
    return change === null ? (this.#problem.cells[cell]?.isFilled ?? false) : change === 'value'
  }

  repair(): Repair {
    const broken = [...this.#brokenPairs(), ...this.#brokenEdits()]
    if (broken.length > 0) return { kind: 'conflicts', conflicts: broken }
    return this.#system().solve()
  }

  /** The chosen figures that can be nothing but these. */
  determined(figures: ReadonlyMap<number, number>): number[] {
    const system = this.#system()
    return [...figures].filter(([cell, figure]) => system.isDetermined(cell, figure)).map(([cell]) => cell)
  }

  #system(): ChosenSystem {
    const moving = this.#edits.filter((edit) => this.#isMoving(edit))
    return new ChosenSystem(this, this.#problem, moving)
  }

  /** The rule is judged and at least one of its figures is free. */
  #isMoving(edit: RepairEdit): boolean {
    return edit.terms.some(({ cell }) => this.isFree(cell)) && this.isJudged(edit)
  }

  isFree(cell: number): boolean {
    return this.changes[cell] === 'value' && (this.#problem.cells[cell]?.isFigure ?? false)
  }

  isJudged({ terms, missing, elsewhere }: RepairEdit): boolean {
    const filled = terms.filter(({ cell }) => this.isFilled(cell)).length
    return isJudged(missing, elsewhere.missing + terms.length - filled, elsewhere.filled + filled)
  }

  /** What the kept cells contribute. */
  keptSum({ terms }: RepairEdit): Rational {
    let sum = rational(0n)
    for (const { cell, coefficient } of terms) {
      const figure = this.changes[cell] === null ? (this.#problem.cells[cell]?.figure ?? null) : null
      if (figure !== null) sum = addRationals(sum, multiplyRationals(coefficient, figure))
    }
    return sum
  }

  #brokenEdits(): Conflict[] {
    return this.#edits.flatMap((edit) => {
      if (edit.terms.some(({ cell }) => this.isFree(cell)) || !this.isJudged(edit)) return []
      if (!isBroken(edit, this.keptSum(edit))) return []
      const moving = edit.terms
        .filter(({ coefficient }) => coefficient.numerator !== 0n)
        .map(({ cell }) => cell)
      return [this.conflict(moving, [edit])]
    })
  }

  /** The alternatives: another value for a cell that counts, or emptying one so that a rule is not judged. */
  conflict(moving: Iterable<number>, edits: readonly RepairEdit[]): Conflict {
    const alternatives: Alternative[] = []
    for (const cell of moving)
      if (this.changes[cell] === null && this.#problem.cells[cell]?.may.value === true)
        alternatives.push({ cell, change: 'value' })
    for (const cell of new Set(edits.flatMap(({ terms }) => terms.map((term) => term.cell))))
      if (this.#problem.cells[cell]?.may.empty === true && this.changes[cell] !== 'empty')
        alternatives.push({ cell, change: 'empty' })
    return { alternatives }
  }

  /** A cell that was chosen for another value is not emptied; one that its own definition refuses may be either. */
  isOpen({ cell, change }: Alternative): boolean {
    const now = this.changes[cell] ?? null
    return (
      now === null || (now === 'value' && change === 'empty' && this.#problem.cells[cell]?.must === 'value')
    )
  }

  #brokenPairs(): Conflict[] {
    return this.#pairs.flatMap(({ kind, cells }) => {
      const filled = cells.filter((cell) => this.isFilled(cell))
      if (kind === 'exclusive-pair' ? filled.length < 2 : filled.length !== 1) return []
      const alternatives: Alternative[] = filled
        .filter((cell) => this.#problem.cells[cell]?.may.empty === true)
        .map((cell) => ({ cell, change: 'empty' }))
      if (kind === 'compulsory-pair')
        for (const cell of cells)
          if (
            !this.isFilled(cell) &&
            this.changes[cell] === null &&
            this.#problem.cells[cell]?.may.value === true
          )
            alternatives.push({ cell, change: 'value' })
      return [{ alternatives }]
    })
  }
}

function isBroken({ least, most, unequal }: RepairEdit, sum: Rational): boolean {
  if (unequal !== null) return compareRationals(sum, unequal.sum) === 0
  return (
    (least !== null && compareRationals(sum, least) < 0) || (most !== null && compareRationals(sum, most) > 0)
  )
}

/** A row that makes a figure whole, or keeps two sides unequal; of the edit that it was made for. */
interface SplitRow {
  readonly edit: RepairEdit | null
  readonly row: LinearRow
}

/** The linear system over the chosen figures, with splits where they must be whole or unequal. */
class ChosenSystem {
  readonly #state: RepairState
  readonly #problem: RepairProblem
  readonly #edits: readonly RepairEdit[]
  readonly #chosen: readonly number[]
  readonly #variableOf: ReadonlyMap<number, number>
  readonly #variables: readonly LinearVariable[]
  readonly #rows: readonly LinearRow[]
  #splits = 0

  constructor(state: RepairState, problem: RepairProblem, edits: readonly RepairEdit[]) {
    this.#state = state
    this.#problem = problem
    this.#edits = edits
    this.#chosen = problem.cells.flatMap((_, cell) => (state.isFree(cell) ? [cell] : []))
    this.#variableOf = new Map(this.#chosen.map((cell, variable) => [cell, variable]))
    this.#variables = this.#chosen.map((cell) => {
      const { least, most, start } = problem.cells[cell] ?? { least: null, most: null, start: rational(0n) }
      return { least, most, start }
    })
    this.#rows = edits.map((edit) => this.#rowOf(edit))
  }

  solve(): Repair {
    return this.#solve([])
  }

  /** Neither a greater nor a smaller figure has a solution, even in fractions. */
  isDetermined(cell: number, figure: number): boolean {
    const variable = this.#variableOf.get(cell)
    if (variable === undefined) return false
    const step = rational(1n, this.#problem.cells[cell]?.scale ?? 1n)
    const terms = [{ variable, coefficient: rational(1n) }]
    const value = rationalOf(figure)
    return [
      { terms, least: addRationals(value, step), most: null },
      { terms, least: null, most: subtractRationals(value, step) },
    ].every((row) => solveLinear(this.#variables, [...this.#rows, row], MAX_PIVOTS).kind === 'infeasible')
  }

  #rowOf(edit: RepairEdit): LinearRow {
    const kept = this.#state.keptSum(edit)
    return {
      terms: edit.terms.flatMap(({ cell, coefficient }) => {
        const variable = this.#variableOf.get(cell)
        return variable === undefined || coefficient.numerator === 0n ? [] : [{ variable, coefficient }]
      }),
      least: edit.least === null ? null : subtractRationals(edit.least, kept),
      most: edit.most === null ? null : subtractRationals(edit.most, kept),
    }
  }

  #solve(splits: readonly SplitRow[]): Repair {
    const answer = solveLinear(this.#variables, [...this.#rows, ...splits.map(({ row }) => row)], MAX_PIVOTS)
    if (answer.kind === 'cut') return { kind: 'unknown' }
    if (answer.kind === 'infeasible')
      return { kind: 'conflicts', conflicts: [this.#impliedEdit(answer.proof, splits)] }
    const ways = this.#splitOf(answer.values)
    if (ways === null) return { kind: 'repaired', figures: this.#figures(answer.values) }
    if (this.#splits++ >= MAX_SPLITS) return { kind: 'cut', figures: this.#figures(answer.values) }
    return this.#eitherWay(ways, splits)
  }

  /** Unrepaired only when neither way repairs; then a cell out of either proof must change. */
  #eitherWay(ways: readonly SplitRow[], splits: readonly SplitRow[]): Repair {
    const alternatives: Alternative[] = []
    let undecided: Repair | null = null
    for (const way of ways) {
      const repair = this.#solve([...splits, way])
      if (repair.kind === 'repaired') return repair
      if (repair.kind === 'conflicts')
        alternatives.push(...repair.conflicts.flatMap((conflict) => conflict.alternatives))
      else if (undecided?.kind !== 'cut') undecided = repair
    }
    if (undecided !== null) return undecided
    const distinct = new Map(alternatives.map((one) => [`${one.cell} ${one.change}`, one]))
    return { kind: 'conflicts', conflicts: [{ alternatives: [...distinct.values()] }] }
  }

  #splitOf(values: readonly Rational[]): readonly SplitRow[] | null {
    for (const [variable, value] of values.entries()) {
      const scale = this.#problem.cells[this.#chosen[variable] ?? -1]?.scale ?? 1n
      if (scale % value.denominator === 0n) continue
      const below = floor(multiplyRationals(value, rational(scale)))
      const terms = [{ variable, coefficient: rational(1n) }]
      return [
        { edit: null, row: { terms, least: null, most: rational(below, scale) } },
        { edit: null, row: { terms, least: rational(below + 1n, scale), most: null } },
      ]
    }
    for (const [index, edit] of this.#edits.entries()) {
      const row = this.#rows[index]
      if (edit.unequal === null || row === undefined) continue
      const sum = row.terms.reduce(
        (total, { variable, coefficient }) =>
          addRationals(total, multiplyRationals(coefficient, values[variable] ?? rational(0n))),
        this.#state.keptSum(edit),
      )
      if (compareRationals(sum, edit.unequal.sum) !== 0) continue
      const forbidden = subtractRationals(edit.unequal.sum, this.#state.keptSum(edit))
      const { terms } = row
      return [
        { edit, row: { terms, least: null, most: subtractRationals(forbidden, edit.unequal.step) } },
        { edit, row: { terms, least: addRationals(forbidden, edit.unequal.step), most: null } },
      ]
    }
    return null
  }

  /** Adds up the rules of the proof: the cells that do not cancel are those of the implied edit. */
  #impliedEdit(proof: readonly Multiplier[], splits: readonly SplitRow[]): Conflict {
    const total = new Map<number, Rational>()
    const used: RepairEdit[] = []
    for (const { of, index, limit, times } of proof) {
      if (of === 'variable') continue
      const edit = index < this.#edits.length ? this.#edits[index] : splits[index - this.#edits.length]?.edit
      if (edit === null || edit === undefined) continue
      used.push(edit)
      const signed = limit === 'most' ? times : negateRational(times)
      for (const { cell, coefficient } of edit.terms)
        total.set(cell, addRationals(total.get(cell) ?? rational(0n), multiplyRationals(signed, coefficient)))
    }
    const moving = [...total].filter(([, sum]) => sum.numerator !== 0n).map(([cell]) => cell)
    return this.#state.conflict(moving, used)
  }

  #figures(values: readonly Rational[]): ReadonlyMap<number, number> {
    return new Map(
      this.#chosen.map((cell, variable) => [cell, nearestNumber(values[variable] ?? rational(0n))]),
    )
  }
}

function floor({ numerator, denominator }: Rational): bigint {
  const quotient = numerator / denominator
  return numerator % denominator < 0n ? quotient - 1n : quotient
}
