import { accepted, dayNumber, refused } from '#domain/kernel'
import type { Issue, Outcome } from '#domain/kernel'
import { actBar, isFrozen, isLead, isOwner } from './act-rules.ts'
import { checkDuty } from './check-duty.ts'
import { OPEN_STATES } from './duty.ts'
import type { Decision, Duty, DutyState } from './duty.ts'
import type { DecideDuty, DutyAct, DutyActor, DutyChange, DutyFacts } from './duty-acts.ts'

/** Progress after a completion was sent back without a percentage: what it was before is on record, not in the duty. */
export const SENT_BACK_PROGRESS = 90

/**
 * The record after an act, or why not. Who may and from which state stands in `act-rules.ts`; what each act needs stands here.
 * An act that would leave everything as it is (`change`, `assign`, `override`) is refused, so that every entry of a duty's
 * history says something; a report is always something, even where the record stays the same.
 */
export const decideDuty: DecideDuty = (duty, act, actor, facts) => {
  const bar = actBar(duty, act.kind, actor, facts)
  if (bar !== null) return refused(bar)
  const outcome = carryOut(duty, act, actor, facts)
  if (!outcome.ok) return outcome
  const changed = differences(duty, outcome.value)
  const mustChange = act.kind === 'change' || act.kind === 'assign' || act.kind === 'override'
  if (mustChange && Object.keys(changed).length === 0) {
    return refused({ code: 'ledger.nothing_changed', params: { act: act.kind } })
  }
  return accepted({ duty: outcome.value, changed })
}

function carryOut(duty: Duty, act: DutyAct, actor: DutyActor, facts: DutyFacts): Outcome<Duty> {
  switch (act.kind) {
    case 'assign':
      return assign(duty, act)
    case 'accept':
      return accepted({ ...duty, state: 'accepted', ...personOf(duty, act) })
    case 'return':
      return unless(reasonIssues(act), { ...duty, state: 'returned' })
    case 'report':
      return report(duty, act, actor)
    case 'complete':
      return unless(
        [
          ...textIssues(act),
          ...(facts.evidence + act.files > 0
            ? []
            : [{ code: 'ledger.evidence_required', path: ['files'] } satisfies Issue]),
        ],
        { ...duty, state: 'reported', progress: 100 },
      )
    case 'verify':
      return unless(textIssues(act), { ...duty, state: 'verified' })
    case 'send-back':
      return unless([...reasonIssues(act), ...percentIssues(act.percent)], {
        ...duty,
        state: 'in-progress',
        progress: act.percent === null ? SENT_BACK_PROGRESS : twoDecimals(act.percent),
      })
    case 'close':
      return accepted({ ...duty, state: 'closed', override: null })
    case 'reopen':
      return unless(reasonIssues(act), { ...duty, state: 'in-progress' })
    case 'suspend':
      return unless(decisionIssues(act), { ...duty, state: 'suspended', suspendedFrom: duty.state })
    case 'resume':
      return unless(reasonIssues(act), { ...duty, state: resumedState(duty), suspendedFrom: null })
    case 'drop':
      return unless(decisionIssues(act), { ...duty, ...GONE, state: 'dropped' })
    case 'merge':
      return merge(duty, act)
    case 'override':
      return unless(reasonIssues(act), {
        ...duty,
        override: { light: act.light, reason: act.reason.trim() },
      })
    case 'clear-override':
      return unless(reasonIssues(act), { ...duty, override: null })
    case 'change':
      return change(duty, act, actor)
  }
}

const GONE = { suspendedFrom: null, override: null } as const

/** A new lead has to answer; the same lead keeps its state, unless it gave the duty back. Progress is kept. */
function assign(duty: Duty, act: Extract<DutyAct, { kind: 'assign' }>): Outcome<Duty> {
  const leadId = act.leadId.trim()
  if (leadId === '') return refused({ code: 'ledger.lead_required', path: ['leadId'] })
  const supporting = [...new Set(act.supporting.map((id) => id.trim()))].filter((id) => id !== '').sort()
  const staysWithLead = duty.leadId === leadId && duty.state !== 'returned' && duty.state !== 'unassigned'
  const after: Duty = {
    ...duty,
    leadId,
    supporting,
    personId: cleaned(act.personId),
    personName: cleaned(act.personName),
    state: staysWithLead ? duty.state : 'assigned',
  }
  return unless(checkDuty(after, new Set(['leadId', 'supporting'])), after)
}

function report(duty: Duty, act: Extract<DutyAct, { kind: 'report' }>, actor: DutyActor): Outcome<Duty> {
  if (!isLead(duty, actor)) {
    const issues = [...textIssues(act)]
    if (act.percent !== null) issues.push({ code: 'ledger.percent_of_lead', path: ['percent'] })
    return unless(issues, duty)
  }
  return unless([...textIssues(act), ...percentIssues(act.percent)], {
    ...duty,
    state: 'in-progress',
    progress: act.percent === null ? duty.progress : twoDecimals(act.percent),
  })
}

function merge(duty: Duty, act: Extract<DutyAct, { kind: 'merge' }>): Outcome<Duty> {
  const into = act.into.trim()
  const issues = [...decisionIssues(act)]
  if (into === '' || into === duty.id) {
    issues.push({ code: 'ledger.merge_target', path: ['into'], params: { into } })
  }
  return unless(issues, { ...duty, ...GONE, state: 'merged', mergedInto: into })
}

