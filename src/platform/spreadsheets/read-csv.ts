import { Refusal, accepted, refuse, refused, type Outcome } from '#domain/kernel'
import { decodeText } from '../documents/decode-text.ts'
import { csvRecords, type Delimiter } from './csv-records.ts'
import {
  READ_LIMITS,
  type ImportDeclaration,
  type ReadLimits,
  type SheetIssue,
  type TableReading,
} from './declaration.ts'
import { cellUnder, findHeader, type FoundHeader } from './find-header.ts'
import type { RawRow } from './raw-cell.ts'
import { DOWNWARD_ROWS, isDownwards, readDownwards, type DownwardSheet } from './read-downwards.ts'
import { readTable } from './read-table.ts'
import { bytesOf, firstRows, headerIssues, unknownColumns, withDownwards } from './read-workbook.ts'

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';']
/** A text of a hundred megabytes is held in memory whole; larger tables come as .xlsx. */
const MAX_TEXT_BYTES = 64 * 1024 ** 2

/**
 * Reads a table from a .csv file by its declaration, in UTF-8, UTF-16 or GB18030, separated by commas, tabs or
 * semicolons: what gives the declared header. Rows are counted as a spreadsheet program does, one for each record.
 */
export async function readCsv(
  input: Uint8Array | string,
  declaration: ImportDeclaration,
  limits: Partial<ReadLimits> = {},
): Promise<Outcome<TableReading>> {
  const bounds = { ...READ_LIMITS, maxFileBytes: MAX_TEXT_BYTES, ...limits }
  try {
    const bytes = await bytesOf(input, bounds)
    if (bytes.length === 0) refuse('sheet.empty_file')
    if (bytes.length > bounds.maxFileBytes)
      refuse('sheet.too_large', { what: 'file', most: bounds.maxFileBytes })
    const texts = decodings(bytes)
    if (texts.length === 0) refuse('sheet.undecodable')
    return await openTable(texts, declaration, bounds)
  } catch (error) {
    if (error instanceof Refusal) return refused(...error.issues)
    throw error
  }
}

async function openTable(
  texts: readonly string[],
  declaration: ImportDeclaration,
  limits: ReadLimits,
): Promise<Outcome<TableReading>> {
  let nearest: FoundHeader | null = null
  for (const text of texts)
    for (const delimiter of DELIMITERS) {
      const first = await firstRows(csvRecords(text, delimiter, limits))
      const downward = isDownwards(first, declaration)
        ? downwardsOf(text, delimiter, declaration, limits)
        : null
      if (downward !== null)
        return accepted({
          notices: downward.notices,
          rows: withDownwards([downward], []),
          cellOf: (_sheet, _row, key) => downward.cells.get(key) ?? null,
        })
      const header = findHeader(first, declaration)
      if (header?.issues.length === 0) {
        const notices: SheetIssue[] = unknownColumns('', header)
        const rows = csvRecords(text, delimiter, limits)
        const table = { sheet: '', header, is1904: false, merges: [], rows }
        return accepted({
          notices,
          rows: readTable(table, declaration, notices),
          cellOf: (_sheet, row, key) => cellUnder(header, row, key),
        })
      }
      if (header !== null && header.columns.size > (nearest?.columns.size ?? -1)) nearest = header
    }
  return refused(...headerIssues(nearest, declaration))
}

function downwardsOf(
  text: string,
  delimiter: Delimiter,
  declaration: ImportDeclaration,
  limits: ReadLimits,
): DownwardSheet | null {
  const rows: RawRow[] = []
  for (const row of csvRecords(text, delimiter, limits)) {
    if (rows.length > DOWNWARD_ROWS) return null
    rows.push(row)
  }
  return readDownwards('', rows, declaration, false)
}

/** The likeliest decoding first; a short table may hold too little prose to tell its encoding, its header does. */
function decodings(bytes: Uint8Array): string[] {
  const likely = decodeText(bytes, false)
  const texts = likely.ok ? [likely.value.text] : []
  if (likely.ok && likely.value.encoding !== 'big5') return texts
  try {
    return [...texts, new TextDecoder('gb18030', { fatal: true }).decode(bytes)]
  } catch (error) {
    if (error instanceof TypeError) return texts
    throw error
  }
}
