import { expect, test } from 'vitest'
import { CONSEQUENCE_REASONS } from '#domain/evaluation'
import { becauseWords } from './because-words.ts'

const names = {
  grade: (code: string) => ({ A: '优秀' })[code] ?? code,
  tier: (code: string) => ({ first: '重点支持' })[code] ?? code,
}

test('a reason is said with the names of grade and tier', () => {
  expect(becauseWords({ code: 'grade_of_tier', params: { grade: 'A', tier: 'first' } }, names, 'zh-CN')).toBe(
    '等次“优秀”对应档次“重点支持”',
  )
})

test('a run is named by its number and the beginnings of its digests', () => {
  const because = { code: 'by_run', params: { run: 1234, data: 'a'.repeat(64), result: 'b'.repeat(64) } }
  expect(becauseWords(because, names, 'zh-CN')).toBe(
    '依据第 1234 号测算（数据摘要 aaaaaaaa，结果摘要 bbbbbbbb）',
  )
  expect(becauseWords(because, names, 'en')).toBe(
    'By run 1234 (digest of data aaaaaaaa, of the result bbbbbbbb)',
  )
})

test.each(CONSEQUENCE_REASONS)('the engine’s reason %s has words', (code) => {
  expect(becauseWords({ code, params: {} }, names, 'zh-CN')).toMatch(/[\u4e00-\u9fff]/u)
})

test('a reason that nobody knows is shown, so that it can be reported', () => {
  expect(becauseWords({ code: 'from_the_moon', params: {} }, names, 'en')).toBe('from_the_moon')
})