/** The state before, as far as it is known: without it, as much as the record shows. */
function resumedState(duty: Duty): DutyState {
  if (duty.leadId === null) return 'unassigned'
  const before = OPEN_STATES.find((state) => state === duty.suspendedFrom && state !== 'unassigned')
  return before ?? (duty.progress > 0 ? 'in-progress' : 'assigned')
}

/* ---- corrections ---- */

const PERSON: readonly string[] = ['personId', 'personName']
const MARKS: readonly string[] = ['visibility', 'forEvaluation']
const DATES: readonly string[] = ['startsOn', 'dueOn', 'precision', 'rhythm']
/** States of a duty that its lead has not taken on. */
const NOT_TAKEN_ON: readonly DutyState[] = ['unassigned', 'assigned', 'returned']

function change(duty: Duty, act: Extract<DutyAct, { kind: 'change' }>, actor: DutyActor): Outcome<Duty> {
  const after = changedDuty(duty, act.fields)
  const fields = Object.keys(differences(duty, after))
  const issues: Issue[] = []
  for (const field of fields) {
    if (isFrozen(duty.state) && !MARKS.includes(field)) {
      issues.push({ code: 'ledger.field_frozen', path: [field], params: { field, state: duty.state } })
    } else if (!isOwner(duty, actor) && !PERSON.includes(field)) {
      issues.push({ code: 'ledger.field_of_owner', path: [field], params: { field } })
    }
  }
  // Nothing else is asked where the fields themselves are not the actor's.
  if (issues.length === 0) {
    issues.push(...checkDuty(after, new Set(fields)))
    if (needsReason(duty, fields) && (act.reason ?? '').trim() === '') {
      issues.push({ code: 'ledger.reason_required', path: ['reason'], params: { act: 'change' } })
    }
  }
  return unless(issues, after)
}

function needsReason(duty: Duty, fields: readonly string[]): boolean {
  const state = duty.suspendedFrom ?? duty.state
  if (fields.some((field) => DATES.includes(field))) return state !== 'unassigned'
  return (
    !NOT_TAKEN_ON.includes(state) && fields.some((field) => !PERSON.includes(field) && !MARKS.includes(field))
  )
}

function changedDuty(duty: Duty, fields: DutyChange): Duty {
  const after: Duty = {
    ...duty,
    ...fields,
    title: fields.title === undefined ? duty.title : fields.title.trim(),
    categories: fields.categories === undefined ? duty.categories : [...new Set(fields.categories)],
    weight: fields.weight === undefined ? duty.weight : Math.round(fields.weight * 10_000) / 10_000,
    personId: fields.personId === undefined ? duty.personId : cleaned(fields.personId),
    personName: fields.personName === undefined ? duty.personName : cleaned(fields.personName),
  }
  // Who says that a duty is no longer periodic has said that it has no rhythm.
  const leavesPeriodic = duty.precision === 'periodic' && after.precision !== 'periodic'
  return leavesPeriodic && fields.rhythm === undefined ? { ...after, rhythm: null } : after
}

/** Field -> [before, after] of every field that differs; lists are compared by what they hold. */
export function differences(
  before: Duty,
  after: Duty,
): Readonly<Record<string, readonly [unknown, unknown]>> {
  const changed: Record<string, readonly [unknown, unknown]> = {}
  const afterwards = new Map<string, unknown>(Object.entries(after))
  for (const [field, old] of Object.entries(before)) {
    const now: unknown = afterwards.get(field)
    if (JSON.stringify(old) !== JSON.stringify(now)) changed[field] = [old, now]
  }
  return changed
}

/* ---- what acts carry ---- */

function unless(issues: readonly Issue[], duty: Duty): Outcome<Duty> {
  return issues.length > 0 ? refused(...issues) : accepted(duty)
}

function reasonIssues(act: { readonly kind: string; readonly reason: string }): readonly Issue[] {
  if (act.reason.trim() !== '') return []
  return [{ code: 'ledger.reason_required', path: ['reason'], params: { act: act.kind } }]
}

function textIssues(act: { readonly kind: string; readonly text: string }): readonly Issue[] {
  if (act.text.trim() !== '') return []
  return [{ code: 'ledger.text_required', path: ['text'], params: { act: act.kind } }]
}

function percentIssues(percent: number | null): readonly Issue[] {
  if (percent === null || (percent >= 0 && percent <= 100)) return []
  return [{ code: 'ledger.percent_invalid', path: ['percent'], params: { percent } }]
}

function decisionIssues(act: {
  readonly kind: string
  readonly reason: string
  readonly decision: Decision
}): readonly Issue[] {
  const issues = [...reasonIssues(act)]
  if (act.decision.reference.trim() === '') {
    issues.push({
      code: 'ledger.decision_required',
      path: ['decision', 'reference'],
      params: { act: act.kind },
    })
  }
  if (dayNumber(act.decision.on) === null) {
    issues.push({
      code: 'ledger.date_invalid',
      path: ['decision', 'on'],
      params: { value: act.decision.on },
    })
  }
  return issues
}

/** Who takes it on; nobody named leaves the person that the owner named. */
function personOf(
  duty: Duty,
  act: { readonly personId: string | null; readonly personName: string | null },
): Pick<Duty, 'personId' | 'personName'> {
  const [personId, personName] = [cleaned(act.personId), cleaned(act.personName)]
  return personId === null && personName === null
    ? { personId: duty.personId, personName: duty.personName }
    : { personId, personName }
}

function cleaned(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}

/** Percent are kept with two decimals. */
function twoDecimals(percent: number): number {
  return Math.round(percent * 100) / 100
}
