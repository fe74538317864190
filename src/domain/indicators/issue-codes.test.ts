import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { INDICATOR_ISSUE_CODES } from './issue-codes.ts'
import { FINDING_CODES } from './relation.ts'

const ENGINE_FILES = readdirSync(import.meta.dirname).filter(
  (name) =>
    name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'issue-codes.ts' && name !== 'relation.ts',
)

describe('codes of refusals and findings', () => {
  it('are each listed once, and written by the engine', () => {
    const written = new Set(
      ENGINE_FILES.flatMap((name) =>
        [...readFileSync(new URL(name, import.meta.url), 'utf8').matchAll(/'(indicators\.[a-z_]+)'/g)].map(
          (match) => match[1],
        ),
      ),
    )
    const listed: string[] = [...INDICATOR_ISSUE_CODES, ...FINDING_CODES]
    expect(new Set(listed).size).toBe(listed.length)
    // Outliers become findings where a filing is shown, outside the engine.
    expect([...written].sort()).toEqual(listed.filter((code) => code !== 'indicators.outlier').sort())
  })
})
