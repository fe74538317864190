import { expect, test } from 'vitest'
import type { TargetRow } from '#contract/ledger'
import { nextTargetSort, sortTargets } from './sort-targets.ts'

const row = (serial: number, part: Partial<TargetRow>): TargetRow => ({
  id: String(serial),
  serial,
  indicator: '企业总收入',
  scope: null,
  kind: 'level',
  comparator: 'ge',
  value: 10,
  value2: null,
  unit: '万亿元',
  year: 2020,
  baseYear: null,
  baseValue: null,
  levelUnit: '万亿元',
  owner: { id: 'o', name: '示范区办公室', nameEn: 'Zone office' },
  lead: null,
  document: null,
  standing: 'unknown',
  latest: null,
  attainment: null,
  visibility: 'zone',
  forEvaluation: false,
  synthetic: false,
  version: 1,
  ...part,
})
const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
const order = (rows: readonly TargetRow[], sort?: string) =>
  sortTargets(rows, sort, byText).map(({ serial }) => serial)

test('without a choice the worst stand first, those of one standing by year', () => {
  const rows = [
    row(1, { standing: 'met' }),
    row(2, { standing: 'off-track', year: 2030 }),
    row(3, { standing: 'off-track', year: 2025 }),
    row(4, { standing: 'unknown' }),
  ]
  expect(order(rows)).toEqual([3, 2, 4, 1])
})

test('what is not known comes last upwards and downwards', () => {
  const rows = [row(1, { attainment: null }), row(2, { attainment: 0.72 }), row(3, { attainment: 1.1 })]
  expect(order(rows, 'attainment')).toEqual([2, 3, 1])
  expect(order(rows, '-attainment')).toEqual([3, 2, 1])
})

test('a head goes up, down, and back to the usual order', () => {
  expect(nextTargetSort(undefined, 'year')).toBe('year')
  expect(nextTargetSort('year', 'year')).toBe('-year')
  expect(nextTargetSort('-year', 'year')).toBeNull()
})
