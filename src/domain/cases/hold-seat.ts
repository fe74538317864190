import { refused, accepted, type Json, type Outcome } from '#domain/kernel'
import { stepNodeOf } from './case-run.ts'
import type { CaseActor, CaseState, PersonRef, Seat, StepActivation } from './case-state.ts'
import type { CaseEnvironment } from './commands.ts'
import type { Allowance, ProcedureDefinition, StepNode } from './definition.ts'
import { holds } from './expression.ts'
import { contextIn } from './expression-context.ts'
import { rolesOf } from './participants.ts'
import { actingFor } from './parties.ts'
import { stepOf } from './scopes.ts'

/** A case as somebody finds it: what every question of "may I" is about. */
export interface CaseView {
  readonly definition: ProcedureDefinition
  readonly state: CaseState
  readonly env: CaseEnvironment
}

/** Somebody at their seat. */
export interface HeldSeat {
  readonly step: StepActivation
  readonly node: StepNode
  readonly seat: Seat
  /** The person as recorded: on behalf of another where it is by substitution. */
  readonly by: PersonRef
}

/** Whether anybody may do anything on the case: it is not over, and nothing bars it. */
export function isOpen({ definition, state, env }: CaseView): Outcome<null> {
  if (state.closedAt !== null) return refused({ code: 'cases.closed', params: { outcome: state.outcome } })
  for (const [code, bar] of Object.entries(definition.bars ?? {})) {
    if (!holds(bar.when, contextIn(definition, state, env, null))) continue
    const { text, source } = bar
    const params: Record<string, Json> = {
      bar: code,
      text: { ...text },
      source: { text: { ...source.text }, status: source.status, date: source.date ?? null },
    }
    return refused({ code: 'cases.barred', params })
  }
  return accepted(null)
}

/** The active seat that somebody holds at a step, in person before by substitution; or why they have none. */
export function seatHeldBy(view: CaseView, actor: CaseActor, activation: string): Outcome<HeldSeat> {
  const { definition, state } = view
  const open = isOpen(view)
  if (!open.ok) return open
  const step = stepOf(state, activation)
  const node = step === null ? null : stepNodeOf(definition, step.node)
  if (step?.status !== 'active' || node === null)
    return refused({ code: 'cases.stale', params: { activation } })
  const roles = rolesOf(definition, node.by)
  const mine = step.seats.flatMap((seat) => {
    const by = actingFor(actor, seat.party, roles)
    return by === null ? [] : [{ step, node, seat, by }]
  })
  const active = mine.filter(({ seat }) => seat.state === 'active')
  const held = active.find(({ by }) => by.onBehalfOf === undefined) ?? active[0]
  if (held !== undefined) return accepted(held)
  if (mine.some(({ seat }) => seat.state === 'waiting'))
    return refused({ code: 'cases.not_your_turn', params: { activation } })
  return refused({ code: mine.length > 0 ? 'cases.stale' : 'cases.not_yours', params: { activation } })
}

/** A seat at a step that allows something. A delegate (委派) advises only: what changes the step is the delegator's. */
export function seatAllowing(
  view: CaseView,
  actor: CaseActor,
  activation: string,
  allowance: Allowance,
): Outcome<HeldSeat> {
  const held = seatHeldBy(view, actor, activation)
  if (!held.ok) return held
  const { node, seat } = held.value
  if (seat.kind === 'delegate' || node.allow?.includes(allowance) !== true)
    return refused({ code: 'cases.not_allowed_here', params: { node: held.value.step.node, allowance } })
  return held
}
