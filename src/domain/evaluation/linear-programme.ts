import { BoundedSimplex } from './bounded-simplex.ts'

/** Maximise Σ objective × variable. All numbers finite. */
export interface LinearProgramme {
  /** One per variable. */
  readonly objective: readonly number[]
  readonly rows: readonly LinearConstraint[]
  /** One per variable; absent: every variable from zero up. */
  readonly bounds?: readonly VariableBounds[]
}

export interface LinearConstraint {
  /** One per variable. */
  readonly coefficients: readonly number[]
  readonly relation: '<=' | '>=' | '='
  readonly right: number
}

/** null: no such bound. */
export interface VariableBounds {
  readonly least: number | null
  readonly most: number | null
}

export type LinearProgrammeAnswer =
  | {
      readonly kind: 'optimal'
      /** Within their bounds exactly, within the rows to rounding. */
      readonly values: readonly number[]
      /** Σ objective × values, in index order. */
      readonly value: number
      /** By row: by how much the optimum rises per unit of `right`. ≥ 0 for `<=`, ≤ 0 for `>=`. */
      readonly duals: readonly number[]
      /** By variable: objective − Σ dual × coefficient. > 0 only at `most`, < 0 only at `least`. */
      readonly reducedCosts: readonly number[]
    }
  | {
      readonly kind: 'infeasible'
      /**
       * Why (Farkas): by row, ≥ 0 for `<=`, ≤ 0 for `>=`. Rows taken so many times say Σ proof × row ≤ Σ proof × right, and no
       * variables within their bounds make the left side so small. All zero where a bound `least` is above its `most`.
       */
      readonly proof: readonly number[]
    }
  | { readonly kind: 'unbounded' }

/** How far below zero a scaled sum of broken rows may lie and still count as none. */
const FEASIBILITY = 1e-9

/**
 * A small dense linear programme: the two-phase primal simplex with bounded variables (Dantzig 1963; Chvátal 1983, chapter 8) on
 * doubles, Bland's rule against cycling. Rows and columns are scaled by powers of two, which costs no digit; at the end values and
 * duals are solved afresh from the basis, so the error is that of one system of equations, not of all the pivots before it.
 * Deterministic. Tested against exact fractions. For hundreds of rows and variables, not thousands.
 */
export function maximise(programme: LinearProgramme): LinearProgrammeAnswer {
  requireShape(programme)
  const { objective, rows } = programme
  const bounds = programme.bounds ?? objective.map(() => ({ least: 0, most: null }))
  if (bounds.some(({ least, most }) => least !== null && most !== null && least > most))
    return { kind: 'infeasible', proof: rows.map(() => 0) }
  const form = standardForm(objective, rows, bounds)
  const simplex = new BoundedSimplex(form.columns, form.right, form.upper, form.basis, form.artificialFrom)

  if (form.artificialFrom < form.columns.length) {
    const phaseOne = Float64Array.from(form.columns, (_, index) => (index >= form.artificialFrom ? -1 : 0))
    simplex.maximise(phaseOne)
    const broken = simplex.solution().subarray(form.artificialFrom)
    const size = form.right.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1)
    if (broken.reduce((sum, value) => sum + value, 0) > FEASIBILITY * size)
      return { kind: 'infeasible', proof: unscaleDuals(simplex.duals(phaseOne), form.rowScale, 1) }
    simplex.fixAtZero(form.artificialFrom)
  }
  if (simplex.maximise(form.costs) === 'unbounded') return { kind: 'unbounded' }

  const solution = simplex.solution()
  const values = form.variables.map((parts, index) => valueOf(parts, solution, bounds[index]))
  const duals = unscaleDuals(simplex.duals(form.costs), form.rowScale, form.costScale)
  return {
    kind: 'optimal',
    values,
    value: values.reduce((sum, value, index) => sum + value * (objective[index] ?? 0), 0),
    duals: duals.map((dual, index) => withSign(dual, rows[index]?.relation)),
    reducedCosts: objective.map((cost, index) =>
      duals.reduce((rest, dual, row) => rest - dual * (rows[row]?.coefficients[index] ?? 0), cost),
    ),
  }
}

/** Rounding may leave a dual a hair on the wrong side. */
function withSign(dual: number, relation: LinearConstraint['relation'] | undefined): number {
  if (relation === '<=') return Math.max(dual, 0)
  return relation === '>=' ? Math.min(dual, 0) : dual
}

function unscaleDuals(duals: Float64Array, rowScale: Float64Array, costScale: number): number[] {
  return [...duals].map((dual, row) => (dual * (rowScale[row] ?? 1)) / costScale)
}

/** A variable as columns from zero up: value = origin + Σ factor × column. A free variable is a difference of two columns. */
interface VariableParts {
  readonly origin: number
  readonly columns: readonly { readonly column: number; readonly factor: number }[]
}

