import { momentsOf } from './column-moments.ts'
import type { CompiledLeaf, CompiledScheme } from './compile-scheme.ts'
import type { ImputedPoint } from './evaluation-result.ts'
import type { LeafTable, UnitRow } from './leaf-table.ts'
import type { PreparedData } from './prepare-data.ts'
import type { Imputation } from './scheme.ts'

export interface ImputedLeaves {
  /** By period; units that are not judged have no values from here on. */
  readonly tables: readonly LeafTable[]
  readonly points: readonly ImputedPoint[]
}

interface Guess {
  readonly value: number
  readonly from: readonly string[]
}

/**
 * Gaps filled by the leaf's way or the scheme's (Handbook, step 3; COINr `i_mean` … `impute_panel`). Only figures that were
 * there are taken, never filled ones, and only of judged units. Where the way finds nothing to take from, the gap stays.
 * Every filled point is listed with what it was taken from.
 */
export function imputeLeaves(compiled: CompiledScheme, prepared: PreparedData): ImputedLeaves {
  const known = prepared.denominated.map((table) =>
    table.map((row) => row.map((value, unit) => (prepared.isJudged[unit] === true ? value : null))),
  )
  const points: ImputedPoint[] = []
  const tables = known.map((table, period) =>
    table.map((row, leaf) => {
      const node = compiled.leaves[leaf]
      if (node === undefined || !hasGap(row, prepared.isJudged)) return row
      const way = node.input.imputation ?? compiled.scheme.imputation
      const guess = guessFor(way, { compiled, prepared, known, period, leaf, node })
      return row.map((value, unit) => {
        if (value !== null || prepared.isJudged[unit] !== true) return value
        const found = guess(unit)
        if (found === null) return null
        points.push({
          period: prepared.periods[period] ?? '',
          node: node.code,
          unit: prepared.units[unit]?.code ?? '',
          method: way.method,
          value: found.value,
          from: found.from,
        })
        return found.value
      })
    }),
  )
  return { tables, points }
}

function hasGap(row: UnitRow, isJudged: readonly boolean[]): boolean {
  return row.some((value, unit) => value === null && isJudged[unit] === true)
}

interface Place {
  readonly compiled: CompiledScheme
  readonly prepared: PreparedData
  readonly known: readonly LeafTable[]
  readonly period: number
  readonly leaf: number
  readonly node: CompiledLeaf
}

function guessFor(way: Imputation, place: Place): (unit: number) => Guess | null {
  const { prepared, known, period, leaf } = place
  const row = known[period]?.[leaf] ?? []
  switch (way.method) {
    case 'none':
      return () => null
    case 'constant':
      return () => ({ value: way.value, from: [] })
    case 'mean':
    case 'median': {
      const guess = centreOf(row, prepared, way.method === 'mean' ? 'mean' : 'median')
      return () => guess
    }
    case 'group-mean':
    case 'group-median': {
      const centre = way.method === 'group-mean' ? 'mean' : 'median'
      const all = way.fallback ? centreOf(row, prepared, centre) : null
      const groups = new Map<string, Guess | null>()
      return (unit) => {
        const group = prepared.units[unit]?.groups[way.group]
        if (group === undefined) return all
        if (!groups.has(group)) {
          const own = row.map((value, other) =>
            prepared.units[other]?.groups[way.group] === group ? value : null,
          )
          groups.set(group, centreOf(own, prepared, centre))
        }
        return groups.get(group) ?? all
      }
    }
    case 'latest':
      return (unit) => latest(way.maximumAge, place, unit)
    case 'linear':
      return (unit) => onLine(way.extrapolate, place, unit)
    case 'siblings-mean':
    case 'siblings-median':
      return siblingsGuess(place, way.method === 'siblings-mean' ? 'mean' : 'median')
  }
}

