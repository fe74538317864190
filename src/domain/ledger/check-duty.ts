import { dayNumber } from '#domain/kernel'
import type { Issue } from '#domain/kernel'
import type { Duty } from './duty.ts'
import { periodById } from './periods.ts'

/** Four decimals are kept. */
export const LEAST_WEIGHT = 0.0001
export const MOST_WEIGHT = 99_999

const DATE_FIELDS = ['startsOn', 'dueOn', 'precision', 'rhythm'] as const

/**
 * What is wrong with what a duty says; empty when nothing is. `touched`: only what these fields are about, so that a mistake
 * taken over from an older record does not stand in the way of another correction.
 */
export function checkDuty(duty: Duty, touched?: ReadonlySet<string>): readonly Issue[] {
  const concerns = (...fields: readonly string[]): boolean =>
    touched === undefined || fields.some((field) => touched.has(field))
  const issues: Issue[] = []
  if (concerns('title') && duty.title.trim() === '') {
    issues.push({ code: 'ledger.title_required', path: ['title'] })
  }
  if (concerns(...DATE_FIELDS)) issues.push(...dateIssues(duty))
  if (concerns('period', 'kind')) issues.push(...periodIssues(duty))
  if (concerns('weight') && !(duty.weight >= LEAST_WEIGHT && duty.weight <= MOST_WEIGHT)) {
    issues.push({
      code: 'ledger.weight_invalid',
      path: ['weight'],
      params: { weight: duty.weight, least: LEAST_WEIGHT, most: MOST_WEIGHT },
    })
  }
  if (concerns('leadId', 'supporting') && duty.leadId !== null && duty.supporting.includes(duty.leadId)) {
    issues.push({ code: 'ledger.lead_supports', path: ['supporting'], params: { leadId: duty.leadId } })
  }
  return issues
}

function dateIssues(duty: Duty): readonly Issue[] {
  const { startsOn, dueOn, precision, rhythm } = duty
  const issues: Issue[] = []
  for (const [field, on] of Object.entries({ startsOn, dueOn })) {
    if (on !== null && dayNumber(on) === null) {
      issues.push({ code: 'ledger.date_invalid', path: [field], params: { value: on } })
    }
  }
  if (startsOn !== null && dueOn !== null && issues.length === 0 && startsOn > dueOn) {
    issues.push({ code: 'ledger.dates_reversed', path: ['dueOn'], params: { startsOn, dueOn } })
  }
  if (precision === 'none' && dueOn !== null) {
    issues.push({ code: 'ledger.precision_required', path: ['precision'], params: { dueOn } })
  }
  if (precision !== 'none' && precision !== 'periodic' && dueOn === null) {
    issues.push({ code: 'ledger.due_required', path: ['dueOn'], params: { precision } })
  }
  if (precision === 'periodic' && duty.kind === 'instance') {
    issues.push({ code: 'ledger.rhythm_not_periodic', path: ['rhythm'], params: { rhythm, precision } })
  } else if (precision === 'periodic' && rhythm === null) {
    issues.push({ code: 'ledger.rhythm_required', path: ['rhythm'] })
  } else if (precision !== 'periodic' && rhythm !== null) {
    issues.push({ code: 'ledger.rhythm_not_periodic', path: ['rhythm'], params: { rhythm, precision } })
  }
  return issues
}

function periodIssues({ kind, period }: Duty): readonly Issue[] {
  const isRight = kind === 'instance' ? period !== null && periodById(period) !== null : period === null
  return isRight ? [] : [{ code: 'ledger.period_invalid', path: ['period'], params: { period } }]
}
