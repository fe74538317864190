import { expect, test } from 'vitest'
import type { Setting } from './setting-words.ts'
import { isChanged, settingWords } from './setting-words.ts'

const setting: Setting = {
  code: 'answer',
  name: { zh: '反馈时限', en: 'Answer within' },
  value: { amount: 7, unit: 'day' },
  shipped: { amount: 7, unit: 'day' },
  source: { text: { zh: '拟定', en: 'Proposal' }, status: 'assumed', date: null },
  history: [],
}

test('a setting is a length of time or a number', () => {
  expect(settingWords({ amount: 7, unit: 'day' }, 'zh-CN')).toBe('7 日')
  expect(settingWords(2, 'en')).toBe('2')
})

test('only what differs from the shipped value counts as changed', () => {
  expect(isChanged(setting)).toBe(false)
  expect(isChanged({ ...setting, value: { amount: 7, unit: 'hour' } })).toBe(true)
  expect(isChanged({ ...setting, value: 3, shipped: 3 })).toBe(false)
})
