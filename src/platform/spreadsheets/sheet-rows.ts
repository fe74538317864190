import { refuse } from '#domain/kernel'
import { MAX_ROWS, readAddress } from './cell-address.ts'
import type { ReadLimits } from './declaration.ts'
import type { NumberLook, RawCell, RawRow } from './raw-cell.ts'
import { guardXml, type WorkbookArchive } from './workbook-archive.ts'
import { TextCollector, type SheetEntry, type WorkbookContents } from './workbook-contents.ts'
import { XmlScanner, attribute, decodeEscapes, type XmlHandler } from './xml-scanner.ts'

/** Rows of a worksheet with something in them, as they are unpacked. */
export async function* sheetRows(
  archive: WorkbookArchive,
  contents: WorkbookContents,
  sheet: SheetEntry,
  limits: ReadLimits,
): AsyncGenerator<RawRow, void, undefined> {
  const handler = new RowHandler(contents, limits)
  const scanner = new XmlScanner(handler)
  for await (const piece of archive.texts(sheet.part)) {
    guardXml(sheet.part, () => {
      scanner.push(piece)
    })
    yield* handler.take()
  }
  guardXml(sheet.part, () => {
    scanner.end()
  })
  yield* handler.take()
}

/** Characters of one cell; programs stop at 32,767, and some write a little more. */
const MAX_CELL_TEXT = 100_000

class RowHandler implements XmlHandler {
  readonly #looks: readonly NumberLook[]
  readonly #sharedTexts: readonly string[]
  readonly #limits: ReadLimits
  readonly #inline = new TextCollector()
  #rows: RawRow[] = []
  #cells: (RawCell | undefined)[] = []
  #row = 0
  #hidden = false
  #column = -1
  #type = ''
  #look: NumberLook = 'plain'
  #value = ''
  #inData = false
  #inRow = false
  #inCell = false
  #inValue = false
  #inInline = false
  #hasInline = false
  #hasFormula = false

  constructor({ looks, sharedTexts }: WorkbookContents, limits: ReadLimits) {
    this.#looks = looks
    this.#sharedTexts = sharedTexts
    this.#limits = limits
  }

