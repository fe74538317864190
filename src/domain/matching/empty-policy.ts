import type { DateOn } from '#domain/kernel'
import type { PolicyDefinition } from './policy.ts'

/** A policy of which nothing is written yet, as a draft begins: valid from today, for money, with no condition. */
export function emptyPolicy(code: string, today: DateOn): PolicyDefinition {
  const empty = { zh: '', en: '' }
  return {
    code,
    title: empty,
    summary: empty,
    level: 'zone',
    issuer: empty,
    themes: [],
    status: 'unverified',
    clauses: [],
    valid: { from: today, to: null },
    windows: [],
    parks: null,
    scope: 'registration',
    eligibility: { kind: 'all', id: 'root', title: null, of: [] },
    nearLimit: null,
    tables: [],
    benefit: { kind: 'money', words: empty, amount: null, ceiling: null, step: 0.01 },
    budget: [],
    evidence: [],
    exclusive: [],
    stacking: [],
    excludes: [],
    times: 'once-a-year',
    procedure: 'ordinary',
    supersedes: [],
    tests: [],
  }
}
