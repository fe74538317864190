import { refuse } from '#domain/kernel'
import { cellAddress, columnLetters } from './cell-address.ts'
import type { CellIssue, ImportDeclaration, ImportValue, ReadRow, SheetIssue } from './declaration.ts'
import { HEADER_WITHIN_ROWS, headingKeys, keyOf, namesOf } from './find-header.ts'
import { isBlank, shownText, type RawRow } from './raw-cell.ts'
import { readCell } from './read-cell.ts'

/** Lines of a sheet that lists its columns downwards; more are no form. */
export const DOWNWARD_ROWS = 3_000

export interface DownwardSheet {
  readonly row: ReadRow
  readonly cells: ReadonlyMap<string, string>
  readonly notices: readonly SheetIssue[]
}

/** Columns of names and the column of values that belongs to them; printed forms have several such blocks side by side. */
interface Block {
  readonly names: readonly number[]
  readonly value: number
}

/**
 * Reads a sheet that has the declared columns as lines, with a name (or code) and a value each: one row of a table, written
 * downwards. What stands above, such as whose form it is, is read as name and value beside or behind a colon. Null where the
 * sheet is none.
 */
export function readDownwards(
  sheet: string,
  rows: readonly RawRow[],
  declaration: ImportDeclaration,
  is1904: boolean,
): DownwardSheet | null {
  const head = findBlocks(rows, declaration)
  if (head === null) return null
  const reader = new DownwardReader(sheet, head.row, declaration, is1904)
  for (const row of rows) {
    if (row.row < head.row) reader.readHead(row)
    if (row.row <= head.row) continue
    for (const block of head.blocks) reader.readLine(row, block)
  }
  return reader.finish()
}

/** Whether the first rows are those of such a sheet. */
export function isDownwards(rows: readonly RawRow[], declaration: ImportDeclaration): boolean {
  return findBlocks(rows, declaration) !== null
}

function findBlocks(
  rows: readonly RawRow[],
  { downwards }: ImportDeclaration,
): { row: number; blocks: readonly Block[] } | null {
  if (downwards === undefined) return null
  const names = new Set(downwards.names.flatMap(namesOf))
  const values = new Set(downwards.values.flatMap(namesOf))
  for (const row of rows) {
    if (row.row > HEADER_WITHIN_ROWS) return null
    const blocks: Block[] = []
    let open: number[] = []
    for (let column = 0; column < row.cells.length; column++) {
      const heading = namesOf(shownText(row.cells[column]))
      if (heading.some((name) => names.has(name))) open.push(column)
      else if (open.length > 0 && heading.some((name) => values.has(name))) {
        blocks.push({ names: open, value: column })
        open = []
      }
    }
    if (blocks.length > 0) return { row: row.row, blocks }
  }
  return null
}

class DownwardReader {
  readonly #sheet: string
  readonly #row: number
  readonly #declaration: ImportDeclaration
  readonly #is1904: boolean
  readonly #keys: ReadonlyMap<string, string>
  readonly #values: Record<string, ImportValue> = {}
  readonly #issues: CellIssue[] = []
  readonly #cells = new Map<string, string>()
  readonly #notices: SheetIssue[] = []

  constructor(sheet: string, row: number, declaration: ImportDeclaration, is1904: boolean) {
    this.#sheet = sheet
    this.#row = row
    this.#declaration = declaration
    this.#is1904 = is1904
    this.#keys = headingKeys(declaration)
    for (const { key } of declaration.columns) this.#values[key] = null
  }

  readHead({ row, cells }: RawRow): void {
    for (let column = 0; column < cells.length; column++) {
      const text = shownText(cells[column])
      if (text === '') continue
      const parts = /^([^:：]+)[:：]\s*(.+)$/su.exec(text)
      const beside = keyOf(namesOf(text), this.#keys)
      const within = parts?.[1] === undefined ? undefined : keyOf(namesOf(parts[1]), this.#keys)
      if (beside !== undefined) {
        const next = cells.findIndex((cell, at) => at > column && !isBlank(cell))
        if (next < 0) continue
        this.#take(beside, cells[next], next, row)
        column = next
      } else if (within !== undefined)
        this.#take(within, { kind: 'text', text: parts?.[2] ?? '' }, column, row)
    }
  }

  readLine({ row, cells }: RawRow, { names, value }: Block): void {
    const written = names.map((column) => shownText(cells[column])).filter((name) => name !== '')
    if (written.length === 0) return
    // A code says more than a label that several lines may have.
    const key = written.map((name) => keyOf(namesOf(name), this.#keys)).find((found) => found !== undefined)
    if (key !== undefined) this.#take(key, cells[value], value, row)
    else if (!isBlank(cells[value]))
      this.#notices.push({
        code: 'sheet.unknown_column',
        params: {
          sheet: this.#sheet,
          heading: written.join(' ').slice(0, 200),
          column: columnLetters(value),
        },
      })
  }

  finish(): DownwardSheet | null {
    if (this.#cells.size < 2) return null
    return {
      row: {
        sheet: this.#sheet,
        row: this.#row,
        hidden: false,
        values: this.#values,
        issues: this.#issues,
      },
      cells: this.#cells,
      notices: this.#notices,
    }
  }

  #take(key: string, cell: RawRow['cells'][number], column: number, row: number): void {
    const declared = this.#declaration.columns.find((one) => one.key === key)
    if (declared === undefined) return
    const address = cellAddress(column, row)
    const before = this.#cells.get(key)
    if (before !== undefined)
      refuse('sheet.duplicate_heading', { heading: declared.headings[0] ?? key, columns: [before, address] })
    this.#cells.set(key, address)
    const reading = readCell(cell, declared, this.#is1904)
    if (reading.ok) this.#values[key] = reading.value
    else
      this.#issues.push({
        code: reading.code,
        params: reading.params,
        sheet: this.#sheet,
        row,
        column: columnLetters(column),
        cell: address,
        key,
      })
  }
}
