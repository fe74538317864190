import { columnLetters } from './cell-address.ts'
import { escapeXml } from './cell-text.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** A worksheet as written: its name, and where its table stands. */
export interface WrittenSheet {
  readonly name: string
  readonly headerRow: number
  readonly lastRow: number
  readonly columns: number
}

export const ROOT_RELATIONSHIPS =
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

export function worksheetOpening(parts: {
  readonly headerRow: number
  readonly frozenColumns: number
  readonly widths: readonly number[]
}): string {
  const { headerRow, frozenColumns, widths } = parts
  const corner = `${columnLetters(frozenColumns)}${String(headerRow + 1)}`
  const pane = frozenColumns > 0 ? 'bottomRight' : 'bottomLeft'
  const split = frozenColumns > 0 ? ` xSplit="${String(frozenColumns)}"` : ''
  return (
    `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">` +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    '<sheetViews><sheetView workbookViewId="0">' +
    `<pane${split} ySplit="${String(headerRow)}" topLeftCell="${corner}" activePane="${pane}" state="frozen"/>` +
    `<selection pane="${pane}" activeCell="${corner}" sqref="${corner}"/>` +
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>' +
    widths
      .map(
        (width, at) =>
          `<col min="${String(at + 1)}" max="${String(at + 1)}" width="${String(width)}" customWidth="1"/>`,
      )
      .join('') +
    '</cols><sheetData>'
  )
}

export function worksheetClosing(sheet: WrittenSheet, links: readonly string[]): string {
  const hyperlinks = links.map((address, at) => `<hyperlink ref="${address}" r:id="rId${String(at + 1)}"/>`)
  return (
    `</sheetData><autoFilter ref="${filterRange(sheet, '')}"/>` +
    (links.length > 0 ? `<hyperlinks>${hyperlinks.join('')}</hyperlinks>` : '') +
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
  )
}

export function hyperlinkRelationships(hrefs: readonly string[]): string {
  const relationships = hrefs.map(
    (href, at) =>
      `<Relationship Id="rId${String(at + 1)}" Type="${RELATIONSHIPS}/hyperlink" Target="${escapeXml(href)}" TargetMode="External"/>`,
  )
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relationships.join('')}</Relationships>`
}

export function workbookXml(sheets: readonly WrittenSheet[]): string {
  const entries = sheets.map(
    ({ name }, at) =>
      `<sheet name="${escapeXml(name)}" sheetId="${String(at + 1)}" r:id="rId${String(at + 1)}"/>`,
  )
  const names = sheets.flatMap((sheet, at) => {
    const quoted = `'${escapeXml(sheet.name.replaceAll("'", "''"))}'!`
    const row = `$${String(sheet.headerRow)}`
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${String(at)}" hidden="1">${quoted}${filterRange(sheet, '$')}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${String(at)}">${quoted}${row}:${row}</definedName>`,
    ]
  })
  return (
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">` +
    `<bookViews><workbookView activeTab="0"/></bookViews><sheets>${entries.join('')}</sheets>` +
    `<definedNames>${names.join('')}</definedNames></workbook>`
  )
}

export function workbookRelationships(sheetCount: number): string {
  const sheets = Array.from(
    { length: sheetCount },
    (_, at) =>
      `<Relationship Id="rId${String(at + 1)}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${String(at + 1)}.xml"/>`,
  )
  return (
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets.join('')}` +
    `<Relationship Id="rId${String(sheetCount + 1)}" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>`
  )
}

export function contentTypes(sheetCount: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const sheets = Array.from(
    { length: sheetCount },
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${String(at + 1)}.xml" ContentType="${type}.worksheet+xml"/>`,
  )
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${sheets.join('')}` +
    `<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`
  )
}

function filterRange({ headerRow, lastRow, columns }: WrittenSheet, fix: '' | '$'): string {
  const last = columnLetters(Math.max(0, columns - 1))
  return `${fix}A${fix}${String(headerRow)}:${fix}${last}${fix}${String(Math.max(headerRow, lastRow))}`
}
