import { expect, test } from 'vitest'
import type { IndicatorRow } from '#contract/statistics'
import { matchIndicators } from './match-indicator.ts'

function row(code: string, zh: string, en: string, aliases: string[], initials: string): IndicatorRow {
  return {
    code,
    name: { zh, en },
    aliases,
    initials,
    expression: 'sum(T-1!A)',
    forms: ['T-1'],
    unit: '亿元',
    decimals: 1,
    rhythm: code.endsWith('-month') ? 'month' : 'year',
    measure: 'flow',
    direction: 'more',
    unitKind: 'enterprise',
    note: null,
    source: 'own',
    shipped: true,
    version: 1,
  }
}
const rows = [
  row('technical-revenue', '技术收入', 'Technical revenue', ['技术性收入'], 'jssr jsxsr'),
  row('revenue', '总收入', 'Total revenue', ['营业收入'], 'zsr yysr'),
  row('revenue-month', '总收入（月度）', 'Total revenue (since January)', [], 'zsryd'),
  row('profit', '利润总额', 'Total profit', [], 'lrze'),
]
const found = (words: string) =>
  matchIndicators(rows, words).flatMap(({ rhythm, rows: each }) =>
    each.map(({ code }) => `${rhythm} ${code}`),
  )

test('nothing typed shows all, apart by rhythm', () => {
  expect(found('')).toHaveLength(4)
  expect(found('').at(-1)).toBe('month revenue-month')
})

test('Chinese name, alias, pinyin initials, English and code find it', () => {
  expect(found('总收入')).toEqual(['year revenue', 'month revenue-month'])
  expect(found('营业')).toEqual(['year revenue'])
  expect(found('lrze')).toEqual(['year profit'])
  expect(found('yysr')).toEqual(['year revenue'])
  expect(found('Profit')).toEqual(['year profit'])
  expect(found('technical-rev')).toEqual(['year technical-revenue'])
})

test('the name itself comes before names that hold it, and all words must match', () => {
  expect(found('revenue')[0]).toBe('year revenue')
  expect(found('total profit')).toEqual(['year profit'])
  expect(found('total 技术')).toEqual([])
})

test('cells of the formula are looked in last where asked', () => {
  const groups = matchIndicators(rows, 't-1!a', ({ expression }) => expression)
  expect(groups.flatMap((group) => group.rows)).toHaveLength(4)
})
