import { accepted, refused, type Outcome } from '#domain/kernel'
import type { AggregationMethod } from './aggregation-method.ts'
import { copeland, greyRelation, topsis, vikor } from './aggregate-relative.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'

/** A child with its values by unit; null: none. */
export interface WeightedColumn {
  readonly node: string
  readonly values: readonly (number | null)[]
  /** Only proportions count, except for `sum`. */
  readonly weight: number
  /** Benefit of the doubt: a weight for each unit instead; null for a unit that has none. */
  readonly byUnit: readonly (number | null)[] | null
}

export interface AggregatedHeading {
  readonly node: string
  /** Least share of children with a value; null: one is enough. */
  readonly availability: number | null
  /** Codes, for refusals. */
  readonly units: readonly string[]
  /** Units are compared only within these (relative methods); null: all with all. */
  readonly groups: readonly (string | null)[] | null
}

/** A unit's children that have a value and weigh something, in the order of the heading; weights as given. */
export interface UnitRow {
  readonly unit: number
  /** Places among the children. */
  readonly children: readonly number[]
  readonly values: readonly number[]
  readonly weights: readonly number[]
  /** Of these children. */
  readonly weightSum: number
}

/**
 * Children's values → the heading's, by unit. A missing child is left out and the weights of the rest are scaled up (OECD/JRC
 * Handbook 2008, step 6; COINr `a_amean` and its kin); null where fewer than `availability` have a value, or none that weighs
 * anything. Sums run in the order of the children. Where COINr says otherwise on missing values: `generalised` leaves them
 * out too (COINr answers NA), `copeland` can be asked to compare two units only on what both have.
 */
export function aggregateNode(
  method: AggregationMethod,
  children: readonly WeightedColumn[],
  heading: AggregatedHeading,
): Outcome<(number | null)[]> {
  const rows = heading.units.map((_, unit) => rowOf(children, heading, unit))
  const present = rows.filter((row) => row !== null)
  const fault = faultOf(method, present, children, heading)
  if (fault !== null) return fault
  const scores = heading.units.map((): number | null => null)
  for (const rowsOfGroup of isRelative(method) ? byGroup(present, heading.groups) : [present]) {
    const values = scoreRows(method, rowsOfGroup, children)
    if (values === null)
      return refused({
        code: 'evaluation.no_spread' satisfies EvaluationIssueCode,
        params: { node: heading.node },
      })
    rowsOfGroup.forEach((row, index) => {
      scores[row.unit] = values[index] ?? null
    })
  }
  const broken = scores.findIndex((score) => score !== null && !Number.isFinite(score))
  return broken === -1
    ? accepted(scores)
    : refused({
        code: 'evaluation.overflow' satisfies EvaluationIssueCode,
        params: { node: heading.node, unit: heading.units[broken] ?? '' },
      })
}

/** Whether a unit's score depends on which other units are judged with it. */
export function isRelative({ method }: AggregationMethod): boolean {
  return method === 'topsis' || method === 'grey' || method === 'vikor' || method === 'copeland'
}

function rowOf(
  children: readonly WeightedColumn[],
  { availability }: AggregatedHeading,
  unit: number,
): UnitRow | null {
  const places: number[] = []
  const values: number[] = []
  const weights: number[] = []
  let available = 0
  children.forEach(({ values: column, weight, byUnit }, child) => {
    const value = column[unit] ?? null
    if (value === null) return
    available++
    const own = byUnit === null ? weight : (byUnit[unit] ?? 0)
    if (own === 0) return
    places.push(child)
    values.push(value)
    weights.push(own)
  })
  if (available / children.length < (availability ?? 0) || places.length === 0) return null
  return { unit, children: places, values, weights, weightSum: sumOf(weights) }
}