interface StandardForm {
  readonly columns: readonly Float64Array[]
  readonly right: Float64Array
  readonly upper: Float64Array
  readonly costs: Float64Array
  readonly basis: Int32Array
  readonly artificialFrom: number
  readonly variables: readonly VariableParts[]
  readonly rowScale: Float64Array
  readonly costScale: number
}

/** Σ columns × x = right ≥ 0, 0 ≤ x ≤ upper: the variables, then a slack for each inequality, then artificials where no slack starts. */
function standardForm(
  objective: readonly number[],
  rows: readonly LinearConstraint[],
  bounds: readonly VariableBounds[],
): StandardForm {
  const rowScale = Float64Array.from(rows, ({ coefficients }) => powerBelow(largest(coefficients)))
  const columns: Float64Array[] = []
  const upper: number[] = []
  const costs: number[] = []
  const costScale = powerBelow(largest(objective))
  const right = Float64Array.from(rows, (row, index) => row.right * (rowScale[index] ?? 1))

  const variables = objective.map((cost, variable): VariableParts => {
    const { least, most } = bounds[variable] ?? { least: 0, most: null }
    const entries = Float64Array.from(
      rows,
      ({ coefficients }, row) => (coefficients[variable] ?? 0) * (rowScale[row] ?? 1),
    )
    const scale = powerBelow(largest(entries))
    const add = (sign: number, width: number) => {
      columns.push(entries.map((entry) => sign * scale * entry))
      upper.push(width / scale)
      costs.push(sign * scale * costScale * cost)
      return { column: columns.length - 1, factor: sign * scale }
    }
    const origin = least ?? most ?? 0
    if (origin !== 0)
      entries.forEach((entry, row) => {
        right[row] = (right[row] ?? 0) - entry * origin
      })
    if (least !== null) return { origin, columns: [add(1, most === null ? Infinity : most - least)] }
    if (most !== null) return { origin, columns: [add(-1, Infinity)] }
    return { origin, columns: [add(1, Infinity), add(-1, Infinity)] }
  })

  const basis = new Int32Array(rows.length).fill(-1)
  rows.forEach(({ relation }, row) => {
    if (relation === '=') return
    const sign = relation === '<=' ? 1 : -1
    columns.push(unitColumn(rows.length, row, sign))
    upper.push(Infinity)
    costs.push(0)
    if (sign * (right[row] ?? 0) >= 0) basis[row] = columns.length - 1
  })
  const artificialFrom = columns.length
  basis.forEach((column, row) => {
    if (column !== -1) return
    columns.push(unitColumn(rows.length, row, (right[row] ?? 0) < 0 ? -1 : 1))
    upper.push(Infinity)
    costs.push(0)
    basis[row] = columns.length - 1
  })
  return {
    columns,
    right,
    upper: Float64Array.from(upper),
    costs: Float64Array.from(costs),
    basis,
    artificialFrom,
    variables,
    rowScale,
    costScale,
  }
}

function valueOf(parts: VariableParts, solution: Float64Array, bounds: VariableBounds | undefined): number {
  const value = parts.columns.reduce(
    (sum, { column, factor }) => sum + factor * (solution[column] ?? 0),
    parts.origin,
  )
  const least = bounds?.least ?? -Infinity
  const most = bounds?.most ?? Infinity
  return Math.min(Math.max(value, least), most)
}

function unitColumn(length: number, at: number, value: number): Float64Array {
  const column = new Float64Array(length)
  column[at] = value
  return column
}

function largest(values: Iterable<number>): number {
  let size = 0
  for (const value of values) size = Math.max(size, Math.abs(value))
  return size
}

/** The factor 2ᵏ that brings the size between 1 and 2; 1 for zero. */
function powerBelow(size: number): number {
  return size === 0 ? 1 : 2 ** -Math.min(Math.max(Math.floor(Math.log2(size)), -1000), 1000)
}

function requireShape({ objective, rows, bounds }: LinearProgramme): void {
  const finite = (values: readonly (number | null)[]) =>
    values.every((value) => value === null || Number.isFinite(value))
  if (!finite(objective)) throw new RangeError('a linear programme with an objective that is not finite')
  for (const { coefficients, right } of rows)
    if (coefficients.length !== objective.length || !finite(coefficients) || !Number.isFinite(right))
      throw new RangeError('a linear programme with a row that is not finite or not as long as the objective')
  if (bounds !== undefined && bounds.length !== objective.length)
    throw new RangeError('a linear programme with bounds for other variables')
  if (bounds !== undefined && !bounds.every(({ least, most }) => finite([least, most])))
    throw new RangeError('a linear programme with a bound that is not finite')
}
