import { readFileSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { LEDGER_ISSUE_CODES } from '#domain/ledger'
import { LEDGER_REFUSALS } from './refusal-codes.ts'

/** Codes where something is refused or doubted; `ledger.` also begins names of acts in the audit trail. */
const REFUSED = /(?:refuse\(\s*|doubt\(\s*[^,]+,\s*|\?\s*|\s:\s*|\bcode:\s*)'(ledger\.[a-z_]+)'/g

it('lists each code that a use case writes, and none that it does not', () => {
  const written = new Set(
    readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|refusal-codes\.ts$/.test(name))
      .flatMap((name) =>
        [...readFileSync(new URL(name, import.meta.url), 'utf8').matchAll(REFUSED)].map(([, code]) => code),
      ),
  )
  const engine: readonly (string | undefined)[] = LEDGER_ISSUE_CODES
  expect([...written].filter((code) => !engine.includes(code)).sort()).toEqual([...LEDGER_REFUSALS].sort())
})