function centreOf(row: UnitRow, { units }: PreparedData, centre: 'mean' | 'median'): Guess | null {
  const values: number[] = []
  const from: string[] = []
  for (const [unit, value] of row.entries()) {
    if (value === null) continue
    values.push(value)
    from.push(units[unit]?.code ?? '')
  }
  const value = momentsOf(values)[centre]
  return value === null ? null : { value, from }
}

/** The unit's own last figure before; `maximumAge` counts the data's periods backwards, as COINr's `max_time`. */
function latest(
  maximumAge: number | null,
  { known, prepared, period, leaf }: Place,
  unit: number,
): Guess | null {
  const oldest = maximumAge === null ? 0 : Math.max(0, period - maximumAge)
  for (let before = period - 1; before >= oldest; before--) {
    const value = known[before]?.[leaf]?.[unit] ?? null
    if (value !== null) return { value, from: [prepared.periods[before] ?? ''] }
  }
  return null
}

/** On the straight line between the nearest known periods on either side; beyond the ends as asked (`constant` is R's `approx(rule = 2)`). */
function onLine(
  extrapolate: 'none' | 'constant' | 'line',
  { known, prepared: { periods, times }, period, leaf }: Place,
  unit: number,
): Guess | null {
  const points = periods.flatMap((name, index) => {
    const value = known[index]?.[leaf]?.[unit] ?? null
    return value === null ? [] : [{ name, index, value, time: times[index] ?? 0 }]
  })
  const before = points.findLast(({ index }) => index < period)
  const after = points.find(({ index }) => index > period)
  const beyond = before === undefined || after === undefined
  if (beyond && extrapolate === 'none') return null
  const nearest = before ?? after
  if (nearest === undefined) return null
  // Two points of the line: on both sides of the gap, or the two next to the open end.
  const [first, second] = !beyond
    ? [before, after]
    : before === undefined
      ? [points[0], points[1]]
      : [points.at(-2), points.at(-1)]
  if ((beyond && extrapolate === 'constant') || first === undefined || second === undefined)
    return beyond && extrapolate === 'line' ? null : { value: nearest.value, from: [nearest.name] }
  const share = ((times[period] ?? 0) - first.time) / (second.time - first.time)
  return {
    value: first.value + (second.value - first.value) * share,
    from: [first.name, second.name],
  }
}

/**
 * From the unit's other leaves under the same heading, put on one scale by min-max (turned by direction) and back onto the
 * leaf's own: COINr `Impute(impute_by = "row")`. A sibling that is the same for all units has no scale and says nothing; a
 * leaf that is the same for all takes that value.
 */
function siblingsGuess(
  { compiled, known, period, leaf, node }: Place,
  centre: 'mean' | 'median',
): (unit: number) => Guess | null {
  const table = known[period] ?? []
  const scaled = compiled.leaves.flatMap((other, index) => {
    if (other.parent !== node.parent || index === leaf) return []
    const scale = turnedRange(other, table[index] ?? [])
    return scale === null || scale.most === scale.least
      ? []
      : [{ code: other.code, row: table[index] ?? [], scale }]
  })
  const own = turnedRange(node, table[leaf] ?? [])
  return (unit) => {
    if (own === null) return null
    const shares: number[] = []
    const from: string[] = []
    for (const { code, row, scale } of scaled) {
      const value = row[unit] ?? null
      if (value === null) continue
      shares.push((scale.sign * value - scale.least) / (scale.most - scale.least))
      from.push(code)
    }
    const share = momentsOf(shares)[centre]
    return share === null
      ? null
      : { value: own.sign * (share * (own.most - own.least) + own.least) + 0, from }
  }
}

function turnedRange(
  { input: { direction } }: CompiledLeaf,
  row: UnitRow,
): { sign: 1 | -1; least: number; most: number } | null {
  const sign = direction === 'less' ? -1 : 1
  let least = Infinity
  let most = -Infinity
  for (const value of row) {
    if (value === null) continue
    least = Math.min(least, sign * value)
    most = Math.max(most, sign * value)
  }
  return least > most ? null : { sign, least, most }
}
