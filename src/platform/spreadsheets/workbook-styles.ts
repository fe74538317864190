import { escapeXml } from './cell-text.ts'
import type { ExportColumn } from './export-sheet.ts'

type Font = 'plain' | 'heading' | 'title' | 'note' | 'link'
const FONTS: Readonly<Record<Font, string>> = {
  plain: '<font><sz val="11"/><name val="等线"/><family val="2"/></font>',
  heading: '<font><b/><sz val="11"/><name val="等线"/><family val="2"/></font>',
  title: '<font><b/><sz val="16"/><name val="等线"/><family val="2"/></font>',
  note: '<font><sz val="10"/><color rgb="FF595959"/><name val="等线"/><family val="2"/></font>',
  link: '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="等线"/><family val="2"/></font>',
}
const FONT_ORDER: readonly Font[] = ['plain', 'heading', 'title', 'note', 'link']

export interface CellLook {
  readonly font?: Font
  /** Excel's number format; General when missing. */
  readonly format?: string
  readonly wrap?: boolean
  readonly horizontal?: 'left' | 'center' | 'right'
  /** A light background and thin lines, for the header. */
  readonly header?: boolean
}

/** Styles of one workbook: each look once, in order of first use, so that the same sheets give the same part. */
export class WorkbookStyles {
  readonly #formats = new Map<string, number>()
  readonly #looks = new Map<string, number>()

  constructor() {
    this.indexOf({})
  }

  indexOf(look: CellLook): number {
    const xml = this.#xf(look)
    const known = this.#looks.get(xml)
    if (known !== undefined) return known
    this.#looks.set(xml, this.#looks.size)
    return this.#looks.size - 1
  }

  toXml(): string {
    const formats = [...this.#formats].map(
      ([code, id]) => `<numFmt numFmtId="${String(id)}" formatCode="${escapeXml(code)}"/>`,
    )
    return (
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      (formats.length > 0 ? `<numFmts count="${String(formats.length)}">${formats.join('')}</numFmts>` : '') +
      `<fonts count="${String(FONT_ORDER.length)}">${FONT_ORDER.map((font) => FONTS[font]).join('')}</fonts>` +
      '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
      '<fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills>' +
      '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
      '<border><left/><right/><top style="thin"><color rgb="FFBFBFBF"/></top>' +
      '<bottom style="thin"><color rgb="FFBFBFBF"/></bottom><diagonal/></border></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `<cellXfs count="${String(this.#looks.size)}">${[...this.#looks.keys()].join('')}</cellXfs>` +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
  }

  #xf(look: CellLook): string {
    const alignment = [
      look.horizontal === undefined ? '' : ` horizontal="${look.horizontal}"`,
      ' vertical="top"',
      look.wrap === true ? ' wrapText="1"' : '',
    ].join('')
    return (
      `<xf numFmtId="${String(this.#formatId(look.format))}" fontId="${String(FONT_ORDER.indexOf(look.font ?? 'plain'))}" ` +
      `fillId="${look.header === true ? '2' : '0'}" borderId="${look.header === true ? '1' : '0'}" xfId="0" ` +
      `applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">` +
      `<alignment${alignment}/></xf>`
    )
  }

  #formatId(format: string | undefined): number {
    if (format === undefined) return 0
    const known = this.#formats.get(format)
    if (known !== undefined) return known
    // Below 164 are the formats every reader has built in.
    const id = 164 + this.#formats.size
    this.#formats.set(format, id)
    return id
  }
}

/** The number format of typed cells of a column; nothing for text. */
export function numberFormat(column: ExportColumn): string | undefined {
  switch (column.type) {
    case 'integer':
      return '#,##0'
    case 'number':
      return column.decimals === undefined ? undefined : `#,##0${decimalPlaces(column.decimals)}`
    case 'percent':
      return `0${decimalPlaces(column.decimals ?? 1)}%`
    case 'date':
      return 'yyyy-mm-dd'
    case 'moment':
      return 'yyyy-mm-dd hh:mm'
    case 'text':
    case 'link':
      return undefined
  }
}

function decimalPlaces(count: number): string {
  return count > 0 ? `.${'0'.repeat(Math.min(count, 30))}` : ''
}
