import type { Issue, Outcome } from '#domain/kernel'

/** A wrong file has something bad in every row; nobody reads further. */
const MOST_ISSUES = 500

/** Refused for all that is wrong, of very much only the first. */
export function refuseAll(issues: readonly Issue[]): Outcome<never> {
  return { ok: false, issues: issues.slice(0, MOST_ISSUES) }
}
