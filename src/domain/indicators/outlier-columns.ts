import { periodById, shiftPeriod, type Period } from '#domain/kernel'
import type { OutlierHistory, OutlierScores, PeriodColumns, RowGroups } from './outlier.ts'

/** A cell's figures by period, aligned to the rows of the history. */
export interface AlignedCell {
  readonly rows: number
  /** The judged period. */
  readonly period: Period
  /** Figures so many periods back (0: the judged one); null where the period or the cell is absent. */
  back(steps: number): Float64Array | null
}

/** Scores with what is needed to say, for one row, which figures would have been accepted. */
export interface ExplainedScores extends OutlierScores {
  explain(row: number): {
    readonly from: number | null
    readonly to: number | null
    readonly expected: number | null
  }
}

/** Null where there is no such period. */
export function alignCell(history: OutlierHistory, cell: string, judged: string): AlignedCell | null {
  const period = periodById(judged)
  if (period === null) return null
  const byId = new Map(history.periods.map((columns) => [columns.period, columns]))
  const aligned = new Map<number, Float64Array | null>()
  return {
    rows: history.rows,
    period,
    back: (steps) => {
      const known = aligned.get(steps)
      if (known !== undefined) return known
      const columns = byId.get(steps === 0 ? period.id : shiftPeriod(period, -steps).id)
      const figures = columns === undefined ? null : alignFigures(columns, cell, history.rows)
      aligned.set(steps, figures)
      return figures
    },
  }
}

function alignFigures(columns: PeriodColumns, cell: string, rows: number): Float64Array | null {
  const figures = columns.table.figures.get(cell)
  if (figures === undefined) return null
  const { rowOf } = columns
  if (rowOf === null) return figures
  const aligned = new Float64Array(rows).fill(NaN)
  for (let row = 0; row < rows; row++) {
    const from = rowOf[row] ?? -1
    if (from >= 0) aligned[row] = figures[from] ?? NaN
  }
  return aligned
}

/** Rows of each group, one after another: `rows[starts[g]]` up to before `rows[starts[g + 1]]`. Rows in no group are left out. */
export interface GroupedRows {
  readonly count: number
  readonly starts: Int32Array
  readonly rows: Int32Array
}

export function groupRows(groups: RowGroups, rows: number): GroupedRows {
  if (groups === null) {
    return {
      count: 1,
      starts: Int32Array.of(0, rows),
      rows: Int32Array.from({ length: rows }, (_, row) => row),
    }
  }
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
  const grouped = new Int32Array(starts[count] ?? 0)
  for (let row = 0; row < rows; row++) {
    const group = groups[row] ?? -1
    if (group < 0) continue
    const place = next[group] ?? 0
    grouped[place] = row
    next[group] = place + 1
  }
  return { count, starts, rows: grouped }
}

/** Arrays in which nothing is judged yet. */
export function emptyScores(
  period: string,
  rows: number,
): { period: string; scores: Float64Array; from: Float64Array; to: Float64Array } {
  return {
    period,
    scores: new Float64Array(rows).fill(NaN),
    from: new Float64Array(rows).fill(-Infinity),
    to: new Float64Array(rows).fill(Infinity),
  }
}
