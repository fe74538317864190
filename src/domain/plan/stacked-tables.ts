import type { Line } from './reading.ts'
import { readMark } from './numbering.ts'
import { actionColumnOf } from './table-rows.ts'

/** One row of a table that was turned into text with one cell per line; indexes into the lines, `last` inclusive. */
export interface StackedRow {
  readonly first: number
  readonly last: number
}

const numberColumn = /^(?:序\s*号|编\s*号|no\.?)$/i
const longestColumnTitle = 14
const mostColumns = 9
const longestCell = 300

/**
 * Rows of tables of tasks whose cells stand below one another: 序号, 任务, 责任单位, then 1, …, 2, …. The running numbers say
 * where a row begins. Only tables whose first column is a number are found; without one a row cannot be told.
 */
export function findStackedRows(lines: readonly Line[]): readonly StackedRow[] {
  const rows: StackedRow[] = []
  for (let i = 0; i < lines.length; i++) {
    if (!numberColumn.test(lines[i]?.text ?? '')) continue
    const width = headerWidth(lines, i)
    if (width === 0) continue
    rows.push({ first: i, last: i + width - 1 })
    i = readRows(lines, i + width, width, rows) - 1
  }
  return rows
}

/** How many column titles stand from here on; 0 where this is no table of tasks. */
function headerWidth(lines: readonly Line[], at: number): number {
  let width = 0
  while (width <= mostColumns) {
    const text = lines[at + width]?.text ?? ''
    if (text === '' || text.length > longestColumnTitle || /^\d+$/.test(text)) break
    width++
  }
  const titles = lines.slice(at, at + width).map(({ text }) => ({ from: 0, to: 0, text }))
  const isNumbered = /^\d{1,3}$/.test(lines[at + width]?.text ?? '')
  return isNumbered && width >= 3 && width <= mostColumns && actionColumnOf(titles) >= 0 ? width : 0
}

/** Reads rows from line `at` on; gives the line after the last one. */
function readRows(lines: readonly Line[], at: number, width: number, rows: StackedRow[]): number {
  let first = at
  while (/^\d{1,3}$/.test(lines[first]?.text ?? '')) {
    const number = Number(lines[first]?.text)
    let next = first + 1
    while (next < lines.length && next - first < width * 2 && isCell(lines[next])) {
      if (lines[next]?.text === String(number + 1)) break
      next++
    }
    const follows = lines[next]?.text === String(number + 1)
    const last = follows ? next - 1 : Math.min(next - 1, first + width - 1)
    if (last > first) rows.push({ first, last })
    if (!follows) return last + 1
    first = next
  }
  return first
}

function isCell(line: Line | undefined): boolean {
  const text = line?.text ?? ''
  return text.length <= longestCell && (/^\d{1,3}$/.test(text) || outerMark(text) === false)
}

function outerMark(text: string): boolean {
  const style = readMark(text)?.style
  return style === 'chinese' || style === 'chinese-bracket' || style === 'chapter' || style === 'article'
}
