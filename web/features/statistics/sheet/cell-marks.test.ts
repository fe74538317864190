import { describe, expect, test } from 'vitest'
import { checkFiling, compileForm } from '#domain/indicators'
import type { FilingValues, FormDefinition } from '#domain/indicators'
import { codesWithFindings, groupFindings, marksOf } from './cell-marks.ts'

const head = { standing: 'derived', source: 'own', enabled: true } as const
const figure = (code: string, zh: string, compulsory: boolean) =>
  ({ code, label: { zh, en: zh }, type: 'integer', unit: '千元', compulsory }) as const
const form: FormDefinition = {
  code: 'T-1',
  version: 1,
  title: { zh: '试表', en: 'Trial' },
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
        figure('A', '营业收入', true),
        figure('B', '技术收入', false),
        figure('C', '其他收入', false),
        figure('D', '利润', true),
      ],
    },
  ],
  rules: [
    { ...head, id: 'r1', severity: 'error', kind: 'linear', relation: 'A = B + C', missing: 'skip-if-any' },
    { ...head, id: 'r2', severity: 'query', kind: 'linear', relation: 'B <= C', missing: 'skip-if-any' },
  ],
}
const compiled = compileForm(form)
const judge = (values: FilingValues, explanations: Record<string, string> = {}) => {
  const found = checkFiling(compiled, values, { forms: {}, history: {} })
  const groups = groupFindings(
    found.map((finding) => ({ ...finding, cells: [...finding.cells], params: { ...finding.params } })),
    explanations,
  )
  return { groups, marks: marksOf(groups, { form, values }, 'zh-CN') }
}

describe('what stands beside a cell', () => {
  test('is the most serious finding with both sides, and how many more there are', () => {
    const { marks } = judge({ A: 1000, B: 500, C: 400, D: 1 })
    expect(marks.get('A')).toMatchObject({ tone: 'error', brief: '差 100 千元：1,000 ≠ 900' })
    expect(marks.get('B')?.brief).toBe('差 100 千元：1,000 ≠ 900 （另有 1 条）')
    expect(marks.get('A')?.whole).toBe('营业收入 应等于 技术收入 + 其他收入，差 100 千元：1,000 ≠ 900')
    expect(marks.has('D')).toBe(false)
  })

  test('a text that is no number says so without naming its own row', () => {
    expect(judge({ A: '12,34', D: 1 }).marks.get('A')?.brief).toBe('应填数字，现为“12,34”')
  })

  test('what is missing is counted by itself: it is no mistake yet', () => {
    const { groups, marks } = judge({ D: 0 })
    expect(groups.errors).toEqual([])
    expect(groups.missing.map(({ cells }) => cells)).toEqual([['A']])
    expect(marks.get('A')).toMatchObject({ tone: 'missing', brief: '必填' })
  })

  test('a query that is explained is no longer gone to, and says that it is', () => {
    const open = judge({ A: 900, B: 500, C: 400, D: 1 })
    expect(codesWithFindings(form, open.marks)).toEqual(['B', 'C'])
    const explained = judge({ A: 900, B: 500, C: 400, D: 1 }, { r2: '一次性转让' })
    expect(explained.groups.unexplained).toEqual([])
    expect(codesWithFindings(form, explained.marks)).toEqual([])
    expect(explained.marks.get('B')?.brief).toContain('已说明')
  })
})
