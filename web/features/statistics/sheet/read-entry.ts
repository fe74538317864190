import { convert, isUnit } from '#domain/indicators'
import type { CellValue, FormField } from '#domain/indicators'
import { dayNumber } from '#domain/kernel'

/**
 * What somebody typed or pasted into a cell, as people have it: `1,234.5`, full-width digits, `12.5%`, `'1234`, `(1,234)` as
 * accountants write a negative number, `12.5万元` where the form asks for 千元. Nothing is guessed: what can be read in two ways is
 * doubtful and stays a text in the cell until somebody mends it.
 */
export type EntryReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: CellValue; readonly note: EntryNote | null }
  | { readonly kind: 'doubtful'; readonly why: EntryDoubt; readonly given: string }

/** Read without doubt, but not written as the form would have it. */
export type EntryNote =
  | { readonly kind: 'converted'; readonly from: string; readonly unit: string }
  | { readonly kind: 'negative-in-brackets' }

export const ENTRY_DOUBTS = [
  'not-a-number',
  'grouping',
  'percent',
  'unit',
  'placeholder',
  'digits-lost',
  'formula-error',
  'not-a-choice',
  'not-a-flag',
  'not-a-day',
  'not-a-year',
  'not-an-integer',
  'decimals',
] as const
export type EntryDoubt = (typeof ENTRY_DOUBTS)[number]

const EMPTY: EntryReading = { kind: 'empty' }
/** Signs that stand for "nothing" in one table and for zero in the next. */
const PLACEHOLDERS = /^(?:[-\u2010-\u2015\u2212/\\*.…·]+|无|没有|不适用|缺|空|暂无|n\/?a|null|nil)$/iu
const FORMULA_ERRORS = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|####*)|^#+$/iu
const NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)?(?:\.\d*)?$/u

export function readEntry(field: FormField, given: string): EntryReading {
  const text = field.type === 'text' ? given.trim() : tidy(given)
  if (text === '') return EMPTY
  if (FORMULA_ERRORS.test(text)) return doubtful('formula-error', given)
  switch (field.type) {
    case 'integer':
    case 'decimal':
      return readFigure(field, text, given)
    case 'year':
      return readYear(text, given)
    case 'day':
      return readDay(text, given)
    case 'flag':
      return readFlag(text, given)
    case 'choice':
      return readChoice(field, text, given)
    case 'text':
      return LOST_DIGITS.test(text) ? doubtful('digits-lost', given) : taken(text)
  }
}

/** What a spreadsheet makes of a long code: 9.1110108E+17. */
const LOST_DIGITS = /^\d\.\d+E\+\d{2,}$/iu

function readFigure(field: FormField, text: string, given: string): EntryReading {
  if (PLACEHOLDERS.test(text)) return doubtful('placeholder', given)
  // A sign inside the brackets would be one negation too many.
  const bracketed = /^\(([^+-].*)\)$/u.exec(text)
  const body = bracketed?.[1] ?? text
  // ¥ says yuan where the form may ask for thousands of them.
  if (/^[+-]?[¥$€]/u.test(body)) return doubtful('unit', given)
  if (/^[+-]?\d(?:\.\d+)?e[+-]?\d+$/iu.test(body)) return doubtful('digits-lost', given)
  const percent = /^(.*?)\s*([%‰])$/u.exec(body)
  if (percent !== null && percent[2] !== field.unit) return doubtful('percent', given)
  const { digits, unit } = percent === null ? splitUnit(body) : { digits: percent[1] ?? '', unit: null }
  const number = numberOf(digits)
  if (number === null) return doubtful(faultOf(digits), given)
  if (unit === null || unit === field.unit)
    return figure(bracketed === null ? number : -number, bracketed !== null)
  if (field.unit === null || !isUnit(unit)) return doubtful('unit', given)
  const converted = convert(bracketed === null ? number : -number, unit, field.unit)
  if (!converted.ok) return doubtful('unit', given)
  return { kind: 'value', value: converted.value, note: { kind: 'converted', from: given.trim(), unit } }
}

function figure(number: number, inBrackets: boolean): EntryReading {
  return {
    kind: 'value',
    value: Object.is(number, -0) ? 0 : number,
    note: inBrackets ? { kind: 'negative-in-brackets' } : null,
  }
}

/** `12.5 万元` → 12.5 and 万元; 亿 alone is 亿 of nothing, and no unit. */
function splitUnit(text: string): { digits: string; unit: string | null } {
  const parts = /^([+-]?[\d,. ]*\d\.?)\s*([^\d,.+\-\s].*)$/u.exec(text)
  return parts === null
    ? { digits: text, unit: null }
    : { digits: parts[1] ?? '', unit: (parts[2] ?? '').trim() }
}

/** Null for a wrong grouping too: 12,34 may be 1,234 or 12.34. Beyond 2^53 the last digits are no longer those typed. */
function numberOf(digits: string): number | null {
  if (!NUMBER.test(digits) || !/\d/u.test(digits)) return null
  const number = Number(digits.replace(/[, ]/gu, ''))
  return Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : null
}

function faultOf(digits: string): EntryDoubt {
  if (NUMBER.test(digits) && /\d/u.test(digits)) return 'digits-lost'
  return /^[+-]?[\d,. ]+$/u.test(digits) ? 'grouping' : 'not-a-number'
}

function readYear(text: string, given: string): EntryReading {
  const year = /^(\d{4})(?:\.0*)?年?度?$/u.exec(text)?.[1]
  return year === undefined ? doubtful('not-a-year', given) : taken(Number(year))
}

function readDay(text: string, given: string): EntryReading {
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(text)
  if (parts === null) return doubtful('not-a-day', given)
  const [year = '', month = '', day = ''] = parts.slice(1)
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return dayNumber(on) === null ? doubtful('not-a-day', given) : taken(on)
}

const YES = new Set(['是', '有', '对', 'yes', 'y', 'true', '1', '√', '✓', '✔'])
const NO = new Set(['否', '不是', '没有', 'no', 'n', 'false', '0', '×', '✗', '✘'])

function readFlag(text: string, given: string): EntryReading {
  const word = text.toLowerCase()
  if (YES.has(word)) return taken(true)
  return NO.has(word) ? taken(false) : doubtful('not-a-flag', given)
}

/** By its code, its name in either language, or both as a list prints them: `110 国有`. */
function readChoice({ choices = [] }: FormField, text: string, given: string): EntryReading {
  const wanted = comparable(text)
  const found = choices.filter(({ value, label }) =>
    [value, label.zh, label.en, value + label.zh, value + label.en].some(
      (name) => comparable(name) === wanted,
    ),
  )
  const [only] = found
  return found.length === 1 && only !== undefined ? taken(only.value) : doubtful('not-a-choice', given)
}

/** Case, width of characters, spaces and separators do not matter. */
function comparable(text: string): string {
  return tidy(text)
    .replace(/[\s.、:：\-—]/gu, '')
    .toLowerCase()
}

/** Half-width, without what spreadsheets and web pages add: invisible characters, the apostrophe before a number kept as text. */
export function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/[\u2212\u2013]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^['‘’](?=[\d+.-])/u, '')
}

function taken(value: CellValue): EntryReading {
  return { kind: 'value', value, note: null }
}

function doubtful(why: EntryDoubt, given: string): EntryReading {
  return { kind: 'doubtful', why, given: given.trim().slice(0, 60) }
}