  take(): RawRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  open(name: string, tag: string): void {
    if (this.#inCell) this.#openInCell(name)
    else if (this.#inRow) {
      if (name === 'c') this.#openCell(tag)
    } else if (this.#inData) {
      if (name === 'row') this.#openRow(tag)
    } else if (name === 'sheetData') this.#inData = true
  }

  close(name: string): void {
    if (this.#inCell) this.#closeInCell(name)
    else if (this.#inRow) {
      if (name !== 'row') return
      this.#inRow = false
      if (this.#cells.length > 0)
        this.#rows.push({ row: this.#row, hidden: this.#hidden, cells: this.#cells })
    } else if (name === 'sheetData') this.#inData = false
  }

  text(text: string): void {
    if (this.#inValue) {
      this.#value += text
      if (this.#value.length > MAX_CELL_TEXT) refuse('sheet.too_large', { what: 'cell', most: MAX_CELL_TEXT })
    } else if (this.#inInline) this.#inline.text(text)
  }

  #openRow(tag: string): void {
    const stated = attribute(tag, 'r')
    const row = stated === null ? this.#row + 1 : Number(stated)
    if (!Number.isInteger(row) || row <= this.#row || row > MAX_ROWS)
      refuse('sheet.damaged', { part: `row ${String(stated).slice(0, 20)}` })
    if (row > this.#limits.maxRows) refuse('sheet.too_large', { what: 'rows', most: this.#limits.maxRows })
    this.#row = row
    this.#hidden = ['1', 'true'].includes(attribute(tag, 'hidden') ?? '')
    this.#cells = []
    this.#column = -1
    this.#inRow = true
  }

  #openCell(tag: string): void {
    const stated = attribute(tag, 'r')
    const address = stated === null ? { column: this.#column + 1, row: this.#row } : readAddress(stated)
    if (address === null || address.row !== this.#row)
      refuse('sheet.damaged', { part: `cell ${String(stated).slice(0, 20)}` })
    this.#column = address.column
    this.#type = attribute(tag, 't') ?? 'n'
    const style = attribute(tag, 's')
    this.#look = style === null ? 'plain' : (this.#looks[Number(style)] ?? 'plain')
    this.#value = ''
    this.#hasFormula = false
    this.#hasInline = false
    this.#inCell = true
  }

  #openInCell(name: string): void {
    if (name === 'v') this.#inValue = true
    else if (name === 'f') this.#hasFormula = true
    else if (name === 'is') {
      this.#inInline = true
      this.#hasInline = true
      this.#inline.start()
    } else if (this.#inInline) this.#inline.open(name)
  }

  #closeInCell(name: string): void {
    if (name === 'v') this.#inValue = false
    else if (name === 'is') this.#inInline = false
    else if (name === 'c') this.#closeCell()
    else if (this.#inInline) this.#inline.close(name)
  }

  #closeCell(): void {
    this.#inCell = false
    const cell = this.#cell()
    if (cell === null) return
    if (this.#column >= this.#limits.maxColumns)
      refuse('sheet.too_large', { what: 'columns', most: this.#limits.maxColumns })
    this.#cells[this.#column] = cell
  }

  #cell(): RawCell | null {
    const value = this.#value
    if (this.#hasInline) return textCell(this.#inline.take())
    if (value === '' && this.#hasFormula && this.#type !== 'str') return { kind: 'uncalculated' }
    if (value === '') return null
    switch (this.#type) {
      case 's': {
        const text = this.#sharedTexts[Number(value)]
        if (text === undefined) refuse('sheet.damaged', { part: 'sharedStrings' })
        return textCell(text)
      }
      case 'b':
        return { kind: 'boolean', value: value.trim() === '1' || value.trim() === 'true' }
      case 'e':
        return { kind: 'error', text: value.trim().slice(0, 40) }
      case 'n': {
        const number = Number(value)
        return Number.isFinite(number)
          ? { kind: 'number', value: number, format: this.#look }
          : textCell(value)
      }
      default:
        // Results of formulas that are texts, dates written by ISO 8601, and what later versions may add.
        return textCell(decodeEscapes(value))
    }
  }
}

function textCell(text: string): RawCell | null {
  if (text.length > MAX_CELL_TEXT) refuse('sheet.too_large', { what: 'cell', most: MAX_CELL_TEXT })
  return text === '' ? null : { kind: 'text', text: text.toWellFormed().replaceAll('\0', '\ufffd') }
}

export interface DownwardMerge {
  readonly column: number
  readonly firstRow: number
  readonly lastRow: number
}

const MAX_MERGES_CHARACTERS = 16 * 1024 ** 2

/** Cells merged over several rows. They are stated behind the rows, so that this goes through the sheet once more. */
export async function downwardMerges(archive: WorkbookArchive, sheet: SheetEntry): Promise<DownwardMerge[]> {
  let list: string | null = null
  let carry = ''
  for await (const piece of archive.texts(sheet.part)) {
    const text: string = carry + piece
    if (list === null) {
      const start: number = text.search(/<(?:\w+:)?mergeCells[\s>]/)
      carry = text.slice(-64)
      if (start >= 0) list = text.slice(start)
    } else list += piece
    if (list === null) continue
    if (list.length > MAX_MERGES_CHARACTERS)
      refuse('sheet.too_large', { what: 'merges', most: MAX_MERGES_CHARACTERS })
    if (/<\/(?:\w+:)?mergeCells/.test(list.slice(-piece.length - 64))) break
  }
  const merges: DownwardMerge[] = []
  for (const [, reference = ''] of (list ?? '').matchAll(
    /<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([^"']+)["']/g,
  )) {
    const [first, last] = reference.split(':').map((address) => readAddress(address))
    if (first === undefined || first === null || last === undefined || last === null) continue
    if (last.row > first.row) merges.push({ column: first.column, firstRow: first.row, lastRow: last.row })
  }
  return merges
}
