/**
 * What can be said of a decision table without asking it: inputs that no row answers, inputs that several rows answer, rows
 * that never answer. Each finding comes with an example.
 *
 * Every column is cut where one of its tests changes its mind: at each endpoint, and between two. Within a piece all tests
 * are constant, so one value stands for the piece; the pieces of all columns are walked together, with the rows still
 * possible. Numbers are taken as continuous, dates as days, texts as those named and one other. Tests with variables or `?`
 * are not decided: their rows are listed as `undecided`, never cause a finding, and close every gap. Missing input (null) is
 * not considered.
 */
import { equalValues, liesIn, orderOf } from './compare.ts'
import type { CompiledModel } from './dmn-compile.ts'
import type { DecisionTable, InputClause, UnaryTests } from './dmn-model.ts'
import { childrenOf, evaluate } from './evaluate.ts'
import { FeelRun, FeelScope, LimitReached } from './scope.ts'
import type { FeelNode } from './syntax.ts'
import { FeelDate, dateOfDayNumber, dayNumberOf } from './temporal.ts'
import { FeelNumber, FeelRange, type FeelValue, isList, isNumber } from './values.ts'

export interface TableFinding {
  /** gap: no row answers; overlap: several do where one may; unreachable: a row that never answers. */
  readonly kind: 'gap' | 'overlap' | 'unreachable'
  /** Rows concerned, from 0; none for a gap. */
  readonly rows: readonly number[]
  /** A value for each input column; of an unreachable row none, unless rows before it take its input. */
  readonly example: readonly FeelValue[] | null
}

export interface TableReport {
  readonly findings: readonly TableFinding[]
  /** Rows with tests that depend on more than their own column. */
  readonly undecided: readonly number[]
  /** Columns whose kind of value is not known here; every test of them counts as passed, so no gap is found in them. */
  readonly undecidedColumns: readonly number[]
  /** False where the table is too large to be walked to its end: findings are right, but others may be missing. */
  readonly complete: boolean
}

const MOST_STEPS = 200_000
const MOST_GAPS = 20
const MOST_COMPARISONS = 20_000_000
const SINGLE_ANSWER: ReadonlySet<string> = new Set(['UNIQUE', 'ANY', 'FIRST', 'PRIORITY'])

/** The tests of a cell as values; null where they are not constant. */
interface CellTests {
  readonly negated: boolean
  /** Null: anything. */
  readonly values: readonly FeelValue[] | null
}

interface Column {
  /** One value for each piece. */
  readonly pieces: readonly FeelValue[]
  /** By piece: which rows' tests pass. */
  readonly passing: readonly ReadonlySet<number>[]
}

export function checkTable(table: DecisionTable, compiled: CompiledModel): TableReport {
  try {
    return checkWithin(table, compiled)
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    return { findings: [], undecided: [], undecidedColumns: [], complete: false }
  }
}

function checkWithin(table: DecisionTable, compiled: CompiledModel): TableReport {
  const run = new FeelRun({ limits: { steps: MOST_COMPARISONS } })
  const cells = table.rules.map(({ inputs }) => inputs.map((tests) => readTests(tests, compiled, run)))
  const undecided = new Set(cells.flatMap((row, index) => (row.includes(null) ? [index] : [])))
  const undecidedColumns: number[] = []
  const columns = table.inputs.map((input, index) => {
    const column = columnOf(
      input,
      cells.map((row) => row[index] ?? null),
      compiled,
      run,
    )
    if (column === null) undecidedColumns.push(index)
    return column ?? { pieces: [null], passing: [new Set(cells.keys())] }
  })
  const walk = new TableWalk(table, columns, undecided)
  const complete = walk.run()
  const known = (row: number): boolean =>
    !undecided.has(row) && cells[row]?.every((_, column) => !undecidedColumns.includes(column)) === true
  const unreachable = complete
    ? [...table.rules.keys()]
        .filter((row) => known(row) && !walk.answering.has(row))
        .map((row) => ({ kind: 'unreachable' as const, rows: [row], example: walk.covered.get(row) ?? null }))
    : []
  return {
    findings: [
      ...walk.gaps.map((example) => ({ kind: 'gap' as const, rows: [], example })),
      ...[...walk.overlaps.values()].filter(({ rows }) => rows.every(known)),
      ...unreachable,
    ],
    undecided: [...undecided],
    undecidedColumns,
    complete,
  }
}

