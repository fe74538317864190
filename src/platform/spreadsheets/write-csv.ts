import { Readable } from 'node:stream'
import { civilDate } from '#domain/kernel'
import {
  CHINA_OFFSET_MINUTES,
  headingOf,
  readMoment,
  textOf,
  type ExportColumn,
  type ExportOptions,
  type ExportRow,
  type ExportValue,
} from './export-sheet.ts'

const CHUNK_CHARACTERS = 64 * 1024
/** Excel takes a file for UTF-8 only with the mark. */
const BYTE_ORDER_MARK = '\ufeff'
/** What a spreadsheet would take for a formula, in full-width form too, as input methods for Chinese type it. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * A .csv file by RFC 4180 that Excel opens with Chinese intact: UTF-8 with its mark, CRLF. Texts that a spreadsheet
 * would run get an apostrophe in front, as OWASP advises; numbers are written plainly, percents as shares.
 */
export function writeCsv(
  columns: readonly ExportColumn[],
  rows: AsyncIterable<ExportRow> | Iterable<ExportRow>,
  options: ExportOptions = {},
): Readable {
  return Readable.from(csvChunks(columns, rows, options.offsetMinutes ?? CHINA_OFFSET_MINUTES), {
    objectMode: false,
  })
}

async function* csvChunks(
  columns: readonly ExportColumn[],
  rows: AsyncIterable<ExportRow> | Iterable<ExportRow>,
  offsetMinutes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let pending = BYTE_ORDER_MARK + columns.map((column) => csvText(headingOf(column))).join(',') + '\r\n'
  for await (const row of rows) {
    pending += columns.map((column) => csvValue(column, row[column.key], offsetMinutes)).join(',') + '\r\n'
    if (pending.length < CHUNK_CHARACTERS) continue
    yield Buffer.from(pending.toWellFormed(), 'utf8')
    pending = ''
  }
  yield Buffer.from(pending.toWellFormed(), 'utf8')
}

function csvValue(column: ExportColumn, value: ExportValue, offsetMinutes: number): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return textOf(value)
  if (column.type === 'moment') {
    const moment = readMoment(value)
    if (moment !== null) return momentText(moment, offsetMinutes)
  }
  return csvText(textOf(value))
}

/** `2026-03-01 09:30:00` in the given offset, which spreadsheets read as date and time. */
function momentText(moment: number, offsetMinutes: number): string {
  const seconds = Math.floor(moment / 1000) + offsetMinutes * 60
  const day = Math.floor(seconds / 86_400)
  const rest = seconds - day * 86_400
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60]
  return `${civilDate(day)} ${clock.map((part) => String(part).padStart(2, '0')).join(':')}`
}

function csvText(text: string): string {
  // NUL ends a file for some readers.
  const safe = text.replaceAll('\0', '\ufffd')
  const guarded = FORMULA_START.test(safe) ? `'${safe}` : safe
  return /[",\r\n]/.test(guarded) || guarded !== guarded.trim()
    ? `"${guarded.replaceAll('"', '""')}"`
    : guarded
}
