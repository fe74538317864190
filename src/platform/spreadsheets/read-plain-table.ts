import { Refusal, accepted, refuse, refused, type Outcome } from '#domain/kernel'
import { decodeText } from '../documents/decode-text.ts'
import { csvRecords, type Delimiter } from './csv-records.ts'
import { READ_LIMITS, type ReadLimits } from './declaration.ts'
import { isBlank, shownText, type RawCell, type RawRow } from './raw-cell.ts'
import { dayOfSerial } from './read-days.ts'
import { sheetRows } from './sheet-rows.ts'
import { WorkbookArchive } from './workbook-archive.ts'
import { readContents } from './workbook-contents.ts'

/** A table as it stands. Row i of `rows` is line i + 2 of the file; lines without anything are empty lists. */
export interface PlainTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';']

/**
 * Reads a table whose columns no declaration knows beforehand: the first line is the head. Texts stay texts, also those that
 * look like numbers; a number is as it is stored. A percentage, a date, a formula's error come as the text that a person
 * sees, so that whoever wants a number there refuses it. Of a workbook the first visible sheet with anything on it; of a text
 * the separator that gives `column` in the head, else the comma.
 */
export async function readPlainTable(
  bytes: Uint8Array,
  format: 'csv' | 'xlsx',
  column: string,
  limits: Partial<ReadLimits> = {},
): Promise<Outcome<PlainTable>> {
  const bounds = { ...READ_LIMITS, ...limits }
  try {
    if (bytes.length === 0) refuse('sheet.empty_file')
    if (bytes.length > bounds.maxFileBytes)
      refuse('sheet.too_large', { what: 'file', most: bounds.maxFileBytes })
    return accepted(
      format === 'xlsx' ? await firstSheet(bytes, column, bounds) : separated(bytes, column, bounds),
    )
  } catch (error) {
    if (error instanceof Refusal) return refused(...error.issues)
    throw error
  }
}

async function firstSheet(bytes: Uint8Array, column: string, limits: ReadLimits): Promise<PlainTable> {
  const archive = new WorkbookArchive(bytes, limits)
  const contents = await readContents(archive, limits)
  for (const sheet of contents.sheets) {
    if (sheet.hidden) continue
    const rows: RawRow[] = []
    for await (const row of sheetRows(archive, contents, sheet, limits)) rows.push(row)
    if (rows.length > 0) return tableOf(rows, contents.is1904, column)
  }
  return refuse('sheet.empty_file')
}

function separated(bytes: Uint8Array, column: string, limits: ReadLimits): PlainTable {
  const decoded = decodeText(bytes, false)
  if (!decoded.ok) return refuse('sheet.undecodable')
  const { text } = decoded.value
  const delimiter =
    DELIMITERS.find((one) => {
      const [head] = csvRecords(text, one, limits)
      return head?.cells.some((cell) => shownText(cell) === column) === true
    }) ?? ','
  const rows = [...csvRecords(text, delimiter, limits)]
  return tableOf(rows, false, column)
}

function tableOf([head, ...lines]: readonly RawRow[], is1904: boolean, column: string): PlainTable {
  if (head === undefined) refuse('sheet.empty_file')
  if (head.row > 1) refuse('sheet.header_not_found', { headings: [column], within: 1 })
  const rows: (string | number | null)[][] = []
  for (const { row, cells } of lines) {
    while (rows.length < row - 2) rows.push([])
    rows.push(Array.from(cells, (cell) => valueOf(cell, is1904)))
  }
  return { header: Array.from(head.cells, (cell) => shownText(cell)), rows }
}

function valueOf(cell: RawCell | undefined, is1904: boolean): string | number | null {
  if (cell === undefined || isBlank(cell)) return null
  if (cell.kind === 'uncalculated') return '=?'
  if (cell.kind !== 'number' || cell.format === 'plain')
    return cell.kind === 'number' ? cell.value : shownText(cell)
  if (cell.format === 'percent') return `${String(Number((cell.value * 100).toPrecision(15)))}%`
  const day = dayOfSerial(cell.value, is1904)
  return day === null || day === 'with-time' ? `#${String(cell.value)}` : day.on
}
