import { expect, test } from 'vitest'
import { ASSESSMENT_RULES } from '#domain/ledger'
import { ruleWords } from './rule-words.ts'

test('a colour is explained with its figures and dates in words', () => {
  const late = { rule: 'late', light: 'red' as const, params: { dueOn: '2026-06-30', days: 145 } }
  expect(ruleWords(late, 'zh-CN')).toBe('2026年6月30日到期，已超 145 天')
  expect(ruleWords(late, 'en')).toBe('due 30 Jun 2026, 145 days over')
  const complete = {
    rule: 'complete',
    light: 'green' as const,
    params: { state: 'closed', completedOn: null },
  }
  expect(ruleWords(complete, 'zh-CN')).toBe('牵头单位已报完成（已销项）')
})

test('every rule of the engine has words', () => {
  for (const rule of ASSESSMENT_RULES)
    for (const language of ['zh-CN', 'en'] as const)
      expect(ruleWords({ rule, light: 'green', params: {} }, language)).not.toBe(rule)
})
