import { expect, test } from 'vitest'
import type { Finding } from '#domain/plan'
import { describeFinding, findingTexts, labelFinding } from './findings.ts'

const items = [{ document: 'a.txt', start: 0, end: 1 }]

const findings: readonly (readonly [Finding, string, string])[] = [
  [
    {
      kind: 'count-mismatch',
      severity: 'warning',
      values: { how: 'total', declared: 20, found: 18, unit: '项', noun: '任务', parts: [10, 8] },
      items,
    },
    '写明共20项任务，后文分列的是10+8，合计18项，相差2。',
    'Declares 20 项任务 in all; the parts that follow are 10+8, together 18 项: 2 apart.',
  ],
  [
    {
      kind: 'limit-conflict',
      severity: 'warning',
      values: {
        per: '园区',
        of: '主导产业',
        least: [0, 1],
        most: [3, 2],
        subjects: ['每个园区的主导产业数', '每个园区的主导产业数'],
        documents: ['a.txt', 'b.txt'],
        dates: ['2024-01-05', ''],
        isWithin: false,
      },
      items,
    },
    '每个园区的主导产业数，两处规定不同：不超过3个（甲，2024-01-05）；1至2个（乙，日期不明）。请确定以哪一处为准，从何时起。',
    'Two rules differ on the number of 主导产业 per 园区: at most 3 (甲, 2024-01-05); 1 to 2 (乙, date unknown). Decide which one holds, and from when.',
  ],
  [
    {
      kind: 'target-answered',
      severity: 'info',
      values: {
        indicator: '总产值',
        year: 2015,
        outcome: 'reached',
        comparator: 'gt',
        target: 300,
        target2: null,
        targetUnit: '亿元',
        found: 350,
        foundComparator: 'eq',
        foundUnit: '亿元',
        derivation: [700, '亿元', 2020, 2, '倍'],
      },
      items,
    },
    '2015年“总产值”目标为超过300亿元，后来的文件为350亿元（按2020年的700亿元为该年的2倍推算），已达到。',
    'Target for 2015, “总产值”: more than 300亿元. A later document has 350亿元 (worked out: 2020: 700亿元 is 2 times that year): reached.',
  ],
  [
    {
      kind: 'duty-without-body',
      severity: 'warning',
      values: { count: 3, total: 9, annexes: ['分工表'], planEnd: null },
      items,
    },
    '9项任务中有3项没有写明由谁负责，分工可能在未附的附件里：分工表。',
    '3 of 9 tasks do not say who is responsible; an annex that is not here may: 分工表.',
  ],
  [
    {
      kind: 'target-undated',
      severity: 'info',
      values: {
        indicator: '孵化器数',
        comparator: 'between',
        value: 2,
        value2: 3,
        unit: '家',
        planEnd: 2025,
        restatedYear: null,
      },
      items,
    },
    '目标“孵化器数”（2至3家）没有写明年份，规划期到2025年。',
    'The target “孵化器数” (2 to 3家) has no year; the plan ends in 2025.',
  ],
  [
    {
      kind: 'document-missing',
      severity: 'info',
      values: { title: '某条例', number: null, citedBy: ['a.txt'] },
      items,
    },
    '引用了《某条例》，它不在所给的文件中。',
    'Cites 《某条例》, which is not among these documents.',
  ],
]

test.each(findings)('$kind in both languages', (finding, zh, en) => {
  const nameOf = (key: string) => (key === 'a.txt' ? '甲' : '乙')
  expect(describeFinding(finding, 'zh-CN', nameOf)).toBe(zh)
  expect(describeFinding(finding, 'en', nameOf)).toBe(en)
})

test('both languages have the same texts', () => {
  expect(Object.keys(findingTexts.en)).toEqual(Object.keys(findingTexts['zh-CN']))
})

test.each([
  ['annex-missing', 'warning', '缺漏', 'gap'],
  ['duty-without-body', 'warning', '缺漏', 'gap'],
  ['target-undated', 'warning', '缺漏', 'gap'],
  ['count-mismatch', 'warning', '不一致', 'disagrees'],
  ['limit-conflict', 'warning', '不一致', 'disagrees'],
  ['target-answered', 'warning', '不一致', 'disagrees'],
  ['duty-undated', 'info', '提示', 'note'],
] as const)('%s as %s is a %s: what is left out contradicts nothing', (kind, severity, zh, en) => {
  const finding = { kind, severity, values: {}, items }
  expect([labelFinding(finding, 'zh-CN'), labelFinding(finding, 'en')]).toEqual([zh, en])
})

test('says how many rows a table has', () => {
  const values = { how: 'table', declared: 9, found: 8, noun: '行动', unit: '项', parts: [] }
  const finding = { kind: 'count-mismatch', severity: 'warning', values, items } as const
  expect(describeFinding(finding, 'zh-CN')).toBe('写明9项行动，下面的表里有8行，相差1。')
})
