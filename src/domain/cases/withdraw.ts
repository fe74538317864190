import { accepted, refused, type Outcome } from '#domain/kernel'
import { clocksOnEntering } from './case-clocks.ts'
import { emit, settle, startRun, stepNodeOf } from './case-run.ts'
import type { CaseActor, CaseState, PersonRef, Seat, StepActivation } from './case-state.ts'
import type { CaseCommand, Decision } from './commands.ts'
import { isOpen, type CaseView } from './hold-seat.ts'
import { leaveScopes, leaveStep } from './leave-node.ts'
import { recorded } from './parties.ts'
import { isLive, stepOf } from './scopes.ts'
import { chainWith } from './sign-rules.ts'

export interface OwnAct {
  readonly step: StepActivation
  readonly seat: Seat
  readonly by: PersonRef
  /** What the act led to: taken back with it. */
  readonly following: readonly StepActivation[]
}

/**
 * 撤回: somebody takes their own act back while nobody after it has acted. The step is open again at their seat; what others
 * signed beside them stays, and the step's clock runs on, the time between counted as away.
 */
export function withdraw(
  view: CaseView,
  command: Extract<CaseCommand, { kind: 'withdraw' }>,
  actor: CaseActor,
): Outcome<Decision> {
  const own = withdrawable(view, actor, command.activation)
  if (!own.ok) return own
  const { step, seat, by, following } = own.value
  const run = startRun(view.definition, view.env, by, view.state)
  return settle(run, () => {
    for (const { id } of following) {
      const next = stepOf(run.draft, id)
      if (next?.status === 'active') leaveStep(run, next, 'withdrawn', true)
    }
    for (const next of following)
      if (isLive(run.draft, next.branch)) leaveScopes(run, next.branch, step.branch)
    emit(run, {
      kind: 'withdrawn',
      activation: step.id,
      seat: seat.id,
      reason: command.reason?.trim() || null,
    })
    clocksOnEntering(run, step.node, step.branch, step.id)
  })
}

export function withdrawable(view: CaseView, actor: CaseActor, activation: string): Outcome<OwnAct> {
  const { definition, state } = view
  const open = isOpen(view)
  if (!open.ok) return open
  const step = stepOf(state, activation)
  const node = step === null ? null : stepNodeOf(definition, step.node)
  if (step === null || node === null) return refused({ code: 'cases.stale', params: { activation } })
  if (node.allow?.includes('withdraw') !== true)
    return refused({ code: 'cases.not_allowed_here', params: { node: step.node, allowance: 'withdraw' } })
  const nothing = refused({ code: 'cases.nothing_to_withdraw', params: { activation } })
  const seat = step.seats.findLast(
    ({ actedBy, kind, state: seatState }) =>
      seatState === 'acted' && kind !== 'delegate' && actedBy?.userId === actor.userId,
  )
  const action = step.decision === null ? undefined : node.actions[step.decision]
  if (step.status !== 'done' || seat === undefined || action === undefined) return nothing
  // An added signer who acted after them has acted on it.
  const last = chainWith(step, seat.id).seats.findLast((other) => other.state === 'acted')
  const tooLate = refused({ code: 'cases.withdraw_too_late', params: { activation } })
  if (last?.id !== seat.id || !isLive(state, step.branch)) return tooLate
  if (action.effects?.some(({ kind }) => kind === 'open') === true) return tooLate
  const following = followingOf(state, step)
  if (following.some((next) => hasMovedOn(view, next))) return tooLate
  return accepted({ step, seat, by: seat.actedBy ?? recorded(actor), following })
}

/** The activations reached from a step, from these, and so on. */
function followingOf(state: CaseState, step: StepActivation): StepActivation[] {
  const reached = new Set([step.id])
  const following: StepActivation[] = []
  // A step stands behind those that it was reached from, unless these were taken up again.
  for (const next of state.steps) {
    if (next.from === null || !reached.has(next.from) || next.decision === 'withdrawn') continue
    reached.add(next.id)
    following.push(next)
  }
  return following
}

function hasMovedOn({ definition }: CaseView, step: StepActivation): boolean {
  if (step.seats.some(({ state }) => state === 'acted' || state === 'removed' || state === 'transferred'))
    return true
  if (step.seats.some(({ kind }) => kind !== 'original')) return true
  // Other cases were opened, or time has decided.
  if (stepNodeOf(definition, step.node) === null) return true
  return step.status !== 'active' && step.seats.every(({ action }) => action === null)
}
