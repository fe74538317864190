import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseForm } from '#domain/indicators'
import { importIssueWords } from './import-issue-words.ts'

const file = new URL('../../../../data/statistics/forms/zk-m01.json', import.meta.url)
const parsed = parseForm(JSON.parse(readFileSync(file, 'utf8')))
if (!parsed.ok) throw new Error('the shipped form can be read')
const form = parsed.value

test('a broken relation of a row is said with both sides and the difference', () => {
  const words = importIssueWords(
    {
      code: 'indicators.relation',
      severity: 'error',
      column: null,
      params: { rule: 'zkm01-02', left: 900, operator: '<=', right: 700, cells: ['QC09', 'QC07'] },
    },
    form,
    'zh-CN',
  )
  expect(words).toContain('应不大于')
  expect(words).toContain('900 > 700，差 200 千元')
})

test('a missing cell is named by its column, whether code or heading', () => {
  const missing = { code: 'indicators.missing', severity: 'error' as const, params: {} }
  expect(importIssueWords({ ...missing, column: 'QC05_0' }, form, 'zh-CN')).toBe('营业收入 必填，现未填')
  expect(importIssueWords({ ...missing, column: '营业收入' }, form, 'zh-CN')).toBe('营业收入 必填，现未填')
})

test('an issue of the sheet is not one of the checks', () => {
  const issue = { code: 'sheet.not_a_number', severity: 'error' as const, params: {}, column: 'QC05_0' }
  expect(importIssueWords(issue, form, 'zh-CN')).toBeNull()
})
