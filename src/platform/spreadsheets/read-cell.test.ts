import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilDate, dayNumber } from '#domain/kernel'
import type { ImportColumn } from './declaration.ts'
import type { RawCell } from './raw-cell.ts'
import { numberOf, readCell } from './read-cell.ts'
import { dayOfSerial } from './read-days.ts'

const column = (type: ImportColumn['type'], more: Partial<ImportColumn> = {}): ImportColumn => ({
  key: 'k',
  headings: ['列'],
  type,
  ...more,
})
const text = (written: string): RawCell => ({ kind: 'text', text: written })
const number = (value: number, format: 'plain' | 'percent' | 'date' | 'month' = 'plain'): RawCell => ({
  kind: 'number',
  value,
  format,
})
const read = (cell: RawCell | undefined, as: ImportColumn, is1904 = false) => {
  const reading = readCell(cell, as, is1904)
  return reading.ok ? reading.value : reading.code
}

describe('readCell', () => {
  it.each<[string, number | null]>([
    ['1234.5', 1234.5],
    ['１２３４．５', 1234.5],
    ['1,234,567', 1_234_567],
    ['1，234，567.8', 1_234_567.8],
    ['－12', -12],
    ['−12', -12],
    ['+3', 3],
    ['.5', 0.5],
    ['1e3', 1000],
    ['3万元', 3],
    [' 12 ', 12],
    ['1,23', null],
    ['12,34,567', null],
    ['12a', null],
    ['²', null],
    ['①', null],
    ['0x10', null],
    ['1.2.3', null],
    ['-', null],
    ['e5', null],
    ['3亿元', null],
    ['Infinity', null],
    ['1e999', null],
  ])('number %j', (written, expected) => {
    expect(numberOf(written, '万元')).toBe(expected)
  })

  it('never answers a number that is not finite, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789,.，．+-eE%万元 ') }), (written) => {
        const value = numberOf(written, '万元')
        expect(value === null || Number.isFinite(value)).toBe(true)
      }),
    )
  })

  it('reads whole numbers exactly or not at all', () => {
    expect(read(text('12'), column('integer'))).toBe(12)
    expect(read(number(1.5), column('integer'))).toBe('sheet.not_an_integer')
    expect(read(text('12345678901234567890'), column('integer'))).toBe('sheet.digits_lost')
  })

  it('takes neither dates nor percents for numbers', () => {
    expect(read(number(45_000, 'date'), column('number'))).toBe('sheet.date_instead_of_number')
    expect(read(number(0.35, 'percent'), column('number'))).toBe('sheet.percent_instead_of_number')
    expect(read(text('35％'), column('number'))).toBe('sheet.percent_instead_of_number')
    expect(read({ kind: 'boolean', value: true }, column('number'))).toBe('sheet.not_a_number')
  })

  it('reads percents as shares and does not guess what a plain number says', () => {
    expect(read(number(0.35, 'percent'), column('percent'))).toBe(0.35)
    expect(read(text('35.1%'), column('percent'))).toBe(0.351)
    expect(read(text('１２％'), column('percent'))).toBe(0.12)
    expect(read(number(35), column('percent'))).toBe('sheet.percent_unclear')
    expect(read(number(0), column('percent'))).toBe(0)
    expect(read(number(35), column('percent', { percentWithoutSign: 'points' }))).toBe(0.35)
    expect(read(number(0.35), column('percent', { percentWithoutSign: 'share' }))).toBe(0.35)
  })

  it.each<[string, string]>([
    ['2025-3-1', '2025-03-01'],
    ['2025/03/01', '2025-03-01'],
    ['2025.3.1', '2025-03-01'],
    ['2025年3月1日', '2025-03-01'],
    ['2025 年 3 月 1 日', '2025-03-01'],
    ['２０２５年３月１号', '2025-03-01'],
    ['20250301', '2025-03-01'],
    ['2025-03-01 00:00:00', '2025-03-01'],
    ['2025-03-01T00:00:00Z', '2025-03-01'],
    ['2025-03-01 08:30', 'sheet.date_with_time'],
    ['2025-02-29', 'sheet.not_a_date'],
    ['2025-13-01', 'sheet.not_a_date'],
    ['3/1/2025', 'sheet.not_a_date'],
    ['25-3-1', 'sheet.not_a_date'],
    ['2025年3月', 'sheet.not_a_date'],
    ['2025-3/1', 'sheet.not_a_date'],
  ])('date %j', (written, expected) => {
    expect(read(text(written), column('date'))).toBe(expected)
  })

  it('reads serial numbers in both date systems', () => {
    expect(read(number(46_082, 'date'), column('date'))).toBe('2026-03-01')
    expect(read(number(46_082 - 1462, 'date'), column('date'), true)).toBe('2026-03-01')
    expect(read(number(1, 'date'), column('date'))).toBe('1900-01-01')
    expect(read(number(59, 'date'), column('date'))).toBe('1900-02-28')
    expect(read(number(60, 'date'), column('date'))).toBe('sheet.not_a_date')
    expect(read(number(61, 'date'), column('date'))).toBe('1900-03-01')
    expect(read(number(0, 'date'), column('date'), true)).toBe('1904-01-01')
    expect(read(number(46_082.5, 'date'), column('date'))).toBe('sheet.date_with_time')
    expect(read(number(-1, 'date'), column('date'))).toBe('sheet.not_a_date')
    expect(read(number(46_082), column('date'))).toBe('sheet.not_a_date')
    expect(read(number(20_260_301), column('date'))).toBe('2026-03-01')
  })

  it('counts days of the two systems 1,462 apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1462 + 61, max: 2_900_000 }), (serial) => {
        const [day, same] = [dayOfSerial(serial, false), dayOfSerial(serial - 1462, true)]
        expect(day).toEqual(same)
        expect(day).toEqual({ on: civilDate((dayNumber('1900-03-01') ?? 0) + serial - 61) })
      }),
    )
  })

  it.each<[string, [string, string, string] | null]>([
    ['2025年3月1日', ['day', '2025-03-01', '2025-03-01']],
    ['2025-03-01前', ['day', '2025-03-01', '2025-03-01']],
    ['2025年2月', ['month', '2025-02-01', '2025-02-28']],
    ['2024年2月底前', ['month', '2024-02-01', '2024-02-29']],
    ['2025-12', ['month', '2025-12-01', '2025-12-31']],
    ['2025年第一季度', ['quarter', '2025-01-01', '2025-03-31']],
    ['2025年四季度末', ['quarter', '2025-10-01', '2025-12-31']],
    ['2025-Q2', ['quarter', '2025-04-01', '2025-06-30']],
    ['2025年上半年', ['half-year', '2025-01-01', '2025-06-30']],
    ['2025年下半年', ['half-year', '2025-07-01', '2025-12-31']],
    ['2025H1', ['half-year', '2025-01-01', '2025-06-30']],
    ['2025H2', ['half-year', '2025-07-01', '2025-12-31']],
    ['2025年底', ['year', '2025-01-01', '2025-12-31']],
    ['２０２５年年底前', ['year', '2025-01-01', '2025-12-31']],
    ['2025', ['year', '2025-01-01', '2025-12-31']],
    ['2025年13月', null],
    ['2025年五季度', null],
    ['长期坚持', null],
    ['每年', null],
    ['3月底', null],
  ])('deadline %j', (written, expected) => {
    const [precision, startsOn, endsOn] = expected ?? []
    expect(read(text(written), column('deadline'))).toEqual(
      expected === null ? 'sheet.not_a_deadline' : { precision, startsOn, endsOn },
    )
  })

  it('reads a date that is shown without its day as a month', () => {
    const month = { precision: 'month', startsOn: '2026-03-01', endsOn: '2026-03-31' }
    expect(read(number(46_082, 'month'), column('deadline'))).toEqual(month)
    expect(read(number(2025), column('deadline'))).toMatchObject({ precision: 'year', endsOn: '2025-12-31' })
    expect(read(number(2025.1), column('deadline'))).toBe('sheet.not_a_deadline')
  })

  const STATES = [
    { value: 'open', labels: ['推进中', 'Open'] },
    { value: 'done', labels: ['已完成', 'Done', '完成(办结)'] },
  ]
  it('finds choices by any of their labels, whatever their width and case', () => {
    const choice = column('choice', { choices: STATES })
    expect(read(text(' 推进中 '), choice)).toBe('open')
    expect(read(text('ｄｏｎｅ'), choice)).toBe('done')
    expect(read(text('完成（办结）'), choice)).toBe('done')
    expect(readCell(text('未知'), choice, false)).toEqual({
      ok: false,
      code: 'sheet.not_a_choice',
      params: { given: '未知', choices: ['推进中', '已完成'] },
    })
  })

  it('does not choose between two choices of one name', () => {
    const twice = [...STATES, { value: 'other', labels: ['推进中'] }]
    expect(read(text('推进中'), column('choice', { choices: twice }))).toBe('sheet.not_a_choice')
  })

  it('splits lists, each item once', () => {
    expect(read(text('甲区；乙区、甲区，丙区\n丁区;'), column('list'))).toEqual([
      '甲区',
      '乙区',
      '丙区',
      '丁区',
    ])
    expect(read(text('推进中;Done'), column('list', { choices: STATES }))).toEqual(['open', 'done'])
    expect(read(text('推进中;错'), column('list', { choices: STATES }))).toBe('sheet.not_a_choice')
    expect(read(text('a;b;c'), column('list', { maxItems: 2 }))).toBe('sheet.too_many_items')
    expect(read(text('；、'), column('list', { required: true }))).toBe('sheet.required')
  })

  it('reads numbers as text only while their digits are kept', () => {
    expect(read(number(123_456), column('text'))).toBe('123456')
    expect(read(number(911_100_000_000_000_000), column('text'))).toBe('sheet.digits_lost')
    expect(read(number(46_082, 'date'), column('text'))).toBe('2026-03-01')
    expect(read(text('x'.repeat(11)), column('text', { maxLength: 10 }))).toBe('sheet.too_long')
  })

  it('tells what is empty from what is missing', () => {
    expect(read(undefined, column('text'))).toBeNull()
    expect(read(text(' \u3000\u200b'), column('number'))).toBeNull()
    expect(read(text('—'), column('number', { blanks: ['—'] }))).toBeNull()
    expect(read(text('—'), column('number', { blanks: ['—'], required: true }))).toBe('sheet.required')
    expect(read(undefined, column('date', { required: true }))).toBe('sheet.required')
  })

  it('keeps bounds', () => {
    expect(read(number(-1), column('number', { min: 0 }))).toBe('sheet.too_small')
    expect(read(text('101%'), column('percent', { max: 1 }))).toBe('sheet.too_great')
    expect(read(text('2019-12-31'), column('date', { earliest: '2020-01-01' }))).toBe('sheet.too_small')
    expect(read(text('2030年底'), column('deadline', { latest: '2030-12-30' }))).toBe('sheet.too_great')
  })

  it('refuses failed and uncalculated formulas in any column', () => {
    expect(read({ kind: 'error', text: '#REF!' }, column('text'))).toBe('sheet.formula_error')
    expect(read({ kind: 'uncalculated' }, column('text'))).toBe('sheet.formula_without_value')
  })

  it('takes no time over long texts', () => {
    const spaces = `1${' '.repeat(99_000)}x`
    for (const type of ['date', 'deadline', 'number', 'percent', 'list', 'choice'] as const)
      expect(readCell(text(spaces), column(type), false)).toBeDefined()
  })
})
