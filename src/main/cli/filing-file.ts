import { extname } from 'node:path'
import type { CellValue, CompiledField, CompiledForm, FilingValues } from '#domain/indicators'
import { accepted, refused, type Outcome } from '#domain/kernel'
import {
  readCsv,
  readWorkbook,
  type CellIssue,
  type ImportColumn,
  type ImportDeclaration,
  type ReadRow,
  type SheetIssue,
  type TableReading,
} from '#platform/spreadsheets'
import { readBytes } from './read-inputs.ts'

/** One row of a table of filings. */
export interface FilingRow {
  readonly sheet: string
  /** As a spreadsheet program shows it, from 1. */
  readonly row: number
  /** What identifies the filer; null where the table has no such column, or the cell is empty. */
  readonly id: string | null
  /** A cell that cannot be read as its field stands as the text that it is, so that the checks refuse it. */
  readonly values: FilingValues
  readonly issues: readonly CellIssue[]
}

export interface FilingFile {
  readonly rows: AsyncGenerator<FilingRow, void, undefined>
  /** Complete once the rows have been read. */
  readonly notices: readonly SheetIssue[]
}

/** Columns that say whose filing a row is, the surest first. */
const IDENTITIES: readonly (readonly string[])[] = [
  ['统一社会信用代码', '社会信用代码', '信用代码', 'creditCode', 'credit_code', 'uscc'],
  ['id', '企业代码', '单位代码', '代码', 'code'],
  ['企业', '企业名称', '单位名称', '单位', '名称', 'enterprise', 'company', 'name'],
]
const IDENTITY = 'identity '

/** Reads a table with a row for each filing: headings are codes or labels of the form's fields, in any order. */
export async function readFilingFile(path: string, form: CompiledForm): Promise<Outcome<FilingFile>> {
  const bytes = await readBytes(path)
  if (!bytes.ok) return bytes
  const declaration = declarationOf(form)
  const extension = extname(path).toLowerCase()
  if (extension !== '.csv' && extension !== '.tsv' && extension !== '.xlsx')
    return refused({ code: 'sheet.not_a_workbook' })
  const reading =
    extension === '.xlsx'
      ? await readWorkbook(bytes.value, declaration)
      : await readCsv(bytes.value, declaration)
  if (!reading.ok) return reading
  return accepted({ rows: rowsOf(reading.value, form), notices: reading.value.notices })
}

async function* rowsOf(
  { rows }: TableReading,
  form: CompiledForm,
): AsyncGenerator<FilingRow, void, undefined> {
  for await (const read of rows) {
    const { sheet, row, issues } = read
    yield { sheet, row, id: identityOf(read), values: valuesOf(read, form), issues }
  }
}

function identityOf({ values }: ReadRow): string | null {
  for (const index of IDENTITIES.keys()) {
    const id = values[IDENTITY + String(index)]
    if (typeof id === 'string' && id !== '') return id
  }
  return null
}

function valuesOf({ values, issues }: ReadRow, form: CompiledForm): FilingValues {
  const filing: Record<string, CellValue> = {}
  for (const { field } of form.fields) {
    const value = values[field.code]
    if (typeof value === 'string' || typeof value === 'number') filing[field.code] = cellOf(value, field)
  }
  for (const { key, params } of issues) {
    const field = form.fieldByCode.get(key)?.field
    // Of a text nothing else is known to be wrong; it stays missing.
    if (field === undefined || field.type === 'text') continue
    const given = params?.['given']
    filing[key] = typeof given === 'string' && given !== '' ? given : '?'
  }
  return filing
}

function cellOf(value: string | number, { type, unit }: CompiledField['field']): CellValue {
  if (type === 'flag') return value === 'true'
  // Shares come back as 0.351 for 35.1%; the field keeps 35.1.
  if (typeof value === 'number' && unit === '%') return Number((value * 100).toPrecision(15))
  return value
}

function declarationOf(form: CompiledForm): ImportDeclaration {
  const labels = new Map<string, number>()
  for (const { field } of form.fields)
    for (const label of labelsOf(field)) labels.set(label, (labels.get(label) ?? 0) + 1)
  const columns = form.fields.map(({ field }) => columnOf(field, (label) => labels.get(label) === 1))
  const taken = new Set(columns.flatMap(({ headings }) => headings.map((heading) => heading.toLowerCase())))
  return {
    columns: [
      ...columns,
      ...IDENTITIES.map((headings, index): ImportColumn => ({
        key: IDENTITY + String(index),
        headings: headings.filter((heading) => !taken.has(heading.toLowerCase())),
        type: 'text',
      })),
    ],
  }
}

/** As printed, and without what only tells its place in the form. */
function labelsOf({ label }: CompiledField['field']): Set<string> {
  const printed = [label.zh, label.en]
  return new Set([...printed, ...printed.map((one) => one.replace(/^(?:其中|of which)\s*[:：]\s*/iu, ''))])
}

/** A label that several fields have (“其中：增值税”) names none of them. */
function columnOf(field: CompiledField['field'], isOfOne: (label: string) => boolean): ImportColumn {
  const headings = [field.code, ...[...labelsOf(field)].filter(isOfOne)]
  const head = { key: field.code, headings }
  switch (field.type) {
    case 'integer':
    case 'decimal':
    case 'year':
      if (field.unit === '%') return { ...head, type: 'percent', percentWithoutSign: 'points' }
      return { ...head, type: 'number', ...(field.unit === null ? {} : { unit: field.unit }) }
    case 'text':
      return { ...head, type: 'text' }
    case 'day':
      return { ...head, type: 'date' }
    case 'flag':
      return { ...head, type: 'choice', choices: FLAGS }
    case 'choice':
      return {
        ...head,
        type: 'choice',
        choices: (field.choices ?? []).map(({ value, label }) => ({
          value,
          labels: [...new Set([label.zh, label.en, value])],
        })),
      }
  }
}

const FLAGS = [
  { value: 'true', labels: ['是', 'yes', 'true', '1', 'y'] },
  { value: 'false', labels: ['否', 'no', 'false', '0', 'n'] },
]
