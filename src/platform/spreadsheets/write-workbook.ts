import { Readable } from 'node:stream'
import { writeZip, type ZipEntry } from '../archives/index.ts'
import { MAX_COLUMNS, MAX_ROWS, cellAddress, columnLetters } from './cell-address.ts'
import { cellText, textWidth } from './cell-text.ts'
import { exportCell, textCell } from './export-cell.ts'
import {
  CHINA_OFFSET_MINUTES,
  headingOf,
  isExportLink,
  textOf,
  type ExportColumn,
  type ExportOptions,
  type ExportRow,
  type ExportSheet,
} from './export-sheet.ts'
import { RowCursor } from './row-cursor.ts'
import { SheetNames } from './sheet-names.ts'
import * as parts from './workbook-parts.ts'
import { WorkbookStyles, numberFormat } from './workbook-styles.ts'

/** Rows looked at for the widths of columns, which stand before the rows in the file. */
const SAMPLE_ROWS = 200
const LEAST_WIDTH = 8
const MOST_WIDTH = 50
/** Excel shows no more links on one sheet; later ones stay text. */
const MAX_LINKS = 65_530
/** A part of an archive holds at most 4 GiB. */
const MAX_SHEET_BYTES = 3.5 * 1024 ** 3
const CHUNK_CHARACTERS = 64 * 1024

export interface WorkbookOptions extends ExportOptions {
  /** A sheet that is full is continued on the next; Excel's own limit when missing. */
  readonly maxRowsPerSheet?: number
}

/**
 * An .xlsx file of any number of rows, written as it is read: memory does not grow with the rows. The same sheets give
 * the same bytes. Nothing in it is a formula. A source that fails destroys the stream with its error.
 */
export function writeWorkbook(
  sheets: AsyncIterable<ExportSheet> | Iterable<ExportSheet>,
  options: WorkbookOptions = {},
): Readable {
  return Readable.from(writeZip(workbookEntries(sheets, options)), { objectMode: false })
}

async function* workbookEntries(
  sheets: AsyncIterable<ExportSheet> | Iterable<ExportSheet>,
  options: WorkbookOptions,
): AsyncGenerator<ZipEntry, void, undefined> {
  // First, so that programs which look at the beginning of a file see what it is.
  yield { name: '_rels/.rels', content: parts.ROOT_RELATIONSHIPS }
  const styles = new WorkbookStyles()
  const names = new SheetNames()
  const written: parts.WrittenSheet[] = []
  for await (const sheet of sheets) {
    const cursor = new RowCursor(sheet.rows)
    try {
      for (let part = 1; part === 1 || (await cursor.peek(1)).length > 0; part++) {
        const writer = new SheetWriter(sheet, names.take(sheet.name, part), styles, options)
        const number = String(written.length + 1)
        yield { name: `xl/worksheets/sheet${number}.xml`, content: writer.chunks(cursor) }
        if (writer.hrefs.length > 0)
          yield {
            name: `xl/worksheets/_rels/sheet${number}.xml.rels`,
            content: parts.hyperlinkRelationships(writer.hrefs),
          }
        written.push(writer.written())
      }
    } finally {
      await cursor.close()
    }
  }
  if (written.length === 0) throw new Error('a workbook needs a sheet')
  yield { name: 'xl/styles.xml', content: styles.toXml() }
  yield { name: 'xl/workbook.xml', content: parts.workbookXml(written) }
  yield { name: 'xl/_rels/workbook.xml.rels', content: parts.workbookRelationships(written.length) }
  yield { name: '[Content_Types].xml', content: parts.contentTypes(written.length) }
}

interface WrittenColumn {
  readonly column: ExportColumn
  readonly letters: string
  readonly style: number
  readonly textStyle: number
}

class SheetWriter {
  readonly hrefs: string[] = []
  readonly #sheet: ExportSheet
  readonly #name: string
  readonly #styles: WorkbookStyles
  readonly #maxRows: number
  readonly #offsetMinutes: number
  readonly #links: string[] = []
  readonly #headerRow: number
  #row = 0

  constructor(sheet: ExportSheet, name: string, styles: WorkbookStyles, options: WorkbookOptions) {
    if (sheet.columns.length === 0 || sheet.columns.length > MAX_COLUMNS)
      throw new Error(`a sheet has 1 to ${String(MAX_COLUMNS)} columns`)
    this.#sheet = sheet
    this.#name = name
    this.#styles = styles
    this.#offsetMinutes = options.offsetMinutes ?? CHINA_OFFSET_MINUTES
    this.#headerRow = (sheet.title === undefined ? 0 : 1) + (sheet.notes?.length ?? 0) + 1
    this.#maxRows = Math.max(this.#headerRow + 1, Math.min(options.maxRowsPerSheet ?? MAX_ROWS, MAX_ROWS))
  }

