import { expect, test } from 'vitest'
import type { PolicyFindingView } from '#contract/policies'
import type { RuleTable } from '#domain/rules'
import { OTHERWISE, markOfCell, tableMarks } from './rule-table-grid-marks.ts'

const table: RuleTable = {
  code: '分档',
  title: { zh: '分档', en: 'Bands' },
  inputs: [{ title: { zh: '费用', en: 'Costs' }, expression: '费用', unit: null }],
  outputs: [{ code: '金额', title: { zh: '金额', en: 'Amount' }, type: 'number', unit: null }],
  hit: 'UNIQUE',
  rows: [1, 2, 3].map((n) => ({ tests: [`>= ${n}`], outputs: [String(n)], note: null, clause: null })),
  otherwise: ['0'],
}
function finding(given: Partial<PolicyFindingView>): PolicyFindingView {
  return {
    code: 'rules.check_unknown_name',
    severity: 'error',
    from: 'rules',
    path: ['tables', 0],
    condition: null,
    range: null,
    params: {},
    ...given,
  }
}

test('rows that overlap are all marked, each with the others', () => {
  const { rows } = tableMarks(table, [
    finding({ code: 'rules.check_table_overlap', path: ['tables', 0, 'rows', 0], params: { rows: [1, 3] } }),
  ])
  expect([...rows].map(([row, [mark]]) => [row, mark?.kind, mark?.others])).toEqual([
    [0, 'overlap', [3]],
    [2, 'overlap', [1]],
  ])
})

test('a fault of a cell marks the cell and its row, a warning less than an error', () => {
  const marks = tableMarks(table, [
    finding({ path: ['tables', 0, 'rows', 1, 'tests', 0], severity: 'warning' }),
    finding({ path: ['tables', 0, 'rows', 1, 'outputs', 0] }),
  ])
  expect(marks.rows.get(1)?.map(({ kind }) => kind)).toEqual(['doubt', 'wrong'])
  expect(markOfCell(marks, { kind: 'row', index: 1 }, { kind: 'input', index: 0 })).toBe('warning')
  expect(markOfCell(marks, { kind: 'row', index: 1 }, { kind: 'output', index: 0 })).toBe('error')
  expect(markOfCell(marks, { kind: 'row', index: 0 }, { kind: 'output', index: 0 })).toBeNull()
})

test('what holds otherwise, heads and gaps have places of their own', () => {
  const marks = tableMarks(table, [
    finding({ path: ['tables', 0, 'otherwise', 0] }),
    finding({ path: ['tables', 0, 'inputs', 0] }),
    finding({ code: 'rules.check_table_gap', severity: 'warning' }),
  ])
  expect(marks.rows.get(OTHERWISE)?.map(({ kind }) => kind)).toEqual(['wrong'])
  expect(marks.columns.map(({ column }) => column)).toEqual([{ kind: 'input', index: 0 }])
  expect(marks.whole.map(({ code }) => code)).toEqual(['rules.check_table_gap'])
})
