import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DMN_ISSUE_CODES } from './dmn-issue-codes.ts'
import { RULES_ISSUE_CODES, RULES_NOTE_CODES } from './issue-codes.ts'
import { RULE_BOOK_ISSUE_CODES } from './rule-book-issue-codes.ts'
import { PARAMETER_ISSUE_CODES, RULE_CHECK_CODES } from './rule-check-issue-codes.ts'

const FILES = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.ts') && !/\.test|issue-codes|^d(?:mn|ecision)-/.test(name),
)
const sources = FILES.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n')

describe('codes of refusals and of notes', () => {
  it('are each listed once, and written by the engine', () => {
    const listed: string[] = [
      ...RULES_ISSUE_CODES,
      ...RULES_NOTE_CODES,
      ...RULE_BOOK_ISSUE_CODES,
      ...RULE_CHECK_CODES,
      ...PARAMETER_ISSUE_CODES,
    ]
    expect(new Set(listed).size).toBe(listed.length)
    const refusals = [...sources.matchAll(/'(rules\.[a-z_]+)'/g)].map((match) => match[1])
    const notes = [...sources.matchAll(/nothing\(\s*'([a-z_]+)'/g)].map((match) => `rules.${match[1]}`)
    for (const code of listed) expect([...refusals, ...notes]).toContain(code)
    // Tables of rule books that come from .dmn files are refused with the codes of models.
    const known = [...listed, ...DMN_ISSUE_CODES]
    for (const code of [...refusals, ...notes]) expect(known).toContain(code)
  })
})
