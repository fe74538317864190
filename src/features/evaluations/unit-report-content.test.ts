import { expect, test } from 'vitest'
import type { Bulletin } from '#platform/documents'
import { runSmall, smallData, smallScheme } from '../../../tests/support/small-evaluation.ts'
import { unitReport } from './unit-report-content.ts'
import { findForReport } from './unit-report-findings.ts'
import type { UnitReport } from './unit-report-record.ts'

const LONG = '中关村国家自主创新示范区核心区科技成果转化和产业化公共服务平台建设联合办公室'

const scheme = smallScheme(
  [
    { code: 'total', parent: null },
    { code: 'a', parent: 'total', weight: 3, direction: 'more', name: { zh: '甲', en: 'A' } },
    { code: 'b', parent: 'total', weight: 1, direction: 'less', name: { zh: '乙', en: 'B' } },
  ],
  {
    imputation: { method: 'mean' },
    gates: [
      {
        code: 'honest',
        name: { zh: '没有弄虚作假', en: 'Honest' },
        column: 'honest',
        operator: '=',
        value: 1,
        effect: 'exclude',
        grade: null,
        missing: 'passes',
      },
      {
        code: 'safe',
        name: { zh: '没有重大事故', en: 'Safe' },
        column: 'safe',
        operator: '=',
        value: 1,
        effect: 'cap',
        grade: 'low',
        missing: 'passes',
      },
    ],
    adjustments: [{ code: 'prize', name: { zh: '获奖', en: 'Prize' }, column: 'prize', points: 2, most: 4 }],
    grading: {
      method: 'thresholds',
      within: false,
      grades: [
        { code: 'high', name: { zh: '好', en: 'High' }, from: 45, share: null },
        { code: 'low', name: { zh: '差', en: 'Low' }, from: null, share: null },
      ],
    },
  },
)
/** A is best in all, B has a gap and a prize, C is unsafe, D cheated. */
const data = smallData({
  a: [100, 40, 80, 60],
  b: [1, null, 2, 3],
  honest: [1, 1, 1, 0],
  safe: [1, 1, 0, 1],
  prize: [0, 1, 0, 0],
})
const { result } = runSmall(scheme, data)

function reportOn(unit: string, more: Partial<UnitReport> = {}): UnitReport {
  return {
    unit: { code: unit, name: { zh: LONG, en: 'Long' }, synthetic: false },
    round: null,
    run: {
      serial: 7,
      kind: 'trial',
      period: '2025',
      asOf: '2026-06-01T02:00:00Z',
      schemeDigest: 'a'.repeat(64),
      dataDigest: 'b'.repeat(64),
      resultDigest: 'c'.repeat(64),
      engineVersion: '1',
      finishedAt: '2026-06-01T20:00:00Z',
    },
    scheme,
    result,
    uncertainty: null,
    sources: {},
    groupNames: {},
    findings: findForReport({ definition: scheme, data, result, unit, before: null }),
    objections: [],
    decision: null,
    ...more,
  }
}

function sectionOf(bulletin: Bulletin, heading: string): string {
  const section = bulletin.sections.find((one) => one.heading === heading)
  return [
    ...(section?.paragraphs ?? []),
    ...(section?.tables ?? []).flatMap(({ table }) => table.rows.map((row) => row.join('|'))),
  ].join('\n')
}

test('a trial says that it is none of the official results, on the day of the zone', () => {
  const bulletin = unitReport(reportOn('A'))
  expect(bulletin.standing).toBe('（试算，不作为评价结果）')
  expect(bulletin.heading.split('\n')).toEqual([LONG, '2025年度小方案报告'])
  // Eight in the evening of UTC is the next day.
  expect(bulletin.date).toBe('2026年6月2日')
  expect(bulletin.sections.map(({ heading }) => heading)).not.toContain('异议和答复')
})

test('who is best in all has no higher aim, and no shortfall is made up', () => {
  const bulletin = unitReport(reportOn('A'))
  expect(sectionOf(bulletin, '什么能提高等次')).toContain('已经是最好的等次，总分也最高')
  expect(sectionOf(bulletin, '优势和短板')).toContain('没有低于全体平均的指标')
})

test('a gap is told as a gap with what stands in for it, and points with their reason', () => {
  const bulletin = unitReport(reportOn('B'))
  expect(sectionOf(bulletin, '评价结果')).toContain('“获奖”加2.00分')
  const figures = sectionOf(bulletin, '各项指标')
  expect(figures).toContain('乙（取1.5）')
  expect(figures).toContain('乙|缺|')
})

test('contributions add up to the total', () => {
  const { findings } = reportOn('B')
  const rows = unitReport(reportOn('B'))
    .sections.find(({ heading }) => heading === '各项指标')
    ?.tables?.[0]?.table.rows.map((row) => Number(row[5]))
  const total = findings.scored?.score.score ?? 0
  expect((rows ?? []).reduce((sum, one) => sum + one, 2)).toBeCloseTo(total, 1)
})

test('a condition that holds the grade down comes before all figures', () => {
  const bulletin = unitReport(reportOn('C'))
  expect(sectionOf(bulletin, '评价结果')).toContain('按总分应为“好”，因未达到门槛（没有重大事故）而降低')
  const raised = sectionOf(bulletin, '什么能提高等次')
  expect(raised).toContain('先要达到门槛：没有重大事故')
  expect(raised).toContain('达到后，按现在的总分就是“好”')
})

test('who is not ranked reads why, and his figures all the same', () => {
  const bulletin = unitReport(reportOn('D'))
  expect(sectionOf(bulletin, '评价结果')).toContain('没有参加排名：未达到参评条件（没有弄虚作假）')
  expect(sectionOf(bulletin, '各项指标')).toContain('甲|60|')
  expect(bulletin.sections.map(({ heading }) => heading)).not.toContain('什么能提高等次')
})

test('names nobody else: a park reads of itself before all is public', () => {
  const named = reportOn('B')
  const others = {
    ...named,
    result: {
      ...result,
      units: result.units.map((unit) => ({ ...unit, name: unit.code === 'B' ? '本园' : `别人${unit.code}` })),
    },
  }
  expect(JSON.stringify(unitReport(others))).not.toContain('别人')
})
