import { expect, test } from 'vitest'
import { ApiError } from '../../../app/api-client.ts'
import { actWords, roundErrorWords, roundIssueWords } from './round-issue-words.ts'

test('a step that must wait is named in words, with its day as a date', () => {
  const issue = { code: 'evaluation.before_day', params: { act: 'close-review', on: '2026-12-01' } }
  expect(roundIssueWords(issue, 'zh-CN')).toContain('2026年12月1日 起才能进行这一步（结束复核）')
  expect(roundIssueWords(issue, 'en')).not.toContain('close-review')
})

test('a refusal says step and state in words and keeps its reference', () => {
  const refused = new ApiError(
    409,
    [{ code: 'evaluation.round_not_now', path: [], params: { act: 'publish', state: 'review' } }],
    'R-1',
  )
  const worded = roundErrorWords(refused, 'zh-CN')
  expect(worded).toBeInstanceOf(ApiError)
  expect(worded).toMatchObject({
    status: 409,
    reference: 'R-1',
    issues: [{ params: { act: '公布', state: '分园复核中' } }],
  })
})

test('what is no refusal stays as it is, and an unknown act is shown by its code', () => {
  const fault = new Error('x')
  expect(roundErrorWords(fault, 'en')).toBe(fault)
  expect(actWords('moonwalk', 'en')).toBe('moonwalk')
})
