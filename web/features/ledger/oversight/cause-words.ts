import type { AssessmentRule } from '#domain/ledger'
import type { Proposal } from '#contract/ledger'
import type { Language } from '../../../text/index.ts'
import { ruleWords } from '../shared/rule-words.ts'

export const CAUSES = [
  'late',
  'stale',
  'off-track',
  'unanswered',
] as const satisfies readonly Proposal['cause'][]

/** A proposal stands on the rule of the colours that fired, with its figures. */
const RULES = {
  late: 'late',
  stale: 'stale',
  'off-track': 'behind',
  unanswered: 'unanswered',
} as const satisfies Record<Proposal['cause'], AssessmentRule>

/** Why supervision is proposed, with the figures of the day on which it was: 2026年10月31日到期，已超 22 天. */
export function causeWords(
  { cause, params }: Pick<Proposal, 'cause' | 'params'>,
  language: Language,
): string {
  return ruleWords({ rule: RULES[cause], light: 'red', params }, language)
}
