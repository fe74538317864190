import { describe, expect, test } from 'vitest'
import { assumptionWords, dueWords, leftWords, periodWords } from './due-words.ts'

const due = (dueOn: string | null, precision: Parameters<typeof dueWords>[0]['precision']) => ({
  dueOn,
  precision,
  rhythm: null,
})

describe('a date is said as exactly as it is meant', () => {
  test.each([
    [due('2025-06-30', 'day'), '2025年6月30日前', 'by 30 Jun 2025'],
    [due('2025-06-30', 'month'), '2025年6月底前', 'by end of Jun 2025'],
    [due('2024-06-30', 'quarter'), '2024年第二季度', 'Q2 2024'],
    [due('2026-12-31', 'quarter'), '2026年第四季度', 'Q4 2026'],
    [due('2024-06-30', 'half-year'), '2024年上半年', 'H1 2024'],
    [due('2025-12-31', 'year'), '2025年底前', 'by end of 2025'],
    [due('2025-12-31', 'plan-period'), '规划期末（2025年底）', 'by plan end (2025)'],
    [due('2025-06-30', 'plan-period'), '规划期末（2025年6月30日）', 'by plan end (30 Jun 2025)'],
    [due(null, 'none'), '未定时限', 'no date'],
    [due(null, 'periodic'), '定期（周期未定）', 'periodic (no rhythm yet)'],
    [{ ...due(null, 'periodic'), rhythm: 'quarter' as const }, '每季度', 'quarterly'],
    [
      { ...due('2025-12-31', 'periodic'), rhythm: 'month' as const },
      '每月，至2025年底',
      'monthly, until end of 2025',
    ],
  ])('%o', (given, zh, en) => {
    expect(dueWords(given, 'zh-CN')).toBe(zh)
    expect(dueWords(given, 'en')).toBe(en)
  })

  test('one instance of a periodic duty is said by its period', () => {
    expect(dueWords({ ...due('2026-09-30', 'quarter'), period: '2026-Q3' }, 'zh-CN')).toBe('2026年第三季度')
    expect(periodWords('2026', 'zh-CN')).toBe('2026年')
    expect(periodWords('2026-07', 'zh-CN')).toBe('2026年7月')
    expect(periodWords('2026-W31', 'zh-CN')).toBe('2026年第31周')
    expect(periodWords('2026-H1', 'en')).toBe('H1 2026')
  })
})

describe('what is left', () => {
  const left = (dueOn: string | null, state: 'in-progress' | 'closed' = 'in-progress') =>
    leftWords({ dueOn, state }, '2026-11-22', 'zh-CN')

  test('counts days near the date and months far from it', () => {
    expect(left('2026-11-22')?.words).toBe('今天到期')
    expect(left('2026-11-30')?.words).toBe('剩 8 天')
    expect(left('2028-11-22')?.words).toBe('剩约 24 个月')
    expect(left('2026-11-20')).toEqual({ words: '超 2 天', tone: 'bad', days: -2 })
    expect(left('2025-11-22')?.words).toBe('超约 11 个月')
  })

  test('says nothing where nobody waits any more there is no date, or today is not known yet', () => {
    expect(left('2025-01-01', 'closed')).toBeNull()
    expect(left(null)).toBeNull()
    expect(leftWords({ dueOn: '2026-11-30', state: 'assigned' }, undefined, 'zh-CN')).toBeNull()
  })
})

test('an unknown assumption is at least shown', () => {
  expect(assumptionWords('plan-end', 'zh-CN')).toContain('规划期末')
  expect(assumptionWords('new-rule', 'zh-CN')).toBe('new-rule')
})
