import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  checkLedgerRules,
  LEDGER_RULE_BOUNDS,
  LEDGER_RULE_CODES,
  parseLedgerRules,
  rulesOf,
} from './parse-rules.ts'
import type { LedgerRulesFile } from './parse-rules.ts'

const shipped: unknown = JSON.parse(
  readFileSync(new URL('../../../data/ledger/rules.json', import.meta.url), 'utf8'),
)

function parsed(): LedgerRulesFile {
  const outcome = parseLedgerRules(shipped)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}

function withRule(rule: string, value: unknown): unknown {
  return { ...rulesOf(parsed()), [rule]: value }
}

function issuesOf(values: unknown): unknown {
  const outcome = checkLedgerRules(values)
  return outcome.ok ? [] : outcome.issues
}

describe('the shipped rules of the colours', () => {
  it('are complete, each with its meaning in both languages and its unit', () => {
    const { rules } = parsed()
    expect(Object.keys(rules).sort()).toEqual([...LEDGER_RULE_CODES].sort())
    for (const code of LEDGER_RULE_CODES) {
      expect(rules[code].unit).toBe(LEDGER_RULE_BOUNDS[code].unit)
      expect(rules[code].meaning.zh).toMatch(/\p{Script=Han}/u)
      expect(rules[code].meaning.en).not.toMatch(/\p{Script=Han}/u)
    }
  })

  it('say that no document gives their numbers', () => {
    for (const { source } of Object.values(parsed().rules)) {
      expect(source).toEqual({
        text: { zh: '建议值：来源文件没有规定', en: 'Proposal: no source gives one' },
        status: 'assumed',
      })
    }
  })
})

describe('rules that a zone sets', () => {
  it('are taken within their bounds', () => {
    expect(issuesOf(withRule('lateRedDays', 0))).toEqual([])
    expect(issuesOf(withRule('evidenceFrom', 100))).toEqual([])
  })

  it.each([
    ['dueSoonDays', -1],
    ['dueSoonDays', 367],
    ['answerDays', 2.5],
    ['dueSoonProgress', 101],
    ['behindYellow', 0],
    ['evidenceFrom', 0],
  ] as const)('refuse %s of %d', (rule, value) => {
    const { least, most } = LEDGER_RULE_BOUNDS[rule]
    expect(issuesOf(withRule(rule, value))).toEqual([
      { code: 'ledger.rule_value', path: [rule], params: { rule, value, least, most } },
    ])
  })

  it('refuse yellow after red', () => {
    expect(issuesOf(withRule('behindYellow', 41))).toMatchObject([
      { code: 'ledger.rule_order', path: ['behindYellow'] },
    ])
  })

  it.each([
    ['a rule too many', { ...rulesOf(parsed()), blueDays: 3 }],
    ['a word for a number', withRule('answerDays', '10')],
    ['a rule too few', { dueSoonDays: 3 }],
    ['no rules', null],
  ])('refuse %s', (_, values) => {
    const outcome = checkLedgerRules(values)
    expect(outcome.ok ? [] : outcome.issues.map(({ code }) => code)).toContain('ledger.rules_shape')
  })

  it('refuse a file whose unit is not that of the rule', () => {
    const file = parsed()
    const wrong = {
      ...file,
      rules: { ...file.rules, answerDays: { ...file.rules.answerDays, unit: 'percent' } },
    }
    expect(parseLedgerRules(wrong)).toMatchObject({
      ok: false,
      issues: [{ code: 'ledger.rules_shape', path: ['rules', 'answerDays', 'unit'] }],
    })
  })
})
