import { cellAddress, columnLetters } from './cell-address.ts'
import type { CellIssue, ImportDeclaration, ImportValue, ReadRow, SheetIssue } from './declaration.ts'
import type { FoundHeader } from './find-header.ts'
import { isBlank, shownText, type RawCell, type RawRow } from './raw-cell.ts'
import { readCell } from './read-cell.ts'
import type { DownwardMerge } from './sheet-rows.ts'

/** The beginning of the first filled cell of a row that only shows how to fill in a template. */
export const EXAMPLE_MARKS = { zh: '【示例】', en: '[Example]' } as const

export interface Table {
  readonly sheet: string
  readonly header: FoundHeader
  readonly is1904: boolean
  readonly merges: readonly DownwardMerge[]
  readonly rows: AsyncIterable<RawRow> | Iterable<RawRow>
}

/** Rows below the header as declared values. Adds to `notices` at the end what can only be counted by then. */
export async function* readTable(
  table: Table,
  declaration: ImportDeclaration,
  notices: SheetIssue[],
): AsyncGenerator<ReadRow, void, undefined> {
  const { sheet, header } = table
  const filler = new DownwardFiller(table, declaration)
  let hidden = 0
  let examples = 0
  for await (const raw of table.rows) {
    if (raw.row <= header.lastRow) continue
    // A merged value alone makes no row: the area may reach below the last one.
    if (isEmpty(raw, header)) continue
    if (isExample(raw)) {
      examples += 1
      continue
    }
    if (raw.hidden) hidden += 1
    const cells = filler.fill(raw)
    yield { sheet, row: raw.row, hidden: raw.hidden, ...readValues(cells, raw.row, table, declaration) }
  }
  if (hidden > 0) notices.push({ code: 'sheet.hidden_rows', params: { sheet, count: hidden } })
  if (examples > 0) notices.push({ code: 'sheet.examples_skipped', params: { sheet, count: examples } })
}

function readValues(
  cells: readonly (RawCell | undefined)[],
  row: number,
  { sheet, header, is1904 }: Table,
  declaration: ImportDeclaration,
): Pick<ReadRow, 'values' | 'issues'> {
  const values: Record<string, ImportValue> = {}
  const issues: CellIssue[] = []
  for (const column of declaration.columns) {
    const at = header.columns.get(column.key)
    values[column.key] = null
    if (at === undefined) continue
    const reading = readCell(cells[at], column, is1904)
    if (reading.ok) values[column.key] = reading.value
    else
      issues.push({
        code: reading.code,
        params: reading.params,
        sheet,
        row,
        column: columnLetters(at),
        cell: cellAddress(at, row),
        key: column.key,
      })
  }
  return { values, issues }
}

/** Repeats the value of cells merged downwards where that is declared. */
class DownwardFiller {
  readonly #merges: readonly DownwardMerge[]
  readonly #values = new Map<DownwardMerge, RawCell | undefined>()
  #next = 0
  #open: DownwardMerge[] = []

  constructor({ header, merges }: Table, declaration: ImportDeclaration) {
    const columns = new Set(
      declaration.columns.flatMap((column) =>
        column.fillDown === true ? (header.columns.get(column.key) ?? []) : [],
      ),
    )
    this.#merges = merges
      .filter((merge) => columns.has(merge.column) && merge.firstRow > header.lastRow)
      .sort((a, b) => a.firstRow - b.firstRow)
  }

  fill({ row, cells }: RawRow): readonly (RawCell | undefined)[] {
    for (let merge = this.#merges[this.#next]; merge !== undefined && merge.firstRow <= row;) {
      this.#open.push(merge)
      if (merge.firstRow === row) this.#values.set(merge, cells[merge.column])
      this.#next += 1
      merge = this.#merges[this.#next]
    }
    this.#open = this.#open.filter((merge) => {
      if (merge.lastRow >= row) return true
      this.#values.delete(merge)
      return false
    })
    if (this.#open.length === 0) return cells
    const filled = [...cells]
    for (const merge of this.#open) filled[merge.column] ??= this.#values.get(merge)
    return filled
  }
}

function isEmpty(row: RawRow, header: FoundHeader): boolean {
  for (const column of header.columns.values()) if (!isBlank(row.cells[column])) return false
  return true
}

function isExample(row: RawRow): boolean {
  const first = row.cells.find((cell) => !isBlank(cell))
  if (first?.kind !== 'text') return false
  const text = shownText(first)
  return text.startsWith(EXAMPLE_MARKS.zh) || text.startsWith(EXAMPLE_MARKS.en)
}
