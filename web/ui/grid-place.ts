/** Where the grid stands: the active cell, the far corner of what is selected, and the text of the open editor. */
export interface GridPlace {
  readonly row: number
  readonly column: number
  readonly toRow: number
  readonly toColumn: number
  readonly editing: string | null
}

export type GridMove =
  | { readonly kind: 'to'; readonly row: number; readonly column: number; readonly extend?: boolean }
  | { readonly kind: 'by'; readonly rows: number; readonly columns: number; readonly extend?: boolean }
  | { readonly kind: 'edit'; readonly text: string; readonly column: number }
  | { readonly kind: 'close' }

export interface GridSize {
  readonly rows: number
  readonly columns: number
}

export function startPlace(row: number, column: number): GridPlace {
  return { row, column, toRow: row, toColumn: column, editing: null }
}

/** The place after a move; it never leaves the grid. Extending keeps the active cell and moves the far corner. */
export function moveGrid(place: GridPlace, move: GridMove, size: GridSize): GridPlace {
  const row = (wanted: number) => Math.min(Math.max(0, wanted), Math.max(0, size.rows - 1))
  const column = (wanted: number) => Math.min(Math.max(0, wanted), Math.max(0, size.columns - 1))
  switch (move.kind) {
    case 'to':
    case 'by': {
      const from = move.extend === true ? [place.toRow, place.toColumn] : [place.row, place.column]
      const [toRow, toColumn] =
        move.kind === 'to'
          ? [row(move.row), column(move.column)]
          : [row((from[0] ?? 0) + move.rows), column((from[1] ?? 0) + move.columns)]
      return move.extend === true ? { ...place, toRow, toColumn, editing: null } : startPlace(toRow, toColumn)
    }
    case 'edit':
      return { ...startPlace(row(place.row), column(move.column)), editing: move.text }
    case 'close':
      return { ...place, editing: null }
  }
}

/** The selected cells, both ends included. */
export function selection(place: GridPlace): {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
} {
  return {
    top: Math.min(place.row, place.toRow),
    bottom: Math.max(place.row, place.toRow),
    left: Math.min(place.column, place.toColumn),
    right: Math.max(place.column, place.toColumn),
  }
}

const PAGE = 12

/** What a key does while no cell is open; null where it is none of the grid's. */
export function moveOfKey(
  key: string,
  options: { readonly shift: boolean; readonly mod: boolean },
  place: GridPlace,
  size: GridSize,
): GridMove | null {
  const extend = options.shift
  const by = (rows: number, columns: number): GridMove => ({ kind: 'by', rows, columns, extend })
  switch (key) {
    case 'ArrowUp':
      return options.mod ? { kind: 'to', row: 0, column: here(place, extend).column, extend } : by(-1, 0)
    case 'ArrowDown':
      return options.mod
        ? { kind: 'to', row: size.rows - 1, column: here(place, extend).column, extend }
        : by(1, 0)
    case 'ArrowLeft':
      return by(0, options.mod ? -size.columns : -1)
    case 'ArrowRight':
      return by(0, options.mod ? size.columns : 1)
    case 'PageUp':
      return by(-PAGE, 0)
    case 'PageDown':
      return by(PAGE, 0)
    case 'Home':
      return { kind: 'to', row: options.mod ? 0 : here(place, extend).row, column: 0, extend }
    case 'End':
      return {
        kind: 'to',
        row: options.mod ? size.rows - 1 : here(place, extend).row,
        column: size.columns - 1,
        extend,
      }
    default:
      return null
  }
}

function here(place: GridPlace, extend: boolean): { row: number; column: number } {
  return extend ? { row: place.toRow, column: place.toColumn } : { row: place.row, column: place.column }
}
