import { accepted, refused, type Outcome } from '#domain/kernel'
import type { FormDefinition } from './form.ts'

/** draft → submitted → approved (→ accepted); returned goes back to who filed; null: not begun. */
export const FILING_STATES = ['draft', 'submitted', 'returned', 'approved', 'accepted'] as const
export type FilingState = (typeof FILING_STATES)[number]

export const FILING_ACTS = [
  'save',
  'submit',
  'withdraw',
  'return',
  'approve',
  'accept',
  'unapprove',
  'correct',
  'explain',
  'query',
] as const
export type FilingAct = (typeof FILING_ACTS)[number]

/** What the rules of a filing's life ask of it. */
export interface FilingFacts {
  readonly state: FilingState | null
  /** Approved as far as its form asks. */
  readonly final: boolean
  readonly approval: FormDefinition['approval']
  /** Findings of severity error. */
  readonly errors: number
  /** Findings of severity query that nobody has explained. */
  readonly unexplained: number
  /** Queries that wait for an answer, or for being closed. */
  readonly openQueries: number
  /** planned: not yet open; locked: neither open nor reopened for this unit. */
  readonly period: 'planned' | 'open' | 'locked'
  /** The park files for itself: then the office approves. */
  readonly unit: 'enterprise' | 'park'
  /** Registered in no park on the last day of the period: then the office approves. */
  readonly outside: boolean
}

/** In which parts the caller stands to the filing; one may hold several. */
export interface FilingActor {
  readonly filer: boolean
  /** The park of the filing. */
  readonly park: boolean
  readonly office: boolean
}

export interface FilingAfter {
  readonly state: FilingState
  readonly final: boolean
}

/**
 * Whether an act may be done, and the state after it. Approval goes enterprise → park → zone; by the form in one step or by
 * approval and acceptance. What is final changes only by a correction or by taking the approval back, each with a reason.
 *
 * Codes: statistics.not_yet_open, statistics.period_locked, statistics.not_yours (params `act`), statistics.wrong_state (params
 * `act`, `state`), statistics.errors_stand (params `errors`), statistics.unexplained (params `queries`),
 * statistics.queries_open (params `queries`).
 */
export function decideFiling(facts: FilingFacts, act: FilingAct, actor: FilingActor): Outcome<FilingAfter> {
  if (facts.period === 'planned') return refused({ code: 'statistics.not_yet_open' })
  if (facts.period === 'locked') return refused({ code: 'statistics.period_locked' })
  if (!stands(facts, act, actor)) return refused({ code: 'statistics.not_yours', params: { act } })
  if (!fits(facts, act, actor))
    return refused({ code: 'statistics.wrong_state', params: { act, state: facts.state } })
  return blocked(facts, act) ?? accepted(after(facts, act))
}

/** Who approves this filing: its park, unless the park itself files or there is none. */
function approves(facts: FilingFacts, actor: FilingActor): boolean {
  return facts.unit === 'park' || facts.outside ? actor.office : actor.park
}

function stands(facts: FilingFacts, act: FilingAct, actor: FilingActor): boolean {
  switch (act) {
    case 'save':
    case 'submit':
    case 'explain':
      // A park may bring in what its enterprises send it on paper, and the office likewise; the history tells who did.
      return actor.filer || actor.park || actor.office
    case 'withdraw':
      return actor.filer || approves(facts, actor)
    case 'approve':
      return approves(facts, actor)
    case 'accept':
      return actor.office
    case 'return':
    case 'query':
      return (facts.unit === 'enterprise' && actor.park) || actor.office
    case 'unapprove':
    case 'correct':
      // What the zone has accepted is the zone's to change.
      return facts.state === 'accepted' ? actor.office : approves(facts, actor) || actor.office
  }
}

function fits(facts: FilingFacts, act: FilingAct, actor: FilingActor): boolean {
  const { state, final, approval } = facts
  switch (act) {
    case 'save':
      return state === null || state === 'draft' || state === 'returned'
    case 'submit':
      return state === 'draft' || state === 'returned'
    case 'withdraw':
    case 'approve':
      return state === 'submitted'
    case 'return':
      return state === 'submitted' || (state === 'approved' && !final && actor.office)
    case 'accept':
      return approval === 'approve-then-accept' && state === 'approved'
    case 'unapprove':
      return state === 'approved' || state === 'accepted'
    case 'correct':
      return final
    case 'explain':
      return state !== null && !final
    case 'query':
      return state !== null && state !== 'draft'
  }
}

function blocked(facts: FilingFacts, act: FilingAct): Outcome<FilingAfter> | null {
  if (act !== 'submit' && act !== 'approve' && act !== 'accept') return null
  if (facts.errors > 0) return refused({ code: 'statistics.errors_stand', params: { errors: facts.errors } })
  if (act === 'submit') return null
  if (facts.unexplained > 0)
    return refused({ code: 'statistics.unexplained', params: { queries: facts.unexplained } })
  if (facts.openQueries > 0)
    return refused({ code: 'statistics.queries_open', params: { queries: facts.openQueries } })
  return null
}

function after(facts: FilingFacts, act: FilingAct): FilingAfter {
  const state = facts.state ?? 'draft'
  switch (act) {
    case 'save':
      return { state: state === 'returned' ? 'returned' : 'draft', final: false }
    case 'submit':
      return { state: 'submitted', final: false }
    case 'withdraw':
      return { state: 'draft', final: false }
    case 'return':
      return { state: 'returned', final: false }
    case 'approve':
      return { state: 'approved', final: facts.approval === 'approve' }
    case 'accept':
      return { state: 'accepted', final: true }
    case 'unapprove':
      return { state: 'submitted', final: false }
    case 'correct':
    case 'explain':
    case 'query':
      return { state, final: facts.final }
  }
}

export interface FilingPossibility {
  readonly act: FilingAct
  readonly possible: boolean
  /** Code of what stands against it. */
  readonly why: string | null
}

/** Every act that is this actor's part, and whether it is possible now; exactly what decideFiling would say. */
export function possibleFilingActs(facts: FilingFacts, actor: FilingActor): readonly FilingPossibility[] {
  return FILING_ACTS.flatMap((act): FilingPossibility[] => {
    const decided = decideFiling(facts, act, actor)
    if (decided.ok) return [{ act, possible: true, why: null }]
    const why = decided.issues[0]?.code ?? null
    return why === 'statistics.not_yours' || why === 'statistics.wrong_state'
      ? []
      : [{ act, possible: false, why }]
  })
}
