import { expect, test } from 'vitest'
import { mustAct, shortGoal, signed, worstFirst } from './overview-figures.ts'

const body = (name: string, red: number, late: number, yellow = 0) => ({
  body: { id: name, name, nameEn: name },
  duties: 10,
  red,
  yellow,
  late,
  meanProgress: null,
})

test('a change is said with its sign, and none where it rounds to nothing', () => {
  expect(signed(6)).toBe('+6')
  expect(signed(-1.14)).toBe('−1.1')
  expect(signed(0.04)).toBeNull()
})

test('bodies without anything red or late need not act; the most red stand first', () => {
  const found = mustAct([body('甲', 1, 5), body('乙', 0, 0, 7), body('丙', 3, 0), body('丁', 1, 6)])
  expect(found.map(({ body: { name } }) => name)).toEqual(['丙', '丁', '甲'])
})

test('missed targets stand before those that can be met', () => {
  const target = (standing: Parameters<typeof worstFirst>[0][number]['standing'], serial: number) => ({
    id: `${serial}`,
    serial,
    indicator: '企业总收入',
    scope: null,
    kind: 'level' as const,
    comparator: 'ge' as const,
    value: 10,
    value2: null,
    unit: '万亿元',
    year: 2020,
    baseYear: null,
    baseValue: null,
    levelUnit: '万亿元',
    owner: { id: 'o', name: '办公室', nameEn: 'Office' },
    lead: null,
    document: null,
    standing,
    latest: null,
    attainment: null,
    visibility: 'zone' as const,
    forEvaluation: false,
    synthetic: true,
    version: 1,
  })
  const found = worstFirst([
    target('met', 1),
    target('off-track', 2),
    target('missed', 3),
    target('missed', 4),
  ])
  expect(found.map(({ serial }) => serial)).toEqual([3, 4, 2, 1])
})

test('a goal is said in signs', () => {
  const goal = { value: 10, value2: null, unit: '万亿元' }
  expect(shortGoal({ ...goal, comparator: 'ge' })).toBe('≥ 10 万亿元')
  expect(shortGoal({ comparator: 'between', value: 5, value2: 6, unit: '%' })).toBe('5–6%')
})
