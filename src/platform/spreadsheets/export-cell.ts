import { DAY_MS, dayNumber } from '#domain/kernel'
import { escapeCellText } from './cell-text.ts'
import { isExportLink, readMoment, textOf, type ExportColumn, type ExportValue } from './export-sheet.ts'

/** 1970-01-01 in days of the date system of 1900, which holds a 29 February 1900 that never was. */
const EPOCH_SERIAL = 25_569
/** 1 March 1900; before it, the serial numbers of Excel are one off and those of others are not. */
const LEAST_SERIAL = 61
/** 31 December 9999. */
const MOST_SERIAL = 2_958_465

/** The XML of one cell; empty for no value. `style` belongs to typed values, `textStyle` to text that stands instead. */
export function exportCell(
  address: string,
  column: ExportColumn,
  value: ExportValue,
  style: number,
  textStyle: number,
  offsetMinutes: number,
): string {
  if (value === null || value === undefined || value === '') return ''
  const number = cellNumber(column, value, offsetMinutes)
  if (number !== null) return `<c r="${address}" s="${String(style)}"><v>${String(number)}</v></c>`
  if (typeof value === 'boolean')
    return `<c r="${address}" s="${String(textStyle)}" t="b"><v>${value ? '1' : '0'}</v></c>`
  const text = textOf(value)
  return text === ''
    ? ''
    : textCell(address, text, column.type === 'link' && isExportLink(value) ? style : textStyle)
}

/**
 * A text as an inline string: readers never take it for a formula, whatever it begins with, and no table of strings has
 * to be kept.
 */
export function textCell(address: string, text: string, style: number): string {
  const escaped = escapeCellText(text)
  const space = /^\s|\s$|\n/.test(escaped) ? ' xml:space="preserve"' : ''
  return `<c r="${address}" s="${String(style)}" t="inlineStr"><is><t${space}>${escaped}</t></is></c>`
}

function cellNumber(column: ExportColumn, value: ExportValue, offsetMinutes: number): number | null {
  switch (column.type) {
    case 'integer':
    case 'number':
    case 'percent':
      if (typeof value === 'bigint') return BigInt(Number(value)) === value ? Number(value) : null
      return typeof value === 'number' && Number.isFinite(value) ? value : null
    case 'date': {
      const day = typeof value === 'string' ? dayNumber(value) : null
      return day === null ? null : serialWithin(day + EPOCH_SERIAL)
    }
    case 'moment': {
      const moment = readMoment(value)
      if (moment === null) return null
      // To the second: a double of days cannot state milliseconds, and sheets show none.
      const seconds = Math.floor((moment + offsetMinutes * 60_000) / 1000)
      return serialWithin(seconds / (DAY_MS / 1000) + EPOCH_SERIAL)
    }
    case 'text':
    case 'link':
      return null
  }
}

function serialWithin(serial: number): number | null {
  return serial >= LEAST_SERIAL && serial < MOST_SERIAL + 1 ? serial : null
}
