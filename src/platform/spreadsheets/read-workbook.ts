import { readFile, stat } from 'node:fs/promises'
import { Refusal, accepted, refuse, refused, type Issue, type Outcome } from '#domain/kernel'
import {
  READ_LIMITS,
  type ImportDeclaration,
  type ReadLimits,
  type ReadRow,
  type SheetIssue,
  type TableReading,
} from './declaration.ts'
import { columnLetters } from './cell-address.ts'
import { HEADER_WITHIN_ROWS, cellUnder, findHeader, type FoundHeader } from './find-header.ts'
import type { RawRow } from './raw-cell.ts'
import { DOWNWARD_ROWS, isDownwards, readDownwards, type DownwardSheet } from './read-downwards.ts'
import { readTable } from './read-table.ts'
import { downwardMerges, sheetRows } from './sheet-rows.ts'
import { TEMPLATE_TEXTS } from './template-texts.ts'
import { WorkbookArchive } from './workbook-archive.ts'
import { readContents, type SheetEntry, type WorkbookContents } from './workbook-contents.ts'

/**
 * Reads a table from an .xlsx file by its declaration: every visible sheet that has the declared header, row by row.
 * Formulas give the value that was calculated when the file was saved; nothing is calculated here. Refused are files
 * that are no workbook, encrypted, of an old format, damaged or too large, and those without the header. Memory holds
 * the file and its table of texts, not the rows.
 */
export async function readWorkbook(
  input: Uint8Array | string,
  declaration: ImportDeclaration,
  limits: Partial<ReadLimits> = {},
): Promise<Outcome<TableReading>> {
  const bounds = { ...READ_LIMITS, ...limits }
  try {
    const archive = new WorkbookArchive(await bytesOf(input, bounds), bounds)
    const contents = await readContents(archive, bounds)
    return await openTables(archive, contents, declaration, bounds)
  } catch (error) {
    if (error instanceof Refusal) return refused(...error.issues)
    throw error
  }
}

/** The bytes of a file given by its path or as they are; refuses too many before reading them. */
export async function bytesOf(input: Uint8Array | string, limits: ReadLimits): Promise<Uint8Array> {
  if (typeof input !== 'string') return input
  const { size } = await stat(input)
  if (size > limits.maxFileBytes) refuse('sheet.too_large', { what: 'file', most: limits.maxFileBytes })
  return readFile(input)
}

/** What a template holds beside the sheet to fill in is no surprise to anyone. */
const OWN_SHEETS = new Set(
  Object.values(TEMPLATE_TEXTS).flatMap(({ guideSheet, choicesSheet }) => [guideSheet, choicesSheet]),
)

/** Columns as in the sheet to fill in, but of another period. */
const BESIDE_SHEETS = new Set(Object.values(TEMPLATE_TEXTS).map(({ besideSheet }) => besideSheet))

interface FoundTable {
  readonly sheet: SheetEntry
  readonly header: FoundHeader
}

async function openTables(
  archive: WorkbookArchive,
  contents: WorkbookContents,
  declaration: ImportDeclaration,
  limits: ReadLimits,
): Promise<Outcome<TableReading>> {
  const notices: SheetIssue[] = []
  const tables: FoundTable[] = []
  const downwards: DownwardSheet[] = []
  let nearest: FoundHeader | null = null
  for (const sheet of contents.sheets) {
    if (BESIDE_SHEETS.has(sheet.name)) continue
    if (sheet.hidden) {
      notices.push({ code: 'sheet.hidden_sheet', params: { sheet: sheet.name } })
      continue
    }
    const first = await firstRows(sheetRows(archive, contents, sheet, limits))
    const downward = isDownwards(first, declaration)
      ? await openDownwards(archive, contents, sheet, declaration, limits)
      : null
    if (downward !== null) {
      downwards.push(downward)
      continue
    }
    const header = first.length === 0 ? null : findHeader(first, declaration)
    if (header?.issues.length === 0) tables.push({ sheet, header })
    else {
      if (header !== null && header.columns.size > (nearest?.columns.size ?? -1)) nearest = header
      if (first.length > 0 && !OWN_SHEETS.has(sheet.name))
        notices.push({ code: 'sheet.sheet_skipped', params: { sheet: sheet.name } })
    }
  }
  if (tables.length + downwards.length === 0) return refused(...headerIssues(nearest, declaration))
  for (const one of downwards) notices.push(...one.notices)
  for (const { sheet, header } of tables) notices.push(...unknownColumns(sheet.name, header))
  const headers = new Map(tables.map(({ sheet, header }) => [sheet.name, header]))
  return accepted({
    notices,
    rows: withDownwards(downwards, tableRows(archive, contents, tables, declaration, limits, notices)),
    cellOf: (sheet, row, key) =>
      downwards.find((one) => one.row.sheet === sheet)?.cells.get(key) ??
      cellUnder(headers.get(sheet), row, key),
  })
}

/** Only as many lines as a form has. */
async function openDownwards(
  archive: WorkbookArchive,
  contents: WorkbookContents,
  sheet: SheetEntry,
  declaration: ImportDeclaration,
  limits: ReadLimits,
): Promise<DownwardSheet | null> {
  const rows: RawRow[] = []
  for await (const row of sheetRows(archive, contents, sheet, limits)) {
    if (rows.length > DOWNWARD_ROWS) return null
    rows.push(row)
  }
  return readDownwards(sheet.name, rows, declaration, contents.is1904)
}

export async function* withDownwards(
  downwards: readonly DownwardSheet[],
  rows: AsyncIterable<ReadRow> | Iterable<ReadRow>,
): AsyncGenerator<ReadRow, void, undefined> {
  for (const { row } of downwards) yield row
  for await (const row of rows) yield row
}

async function* tableRows(
  archive: WorkbookArchive,
  contents: WorkbookContents,
  tables: readonly FoundTable[],
  declaration: ImportDeclaration,
  limits: ReadLimits,
  notices: SheetIssue[],
): AsyncGenerator<ReadRow, void, undefined> {
  const needsMerges = declaration.columns.some((column) => column.fillDown === true)
  for (const { sheet, header } of tables) {
    const merges = needsMerges ? await downwardMerges(archive, sheet) : []
    const rows = sheetRows(archive, contents, sheet, limits)
    const table = { sheet: sheet.name, header, is1904: contents.is1904, merges, rows }
    yield* readTable(table, declaration, notices)
  }
}

/** What is wrong with a file in which no sheet has the whole header. */
export function headerIssues(nearest: FoundHeader | null, declaration: ImportDeclaration): Issue[] {
  if (nearest !== null) return [...nearest.issues]
  const headings = declaration.columns.map((column) => column.headings[0] ?? column.key)
  return [{ code: 'sheet.header_not_found', params: { headings, within: HEADER_WITHIN_ROWS } }]
}

export function unknownColumns(sheet: string, header: FoundHeader): SheetIssue[] {
  return header.unknown.map(({ heading, column }) => ({
    code: 'sheet.unknown_column',
    params: { sheet, heading, column: columnLetters(column) },
  }))
}

/** The lines among which the header is looked for, and the one below them. */
export async function firstRows(rows: AsyncIterable<RawRow> | Iterable<RawRow>): Promise<RawRow[]> {
  const first: RawRow[] = []
  for await (const row of rows) {
    if (row.row > HEADER_WITHIN_ROWS + 1) break
    first.push(row)
  }
  return first
}
