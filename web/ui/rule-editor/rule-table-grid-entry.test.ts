import { expect, test } from 'vitest'
import { readCell, valuesOfColumn } from './rule-table-grid-entry.ts'
import type { RuleEditorNames } from './rule-table-grid-entry.ts'

const names: RuleEditorNames = {
  facts: [
    {
      code: '企业规模',
      title: { zh: '企业规模', en: 'Size' },
      type: 'text',
      unit: null,
      options: [{ code: 'small', title: { zh: '小型', en: 'Small' } }],
    },
    {
      code: '登记日期',
      title: { zh: '登记日期', en: 'Registered' },
      type: 'date',
      unit: null,
      options: null,
    },
    {
      code: '营业收入',
      title: { zh: '营业收入', en: 'Revenue' },
      type: 'number',
      unit: '万元',
      options: null,
    },
  ],
  parameters: [{ code: '规上标准', title: { zh: '规上标准', en: 'Threshold' }, unit: '万元' }],
}
const of = (expression: string, typed: string, isTest = true) =>
  readCell(typed, { values: valuesOfColumn(expression, names), isTest, names })

test('signs of Chinese keyboards and figures of spreadsheets become those of the language', () => {
  expect(of('营业收入', '≥ 5000')).toBe('>= 5000')
  expect(of('营业收入', '≤5000')).toBe('<=5000')
  expect(of('营业收入', '1,200')).toBe('1200')
  expect(of('营业收入', '5％', false)).toBe('5')
  expect(of('营业收入', '100—500')).toBe('[100..500]')
  expect(of('营业收入', '（100..500]')).toBe('(100..500]')
  expect(of('营业收入', '1，2，3')).toBe('1, 2, 3')
  expect(of('营业收入', '≥ 3,000')).toBe('>= 3000')
  expect(of('营业收入', '[1,000..5,000)')).toBe('[1000..5000)')
  expect(of('营业收入', '＞5000')).toBe('>5000')
  expect(of('营业收入', 'contains(“甲，乙”，"，")')).toBe('contains("甲，乙", "，")')
})

test('a word of a column of words is written as its code in quotation marks; names stay bare', () => {
  expect(of('企业规模', '小型')).toBe('"small"')
  expect(of('企业规模', 'Small')).toBe('"small"')
  expect(of('企业规模', '微型')).toBe('"微型"')
  expect(of('企业规模', '企业规模')).toBe('企业规模')
  expect(of('企业规模', '"small", "micro"')).toBe('"small", "micro"')
  expect(of('营业收入', '规上标准')).toBe('规上标准')
})

test('yes and no become true and false where the column asks for them', () => {
  expect(of('list contains(企业规模, "x")', '是')).toBe('true')
  expect(of('list contains(企业规模, "x")', '否')).toBe('false')
  expect(of('营业收入', '—')).toBe('-')
})

test('a comparison stays what it is', () => {
  expect(of('营业收入', '>= 规上标准 * 2')).toBe('>= 规上标准 * 2')
  expect(of('登记日期', '< date("2024-01-01")')).toBe('< date("2024-01-01")')
})
