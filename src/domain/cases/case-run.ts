import { accepted, refused, type Issue, type Json, type Outcome } from '#domain/kernel'
import { applyTo } from './apply-event.ts'
import { draftOf, stateOf, type CaseDraft } from './case-draft.ts'
import type { CaseState, Party, PersonRef } from './case-state.ts'
import type { CaseEnvironment, Decision } from './commands.ts'
import type { NodeDefinition, ProcedureDefinition, Route, StepNode } from './definition.ts'
import type { CaseEffect, CaseEvent, CaseHappening } from './events.ts'

/** A decision in the making. Every change of the draft is an event: what the draft shows is what replaying will show. */
export interface Run {
  readonly definition: ProcedureDefinition
  readonly env: CaseEnvironment
  /** Who is recorded; null the system. */
  readonly by: PersonRef | null
  draft: CaseDraft
  readonly events: CaseEvent[]
  readonly effects: CaseEffect[]
  /** What follows from what happened so far and is still to be carried out, in order. */
  readonly agenda: Task[]
  /** Nodes entered so far: a definition that goes round in circles without a step is stopped. */
  entered: number
}

export type Task =
  | {
      readonly kind: 'enter'
      readonly target: string
      readonly scope: string | null
      readonly from: string | null
      readonly returnTo: string | null
    }
  | {
      readonly kind: 'route'
      readonly to: Route
      readonly scope: string | null
      readonly from: string | null
      /** Of the group, parallel or sub-case just left. */
      readonly outcome?: string | null | undefined
    }
  /** Seats just given out may be those of repeated approvers (重复审批人). */
  | { readonly kind: 'skip-repeated'; readonly activation: string }

/** Stops a decision with the reason why not; only `settle` and `attempt` catch it. */
class Declined extends Error {
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    super(issues.map((issue) => issue.code).join(', '))
    this.name = 'Declined'
    this.issues = issues
  }
}

export function decline(
  code: string,
  params: Readonly<Record<string, Json>> = {},
  path: readonly (string | number)[] = [],
): never {
  throw new Declined([{ code, path, params }])
}

export function declineAll(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Declined(issues)
}

export function orDecline<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Declined(outcome.issues)
}

export function startRun(
  definition: ProcedureDefinition,
  env: CaseEnvironment,
  by: PersonRef | null,
  state: CaseState,
): Run {
  return { definition, env, by, draft: draftOf(state), events: [], effects: [], agenda: [], entered: 0 }
}

/** Carries out the work; the answer is the decision or the issues that stopped it. */
export function settle(run: Run, work: () => void): Outcome<Decision> {
  try {
    work()
  } catch (error) {
    if (error instanceof Declined) return refused(...error.issues)
    throw error
  }
  return accepted({ state: stateOf(run.draft), events: run.events, effects: run.effects })
}

/** Carries out a part with all that follows; where it is declined, nothing of it remains. The agenda must be empty. */
export function attempt(run: Run, work: () => void): boolean {
  const before = draftOf(stateOf(run.draft))
  const { events, effects } = run
  const [eventCount, effectCount, entered] = [events.length, effects.length, run.entered]
  try {
    work()
    return true
  } catch (error) {
    if (!(error instanceof Declined)) throw error
    run.draft = before
    run.entered = entered
    run.agenda.length = 0
    events.length = eventCount
    effects.length = effectCount
    return false
  }
}

/** Records what happened, in the draft as in the list of events; answers with the event's number. */
export function emit(run: Run, happening: CaseHappening): number {
  const event: CaseEvent = {
    sequence: run.draft.sequence + 1,
    at: run.env.now,
    by: run.by,
    ...happening,
  }
  applyTo(run.draft, event)
  run.events.push(event)
  return event.sequence
}

/** The number that the next event will have; ids of what it makes are formed from it. */
export function nextSequence(run: Run): number {
  return run.draft.sequence + 1
}

export function notify(
  run: Run,
  event: number,
  message: string,
  to: readonly Party[],
  params: Readonly<Record<string, Json>> = {},
): void {
  // Nobody is told of what they did themselves.
  const self = run.by === null ? null : `user:${run.by.userId}`
  const others = [...new Set(to)].filter((party) => party !== self)
  if (others.length > 0) run.effects.push({ kind: 'notify', event, message, to: others, params })
}

/** A node that a route or a state names must be in the definition; the check at load sees to it. */
export function nodeOf(definition: ProcedureDefinition, id: string): NodeDefinition {
  const node = Object.hasOwn(definition.nodes, id) ? definition.nodes[id] : undefined
  if (node === undefined)
    throw new Error(`Procedure ${definition.code} ${definition.version} has no node ${id}.`)
  return node
}

/** Null for nodes of other kinds, and for steps of the past that a later version has no more (see `migrate-case.ts`). */
export function stepNodeOf(definition: ProcedureDefinition, id: string): StepNode | null {
  const node = Object.hasOwn(definition.nodes, id) ? definition.nodes[id] : undefined
  return node?.kind === 'step' ? node : null
}
