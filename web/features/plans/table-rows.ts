/**
 * Tables in a document's text: a row is a line, its cells stand between tabs. Rows that follow one another are a table
 * and share their columns' widths, so that the page shows them under each other as the document does.
 */
import type { Paragraph, Run, Span } from './segment-text.ts'

export interface Cell extends Span {
  readonly runs: readonly Run[]
}

export interface Row {
  readonly cells: readonly Cell[]
  /** Relative widths of the table's columns. */
  readonly columns: readonly number[]
}

const LEAST_WIDTH = 3
const MOST_WIDTH = 22
/** Two cells are a table only when several rows agree and the first is more than a number before its item. */
const LEAST_ROWS_OF_TWO = 3
const NUMBERING = /^[\s(（]*[\d一二三四五六七八九十]*[)）.．、]?\s*$/

/** The rows of all tables by the start of their paragraph. */
export function tableRows(text: string, paragraphs: readonly Paragraph[]): ReadonlyMap<number, Row> {
  const rows = new Map<number, Row>()
  let table: { start: number; cells: readonly Cell[] }[] = []
  const close = () => {
    const cells = table.map((row) => row.cells)
    if (isTable(text, cells)) {
      const columns = widths(cells)
      for (const row of table) rows.set(row.start, { cells: row.cells, columns })
    }
    table = []
  }
  for (const paragraph of paragraphs) {
    const cells = paragraph.noise || paragraph.heading !== null ? [] : cellsOf(text, paragraph)
    if (cells.length >= 2) table.push({ start: paragraph.start, cells })
    else close()
  }
  close()
  return rows
}

function isTable(text: string, rows: readonly (readonly Cell[])[]): boolean {
  if (rows.length < 2) return false
  if (rows.filter((cells) => cells.length >= 3).length >= 2) return true
  return (
    rows.length >= LEAST_ROWS_OF_TWO &&
    rows.some(([first]) => first !== undefined && !NUMBERING.test(text.slice(first.start, first.end)))
  )
}

function widths(rows: readonly (readonly Cell[])[]): readonly number[] {
  const count = Math.max(...rows.map((cells) => cells.length))
  return Array.from({ length: count }, (_, column) => {
    const longest = Math.max(
      ...rows.map((cells) => {
        const cell = cells[column]
        return cell ? cell.end - cell.start : 0
      }),
    )
    return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, longest))
  })
}

function cellsOf(text: string, { start, end, runs }: Paragraph): readonly Cell[] {
  // A paragraph begins at its first word: the cells left empty before it are found in the text.
  let lineStart = start
  while (lineStart > 0 && !/[\n\r\f\u2028\u2029]/.test(text.charAt(lineStart - 1))) lineStart -= 1
  const cells: Cell[] = []
  let from = lineStart
  for (let at = lineStart; at <= end; at += 1) {
    if (at < end && text.charAt(at) !== '\t') continue
    const span = { start: Math.max(from, Math.min(start, at)), end: at }
    cells.push({ ...span, runs: runsWithin(runs, span) })
    from = at + 1
  }
  return cells
}

function runsWithin(runs: readonly Run[], { start, end }: Span): readonly Run[] {
  return runs
    .filter((run) => run.end > start && run.start < end)
    .map((run) => ({ ...run, start: Math.max(run.start, start), end: Math.min(run.end, end) }))
}
