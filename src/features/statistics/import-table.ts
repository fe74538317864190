import { extname } from 'node:path'
import type { CompiledForm } from '#domain/indicators'
import { Refusal, refuse } from '#domain/kernel'
import {
  readCsv,
  readWorkbook,
  type CellIssue,
  type SheetIssue,
  type TableReading,
} from '#platform/spreadsheets'
import { CREDIT_CODE, UNIT_NAME, figureOf, importDeclaration } from './import-declaration.ts'

/** More enterprises than any zone has; held in memory as columns. */
export const MOST_ROWS = 100_000

/** A file of filings as columns: a row for each filing, in the order of the file. */
export interface FilingTable {
  readonly rows: number
  readonly sheet: readonly string[]
  /** Row of the sheet, as the program shows it. */
  readonly line: readonly number[]
  readonly creditCode: readonly (string | null)[]
  readonly name: readonly (string | null)[]
  /** By field code, NaN: empty. Flags are 1 and 0. */
  readonly figures: ReadonlyMap<string, Float64Array>
  readonly texts: ReadonlyMap<string, readonly (string | null)[]>
  /** Rows with cells that cannot be taken. */
  readonly faults: ReadonlyMap<number, readonly CellIssue[]>
  readonly notices: readonly SheetIssue[]
  /** Rows in which nothing is filled but whose they are, as a template has them: left out. */
  readonly blank: number
  /** Where a field or CREDIT_CODE, UNIT_NAME stands in a row: `C5`; null where the sheet has no such column. */
  readonly cellAt: (row: number, key: string) => string | null
  /** Fields that the sheet of this row has a column for. */
  readonly fieldsAt: (row: number) => ReadonlySet<string>
}

/** Reads a file of filings. Refuses a file that is no such table, and one with more rows than MOST_ROWS. */
export async function readFilingTable(
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
  form: CompiledForm,
): Promise<FilingTable> {
  const declaration = importDeclaration(form)
  const isText = /^\.(?:csv|txt|tsv)$/iu.test(extname(fileName))
  const reading = await (isText ? readCsv(bytes, declaration) : readWorkbook(bytes, declaration))
  if (!reading.ok) throw new Refusal(reading.issues)
  return collect(reading.value, form)
}

async function collect(reading: TableReading, form: CompiledForm): Promise<FilingTable> {
  const sheet: string[] = []
  const line: number[] = []
  const creditCode: (string | null)[] = []
  const name: (string | null)[] = []
  const faults = new Map<number, readonly CellIssue[]>()
  const figures = form.fields
    .filter(({ isFigure }) => isFigure)
    .map(({ field }) => ({ field, column: [] as number[] }))
  const texts = form.fields
    .filter(({ isFigure }) => !isFigure)
    .map(({ field }) => ({ field, column: [] as (string | null)[] }))
  let blank = 0
  for await (const row of reading.rows) {
    if (isRuler(row.values)) continue
    if (
      row.issues.length === 0 &&
      form.fields.every(({ field }) => (row.values[field.code] ?? null) === null)
    ) {
      blank += 1
      continue
    }
    if (line.length >= MOST_ROWS) refuse('statistics.import_too_long', { most: MOST_ROWS })
    if (row.issues.length > 0) faults.set(line.length, row.issues)
    sheet.push(row.sheet)
    line.push(row.row)
    creditCode.push(textOf(row.values[CREDIT_CODE]))
    name.push(textOf(row.values[UNIT_NAME]))
    for (const { field, column } of figures) column.push(figureOf(row.values[field.code], field))
    for (const { field, column } of texts) column.push(textOf(row.values[field.code]))
  }
  if (line.length === 0) refuse('statistics.import_empty')
  const fields = new Map<string, ReadonlySet<string>>()
  const cellAt = (row: number, key: string) => reading.cellOf(sheet[row] ?? '', line[row] ?? 0, key)
  return {
    rows: line.length,
    sheet,
    line,
    creditCode,
    name,
    figures: new Map(figures.map(({ field, column }) => [field.code, Float64Array.from(column)])),
    texts: new Map(texts.map(({ field, column }) => [field.code, column])),
    faults,
    notices: reading.notices,
    blank,
    cellAt,
    fieldsAt: (row) => {
      const of = sheet[row] ?? ''
      const known = fields.get(of)
      if (known !== undefined) return known
      const found = new Set(
        form.fields.map(({ field }) => field.code).filter((code) => cellAt(row, code) !== null),
      )
      fields.set(of, found)
      return found
    },
  }
}

/** The line of printed forms that counts the columns: 甲 乙 1 2 3. */
function isRuler(values: Readonly<Record<string, unknown>>): boolean {
  return values[CREDIT_CODE] === '甲' || values[UNIT_NAME] === '甲' || values[UNIT_NAME] === '乙'
}

/** A copy of its own: a piece cut out of the file's text would keep all of that text in memory. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? Buffer.from(value, 'utf8').toString('utf8') : null
}
