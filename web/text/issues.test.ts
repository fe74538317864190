import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { EVALUATION_ISSUE_CODES } from '#domain/evaluation'
import { FINDING_CODES, INDICATOR_ISSUE_CODES } from '#domain/indicators'
import { LEDGER_ISSUE_CODES } from '#domain/ledger'
import { LAYOUT_FINDING_CODES, MATCHING_ISSUE_CODES, POLICY_FINDING_CODES } from '#domain/matching'
import {
  DMN_ISSUE_CODES,
  DMN_NOTE_CODES,
  PARAMETER_ISSUE_CODES,
  RULES_ISSUE_CODES,
  RULES_NOTE_CODES,
  RULE_BOOK_ISSUE_CODES,
  RULE_CHECK_CODES,
} from '#domain/rules'
import { OPTIMISATION_ISSUE_CODES } from '../../src/platform/optimisation/issue-codes.ts'
import { SHEET_ISSUE_CODES } from '../../src/platform/spreadsheets/issue-codes.ts'
import { issueText, issueTexts } from './issues.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const messages = new Set(Object.keys(issueTexts['zh-CN']))
const findings = new Set<string>(FINDING_CODES)
const used = codesInUse()

/**
 * Every issue code written down in the sources. An issue is `refuse('area.what'…)`, `decline('area.what'…)`, `doubt('column',
 * 'area.what'…)` or an object with `code: 'area.what'`,
 * where the area is the name of a folder of features, platform or domain, or `client` for what the browser itself finds;
 * that tells issues from other codes, such as those of organisations (`park.haidian`). The command line has sentences of
 * its own, so `src/main` is left out.
 */
