import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { EVALUATION_ISSUE_CODES } from './issue-codes.ts'

const ENGINE_FILES = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'issue-codes.ts',
)

it('codes of refusals are each listed once, and written by the engine', () => {
  const written = new Set(
    ENGINE_FILES.flatMap((name) =>
      [...readFileSync(new URL(name, import.meta.url), 'utf8').matchAll(/'(evaluation\.[a-z_]+)'/g)].map(
        (match) => match[1],
      ),
    ),
  )
  const listed: string[] = [...EVALUATION_ISSUE_CODES]
  expect(new Set(listed).size).toBe(listed.length)
  expect([...written].sort()).toEqual(listed.sort())
})
