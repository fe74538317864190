import type { ColumnTable } from './column-table.ts'
import type { NeighbourCell } from './imputation.ts'

/**
 * Gower's distance (J. C. Gower, A general coefficient of similarity and some of its properties, Biometrics 27 (1971), 857-871):
 * the weighted mean over the cells that both have of |a − b| ÷ range for figures and of 0 (equal) or 1 for texts.
 */
export interface Neighbours {
  readonly columns: readonly Column[]
  readonly donors: readonly number[]
}

type Column =
  | {
      readonly kind: 'figure'
      readonly weight: number
      readonly levels: Float64Array
      readonly range: number
    }
  | { readonly kind: 'text'; readonly weight: number; readonly texts: readonly (string | null)[] }

/** Ranges are those of the rows given: all of the group, so that no distance passes one. */
export function prepareNeighbours(
  by: readonly NeighbourCell[],
  table: ColumnTable,
  rows: Int32Array,
  donors: readonly number[],
): Neighbours {
  const columns = by.flatMap((cell): Column[] => {
    const texts = table.texts.get(cell.cell)
    if (texts !== undefined) return [{ kind: 'text', weight: cell.weight, texts }]
    const figures = table.figures.get(cell.cell)
    if (figures === undefined) return []
    const levels = cell.scale === 'log' ? figures.map(signedLog) : figures
    return [{ kind: 'figure', weight: cell.weight, levels, range: rangeOf(levels, rows) }]
  })
  return { columns, donors }
}

/** The donor at the least distance, of equal ones the first; null where no donor has a cell in common. */
export function findNeighbour(
  neighbours: Neighbours,
  row: number,
): { readonly donor: number; readonly distance: number } | null {
  let nearest: { donor: number; distance: number } | null = null
  for (const donor of neighbours.donors) {
    if (donor === row) continue
    const distance = gower(neighbours.columns, row, donor)
    if (distance !== null && (nearest === null || distance < nearest.distance)) nearest = { donor, distance }
  }
  return nearest
}

function gower(columns: readonly Column[], one: number, other: number): number | null {
  let sum = 0
  let weights = 0
  for (const column of columns) {
    if (column.kind === 'text') {
      const a = column.texts[one] ?? null
      const b = column.texts[other] ?? null
      if (a === null || b === null) continue
      sum += a === b ? 0 : column.weight
    } else {
      const a = column.levels[one] ?? NaN
      const b = column.levels[other] ?? NaN
      if (Number.isNaN(a) || Number.isNaN(b)) continue
      sum += column.range === 0 ? 0 : (column.weight * Math.abs(a - b)) / column.range
    }
    weights += column.weight
  }
  return weights > 0 ? sum / weights : null
}

function rangeOf(levels: Float64Array, rows: Int32Array): number {
  let least = Infinity
  let greatest = -Infinity
  for (const row of rows) {
    const level = levels[row] ?? NaN
    if (level < least) least = level
    if (level > greatest) greatest = level
  }
  return greatest > least ? greatest - least : 0
}

function signedLog(value: number): number {
  return value < 0 ? -Math.log1p(-value) : Math.log1p(value)
}
