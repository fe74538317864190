import type { AssessmentRule, LedgerRuleCode } from '#domain/ledger'

/** Which published rules decide when a reason fires. */
const SETTINGS: Readonly<Partial<Record<AssessmentRule, readonly LedgerRuleCode[]>>> = {
  late: ['lateRedDays'],
  'completed-late': ['lateRedDays'],
  stale: ['reportGraceDays', 'staleRedDays'],
  behind: ['behindYellow', 'behindRed'],
  'due-soon': ['dueSoonDays', 'dueSoonProgress'],
  unanswered: ['answerDays'],
  'no-evidence': ['evidenceFrom'],
}

/** The settings behind the rules that fired, each once. */
export function thresholdsOf(rules: readonly string[]): readonly string[] {
  const known: Readonly<Record<string, readonly string[] | undefined>> = SETTINGS
  return [...new Set(rules.flatMap((rule) => known[rule] ?? []))]
}