  written(): parts.WrittenSheet {
    return {
      name: this.#name,
      headerRow: this.#headerRow,
      lastRow: this.#row,
      columns: this.#sheet.columns.length,
    }
  }

  /** The part of the worksheet up to what a sheet can hold; the cursor keeps the rest. */
  async *chunks(cursor: RowCursor<ExportRow>): AsyncGenerator<Uint8Array, void, undefined> {
    const sample = await cursor.peek(SAMPLE_ROWS)
    const widths = this.#sheet.columns.map((column) => columnWidth(column, sample))
    const columns = this.#sheet.columns.map((column, at) => this.#styled(column, at, widths[at] ?? 0))
    let pending =
      parts.worksheetOpening({
        headerRow: this.#headerRow,
        frozenColumns: Math.min(this.#sheet.frozenColumns ?? 0, columns.length - 1),
        widths: widths.map((width) => Math.min(width, MOST_WIDTH)),
      }) + this.#heading()
    let bytes = 0
    while (this.#row < this.#maxRows && bytes < MAX_SHEET_BYTES) {
      const waiting = cursor.next()
      const row = waiting instanceof Promise ? await waiting : waiting
      if (row === undefined) break
      pending += this.#rowXml(columns, row)
      if (pending.length < CHUNK_CHARACTERS) continue
      const chunk = Buffer.from(pending, 'utf8')
      pending = ''
      bytes += chunk.length
      yield chunk
    }
    yield Buffer.from(pending + parts.worksheetClosing(this.written(), this.#links), 'utf8')
  }

  #heading(): string {
    const { title, notes = [], columns } = this.#sheet
    const line = (text: string, style: number) => {
      this.#row += 1
      return `<row r="${String(this.#row)}">${textCell(cellAddress(0, this.#row), text, style)}</row>`
    }
    const above =
      (title === undefined ? '' : line(title, this.#styles.indexOf({ font: 'title' }))) +
      notes.map((note) => line(note, this.#styles.indexOf({ font: 'note' }))).join('')
    this.#row += 1
    const cells = columns.map((column, at) => {
      const style = this.#styles.indexOf({
        font: 'heading',
        header: true,
        wrap: true,
        horizontal: isNumeric(column) ? 'right' : 'left',
      })
      return textCell(cellAddress(at, this.#row), headingOf(column), style)
    })
    return `${above}<row r="${String(this.#row)}">${cells.join('')}</row>`
  }

  #rowXml(columns: readonly WrittenColumn[], row: ExportRow): string {
    this.#row += 1
    const number = String(this.#row)
    let cells = ''
    for (const { column, letters, style, textStyle } of columns) {
      const value = row[column.key]
      const address = letters + number
      if (column.type === 'link' && value !== null && value !== undefined && isExportLink(value)) {
        const linked = this.#link(address, value.href)
        cells += exportCell(
          address,
          column,
          value,
          linked ? style : textStyle,
          textStyle,
          this.#offsetMinutes,
        )
        continue
      }
      cells += exportCell(address, column, value, style, textStyle, this.#offsetMinutes)
    }
    return `<row r="${number}">${cells}</row>`
  }

  #link(address: string, href: string): boolean {
    if (this.#links.length >= MAX_LINKS || !/^(https?:\/\/|mailto:)/i.test(href) || href.length > 2000)
      return false
    this.#links.push(address)
    this.hrefs.push(cellText(href))
    return true
  }

  #styled(column: ExportColumn, at: number, width: number): WrittenColumn {
    const textStyle = this.#styles.indexOf({ wrap: column.type === 'text' && width > MOST_WIDTH })
    const format = numberFormat(column)
    const style =
      column.type === 'link'
        ? this.#styles.indexOf({ font: 'link' })
        : format === undefined
          ? textStyle
          : this.#styles.indexOf({ format })
    return { column, letters: columnLetters(at), style, textStyle }
  }
}

function isNumeric(column: ExportColumn): boolean {
  return column.type === 'integer' || column.type === 'number' || column.type === 'percent'
}

/** Width that shows heading and sample; beyond `MOST_WIDTH` the text wraps. */
function columnWidth(column: ExportColumn, sample: readonly ExportRow[]): number {
  if (column.width !== undefined) return column.width
  if (column.type === 'moment') return 17
  if (column.type === 'date') return Math.max(12, Math.min(textWidth(headingOf(column)) + 4, 20))
  // Room for the arrow of the filter.
  let widest = Math.min(textWidth(headingOf(column)) + 4, 30)
  for (const row of sample) {
    const value = row[column.key]
    if (value === null || value === undefined) continue
    widest = Math.max(
      widest,
      isNumeric(column) ? textWidth(textOf(value)) * 1.35 + 2 : textWidth(textOf(value)) + 2,
    )
  }
  return Math.max(LEAST_WIDTH, Math.ceil(widest))
}
