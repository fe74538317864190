import { expect, test } from 'vitest'
import { causeWords } from './cause-words.ts'

test('a cause is said with its figures in the language of the page', () => {
  const late = { cause: 'late', params: { dueOn: '2026-10-31', days: 22 } } as const
  expect(causeWords(late, 'zh-CN')).toBe('2026年10月31日到期，已超 22 天')
  expect(causeWords(late, 'en')).toBe('due 31 Oct 2026, 22 days over')
})

test('behind schedule is the rule of lag', () => {
  const behind = { cause: 'off-track', params: { expected: 71.2, progress: 22, lag: 49.2 } } as const
  expect(causeWords(behind, 'zh-CN')).toBe('时间已过 71.2%，进展 22%，落后 49.2 个百分点')
})
