import type { Json } from '#domain/kernel'
import type { ImportColumn, ImportValue, SheetDeadline } from './declaration.ts'
import type { SheetIssueCode } from './issue-codes.ts'
import { halfWidth, isBlank, shownText, tidyText, type RawCell } from './raw-cell.ts'
import { dayOfSerial, dayOfText, deadlineOfText, monthOf, type DayReading } from './read-days.ts'

export type CellReading =
  | { readonly ok: true; readonly value: ImportValue }
  | { readonly ok: false; readonly code: SheetIssueCode; readonly params: Readonly<Record<string, Json>> }

/** Digits that a spreadsheet keeps of a number. Longer codes typed as numbers end in zeros. */
const KEPT_DIGITS_BELOW = 1e15
const GIVEN_LENGTH = 60

/** Reads a cell as its column declares it. */
export function readCell(cell: RawCell | undefined, column: ImportColumn, is1904: boolean): CellReading {
  if (cell?.kind === 'error') return issue('sheet.formula_error', { given: cell.text })
  if (cell?.kind === 'uncalculated') return issue('sheet.formula_without_value')
  if (cell === undefined || isBlank(cell) || isDeclaredBlank(cell, column))
    return column.required === true ? issue('sheet.required') : value(null)
  switch (column.type) {
    case 'text':
      return readText(cell, column, is1904)
    case 'integer':
    case 'number':
      return readNumber(cell, column)
    case 'percent':
      return readPercent(cell, column)
    case 'date':
      return readDate(cell, column, is1904)
    case 'deadline':
      return readDeadline(cell, column, is1904)
    case 'choice':
      return readChoice(textOf(cell, is1904), column)
    case 'list':
      return readList(textOf(cell, is1904), column)
  }
}

function isDeclaredBlank(cell: RawCell, column: ImportColumn): boolean {
  return cell.kind === 'text' && column.blanks?.includes(tidyText(cell.text)) === true
}

function readText(cell: RawCell, column: ImportColumn, is1904: boolean): CellReading {
  if (cell.kind === 'number' && Math.abs(cell.value) >= KEPT_DIGITS_BELOW)
    return issue('sheet.digits_lost', { given: String(cell.value) })
  const text = textOf(cell, is1904)
  return text.length > (column.maxLength ?? Infinity)
    ? issue('sheet.too_long', { length: text.length, most: column.maxLength ?? 0 })
    : value(text)
}

/** What a cell says as a text; dates as dates, not as the numbers that they are stored as. */
function textOf(cell: RawCell, is1904: boolean): string {
  if (cell.kind === 'number' && (cell.format === 'date' || cell.format === 'month')) {
    const day = dayOfSerial(cell.value, is1904)
    if (day !== null && day !== 'with-time') return cell.format === 'month' ? day.on.slice(0, 7) : day.on
  }
  return shownText(cell)
}

function readNumber(cell: RawCell, column: ImportColumn): CellReading {
  if (cell.kind === 'number' && cell.format !== 'plain')
    return cell.format === 'percent'
      ? issue('sheet.percent_instead_of_number')
      : issue('sheet.date_instead_of_number')
  if (cell.kind === 'text' && /[%％]\s*$/.test(cell.text)) return issue('sheet.percent_instead_of_number')
  const number =
    cell.kind === 'number' ? cell.value : cell.kind === 'text' ? numberOf(cell.text, column.unit) : null
  if (number === null) return notANumber(cell)
  if (column.type === 'number') return withinBounds(number, column)
  if (!Number.isInteger(number)) return issue('sheet.not_an_integer', given(cell))
  return Number.isSafeInteger(number) ? withinBounds(number, column) : issue('sheet.digits_lost', given(cell))
}

function readPercent(cell: RawCell, column: ImportColumn): CellReading {
  if (cell.kind === 'number' && cell.format === 'percent') return withinBounds(cell.value, column)
  if (cell.kind === 'number' && cell.format !== 'plain') return issue('sheet.date_instead_of_number')
  if (cell.kind === 'boolean') return notANumber(cell)
  const text = halfWidth(shownText(cell)).trim()
  const number = cell.kind === 'number' ? cell.value : numberOf(text.replace(/%$/, ''), undefined)
  if (number === null) return notANumber(cell)
  if (text.endsWith('%') || column.percentWithoutSign === 'points')
    return withinBounds(shareOf(number), column)
  // Nought is nought either way.
  return column.percentWithoutSign === 'share' || number === 0
    ? withinBounds(number, column)
    : issue('sheet.percent_unclear', given(cell))
}

/** 35.1 / 100 is 0.35100000000000003; the decimal shift that was meant is 0.351. */
function shareOf(points: number): number {
  return Number((points / 100).toPrecision(15))
}

/**
 * A number written as text: full-width digits, thousands separated by commas of either width, a sign, an exponent, the
 * declared unit, brackets around what is below zero as accountants write it. Null for anything else, a wrong grouping included.
 */
