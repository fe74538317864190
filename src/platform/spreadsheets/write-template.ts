import { dayNumber } from '#domain/kernel'
import { writeXlsx, type Cell, type CellStyle, type DataValidation, type WriteSheet } from 'hucre/xlsx'
import { MAX_ROWS, columnLetters } from './cell-address.ts'
import { cellText, textWidth } from './cell-text.ts'
import type { ImportChoice, ImportColumn, ImportDeclaration } from './declaration.ts'
import { EXAMPLE_MARKS } from './read-table.ts'
import { TEMPLATE_TEXTS, type TemplateLanguage, type TemplateTexts } from './template-texts.ts'

export interface TemplateOptions {
  readonly language: TemplateLanguage
  readonly title: string
  /** Sentences on the sheet that explains the form, before the rules of the columns. */
  readonly guide?: readonly string[]
  /** Rows that show how to fill in the form, by key; marked as examples and skipped on import. */
  readonly examples?: readonly Readonly<Record<string, string | number>>[]
  /** Columns whose key stands in a line of codes below the headings; without any there is no such line. */
  readonly codes?: readonly string[]
  /** Rows that are begun, by key: whose they are. */
  readonly rows?: readonly TemplateRow[]
  /** Rows of a sheet for comparison, such as last year's; never read. */
  readonly beside?: readonly TemplateRow[]
}

export type TemplateRow = Readonly<Record<string, string | number>>

