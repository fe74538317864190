import { expect, test } from 'vitest'
import { matricesOf } from './matrices-of.ts'
import type { Filing } from './matrices-of.ts'

const filing = (form: string, period: string): Filing => ({
  form,
  titleZh: form,
  titleEn: form,
  period,
  state: 'approved',
  final: true,
  submittedAt: null,
  late: false,
  errors: 0,
  openQueries: 0,
})

test('forms stand by periods, newest first, each rhythm apart, with gaps where nothing was filed', () => {
  const matrices = matricesOf([
    filing('GQ-002', '2024'),
    filing('ZK-M01', '2025-03'),
    filing('GQ-001', '2025'),
    filing('GQ-002', '2025'),
  ])
  expect(matrices.map(({ rhythm, periods }) => [rhythm, periods])).toEqual([
    ['year', ['2025', '2024']],
    ['month', ['2025-03']],
  ])
  expect(
    matrices[0]?.rows.map(({ form, cells }) => [form, cells.map((cell) => cell?.period ?? null)]),
  ).toEqual([
    ['GQ-001', ['2025', null]],
    ['GQ-002', ['2025', '2024']],
  ])
})

test('no filings, no tables', () => {
  expect(matricesOf([])).toEqual([])
})
