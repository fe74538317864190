import { describe, expect, test } from 'vitest'
import { TARGET_REASONS } from '#domain/ledger'
import { targetReasonTexts } from '../../../text/targets.ts'
import { figureWords, goalWords, targetReasonWords, wantedWords } from './target-words.ts'

const income = { kind: 'level', comparator: 'ge', value: 10, value2: null, unit: '万亿元' } as const

test('every reason of the engine is a sentence in both languages that uses only its figures', () => {
  for (const { code, params } of TARGET_REASONS) {
    const known = new Set<string>([...params, 'goal'])
    for (const language of ['zh-CN', 'en'] as const) {
      const text = targetReasonTexts[language][code]
      expect(text, code).toBeTruthy()
      for (const [, name = ''] of text.matchAll(/\{(\w+)/gu))
        expect([code, known.has(name)]).toEqual([code, true])
      const filled = Object.fromEntries(
        params.map((name) => [name, name === 'comparator' ? 'ge' : name === 'method' ? 'log-linear' : 2]),
      )
      expect(targetReasonWords({ code, params: filled }, '万亿元', language)).not.toMatch(/[{}]/u)
    }
  }
})

test('a code that nobody has put into words is at least shown', () => {
  expect(targetReasonWords({ code: 'brand-new', params: {} }, '家', 'zh-CN')).toBe('brand-new')
})

describe('what is wanted', () => {
  test.each([
    [income, '10 万亿元以上', 'at least 10 万亿元'],
    [{ ...income, comparator: 'approx' }, '10 万亿元左右', 'about 10 万亿元'],
    [{ ...income, comparator: 'between', value: 2, value2: 3, unit: '个' }, '2至 3 个', '2 to 3 个'],
    [{ ...income, kind: 'growth', value: 8, unit: '%' }, '年均增长 8%以上', 'growth of at least 8% a year'],
  ] as const)('%j', (target, chinese, english) => {
    expect(wantedWords(target, 'zh-CN')).toBe(chinese)
    expect(wantedWords(target, 'en')).toBe(english)
  })
})

test('a missed target says by how much, years without separators', () => {
  const missed = {
    code: 'missed',
    params: { year: 2020, value: 7.2, comparator: 'ge', wanted: 10, wanted2: null, attainment: 0.72 },
  }
  expect(targetReasonWords(missed, '万亿元', 'zh-CN')).toBe(
    '2020年实际值 7.2 万亿元，要求“10 万亿元以上”，未达到（完成率 72%）。',
  )
  expect(targetReasonWords(missed, '万亿元', 'en')).toBe(
    'In 2020 it was 7.2 万亿元; at least 10 万亿元 was wanted. Missed (72% of it).',
  )
})

test('a year that is over without any figure does not speak of a latest one', () => {
  const reason = { code: 'year-over-unreported', params: { year: 2020, lastYear: null } }
  expect(targetReasonWords(reason, '万亿元', 'zh-CN')).toBe('目标年 2020年已经过去，还没有当年的数值。')
  expect(targetReasonWords({ ...reason, params: { year: 2020, lastYear: 2018 } }, '', 'zh-CN')).toContain(
    '最近的是 2018年',
  )
})

test('of a mean growth the bounds are years', () => {
  const reason = { code: 'mean-growth', params: { from: 2015, to: 2020, achieved: 12.4724, planned: 15 } }
  expect(targetReasonWords(reason, '万亿元', 'zh-CN')).toContain(
    '2015年到2020年实际年均增长 12.47%，要求 15%',
  )
})

test('figures are exact as far as they were given, and round where they were worked out', () => {
  expect(figureWords(123.45)).toBe('123.45')
  expect(figureWords(10.579_36)).toBe('10.579')
  expect(figureWords(22_381.4)).toBe('22,381')
  expect(goalWords({ comparator: 'lt', value: 0.5, value2: null, unit: '吨标准煤' }, 'zh-CN')).toBe(
    '低于 0.5 吨标准煤',
  )
})
