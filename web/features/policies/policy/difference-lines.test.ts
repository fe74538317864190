import { expect, test } from 'vitest'
import type { PolicyDifference } from '#contract/policies'
import { differenceLines } from './difference-lines.ts'
import type { DifferenceNames } from './difference-lines.ts'

const names: DifferenceNames = {
  language: 'zh-CN',
  park: (code) => ({ haidian: '海淀园' })[code] ?? code,
  policy: (code) => `政策${code}`,
  group: (code) => code,
  fact: (code) => code,
  evidence: (id) => ({ e1: '审计报告' })[id] ?? id,
  node: (id) => ({ root: '基本条件' })[id] ?? null,
}
const changed = (
  path: PolicyDifference['path'],
  before: PolicyDifference['before'],
  after: PolicyDifference['after'],
  more: Partial<PolicyDifference> = {},
): PolicyDifference => ({ kind: 'changed', path, node: null, before, after, ...more })
const said = (differences: readonly PolicyDifference[], language: DifferenceNames['language'] = 'zh-CN') =>
  differenceLines(differences, { ...names, language }).map(({ section, places, before, after }) => [
    section,
    ...places,
    before,
    after,
  ])

test('says fields, days, amounts and words of lists as people say them', () => {
  expect(
    said([
      changed(['benefit', 'ceiling'], 150, 200),
      changed(['valid', 'to'], '2026-01-01', null),
      changed(['procedure'], 'ordinary', 'fast'),
      changed(['parks', 0], null, 'haidian', { kind: 'added' }),
      changed(['windows', 1], null, { from: '2026-03-01', to: '2026-04-30' }, { kind: 'added' }),
      changed(['title', 'zh'], '甲', '乙'),
    ]),
  ).toEqual([
    ['benefit', '最高金额', '150 万元', '200 万元'],
    ['basics', '名称（中文）', '甲', '乙'],
    ['basics', '失效日期', '2026年1月1日', '长期有效'],
    ['basics', '申报窗口 2', null, '2026年3月1日至2026年4月30日'],
    ['basics', '适用分园', null, '海淀园'],
    ['basics', '办理方式', '一般申报', '快申快享'],
  ])
})

test('stands in the order of a form, whatever the order in which it comes', () => {
  expect(
    said([
      changed(['valid', 'to'], '2026-01-01', '2027-01-01'),
      changed(['valid', 'from'], '2023-01-01', '2026-01-01'),
      changed(['title', 'en'], 'a', 'b'),
      changed(['title', 'zh'], '甲', '乙'),
    ]).map(([, place]) => place),
  ).toEqual(['名称（中文）', '名称（英文）', '生效日期', '失效日期'])
})

test('the same change of several conditions is one line', () => {
  const node = (id: string) => ({ id, title: { zh: `条件${id}`, en: '' } })
  const path = (at: number) => ['eligibility', 'of', at, 'clause', 'document']
  expect(
    said([
      changed(path(0), '2023版', '2026版', { node: node('a') }),
      changed(path(1), '2023版', '2026版', { node: node('b') }),
      changed(['eligibility', 'of', 1, 'of', 0, 'when'], 'x >= 3', 'x >= 5', { node: node('c') }),
    ]),
  ).toEqual([
    ['conditions', '条件a · 文件', '条件b · 文件', '2023版', '2026版'],
    ['conditions', '条件c · 判断式', 'x >= 3', 'x >= 5'],
  ])
})

test('a condition that moved says under what it stands; one that came says what it asks', () => {
  const node = { id: 'c', title: { zh: '无违法', en: 'No breach' } }
  expect(
    said([
      changed(['eligibility', 'of', 2], 'root', 'g2', { node, kind: 'moved' }),
      changed(
        ['eligibility', 'of', 3],
        null,
        { id: 'c', kind: 'condition', when: 'not(违法)' },
        { node, kind: 'added' },
      ),
    ]),
  ).toEqual([
    ['conditions', '无违法', '归入“基本条件”', '归入“其他条件组”'],
    ['conditions', '无违法', null, 'not(违法)'],
  ])
})

test('tables, examples and budgets have their places', () => {
  expect(
    said([
      changed(['tables', '分档', 'rows', 1, 'tests', 0], '>= 5', '>= 8'),
      changed(['tests', '符合条件', 'expect', 'amount'], 30, 40),
      changed(['evidence', 'e1', 'required'], false, true),
      changed(['budget', '2027'], null, { year: 2027, amount: 12000, source: '' }, { kind: 'added' }),
    ]),
  ).toEqual([
    ['benefit', '决策表“分档” · 第 2 行 · 条件 1', '>= 5', '>= 8'],
    ['tests', '用例“符合条件” · 应得结论', '30 万元', '40 万元'],
    ['evidence', '材料“审计报告” · 是否必交', '否', '是'],
    ['budget', '2027 年预算', null, '12,000 万元'],
  ])
})
