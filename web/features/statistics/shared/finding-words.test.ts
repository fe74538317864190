import { describe, expect, test } from 'vitest'
import { FINDING_CODES, OPERATORS } from '#domain/indicators'
import type { FormDefinition } from '#domain/indicators'
import type { Finding } from '#contract/statistics'
import {
  BROKEN_SIGNS,
  arithmeticOf,
  cellLabel,
  differenceWords,
  findingSentence,
  ruleSentence,
} from './finding-words.ts'

const head = { severity: 'error', standing: 'derived', source: 'own', enabled: true } as const
const form: FormDefinition = {
  code: 'T-1',
  version: 1,
  title: { zh: '试表', en: 'Trial form' },
  rhythm: 'year',
  validFrom: '2020',
  authority: null,
  own: true,
  source: 'own',
  filers: { unit: 'enterprise', where: [] },
  calendar: { opensAfterDays: 0, dueMonth: 1, dueDay: 10, roll: 'none', source: null },
  approval: 'approve',
  sections: [
    {
      id: 'a',
      title: { zh: '收入', en: 'Revenue' },
      fields: [
        {
          code: 'A',
          label: { zh: '营业收入', en: 'Revenue' },
          type: 'integer',
          unit: '千元',
          compulsory: true,
        },
        {
          code: 'B',
          label: { zh: '其中：技术收入', en: 'of which: technical revenue' },
          type: 'integer',
          unit: '千元',
          compulsory: false,
          partOf: 'A',
        },
        {
          code: 'C',
          label: { zh: '其他收入', en: 'Other revenue' },
          type: 'integer',
          unit: '千元',
          compulsory: false,
        },
      ],
    },
  ],
  rules: [
    { ...head, id: 'r1', kind: 'linear', relation: 'A = B + 2*C - 5', missing: 'skip-if-any' },
    { ...head, id: 'r2', kind: 'change', cell: 'A', back: '1Y', ratio: 0.5, floor: 1000 },
    { ...head, id: 'r3', kind: 'linear', relation: 'SUM(T-2!Z1) <= A@-1', missing: 'skip-if-any' },
    { ...head, id: 'r4', kind: 'compulsory-pair', cells: ['B', 'C'] },
  ],
}
const scope = { form, values: { A: 1000, B: 300, C: 400 } }
const found = (part: Partial<Finding>): Finding => ({
  rule: 'field:A',
  severity: 'error',
  code: 'indicators.missing',
  cells: ['A'],
  left: null,
  operator: null,
  right: null,
  params: {},
  ...part,
})

describe('a broken relation', () => {
  const broken = found({
    rule: 'r1',
    code: 'indicators.relation',
    cells: ['A', 'B', 'C'],
    left: 1000,
    operator: '=',
    right: 1095,
    params: { difference: -95, tolerance: 0, missing: 0 },
  })

  test('is said with the labels of its cells, coefficients and constants', () => {
    expect(findingSentence(broken, scope, 'zh-CN')).toBe('营业收入 应等于 技术收入 + 2×其他收入 − 5')
    expect(findingSentence(broken, scope, 'en')).toBe(
      'Revenue must equal technical revenue + 2 × Other revenue − 5',
    )
  })

  test('shows every cell with its figure and the difference in the unit of the form', () => {
    const arithmetic = arithmeticOf(broken, scope, 'zh-CN')
    expect(arithmetic?.left).toMatchObject([{ label: '营业收入', value: 1000, own: 'A' }])
    expect(arithmetic?.right).toMatchObject([
      { sign: '', coefficient: 1, label: '技术收入', value: 300 },
      { sign: '+', coefficient: 2, label: '其他收入', value: 400 },
    ])
    expect(arithmetic?.rightConstant).toBe(-5)
    expect(arithmetic && differenceWords(arithmetic, 'zh-CN')).toBe('95 千元')
  })

  test('names cells of other filings by where they are, with their figures', () => {
    const other = found({
      rule: 'r3',
      code: 'indicators.relation',
      cells: [],
      left: 9,
      operator: '<=',
      right: 7,
    })
    const context = { forms: {}, history: { '1': { A: 7 } }, members: { 'T-2!Z1': 9 } }
    const arithmetic = arithmeticOf(
      other,
      { ...scope, context, otherLabel: (_, code) => (code === 'Z1' ? '总数' : undefined) },
      'zh-CN',
    )
    expect(arithmetic?.left).toMatchObject([{ label: '所属企业合计 T-2 总数', value: 9, own: null }])
    expect(arithmetic?.right).toMatchObject([{ label: '上期营业收入', value: 7, own: null }])
  })

  test('shows how the sides really stand', () => {
    expect(OPERATORS.map((operator) => BROKEN_SIGNS[operator])).toEqual(['≠', '=', '≤', '<', '≥', '>'])
  })
})

test('a change is said with its share and its limit, and one from zero without a share', () => {
  const change = found({
    rule: 'r2',
    severity: 'query',
    code: 'indicators.change',
    left: 2600,
    right: 1000,
    params: { back: '1Y', change: 1.6, limit: 0.5, floor: 1000 },
  })
  expect(findingSentence(change, scope, 'zh-CN')).toBe('营业收入与上年同期相比增长 160%，超过 50% 的界限')
  expect(findingSentence({ ...change, params: { ...change.params, change: -0.62 } }, scope, 'en')).toBe(
    'Revenue fell by 62% against same period last year, beyond the limit of 50%',
  )
  expect(
    findingSentence({ ...change, right: 0, params: { ...change.params, change: null } }, scope, 'zh-CN'),
  ).toBe('营业收入上年同期为零，本期为 2,600 千元，变动过大')
})

test('every kind of finding is said in both languages, with nothing left to fill in', () => {
  for (const code of FINDING_CODES)
    for (const language of ['zh-CN', 'en'] as const) {
      const sentence = findingSentence(
        found({
          code,
          params: { value: 'x', limit: 3, length: 9, decimals: 2, missing: 'B', condition: 'C' },
        }),
        scope,
        language,
      )
      expect([code, sentence]).toEqual([code, expect.not.stringMatching(/[{}]|undefined/)])
    }
})

test('a rule of the form is said as people read it', () => {
  const [, change, members, pair] = form.rules
  if (!change || !members || !pair) throw new Error('the form has four rules')
  expect(ruleSentence(members, scope, 'zh-CN')).toBe('所属企业合计 T-2 Z1 应不大于 上期营业收入')
  expect(ruleSentence(pair, scope, 'zh-CN')).toBe('技术收入、其他收入 应同时填报或同时不填')
  expect(ruleSentence(change, scope, 'en')).toBe(
    'Revenue changes by at most 50% against same period last year (judged where either reaches 1,000 thousand yuan)',
  )
})

test('a label within a sentence leaves its place in the table aside', () => {
  expect(cellLabel({ code: 'X', label: { zh: '其中：女性', en: 'of which: women' } }, 'en')).toBe('women')
  expect(cellLabel({ code: 'X', label: { zh: '其中：', en: '' } }, 'zh-CN')).toBe('X')
})
