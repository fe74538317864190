import { describe, expect, test } from 'vitest'
import type { FormField } from '#domain/indicators'
import { readEntry } from './read-entry.ts'
import { editedEntry, shownEntry } from './write-entry.ts'

const label = { zh: '营业收入', en: 'Revenue' }
const money: FormField = { code: 'A', label, type: 'integer', unit: '千元', compulsory: true }
const share: FormField = { code: 'B', label, type: 'decimal', unit: '%', decimals: 2, compulsory: false }
const people: FormField = { code: 'C', label, type: 'integer', unit: '人', compulsory: false }
const year: FormField = { code: 'D', label, type: 'year', unit: null, compulsory: false }
const day: FormField = { code: 'E', label, type: 'day', unit: null, compulsory: false }
const flag: FormField = { code: 'F', label, type: 'flag', unit: null, compulsory: false }
const text: FormField = { code: 'G', label, type: 'text', unit: null, compulsory: false }
const choice: FormField = {
  code: 'H',
  label,
  type: 'choice',
  unit: null,
  compulsory: false,
  choices: [
    { value: '110', label: { zh: '国有', en: 'State-owned' } },
    { value: '120', label: { zh: '集体', en: 'Collective' } },
  ],
}

describe('figures as people have them', () => {
  test.each([
    ['1234', 1234],
    ['1,234', 1234],
    ['1,234.50', 1234.5],
    ['１２３', 123],
    ['１，２３４．５', 1234.5],
    ['\u00a01 234 567\u00a0', 1234567],
    ["'1234", 1234],
    ['−50', -50],
    ['+7', 7],
    ['1200千元', 1200],
    ['.5', 0.5],
    ['-0', 0],
    ['0', 0],
  ])('%s', (given, value) => {
    expect(readEntry(money, given)).toEqual({ kind: 'value', value, note: null })
  })

  test('what names another unit is converted exactly, and says so', () => {
    expect(readEntry(money, '12.5万元')).toEqual({
      kind: 'value',
      value: 125,
      note: { kind: 'converted', from: '12.5万元', unit: '万元' },
    })
    expect(readEntry(money, '0.001 亿元')).toMatchObject({ value: 100 })
    expect(readEntry(people, '1.2万人')).toMatchObject({ value: 12000 })
  })

  test('brackets are a negative, as accountants write it', () => {
    expect(readEntry(money, '(1,234)')).toEqual({
      kind: 'value',
      value: -1234,
      note: { kind: 'negative-in-brackets' },
    })
    expect(readEntry(money, '（1,234）')).toMatchObject({ value: -1234 })
    expect(readEntry(money, '(-1)')).toMatchObject({ kind: 'doubtful' })
  })

  test('a percentage is read only where the form asks for one', () => {
    expect(readEntry(share, '12.5%')).toEqual({ kind: 'value', value: 12.5, note: null })
    expect(readEntry(share, '12.5％')).toMatchObject({ value: 12.5 })
    expect(readEntry(share, '12.5')).toMatchObject({ value: 12.5 })
    expect(readEntry(money, '12.5%')).toMatchObject({ kind: 'doubtful', why: 'percent' })
  })

  test.each([
    ['12,34', 'grouping'],
    ['1.234.567', 'grouping'],
    ['12 34', 'grouping'],
    ['12.5万', 'unit'],
    ['12亿', 'unit'],
    ['¥1,200', 'unit'],
    ['300人', 'unit'],
    ['—', 'placeholder'],
    ['-', 'placeholder'],
    ['/', 'placeholder'],
    ['无', 'placeholder'],
    ['N/A', 'placeholder'],
    ['#REF!', 'formula-error'],
    ['#####', 'formula-error'],
    ['1.2E+11', 'digits-lost'],
    ['99999999999999999', 'digits-lost'],
    ['一百', 'not-a-number'],
    ['约300', 'not-a-number'],
  ])('%s is doubtful: %s', (given, why) => {
    expect(readEntry(money, given)).toEqual({ kind: 'doubtful', why, given })
  })

  test('nothing is nothing, and no zero', () => {
    expect(readEntry(money, '')).toEqual({ kind: 'empty' })
    expect(readEntry(money, ' \u3000\u200b')).toEqual({ kind: 'empty' })
    expect(shownEntry(money, null, 'zh-CN')).toBe('')
    expect(shownEntry(money, 0, 'zh-CN')).toBe('0')
  })
})

describe('what is no figure', () => {
  test('years, days, flags', () => {
    expect(readEntry(year, '2024年')).toMatchObject({ value: 2024 })
    expect(readEntry(year, '24')).toMatchObject({ kind: 'doubtful', why: 'not-a-year' })
    for (const given of ['2024-01-05', '2024/1/5', '2024.1.5', '2024年1月5日', '20240105'])
      expect(readEntry(day, given)).toMatchObject({ value: '2024-01-05' })
    expect(readEntry(day, '2024-02-30')).toMatchObject({ kind: 'doubtful', why: 'not-a-day' })
    expect(readEntry(flag, '是')).toMatchObject({ value: true })
    expect(readEntry(flag, 'No')).toMatchObject({ value: false })
  })

  test('a choice by its code, its name or both', () => {
    for (const given of ['110', '国有', 'state-owned', '110 国有', '110-国有', '１１０'])
      expect(readEntry(choice, given)).toMatchObject({ value: '110' })
    expect(readEntry(choice, '私营')).toMatchObject({ kind: 'doubtful', why: 'not-a-choice' })
  })

  test('a text stays as it is, but a long code that a spreadsheet has rounded is no code', () => {
    expect(readEntry(text, ' 光刻胶、靶材 ')).toMatchObject({ value: '光刻胶、靶材' })
    expect(readEntry(text, '9.1110108E+17')).toMatchObject({ kind: 'doubtful', why: 'digits-lost' })
  })

  test('what is shown for editing is read as the same value again', () => {
    for (const [field, value] of [
      [money, -1234567],
      [share, 12.25],
      [flag, true],
      [choice, '120'],
      [day, '2024-01-05'],
    ] as const)
      expect(readEntry(field, editedEntry(field, value))).toMatchObject({ value })
  })
})
