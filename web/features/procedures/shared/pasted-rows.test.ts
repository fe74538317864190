import { expect, test } from 'vitest'
import type { FieldView } from '#contract/procedures'
import { pasteInto, pastedCells, valueOfCell } from './pasted-rows.ts'

function column(code: string, schema: FieldView['schema'], values: FieldView['values'] = null): FieldView {
  const label = { zh: code, en: code }
  return { code, label, hint: null, schema, values, confidential: false, branch: null, items: null }
}
const columns = [
  column('name', { type: 'string' }),
  column('amount', { type: 'number' }),
  column(
    'state',
    { enum: ['kept', 'broken'] },
    {
      kept: { zh: '已履行', en: 'Kept' },
      broken: { zh: '未履行', en: 'Broken' },
    },
  ),
  column('on', { type: 'string', format: 'date' }),
]

test('cells of a spreadsheet are told from ordinary text', () => {
  expect(pastedCells('一句话')).toBeNull()
  expect(pastedCells('甲\t1\r\n乙\t2\r\n')).toEqual([
    ['甲', '1'],
    ['乙', '2'],
  ])
  expect(pastedCells('"第一行\n第二行 ""引""" \t1'.replace(' \t', '\t'))).toEqual([
    ['第一行\n第二行 "引"', '1'],
  ])
})

test('values are read as the column says, and what is not understood stays to be corrected', () => {
  const [, amount, state, on] = columns
  if (!amount || !state || !on) throw new Error('columns')
  expect(valueOfCell(amount, '12,500.5')).toBe(12500.5)
  expect(valueOfCell(amount, '约一千')).toBe('约一千')
  expect(valueOfCell(state, '未履行')).toBe('broken')
  expect(valueOfCell(state, 'KEPT')).toBe('kept')
  expect(valueOfCell(on, '2026年3月5日')).toBe('2026-03-05')
  expect(valueOfCell(on, '')).toBeNull()
})

test('rows are filled from the cell pasted into and added below; what lies beyond the last column is left out', () => {
  const rows = [{ name: '甲', amount: 1 }, { name: '乙' }]
  expect(
    pasteInto(columns, rows, [['5', '已履行', '2026/1/2', '多余'], ['6']], { row: 1, column: 1 }),
  ).toEqual([
    { name: '甲', amount: 1 },
    { name: '乙', amount: 5, state: 'kept', on: '2026-01-02' },
    { amount: 6 },
  ])
})
