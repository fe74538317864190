import type { Imputation, ImputationMethod, ImputationRequest, ImputationResult } from './imputation.ts'
import { medianInPlace } from './order-statistics.ts'
import { findNeighbour, prepareNeighbours, type Neighbours } from './nearest-neighbour.ts'
import { placeRows } from './outlier-columns.ts'

/**
 * Figures for missing cells, each with the method that was used and the donors. A figure that is there is never replaced, and what
 * was imputed never serves as a donor: all donors are figures of the table as it came.
 */
export function impute(request: ImputationRequest): ImputationResult {
  const { table } = request
  const figures = table.figures.get(request.cell) ?? new Float64Array(table.rows).fill(NaN)
  const targets = request.targets ?? [...figures.keys()]
  const places = placeRows(request.groups, table.rows)
  const sources = Array.from({ length: places.groups }, (_, group): GroupSources => {
    const first = places.starts[group] ?? 0
    const rows = Int32Array.from(
      { length: (places.starts[group + 1] ?? 0) - first },
      (__, index) => places.rows?.[first + index] ?? first + index,
    )
    return groupSources(request, figures, rows)
  })
  const imputed: Imputation[] = []
  const left: number[] = []
  for (const row of [...new Set(targets)].sort((a, b) => a - b)) {
    if (!(row >= 0 && row < table.rows) || !Number.isNaN(figures[row] ?? NaN)) continue
    const group = sources[request.groups === null ? 0 : (request.groups[row] ?? -1)]
    const found = group === undefined ? null : firstOf(request.methods, (method) => group.fill(method, row))
    if (found === null) left.push(row)
    else imputed.push({ ...found, row, value: rounded(found.value, request.decimals) })
  }
  return { imputed, left }
}

type Filled = Omit<Imputation, 'row'>

interface GroupSources {
  fill(method: ImputationMethod, row: number): Filled | null
}

/** What a group gives, computed once for all its rows when first asked for. */
function groupSources(request: ImputationRequest, figures: Float64Array, rows: Int32Array): GroupSources {
  const last = request.last === null ? null : lastFigures(request.last, request.cell, request.table.rows)
  const donors = once(() =>
    [...rows].filter((row) => request.barred?.[row] !== 1 && !Number.isNaN(figures[row] ?? NaN)),
  )
  const ratio = once(() => ratioToLast(figures, last, donors()))
  const mean = once(() => donors().reduce((sum, row) => sum + (figures[row] ?? NaN), 0) / donors().length)
  const median = once(() => {
    const buffer = Float64Array.from(donors(), (row) => figures[row] ?? NaN)
    return medianInPlace(buffer, buffer.length)
  })
  const neighbours = new Map<ImputationMethod, Neighbours>()
  const enough = (count: number, method: ImputationMethod): boolean => count >= Math.max(1, method.atLeast)

  return {
    fill: (method, row) => {
      switch (method.kind) {
        case 'ratio-to-last': {
          const then = last?.[row] ?? NaN
          const found = ratio()
          if (Number.isNaN(then) || found === null || !enough(found.donors.length, method)) return null
          return {
            value: then * found.ratio,
            method: method.kind,
            donors: found.donors,
            ratio: found.ratio,
            distance: null,
          }
        }
        case 'group-mean':
        case 'group-median':
          return enough(donors().length, method)
            ? {
                value: method.kind === 'group-mean' ? mean() : median(),
                method: method.kind,
                donors: donors(),
                ratio: null,
                distance: null,
              }
            : null
        case 'nearest-neighbour': {
          if (!enough(donors().length, method)) return null
          const known = neighbours.get(method) ?? prepareNeighbours(method.by, request.table, rows, donors())
          neighbours.set(method, known)
          const nearest = findNeighbour(known, row)
          return nearest === null
            ? null
            : {
                value: figures[nearest.donor] ?? NaN,
                method: method.kind,
                donors: [nearest.donor],
                ratio: null,
                distance: nearest.distance,
              }
        }
      }
    },
  }
}

/** Null where the donors' figures of the last period do not add up to more than zero. */
function ratioToLast(
  figures: Float64Array,
  last: Float64Array | null,
  donors: readonly number[],
): { readonly ratio: number; readonly donors: readonly number[] } | null {
  if (last === null) return null
  const both = donors.filter((row) => !Number.isNaN(last[row] ?? NaN))
  let now = 0
  let then = 0
  for (const row of both) {
    now += figures[row] ?? NaN
    then += last[row] ?? NaN
  }
  return then > 0 ? { ratio: now / then, donors: both } : null
}

function lastFigures(
  last: NonNullable<ImputationRequest['last']>,
  cell: string,
  rows: number,
): Float64Array | null {
  const figures = last.table.figures.get(cell)
  if (figures === undefined) return null
  const { rowOf } = last
  if (rowOf === null) return figures
  return Float64Array.from({ length: rows }, (_, row) => figures[rowOf[row] ?? -1] ?? NaN)
}

function firstOf(
  methods: readonly ImputationMethod[],
  fill: (method: ImputationMethod) => Filled | null,
): Filled | null {
  for (const method of methods) {
    const found = fill(method)
    if (found !== null) return found
  }
  return null
}

/** Half away from zero, as people round. */
function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals
  const whole = Math.round(Math.abs(value) * scale) / scale
  return value < 0 && whole !== 0 ? -whole : whole
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null
  return () => (known ??= { value: compute() }).value
}
