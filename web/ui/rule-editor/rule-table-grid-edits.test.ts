import { expect, test } from 'vitest'
import type { RuleTable } from '#domain/rules'
import {
  addColumn,
  addRow,
  canRemoveColumn,
  gridColumns,
  moveColumn,
  moveRow,
  pasteBlock,
  removeColumn,
  removeRows,
  setCell,
  setOtherwise,
} from './rule-table-grid-edits.ts'

const clause = { document: '办法', clause: '第三条', documentId: 'd1', url: null }
const table: RuleTable = {
  code: '分档',
  title: { zh: '分档', en: 'Bands' },
  inputs: [
    { title: { zh: '强度', en: 'Share' }, expression: '研发强度', unit: '%' },
    { title: { zh: '费用', en: 'Costs' }, expression: '研发费用', unit: '万元' },
  ],
  outputs: [{ code: '金额', title: { zh: '金额', en: 'Amount' }, type: 'number', unit: '万元' }],
  hit: 'UNIQUE',
  rows: [
    { tests: ['< 5', '-'], outputs: ['0'], note: null, clause },
    { tests: ['>= 5', '>= 100'], outputs: ['10'], note: '示例', clause: null },
  ],
  otherwise: null,
}
const columns = gridColumns(table, true)
const asTyped = (_: unknown, text: string) => text

test('an emptied test passes everything, an emptied note is none', () => {
  const next = setCell(table, { kind: 'row', index: 1 }, { kind: 'input', index: 1 }, '  ')
  expect(next.rows[1]?.tests).toEqual(['>= 5', '-'])
  expect(setCell(table, { kind: 'row', index: 1 }, { kind: 'note' }, '').rows[1]?.note).toBeNull()
  expect(table.rows[1]?.tests).toEqual(['>= 5', '>= 100'])
})

test('another document forgets the place in the former; a clause needs a document', () => {
  const other = setCell(table, { kind: 'row', index: 0 }, { kind: 'document' }, '新办法')
  expect(other.rows[0]?.clause).toEqual({ document: '新办法', clause: '第三条', documentId: null, url: null })
  expect(setCell(table, { kind: 'row', index: 1 }, { kind: 'clause' }, '第一条').rows[1]?.clause).toBeNull()
})

test('a new row stands where it was asked for, under the same document as the one above', () => {
  const next = addRow(table, 1)
  expect(next.rows.map(({ outputs }) => outputs[0])).toEqual(['0', '', '10'])
  expect(next.rows[1]).toEqual({ tests: ['-', '-'], outputs: [''], note: null, clause })
})

test('rows and columns move and go with all their cells', () => {
  expect(moveRow(table, 1, 0).rows.map(({ outputs }) => outputs[0])).toEqual(['10', '0'])
  expect(moveRow(table, 1, 2)).toEqual(table)
  expect(removeRows(table, 0, 0).rows).toEqual([table.rows[1]])
  const moved = moveColumn(table, { kind: 'input', index: 0 }, 1)
  expect(moved.inputs.map(({ expression }) => expression)).toEqual(['研发费用', '研发强度'])
  expect(moved.rows.map(({ tests }) => tests)).toEqual([
    ['-', '< 5'],
    ['>= 100', '>= 5'],
  ])
  expect(moveColumn(table, { kind: 'input', index: 1 }, 1)).toEqual(table)
  const without = removeColumn(table, { kind: 'input', index: 0 })
  expect(without.rows.map(({ tests }) => tests)).toEqual([['-'], ['>= 100']])
})

test('the last output stays', () => {
  expect(canRemoveColumn(table, { kind: 'output', index: 0 })).toBe(false)
  expect(removeColumn(table, { kind: 'output', index: 0 })).toEqual(table)
})

test('a new output has a cell in every row and in what holds otherwise', () => {
  const output = { code: '比例', title: { zh: '比例', en: 'Rate' }, type: 'number', unit: '%' } as const
  const next = addColumn(setOtherwise(table, true), { kind: 'output', output })
  expect(next.rows.map(({ outputs }) => outputs)).toEqual([
    ['0', ''],
    ['10', ''],
  ])
  expect(next.otherwise).toEqual(['', ''])
})

test('a block goes in from its cell, adds the rows that are lacking and says what had no place', () => {
  const block = [
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    ['h', 'i', '5'],
  ]
  const {
    table: next,
    rows,
    dropped,
  } = pasteBlock(table, columns, { line: { kind: 'row', index: 1 }, column: 0 }, block, asTyped)
  expect(next.rows).toHaveLength(3)
  expect(next.rows[1]).toMatchObject({ tests: ['a', 'b'], outputs: ['c'], note: 'd' })
  expect(next.rows[2]).toMatchObject({ tests: ['h', 'i'], outputs: ['5'] })
  expect([rows, dropped]).toEqual([2, 1])
})
