import type { readFacts } from '#contract/evaluations'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { readFigure } from '../shared/read-figure.ts'

export type Facts = ResponseOf<typeof readFacts>
export type FactColumn = Facts['columns'][number]
export type FactCell = Facts['cells'][number]

/** What was typed and is not saved, by `cellKey`. */
export type Typed = Readonly<Record<string, string>>

export function cellKey(unit: string, column: string): string {
  return `${column} ${unit}`
}

/** Whether this reader fills a column: the office figures, an expert the scores of the panels. */
export function fills(column: FactColumn, can: Facts['can']): boolean {
  return column.panel === null ? can.write : can.score
}

/** Figures as they stand, by cell: of an expert's columns the own scores. */
export function standingFigures(
  { cells, columns, can }: Facts,
  userId: string,
): ReadonlyMap<string, FactCell> {
  const panels = new Set(columns.filter(({ panel }) => panel !== null).map(({ code }) => code))
  const wanted = (cell: FactCell) =>
    panels.has(cell.column) ? can.score && cell.member === userId : cell.member === ''
  return new Map(cells.filter(wanted).map((cell) => [cellKey(cell.unit, cell.column), cell]))
}

/** What a panel gave a unit; for who does not score himself. */
export function panelScores({ cells }: Facts, unit: string, column: string): readonly FactCell[] {
  return cells.filter((cell) => cell.unit === unit && cell.column === column && cell.member !== '')
}

export type Fault = 'not-number' | 'range'

/** What is wrong with what was typed into a cell of this column; null: nothing. */
export function faultOf(typed: string, { panel }: FactColumn): Fault | null {
  const figure = readFigure(typed)
  if (figure === undefined) return 'not-number'
  return figure !== null && panel !== null && (figure < panel.least || figure > panel.most) ? 'range' : null
}

export interface Change {
  readonly unit: string
  readonly column: string
  /** Null takes the figure away. */
  readonly value: number | null
}

/** Cells that differ from what stands, those that are right and those that are wrong. */
export function changesOf(
  { units, columns }: Pick<Facts, 'units' | 'columns'>,
  standing: ReadonlyMap<string, Pick<FactCell, 'value'>>,
  typed: Typed,
): { readonly changes: readonly Change[]; readonly wrong: number } {
  const changes: Change[] = []
  let wrong = 0
  for (const column of columns)
    for (const { code: unit } of units) {
      const key = cellKey(unit, column.code)
      const words = typed[key]
      if (words === undefined) continue
      if (faultOf(words, column) !== null) {
        wrong += 1
        continue
      }
      const value = readFigure(words) ?? null
      if (value !== (standing.get(key)?.value ?? null)) changes.push({ unit, column: column.code, value })
    }
  return { changes, wrong }
}

export interface Pasted {
  readonly typed: Typed
  readonly filled: number
  /** Beyond the last row or column. */
  readonly outside: number
  /** In columns that this reader does not fill. */
  readonly locked: number
}

/** A block from a spreadsheet laid upon the sheet from a cell on: rows are units, columns are columns. */
export function pasteBlock(
  block: readonly (readonly string[])[],
  from: { readonly row: number; readonly column: number },
  { units, columns, can }: Pick<Facts, 'units' | 'columns' | 'can'>,
): Pasted {
  const typed: Record<string, string> = {}
  let outside = 0
  let locked = 0
  block.forEach((cells, down) =>
    cells.forEach((words, right) => {
      const unit = units[from.row + down]
      const column = columns[from.column + right]
      if (unit === undefined || column === undefined) outside += 1
      else if (!fills(column, can)) locked += 1
      else typed[cellKey(unit.code, column.code)] = words.trim()
    }),
  )
  return { typed, filled: Object.keys(typed).length, outside, locked }
}
