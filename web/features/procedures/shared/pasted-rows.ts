import type { FieldView } from '#contract/procedures'
import type { Json } from '#domain/kernel'
import { controlKind } from './field-control-kind.ts'

/**
 * Cells copied from a spreadsheet: lines of values set apart by tabs. Null for an ordinary piece of text, which belongs into
 * one cell. Quoted cells may hold line breaks, as spreadsheets write them.
 */
export function pastedCells(text: string): readonly (readonly string[])[] | null {
  const ended = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  if (!ended.includes('\t') && !ended.includes('\n')) return null
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of ended.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g)) {
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim())
    if (end === '\n') rows.push([])
    if (end === '') break
  }
  return rows
}

/** A cell as a value of its column: words of a choice and numbers with separators are understood, others stay as text. */
export function valueOfCell(column: FieldView, cell: string): Json {
  if (cell === '') return null
  const control = controlKind(column)
  if (control.kind === 'number') {
    const number = Number(cell.replace(/[,，\s]/g, ''))
    return Number.isFinite(number) ? number : cell
  }
  if (control.kind === 'yes-no')
    return /^(是|有|yes|true|y|1)$/i.test(cell) ? true : /^(否|无|no|false|n|0)$/i.test(cell) ? false : cell
  if (control.kind === 'choice')
    return (
      control.values.find((value) => {
        const words = column.values?.[value]
        return value === cell || words?.zh === cell || words?.en.toLowerCase() === cell.toLowerCase()
      }) ?? cell
    )
  if (control.kind === 'date') {
    const date = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell)
    return date ? `${date[1]}-${date[2]?.padStart(2, '0')}-${date[3]?.padStart(2, '0')}` : cell
  }
  return cell
}

/** Puts pasted cells into a table, beginning at a row and column; rows are added where there are too few. */
export function pasteInto(
  columns: readonly FieldView[],
  rows: readonly Readonly<Record<string, Json>>[],
  cells: readonly (readonly string[])[],
  from: { readonly row: number; readonly column: number },
): Readonly<Record<string, Json>>[] {
  const result = rows.map((row) => ({ ...row }))
  for (const [down, line] of cells.entries()) {
    const at = from.row + down
    const row: Record<string, Json> = result[at] ?? {}
    for (const [right, cell] of line.entries()) {
      const column = columns[from.column + right]
      if (column) row[column.code] = valueOfCell(column, cell)
    }
    result[at] = row
  }
  return result
}
