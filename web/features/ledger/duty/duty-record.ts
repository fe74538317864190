import type { DutyView } from '#contract/ledger'
import { OPEN_STATES } from '#domain/ledger'
import type { Duty, DutyActor, DutyFacts } from '#domain/ledger'

/** The record behind a duty's page, as the engine takes it, so that a form is checked by the rules of the server. */
export function recordOf(view: DutyView): Duty {
  const { duty } = view
  return {
    id: duty.id,
    ownerId: duty.owner.id,
    kind: duty.kind,
    parentId: duty.parentId,
    title: duty.title,
    content: view.content,
    number: duty.number,
    categories: duty.categories,
    parkId: duty.park?.id ?? null,
    leadId: duty.lead?.id ?? null,
    personId: view.personId,
    personName: duty.person,
    supporting: duty.supporting.map(({ id }) => id).sort(),
    startsOn: duty.startsOn,
    dueOn: duty.dueOn,
    precision: duty.precision,
    dueText: duty.dueText,
    rhythm: duty.rhythm,
    period: duty.period,
    reportEvery: view.reportEvery,
    weight: view.weight,
    rollUp: view.rollUp,
    state: duty.state,
    // Not shown on the page; it only decides to which state a suspended duty returns.
    suspendedFrom: null,
    progress: view.ownProgress,
    override: overrideOf(view.override),
    mergedInto: view.mergedInto?.id ?? null,
    visibility: duty.visibility,
    forEvaluation: duty.forEvaluation,
  }
}

function overrideOf(override: DutyView['override']): Duty['override'] {
  if (override === null || override.light === 'grey') return null
  return { light: override.light, reason: override.reason }
}

/** What the engine asks beside the record; the duty to merge into is looked at by the server. */
export function factsOf(view: DutyView): DutyFacts {
  return {
    openParts: view.parts.filter(({ state }) => OPEN_STATES.some((open) => open === state)).length,
    evidence: view.duty.evidence,
    mergeable: true,
  }
}

/** On whose behalf I act; what I may do at all the server has said with `can`. */
export function actorOf(organisationId: string | null): DutyActor {
  return { organisationId, works: true }
}

export function isLeadOf(view: DutyView, organisationId: string | null): boolean {
  return organisationId !== null && view.duty.lead?.id === organisationId
}
