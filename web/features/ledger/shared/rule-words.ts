import type { z } from 'zod'
import { ASSESSMENT_RULES, DUTY_STATES } from '#domain/ledger'
import type { AssessmentRule, DutyState } from '#domain/ledger'
import type { AssessmentView } from '#contract/ledger'
import { interpolate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { formatDate } from '../../../ui/format.ts'

export type AssessmentReason = z.infer<typeof AssessmentView>['because'][number]

/** Why a duty has its colour: one rule that fired, with its figures. A rule that this page does not know shows its code. */
export function ruleWords({ rule, params }: AssessmentReason, language: Language): string {
  if (!isRule(rule)) return rule
  const said: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(params)) {
    if (name === 'state' && isState(value)) said[name] = ledgerTexts[language][`state.${value}`]
    else if (name.endsWith('On') && typeof value === 'string') said[name] = formatDate(value, language)
    else said[name] = value
  }
  return interpolate(ledgerTexts[language][`rule.${rule}`], said, language)
}

function isRule(code: string): code is AssessmentRule {
  return (ASSESSMENT_RULES as readonly string[]).includes(code)
}

function isState(value: unknown): value is DutyState {
  return (DUTY_STATES as readonly unknown[]).includes(value)
}
