import { expect, test } from 'vitest'
import { insertCell, matchCells, wordBefore } from './complete-cell.ts'
import type { CellChoice } from './complete-cell.ts'

const cell = (form: string, code: string, zh: string, en: string): CellChoice => ({
  form,
  code,
  label: { zh, en },
  unit: '千元',
})
const cells = [
  cell('T-1', 'A01', '资产总计', 'Total assets'),
  cell('T-1', 'A02', '营业收入', 'Operating revenue'),
  cell('T-2', 'A02', '其中：出口收入', 'of which: exports'),
]
const found = (word: string) => matchCells(cells, word, 5).map(({ form, code }) => `${form}!${code}`)

test('cells are found by code, form and label in both languages', () => {
  expect(found('a02')).toEqual(['T-1!A02', 'T-2!A02'])
  expect(found('T-2')).toEqual(['T-2!A02'])
  expect(found('T-1!A01')).toEqual(['T-1!A01'])
  expect(found('收入')).toEqual(['T-1!A02', 'T-2!A02'])
  expect(found('exports')).toEqual(['T-2!A02'])
  expect(found('')).toEqual([])
})

test('the word before the caret is completed, whatever stands around it', () => {
  expect(wordBefore('sum(营业', 6)).toEqual({ from: 4, word: '营业' })
  expect(insertCell('sum(营业) / 2', 6, { form: 'T-1', code: 'A02' })).toEqual({
    text: 'sum(T-1!A02) / 2',
    caret: 11,
  })
  expect(wordBefore('sum(', 4).word).toBe('')
})

test('within a text nothing is completed', () => {
  expect(wordBefore('countIf(T-1!B = "营', 18).word).toBe('')
  expect(wordBefore('countIf(T-1!B = "营" and 收', 25).word).toBe('收')
})