/** Null: the units do not differ at all, and the method only looks at differences. */
function scoreRows(
  method: AggregationMethod,
  rows: readonly UnitRow[],
  children: readonly WeightedColumn[],
): readonly (number | null)[] | null {
  switch (method.method) {
    case 'arithmetic':
      return rows.map(arithmeticMean)
    case 'geometric':
      return rows.map(geometricMean)
    case 'harmonic':
      return rows.map(({ values, weights, weightSum }) => weightSum / sumBy(values, weights, (x) => 1 / x))
    case 'generalised':
      return rows.map((row) => (method.power === 0 ? geometricMean(row) : powerMean(row, method.power)))
    case 'sum':
      return rows.map((row) => sumOfPoints(row, children))
    case 'topsis':
      return topsis(rows, children.length)
    case 'grey':
      return greyRelation(rows, children.length, method.resolution)
    case 'vikor':
      return vikor(rows, children.length, method.strategy)
    case 'copeland':
      return copeland(rows, method.gaps ?? 'as-listed', sumOf(children.map(({ weight }) => weight)))
  }
}

function arithmeticMean({ values, weights, weightSum }: UnitRow): number {
  return values.reduce((sum, value, index) => sum + ((weights[index] ?? 0) / weightSum) * value, 0)
}

function geometricMean({ values, weights, weightSum }: UnitRow): number {
  return Math.exp(sumBy(values, weights, Math.log) / weightSum)
}

function powerMean({ values, weights, weightSum }: UnitRow, power: number): number {
  return (sumBy(values, weights, (x) => x ** power) / weightSum) ** (1 / power)
}

/** Σ w x; what the missing children would weigh is spread over the rest, as in the means. */
function sumOfPoints(
  { unit, values, weights, weightSum }: UnitRow,
  children: readonly WeightedColumn[],
): number {
  const points = sumBy(values, weights, (x) => x)
  // A unit's own weights were found without its missing children: nothing to spread.
  if (children.some(({ byUnit }) => byUnit !== null)) return points
  const isComplete = children.every(({ values: column, weight }) => weight === 0 || column[unit] !== null)
  return isComplete ? points : (points * sumOf(children.map(({ weight }) => weight))) / weightSum
}

function byGroup(rows: readonly UnitRow[], groups: AggregatedHeading['groups']): UnitRow[][] {
  if (groups === null) return [[...rows]]
  const found = new Map<string | null, UnitRow[]>()
  for (const row of rows) {
    const group = groups[row.unit] ?? null
    const members = found.get(group)
    if (members === undefined) found.set(group, [row])
    else members.push(row)
  }
  return [...found.values()]
}

/** A value that the method cannot take, named. */
function faultOf(
  method: AggregationMethod,
  rows: readonly UnitRow[],
  children: readonly WeightedColumn[],
  heading: AggregatedHeading,
): ReturnType<typeof refused> | null {
  const check = forbidden(method)
  if (check === null) return null
  const found = new Map<number, { unit: string; value: number; units: number }>()
  for (const { unit, children: places, values } of rows)
    values.forEach((value, index) => {
      if (!check.isForbidden(value)) return
      const child = places[index] ?? 0
      const first = found.get(child) ?? { unit: heading.units[unit] ?? '', value, units: 0 }
      found.set(child, { ...first, units: first.units + 1 })
    })
  if (found.size === 0) return null
  return refused(
    ...[...found]
      .sort(([a], [b]) => a - b)
      .map(([child, params]) => ({
        code: check.code,
        params: { heading: heading.node, node: children[child]?.node ?? '', ...params },
      })),
  )
}

function forbidden(
  method: AggregationMethod,
): { code: EvaluationIssueCode; isForbidden(value: number): boolean } | null {
  if (method.method === 'geometric' || (method.method === 'generalised' && method.power === 0))
    return { code: 'evaluation.geometric_not_positive', isForbidden: (value) => value <= 0 }
  if (method.method === 'harmonic')
    return { code: 'evaluation.harmonic_zero', isForbidden: (value) => value === 0 }
  if (method.method !== 'generalised') return null
  const { power } = method
  if (power < 0) return { code: 'evaluation.power_not_positive', isForbidden: (value) => value <= 0 }
  // The root of a mean of powers comes back from below zero for no power but 1; even powers take any number.
  const isEven = Number.isInteger(power) && power % 2 === 0
  return power === 1 || isEven
    ? null
    : { code: 'evaluation.power_not_positive', isForbidden: (value) => value < 0 }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function sumBy(values: readonly number[], weights: readonly number[], of: (value: number) => number): number {
  return values.reduce((sum, value, index) => sum + (weights[index] ?? 0) * of(value), 0)
}