function codesInUse(): Map<string, string[]> {
  const areas = new Set(['client'])
  for (const level of ['features', 'platform', 'domain'])
    for (const entry of readdirSync(join(root, 'src', level), { withFileTypes: true }))
      if (entry.isDirectory()) areas.add(entry.name)
  const found = new Map<string, string[]>()
  for (const file of ['src/domain', 'src/features', 'src/platform', 'web/app'].flatMap(sources))
    for (const [, code = ''] of readFileSync(join(root, file), 'utf8').matchAll(
      /(?:\b(?:refuse|decline)\(\s*|\b(?:code|issue):\s*|'refused',\s*|\bdoubt\('\w+',\s*|\breceiveFiles\(\w+, \w+,\s*|\?\s*|\s:\s*)'([a-z]+\.[a-z_]+)'/g,
    ))
      // What a check finds in a filing is said with its arithmetic, by findings.ts.
      if (areas.has(code.split('.')[0] ?? '') && !findings.has(code))
        found.set(code, [...(found.get(code) ?? []), file])
  return found
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/(?:\.test\.tsx?|contract\.ts|abilities\.ts)$/.test(name))
    .map((name) => join(folder, name))
}

test('the scan sees the sources: it finds the refusals of log-in', () => {
  expect(used.get('access.wrong_credentials')).toContain(join('src', 'features', 'access', 'sign-in.ts'))
  expect(used.get('client.unreachable')).toContain(join('web', 'app', 'api-client.ts'))
})

test('every issue code has a message', () => {
  expect([...used].filter(([code]) => !messages.has(code))).toEqual([])
})

test('every reason for which the ledger declines has a message, and none is made up', () => {
  expect(LEDGER_ISSUE_CODES.filter((code) => !messages.has(code))).toEqual([])
  expect(LEDGER_ISSUE_CODES.filter((code) => !used.has(code))).toEqual([])
})

test('every reason for which the engine of indicators declines has a message', () => {
  expect(INDICATOR_ISSUE_CODES.filter((code) => !messages.has(code))).toEqual([])
})

test('every reason for which the engine of evaluation declines has a message', () => {
  expect(EVALUATION_ISSUE_CODES.filter((code) => !messages.has(code))).toEqual([])
})

test('every reason for which the engine of rules declines, or has no value, has a message', () => {
  const codes: readonly string[] = [
    ...RULES_ISSUE_CODES,
    ...RULES_NOTE_CODES,
    ...DMN_ISSUE_CODES,
    ...DMN_NOTE_CODES,
    ...PARAMETER_ISSUE_CODES,
    ...RULE_BOOK_ISSUE_CODES,
    ...RULE_CHECK_CODES,
  ]
  expect(codes.filter((code) => !messages.has(code))).toEqual([])
})

const matching: readonly string[] = [
  ...MATCHING_ISSUE_CODES,
  ...POLICY_FINDING_CODES,
  ...LAYOUT_FINDING_CODES,
  ...OPTIMISATION_ISSUE_CODES,
]

test('everything that is wrong with policies, ladders and layouts, or cannot be solved, has a message', () => {
  expect(matching.filter((code) => !messages.has(code))).toEqual([])
})

test('every doubt about a sheet or its cells has a message', () => {
  expect(SHEET_ISSUE_CODES.filter((code) => !messages.has(code))).toEqual([])
})

test('every message belongs to an issue code that something can answer', () => {
  const listed: readonly string[] = [
    ...SHEET_ISSUE_CODES,
    ...INDICATOR_ISSUE_CODES,
    ...EVALUATION_ISSUE_CODES,
    ...RULES_ISSUE_CODES,
    ...RULES_NOTE_CODES,
    ...DMN_ISSUE_CODES,
    ...DMN_NOTE_CODES,
    ...PARAMETER_ISSUE_CODES,
    ...RULE_BOOK_ISSUE_CODES,
    ...RULE_CHECK_CODES,
    ...matching,
  ]
  expect([...messages].filter((code) => !used.has(code) && !listed.includes(code))).toEqual([])
})

describe.each(Object.entries(issueTexts['zh-CN']))('%s', (code, chinese) => {
  const english = issueTexts.en[code as keyof typeof issueTexts.en]

  test('says the same parameters in both languages', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort()
    expect(new Set(names(english))).toEqual(new Set(names(chinese)))
  })

  test('is written in its language', () => {
    expect(chinese).toMatch(/[\u4e00-\u9fff]/)
    expect(english).not.toMatch(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/)
  })
})

test('parameters and the place in the input are filled in', () => {
  const locked = { code: 'access.account_locked', params: { minutes: 15 } }
  expect(issueText(locked, 'zh-CN')).toContain('15 分钟后')
  expect(issueText(locked, 'en')).toContain('in 15 minutes')
  expect(issueText({ code: 'http.invalid_input', path: ['body', 'name'] }, 'en')).toContain('(body.name)')
})

test('dates of the input are said as dates', () => {
  const reversed = { code: 'ledger.dates_reversed', params: { startsOn: '2026-07-01', dueOn: '2026-06-30' } }
  expect(issueText(reversed, 'zh-CN')).toContain('开始日期 2026年7月1日 晚于完成时限 2026年6月30日')
  expect(issueText(reversed, 'en')).toContain('1 Jul 2026 comes after the due date 30 Jun 2026')
})

test('what a procedure says is said in the reader’s language, moments in the zone’s time', () => {
  const text = { zh: '项目未通过会审，不得办理后续手续。', en: 'The project did not pass.' }
  const source = { text: { zh: '行动方案（2023）', en: 'Plan of 2023' }, status: 'verified', date: '2023' }
  const barred = { code: 'cases.barred', params: { bar: 'rejected', text, source } }
  expect(issueText(barred, 'zh-CN')).toContain('项目未通过会审，不得办理后续手续。依据：行动方案（2023）。')
  expect(issueText(barred, 'en')).toContain('The project did not pass. Source: Plan of 2023.')
  const late = { code: 'cases.extension_too_late', params: { dueAt: '2026-11-24T10:00:00.000Z' } }
  expect(issueText(late, 'zh-CN')).toContain('2026年11月24日 18:00')
})

test('a condition that the procedure does not put into words is not shown as a gap', () => {
  const guard = { code: 'cases.guard', params: { action: 'close', text: null } }
  expect(issueText(guard, 'zh-CN')).toBe(
    '现在还不能选择这项操作：它的条件还不满足。请在条件满足后再办，或选择其他操作。',
  )
  expect(issueText(guard, 'en')).toContain('yet: its condition does not hold. See')
})

test('an unknown code is at least shown, so that it can be reported', () => {
  expect(issueText({ code: 'plans.not_yet_written' }, 'zh-CN')).toContain('plans.not_yet_written')
})
