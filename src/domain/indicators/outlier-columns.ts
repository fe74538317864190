import { periodById, shiftPeriod, type Period } from '#domain/kernel'
import type { OutlierHistory, PeriodColumns, RowGroups } from './outlier.ts'

/**
 * Rows in the order of their groups, so that a group is a stretch of each column: place p holds row `rows[p]`, group g the places
 * `starts[g]` up to before `starts[g + 1]`. Rows in no group have no place.
 */
export interface Places {
  readonly groups: number
  readonly starts: Int32Array
  /** Null: every row stands at its own place. */
  readonly rows: Int32Array | null
  readonly count: number
}

export function placeRows(groups: RowGroups, rows: number): Places {
  if (groups === null) return { groups: 1, starts: Int32Array.of(0, rows), rows: null, count: rows }
  let count = 0
  for (let row = 0; row < rows; row++) count = Math.max(count, (groups[row] ?? -1) + 1)
  const starts = new Int32Array(count + 1)
  for (let row = 0; row < rows; row++) {
    const group = groups[row] ?? -1
    if (group >= 0) starts[group + 1] = (starts[group + 1] ?? 0) + 1
  }
  for (let group = 0; group < count; group++)
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0)
  const next = starts.slice()
  const placed = new Int32Array(starts[count] ?? 0)
  for (let row = 0; row < rows; row++) {
    const group = groups[row] ?? -1
    if (group < 0) continue
    const place = next[group] ?? 0
    placed[place] = row
    next[group] = place + 1
  }
  return { groups: count, starts, rows: placed, count: placed.length }
}

/** A cell's figures by period, in the order of the places. */
export interface PlacedCell {
  readonly places: Places
  /** The judged period. */
  readonly period: Period
  /** Figures so many periods back (0: the judged one); null where the period or the cell is absent. Not to be written to. */
  back(steps: number): Float64Array | null
}

/** Null where there is no such period. */
export function placeCell(
  history: OutlierHistory,
  cell: string,
  judged: string,
  places: Places,
): PlacedCell | null {
  const period = periodById(judged)
  if (period === null) return null
  const byId = new Map(history.periods.map((columns) => [columns.period, columns]))
  const known = new Map<number, Float64Array | null>()
  return {
    places,
    period,
    back: (steps) => {
      const before = known.get(steps)
      if (before !== undefined) return before
      const columns = byId.get(steps === 0 ? period.id : shiftPeriod(period, -steps).id)
      const figures = columns === undefined ? null : placedFigures(columns, cell, places)
      known.set(steps, figures)
      return figures
    },
  }
}

function placedFigures(columns: PeriodColumns, cell: string, places: Places): Float64Array | null {
  const figures = columns.table.figures.get(cell)
  if (figures === undefined) return null
  const { rowOf } = columns
  if (rowOf === null && places.rows === null) return figures
  const placed = new Float64Array(places.count)
  for (let place = 0; place < places.count; place++) {
    const row = places.rows === null ? place : (places.rows[place] ?? -1)
    const from = rowOf === null ? row : (rowOf[row] ?? -1)
    placed[place] = from >= 0 ? (figures[from] ?? NaN) : NaN
  }
  return placed
}

/** Scores by place: NaN where nothing can be said; an outlier lies outside its two bounds. */
export interface PlacedScores {
  readonly scores: Float64Array
  readonly from: Float64Array
  readonly to: Float64Array
  /** The bounds and the middle as figures of the cell. */
  explain(place: number): {
    readonly from: number | null
    readonly to: number | null
    readonly expected: number | null
  }
}

/** Arrays in which nothing is judged yet. */
export function emptyScores(count: number): Omit<PlacedScores, 'explain'> {
  return {
    scores: new Float64Array(count).fill(NaN),
    from: new Float64Array(count).fill(-Infinity),
    to: new Float64Array(count).fill(Infinity),
  }
}

export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
