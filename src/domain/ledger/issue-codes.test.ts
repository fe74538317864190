import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LEDGER_ISSUE_CODES } from './issue-codes.ts'

const ENGINE_FILES = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'issue-codes.ts',
)

describe('codes of refusals', () => {
  it('lists each code that the engine writes, and none that it does not', () => {
    const written = new Set(
      ENGINE_FILES.flatMap((name) =>
        [...readFileSync(new URL(name, import.meta.url), 'utf8').matchAll(/'(ledger\.[a-z_]+)'/g)].map(
          (match) => match[1],
        ),
      ),
    )
    expect([...written].sort()).toEqual([...new Set<string>(LEDGER_ISSUE_CODES)].sort())
  })
})