/** Rows made ready for entry: texts stay texts, so that long codes keep their digits, and dates show as dates. */
const READY_ROWS = 500
const SERIAL_OF_1970 = 25_569
const FIXED_MOMENT = new Date(Date.UTC(1980, 0, 1))
const HEADER: CellStyle = {
  font: { name: '等线', size: 11, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F2F2F2' } },
  alignment: { vertical: 'center', wrapText: true },
}
const REQUIRED: CellStyle = { ...HEADER, font: { ...HEADER.font, color: { rgb: 'C00000' } } }
const EXAMPLE: CellStyle = { font: { name: '等线', size: 11, italic: true, color: { rgb: '7F7F7F' } } }
const CODE: CellStyle = { ...HEADER, font: { name: '等线', size: 9, color: { rgb: '7F7F7F' } } }
const GIVEN: CellStyle = {
  numFmt: '@',
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F7F7F7' } },
}
const BESIDE: CellStyle = { font: { name: '等线', size: 11, color: { rgb: '7F7F7F' } } }
const LONG_TEXT: CellStyle = { alignment: { wrapText: true, vertical: 'top' } }

/**
 * A form for a declaration: a sheet to fill in, with a note on each heading, drop-down lists and checks on entry; a
 * sheet that explains; a sheet with the choices. Headings and labels are the first of the declaration for Chinese, the
 * second for English. What it accepts, `readWorkbook` reads. The same form gives the same bytes.
 */
export async function writeTemplate(
  declaration: ImportDeclaration,
  options: TemplateOptions,
): Promise<Uint8Array> {
  const texts = TEMPLATE_TEXTS[options.language]
  const withChoices = declaration.columns.filter((column) => (column.choices ?? []).length > 0)
  const sheets = [
    dataSheet(declaration, options, texts, withChoices),
    ...(options.beside === undefined ? [] : [besideSheet(declaration, options.beside, options, texts)]),
    guideSheet(declaration, options, texts),
    ...(withChoices.length > 0 ? [choicesSheet(withChoices, options, texts)] : []),
  ]
  return writeXlsx({
    sheets,
    properties: { title: cellText(options.title), created: FIXED_MOMENT, modified: FIXED_MOMENT },
    defaultFont: { name: '等线', size: 11 },
  })
}

function dataSheet(
  { columns }: ImportDeclaration,
  options: TemplateOptions,
  texts: TemplateTexts,
  withChoices: readonly ImportColumn[],
): WriteSheet {
  const cells = new Map<string, Partial<Cell>>()
  const { examples = [], codes = [], rows: begun = [] } = options
  const headerRows = codes.length > 0 ? 2 : 1
  const firstRow = headerRows + examples.length
  for (const [at, column] of columns.entries()) {
    const required = column.required === true
    const rules = [required ? texts.required : texts.optional, ...texts.rules(column)]
    cells.set(cellKey(0, at), {
      value: headingOf(column, options.language),
      type: 'string',
      style: required ? REQUIRED : HEADER,
      comment: { author: '', text: rules.join('\n') },
    })
    if (headerRows === 2)
      cells.set(cellKey(1, at), {
        value: codes.includes(column.key) ? column.key : '',
        type: 'string',
        style: CODE,
      })
    for (const [index, example] of examples.entries())
      cells.set(cellKey(index + headerRows, at), exampleCell(example[column.key], at === 0, options.language))
    const style = entryStyle(column)
    if (style !== null)
      for (let row = firstRow; row < firstRow + Math.max(READY_ROWS, begun.length); row++)
        cells.set(cellKey(row, at), { value: null, type: 'empty', style })
    for (const [index, row] of begun.entries()) {
      const given = row[column.key]
      if (given !== undefined) cells.set(cellKey(firstRow + index, at), givenCell(given, GIVEN))
    }
  }
  const first = firstRow + 1
  return {
    name: texts.dataSheet,
    columns: columns.map((column) => ({
      width: Math.min(40, Math.max(12, textWidth(headingOf(column, options.language)) + 4)),
    })),
    rows: [],
    cells,
    freezePane: { rows: headerRows, ...(begun.length > 0 ? { columns: 2 } : {}) },
    dataValidations: columns.flatMap((column, at) => {
      const letters = columnLetters(at)
      const range = `${letters}${String(first)}:${letters}${String(MAX_ROWS)}`
      return validationOf(column, range, texts, withChoices)
    }),
  }
}

function givenCell(value: string | number, style: CellStyle): Partial<Cell> {
  return typeof value === 'number'
    ? { value, type: 'number', style: BESIDE }
    : { value: cellText(value), type: 'string', style }
}

/** The same columns with what stood there before, in grey. */
function besideSheet(
  { columns }: ImportDeclaration,
  rows: readonly TemplateRow[],
  { language }: TemplateOptions,
  texts: TemplateTexts,
): WriteSheet {
  const cells = new Map<string, Partial<Cell>>()
  for (const [at, column] of columns.entries()) {
    cells.set(cellKey(0, at), { value: headingOf(column, language), type: 'string', style: HEADER })
    for (const [index, row] of rows.entries()) {
      const value = row[column.key]
      if (value !== undefined) cells.set(cellKey(index + 1, at), givenCell(value, BESIDE))
    }
  }
  return {
    name: texts.besideSheet,
    columns: columns.map(() => ({ width: 16 })),
    rows: [],
    cells,
    freezePane: { rows: 1 },
  }
}

/** The first cell of an example begins with the mark by which the import knows it. */
function exampleCell(
  value: string | number | undefined,
  isFirst: boolean,
  language: TemplateLanguage,
): Partial<Cell> {
  if (isFirst)
    return {
      value: `${EXAMPLE_MARKS[language]}${cellText(String(value ?? ''))}`,
      type: 'string',
      style: EXAMPLE,
    }
  if (value === undefined) return { value: null, type: 'empty' }
  return typeof value === 'number'
    ? { value, type: 'number', style: EXAMPLE }
    : { value: cellText(value), type: 'string', style: EXAMPLE }
}

function entryStyle(column: ImportColumn): CellStyle | null {
  switch (column.type) {
    case 'text':
    case 'list':
    case 'choice':
    case 'deadline':
      return { numFmt: '@' }
    case 'date':
      return { numFmt: 'yyyy-mm-dd' }
    case 'percent':
      return { numFmt: '0.00%' }
    case 'integer':
    case 'number':
      return null
  }
}

function validationOf(
  column: ImportColumn,
  range: string,
  texts: TemplateTexts,
  withChoices: readonly ImportColumn[],
): DataValidation[] {
  const common = {
    range,
    allowBlank: true,
    showErrorMessage: true,
    errorTitle: texts.wrongValue.slice(0, 32),
    errorMessage: texts.rules(column).join('').slice(0, 225),
  }
  const index = withChoices.indexOf(column)
  if (index >= 0) {
    const letters = columnLetters(index)
    const last = String((column.choices?.length ?? 0) + 1)
    // Several choices in one cell are none of the list: the list then only helps.
    const several = column.type === 'list'
    return [
      {
        ...common,
        type: 'list',
        formula1: `'${texts.choicesSheet}'!$${letters}$2:$${letters}$${last}`,
        showErrorMessage: !several,
      },
    ]
  }
  switch (column.type) {
    case 'integer':
    case 'number':
    case 'percent':
      // A plain number in a column of percents takes their format when it is typed.
      return bounded(
        column.type === 'integer' ? 'whole' : 'decimal',
        column.min,
        column.max,
        -1e15,
        1e15,
      ).map((bounds) => ({ ...common, ...bounds }))
    case 'date':
      return bounded('date', serialOf(column.earliest), serialOf(column.latest), 1, 2_958_465).map(
        (bounds) => ({
          ...common,
          ...bounds,
          // A date written as a text is read as well.
          errorStyle: 'warning' as const,
        }),
      )
    case 'text':
      return column.maxLength === undefined
        ? []
        : [{ ...common, type: 'textLength', operator: 'lessThanOrEqual', formula1: String(column.maxLength) }]
    case 'deadline':
    case 'choice':
    case 'list':
      return []
  }
}

function bounded(
  type: 'whole' | 'decimal' | 'date',
  min: number | undefined,
  max: number | undefined,
  least: number,
  most: number,
): Pick<DataValidation, 'type' | 'operator' | 'formula1' | 'formula2'>[] {
  return [{ type, operator: 'between', formula1: String(min ?? least), formula2: String(max ?? most) }]
}

function serialOf(on: string | undefined): number | undefined {
  const day = on === undefined ? null : dayNumber(on)
  return day === null ? undefined : day + SERIAL_OF_1970
}

function guideSheet(
  { columns }: ImportDeclaration,
  options: TemplateOptions,
  texts: TemplateTexts,
): WriteSheet {
  const lines = [
    ...(options.guide ?? []),
    ...((options.examples ?? []).length > 0 ? [texts.exampleNote] : []),
  ]
  const rows: string[][] = [
    [options.title],
    ...lines.map((line) => [line]),
    [],
    [texts.column, texts.need, texts.rule],
    ...columns.map((column) => [
      headingOf(column, options.language),
      column.required === true ? texts.required : texts.optional,
      texts.rules(column).join(''),
    ]),
  ]
  const cells = new Map<string, Partial<Cell>>()
  const headerAt = lines.length + 2
  for (const [row, values] of rows.entries())
    for (const [at, value] of values.entries()) {
      const style =
        row === 0
          ? { font: { name: '等线', size: 16, bold: true } }
          : row === headerAt
            ? HEADER
            : row > headerAt
              ? LONG_TEXT
              : {}
      cells.set(cellKey(row, at), { value: cellText(value), type: 'string', style })
    }
  return { name: texts.guideSheet, columns: [{ width: 24 }, { width: 12 }, { width: 80 }], rows: [], cells }
}

function choicesSheet(
  withChoices: readonly ImportColumn[],
  { language }: TemplateOptions,
  texts: TemplateTexts,
): WriteSheet {
  const cells = new Map<string, Partial<Cell>>()
  for (const [at, column] of withChoices.entries()) {
    cells.set(cellKey(0, at), { value: headingOf(column, language), type: 'string', style: HEADER })
    for (const [row, choice] of (column.choices ?? []).entries())
      cells.set(cellKey(row + 1, at), { value: labelOf(choice, language), type: 'string' })
  }
  return { name: texts.choicesSheet, columns: withChoices.map(() => ({ width: 24 })), rows: [], cells }
}

function headingOf(column: ImportColumn, language: TemplateLanguage): string {
  return inLanguage(column.headings, language) ?? column.key
}

function labelOf(choice: ImportChoice, language: TemplateLanguage): string {
  return inLanguage(choice.labels, language) ?? choice.value
}

function inLanguage(names: readonly string[], language: TemplateLanguage): string | undefined {
  const name = (language === 'en' ? names[1] : undefined) ?? names[0]
  return name === undefined ? undefined : cellText(name)
}

function cellKey(row: number, column: number): string {
  return `${String(row)},${String(column)}`
}