export function numberOf(text: string, unit: string | undefined): number | null {
  let plain = halfWidth(text)
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/\s/g, '')
  const suffix = unit === undefined ? '' : halfWidth(unit).replace(/\s/g, '')
  if (suffix !== '' && plain.endsWith(suffix)) plain = plain.slice(0, -suffix.length)
  const bracketed = /^\(([^()+-]+)\)$/.exec(plain)?.[1]
  if (bracketed !== undefined) plain = `-${bracketed}`
  if (
    !/^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i.test(plain) ||
    !/^[+-]?[.\d]/.test(plain)
  )
    return null
  const number = Number(plain.replaceAll(',', ''))
  return Number.isFinite(number) ? number : null
}

function withinBounds(number: number, { min, max }: ImportColumn): CellReading {
  if (min !== undefined && number < min) return issue('sheet.too_small', { given: number, least: min })
  if (max !== undefined && number > max) return issue('sheet.too_great', { given: number, most: max })
  return value(Object.is(number, -0) ? 0 : number)
}

function dayOf(cell: RawCell, is1904: boolean): DayReading {
  if (cell.kind === 'text') return dayOfText(cell.text)
  if (cell.kind !== 'number') return null
  if (cell.format === 'date' || cell.format === 'month') return dayOfSerial(cell.value, is1904)
  // 20250301 is the date that it says. Any other plain number may be a date that lost its format or a mistake.
  return cell.format === 'plain' ? dayOfText(String(cell.value)) : null
}

function readDate(cell: RawCell, column: ImportColumn, is1904: boolean): CellReading {
  const day = dayOf(cell, is1904)
  if (day === null) return issue('sheet.not_a_date', given(cell))
  if (day === 'with-time') return issue('sheet.date_with_time', given(cell))
  return withinDays(day.on, column) ?? value(day.on)
}

function readDeadline(cell: RawCell, column: ImportColumn, is1904: boolean): CellReading {
  const deadline = deadlineOf(cell, is1904)
  if (deadline === null) return issue('sheet.not_a_deadline', given(cell))
  return withinDays(deadline.endsOn, column) ?? value(deadline)
}

function deadlineOf(cell: RawCell, is1904: boolean): SheetDeadline | null {
  if (cell.kind === 'number' && (cell.format === 'date' || cell.format === 'month')) {
    const day = dayOfSerial(cell.value, is1904)
    if (day === null || day === 'with-time') return null
    return cell.format === 'month' ? monthOf(day.on) : { precision: 'day', startsOn: day.on, endsOn: day.on }
  }
  // 2025.1 as a number may have been typed as 2025.10.
  if (cell.kind === 'number' && !Number.isInteger(cell.value)) return null
  return deadlineOfText(shownText(cell))
}

function withinDays(on: string, { earliest, latest }: ImportColumn): CellReading | null {
  if (earliest !== undefined && on < earliest) return issue('sheet.too_small', { given: on, least: earliest })
  if (latest !== undefined && on > latest) return issue('sheet.too_great', { given: on, most: latest })
  return null
}

function readChoice(text: string, column: ImportColumn): CellReading {
  const found = choiceOf(text, column)
  return found === null ? notAChoice(text, column) : value(found)
}

function readList(text: string, column: ImportColumn): CellReading {
  const items: string[] = []
  for (const written of text.split(/[;；、,，\n]/)) {
    const item = written.trim()
    if (item === '') continue
    if (item.length > (column.maxLength ?? Infinity))
      return issue('sheet.too_long', { length: item.length, most: column.maxLength ?? 0 })
    const found = column.choices === undefined ? item : choiceOf(item, column)
    if (found === null) return notAChoice(item, column)
    if (!items.includes(found)) items.push(found)
  }
  if (items.length > (column.maxItems ?? Infinity))
    return issue('sheet.too_many_items', { count: items.length, most: column.maxItems ?? 0 })
  if (items.length === 0) return column.required === true ? issue('sheet.required') : value(null)
  return value(items)
}

/** Case, width of characters and spaces do not matter; a name that two choices share is none. */
function choiceOf(text: string, { choices = [] }: ImportColumn): string | null {
  const wanted = comparable(text)
  const found = choices.filter((choice) => choice.labels.some((label) => comparable(label) === wanted))
  return found.length === 1 ? (found[0]?.value ?? null) : null
}

function comparable(text: string): string {
  return halfWidth(text).replace(/\s/g, '').toLowerCase()
}

function notAChoice(text: string, { choices = [] }: ImportColumn): CellReading {
  const shown = choices.slice(0, 20).flatMap((choice) => choice.labels[0] ?? [])
  return issue('sheet.not_a_choice', { given: text.slice(0, GIVEN_LENGTH), choices: shown })
}

function notANumber(cell: RawCell): CellReading {
  return issue('sheet.not_a_number', given(cell))
}

function given(cell: RawCell): { given: string } {
  return { given: shownText(cell).slice(0, GIVEN_LENGTH) }
}

function value(read: ImportValue): CellReading {
  return { ok: true, value: read }
}

function issue(code: SheetIssueCode, params: Readonly<Record<string, Json>> = {}): CellReading {
  return { ok: false, code, params }
}