class TableWalk {
  readonly gaps: (readonly FeelValue[])[] = []
  readonly overlaps = new Map<string, TableFinding>()
  /** Rows that answer some input. */
  readonly answering = new Set<number>()
  /** Rows that match some input, with an example of it. */
  readonly covered = new Map<number, readonly FeelValue[]>()
  readonly #table: DecisionTable
  readonly #columns: readonly Column[]
  readonly #undecided: ReadonlySet<number>
  readonly #hasDefault: boolean
  readonly #seen = new Set<string>()
  #steps = 0

  constructor(table: DecisionTable, columns: readonly Column[], undecided: ReadonlySet<number>) {
    this.#table = table
    this.#columns = columns
    this.#undecided = undecided
    this.#hasDefault = table.outputs.some(({ defaultEntry }) => defaultEntry !== null)
  }

  /** False where it was stopped. */
  run(): boolean {
    return this.#visit(0, [...this.#table.rules.keys()], [])
  }

  #visit(column: number, rows: readonly number[], path: readonly FeelValue[]): boolean {
    if (++this.#steps > MOST_STEPS) return false
    if (rows.length === 0) return this.#gap(path)
    // The same rows at the same column: nothing new can follow.
    const key = `${column}:${rows.join()}`
    if (this.#seen.has(key)) return true
    this.#seen.add(key)
    const { pieces, passing } = this.#columns[column] ?? { pieces: [], passing: [] }
    if (column >= this.#columns.length) return this.#answered(rows, path)
    for (const [index, value] of pieces.entries()) {
      const left = rows.filter((row) => this.#undecided.has(row) || passing[index]?.has(row) === true)
      if (!this.#visit(column + 1, left, [...path, value])) return false
    }
    return true
  }

  #gap(path: readonly FeelValue[]): boolean {
    if (this.#hasDefault || !SINGLE_ANSWER.has(this.#table.hitPolicy)) return true
    // Any value of the columns that were not reached.
    if (this.gaps.length < MOST_GAPS)
      this.gaps.push([...path, ...this.#columns.slice(path.length).map(({ pieces }) => pieces[0] ?? null)])
    return true
  }

  #answered(rows: readonly number[], example: readonly FeelValue[]): boolean {
    const certain = rows.filter((row) => !this.#undecided.has(row))
    for (const row of certain) if (!this.covered.has(row)) this.covered.set(row, example)
    const [first] = certain
    if (this.#table.hitPolicy === 'FIRST') {
      if (first !== undefined) this.answering.add(first)
    } else for (const row of certain) this.answering.add(row)
    for (const [index, left] of certain.entries())
      for (const right of certain.slice(index + 1)) {
        if (++this.#steps > MOST_STEPS) return false
        if (!this.#conflict(left, right)) continue
        const key = `${left}:${right}`
        if (!this.overlaps.has(key)) this.overlaps.set(key, { kind: 'overlap', rows: [left, right], example })
      }
    return true
  }

  /** Whether the hit policy lets both rows match one input. */
  #conflict(left: number, right: number): boolean {
    if (this.#table.hitPolicy === 'UNIQUE') return true
    if (this.#table.hitPolicy !== 'ANY') return false
    const texts = (row: number): string =>
      JSON.stringify(this.#table.rules[row]?.outputs.map(({ text }) => text.trim()) ?? [])
    return texts(left) !== texts(right)
  }
}

function columnOf(
  input: InputClause,
  cells: readonly (CellTests | null)[],
  compiled: CompiledModel,
  run: FeelRun,
): Column | null {
  const allowed = [input.values, allowedOf(input, compiled)]
    .filter((tests) => tests !== null)
    .map((tests) => readTests(tests, compiled, run))
    .filter((tests) => tests !== null)
  const values = [...cells, ...allowed].flatMap((cell) => cell?.values ?? []).flatMap(endpointsOf)
  const pieces = piecesOf(values, kindOf(input, compiled, values))?.filter((piece) =>
    allowed.every((tests) => passes(tests, piece, run)),
  )
  if (pieces === undefined) return null
  return {
    pieces,
    passing: pieces.map(
      (piece) =>
        new Set(cells.flatMap((cell, row) => (cell !== null && passes(cell, piece, run) ? [row] : []))),
    ),
  }
}

function allowedOf(input: InputClause, compiled: CompiledModel): UnaryTests | null {
  const { typeRef } = input.expression
  return compiled.model.itemDefinitions.find(({ name }) => name === typeRef)?.allowedValues ?? null
}

type Kind = 'number' | 'date' | 'string' | 'boolean'

function kindOf(input: InputClause, compiled: CompiledModel, values: readonly FeelValue[]): Kind | null {
  const type = compiled.typeNamed(input.expression.typeRef)
  const { kind } = type.kind === 'constrained' ? type.base : type
  if (kind === 'number' || kind === 'date' || kind === 'string' || kind === 'boolean') return kind
  if (kind !== 'any') return null
  const kinds = new Set(values.map(kindOfValue))
  const [only] = kinds
  return kinds.size === 1 ? (only ?? null) : null
}

function kindOfValue(value: FeelValue): Kind | null {
  if (isNumber(value)) return 'number'
  if (value instanceof FeelDate) return 'date'
  if (typeof value === 'string') return 'string'
  return typeof value === 'boolean' ? 'boolean' : null
}

function endpointsOf(value: FeelValue): readonly FeelValue[] {
  if (value === null) return []
  if (value instanceof FeelRange) return [value.start, value.end].filter((bound) => bound !== null)
  return isList(value) ? value.flatMap(endpointsOf) : [value]
}

/** A value for each piece, in order; null where the values are of another kind. */
function piecesOf(values: readonly FeelValue[], kind: Kind | null): readonly FeelValue[] | null {
  switch (kind) {
    case null:
      return null
    case 'boolean':
      return [true, false]
    case 'string': {
      const named = [...new Set(values.filter((value) => typeof value === 'string'))]
      // Texts have an order too, but hardly anyone cuts it; a range of texts is decided for the named ones.
      let other = 'other'
      while (named.includes(other)) other += '*'
      return [...named, other]
    }
    case 'number':
      return numberPieces(ordered(values.filter(isNumber)))
    case 'date':
      return datePieces(ordered(values.filter((value) => value instanceof FeelDate)))
  }
}

function ordered<T extends FeelValue>(values: readonly T[]): T[] {
  const sorted = [...values].sort((a, b) => orderOf(a, b) ?? 0)
  return sorted.filter((value, index) => index === 0 || orderOf(value, sorted[index - 1] ?? null) !== 0)
}

function numberPieces(cuts: readonly FeelNumber[]): FeelValue[] {
  const [first] = cuts
  const last = cuts.at(-1)
  if (first === undefined || last === undefined) return [new FeelNumber(0)]
  const within = cuts.flatMap((cut, index) => {
    const next = cuts[index + 1]
    return next === undefined ? [cut] : [cut, cut.plus(next).dividedBy(2)]
  })
  return [first.minus(1), ...within, last.plus(1)]
}

function datePieces(cuts: readonly FeelDate[]): FeelValue[] {
  const days = cuts.map(dayNumberOf)
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) return [dateOfDayNumber(0)]
  const within = days.flatMap((day, index) => {
    const next = days[index + 1]
    // No day lies between two that follow each other.
    return next === undefined || next === day + 1 ? [day] : [day, day + 1]
  })
  return [first - 1, ...within, last + 1].map(dateOfDayNumber)
}

function passes({ negated, values }: CellTests, input: FeelValue, run: FeelRun): boolean {
  if (values === null) return true
  return values.some((value) => passesOne(value, input, run)) !== negated
}

function passesOne(value: FeelValue, input: FeelValue, run: FeelRun): boolean {
  if (value instanceof FeelRange) return liesIn(input, value, run) === true
  return isList(value)
    ? value.some((item) => passesOne(item, input, run))
    : equalValues(input, value, run) === true
}

function readTests(tests: UnaryTests, compiled: CompiledModel, run: FeelRun): CellTests | null {
  const text = tests.text.trim()
  if (text === '' || text === '-') return { negated: false, values: null }
  const root = compiled.parsed(tests, 'unary-tests')?.root
  if (root === undefined) return null
  if (root.kind === 'anything') return { negated: false, values: null }
  const nodes = root.kind === 'tests' ? root.tests : [root]
  if (!nodes.every(isConstant)) return null
  const scope = new FeelScope(run, new Map())
  try {
    return {
      negated: root.kind === 'tests' && root.negated,
      values: nodes.map((node) => evaluate({ text: tests.text, root: node }, scope)),
    }
  } catch (error) {
    if (error instanceof LimitReached) return null
    throw error
  }
}

/** Names may only be those of functions that are called: `date("2026-01-01")`. */
function isConstant(node: FeelNode): boolean {
  if (node.kind === 'input' || node.kind === 'name') return false
  if (node.kind === 'call')
    return (
      node.callee.kind === 'name' &&
      node.callee.name !== 'now' &&
      node.callee.name !== 'today' &&
      [...node.positional, ...(node.named ?? []).map(({ value }) => value)].every(isConstant)
    )
  return childrenOf(node).every(isConstant)
}
