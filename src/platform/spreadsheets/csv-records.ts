import { refuse } from '#domain/kernel'
import type { ReadLimits } from './declaration.ts'
import type { RawCell, RawRow } from './raw-cell.ts'

export type Delimiter = ',' | '\t' | ';'

const MAX_FIELD = 100_000
/** What `writeCsv` guards a text with is no part of the text. */
const GUARDED = /^'(?=[=+\-@\t\r\n＝＋－＠])/

/** Records of a .csv text by RFC 4180, lenient towards quotes inside of plain fields; line ends of any kind. */
export function* csvRecords(
  text: string,
  delimiter: Delimiter,
  limits: ReadLimits,
): Generator<RawRow, void, undefined> {
  let at = text.startsWith('\ufeff') ? 1 : 0
  let row = 0
  while (at < text.length) {
    row += 1
    if (row > limits.maxRows) refuse('sheet.too_large', { what: 'rows', most: limits.maxRows })
    const cells: (RawCell | undefined)[] = []
    let column = 0
    for (;;) {
      const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at, delimiter)
      if (field.text.length > MAX_FIELD) refuse('sheet.too_large', { what: 'cell', most: MAX_FIELD })
      if (column >= limits.maxColumns) {
        if (field.text !== '') refuse('sheet.too_large', { what: 'columns', most: limits.maxColumns })
      } else if (field.text !== '')
        cells[column] = { kind: 'text', text: field.text.replace(GUARDED, '').replaceAll('\0', '\ufffd') }
      column += 1
      at = field.end
      if (text[at] !== delimiter) break
      at += 1
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    if (cells.length > 0) yield { row, hidden: false, cells }
  }
}

interface Field {
  readonly text: string
  readonly end: number
}

function plainField(text: string, from: number, delimiter: Delimiter): Field {
  let end = from
  for (; end < text.length; end++) {
    const character = text[end]
    if (character === delimiter || character === '\n' || character === '\r') break
  }
  return { text: text.slice(from, end), end }
}

function quotedField(text: string, from: number): Field {
  for (let at = from + 1; ;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) refuse('sheet.damaged', { part: 'quotes' })
    if (text[quote + 1] === '"') {
      at = quote + 2
      continue
    }
    const next = text[quote + 1]
    const field = text.slice(from + 1, quote).replaceAll('""', '"')
    if (next === undefined || next === '\n' || next === '\r' || next === ',' || next === '\t' || next === ';')
      return { text: field, end: quote + 1 }
    refuse('sheet.damaged', { part: 'quotes' })
  }
}
