import { accepted, refused, type Outcome } from '#domain/kernel'
import { carryOn } from './carry-on.ts'
import { emit, settle, startRun, stepNodeOf } from './case-run.ts'
import type { CaseActor, CaseState, StepActivation } from './case-state.ts'
import type { CaseCommand, Decision } from './commands.ts'
import type { ProcedureDefinition } from './definition.ts'
import { enterNode } from './enter-node.ts'
import { seatHeldBy, type CaseView, type HeldSeat } from './hold-seat.ts'
import { leaveScopes, leaveStep } from './leave-node.ts'
import { isLive, isWithin, stepOf } from './scopes.ts'

export interface ReturnTarget {
  /** `initiator`, `previous` or the id of an earlier activation. */
  readonly to: string
  readonly node: string
  readonly step: StepActivation
}

/**
 * 驳回: the work goes back to a step that it came through. Within a branch to a step of that branch; to a step outside of the
 * parallel work all of it is left, for it will be walked again.
 */
export function returnWork(
  view: CaseView,
  command: Extract<CaseCommand, { kind: 'return' }>,
  actor: CaseActor,
): Outcome<Decision> {
  const held = returnableSeat(view, actor, command.activation)
  if (!held.ok) return held
  const { step, node, seat, by } = held.value
  const target = returnTargets(view, held.value).find(({ to }) => to === command.to)
  if (target === undefined)
    return refused({ code: 'cases.return_target', path: ['to'], params: { to: command.to } })
  const reason = command.reason.trim()
  if (reason === '') return refused({ code: 'cases.reason_required', path: ['reason'] })

  const run = startRun(view.definition, view.env, by, view.state)
  return settle(run, () => {
    emit(run, {
      kind: 'seat-acted',
      activation: step.id,
      seat: seat.id,
      action: 'returned',
      opinion: reason,
      attachments: [],
    })
    emit(run, { kind: 'returned', activation: step.id, to: target.node, reason })
    leaveStep(run, step, 'returned', false)
    leaveScopes(run, step.branch, target.step.branch)
    const isDirect = node.afterReturn === 'direct' && isLive(run.draft, step.branch)
    enterNode(run, target.node, {
      scope: target.step.branch,
      // Reached as it was the first time: what lies before it is as before.
      from: target.step.from,
      returnTo: isDirect ? step.id : null,
      isReturned: true,
    })
    carryOn(run)
  })
}

/** A seat from which work can go back; a delegate's cannot. */
export function returnableSeat(view: CaseView, actor: CaseActor, activation: string): Outcome<HeldSeat> {
  const held = seatHeldBy(view, actor, activation)
  if (!held.ok) return held
  const { node, seat, step } = held.value
  if (seat.kind === 'delegate' || node.returns === undefined || node.returns.length === 0)
    return refused({ code: 'cases.not_allowed_here', params: { node: step.node, allowance: 'return' } })
  return accepted(held.value)
}

export function returnTargets({ definition, state }: CaseView, { step, node }: HeldSeat): ReturnTarget[] {
  const allowed = node.returns ?? []
  const way = wayTo(definition, state, step)
  const targets: ReturnTarget[] = []
  const first = state.steps[0]
  if (allowed.includes('initiator') && first !== undefined && mayGoBackTo(definition, state, step, first))
    targets.push({ to: 'initiator', node: first.node, step: first })
  const previous = way[0]
  if (allowed.includes('previous') && previous !== undefined)
    targets.push({ to: 'previous', node: previous.node, step: previous })
  if (allowed.includes('earlier')) {
    for (const earlier of way) targets.push({ to: earlier.id, node: earlier.node, step: earlier })
  }
  return targets
}

/** The steps of people that the work came through and can go back to, the latest first, each node once. */
function wayTo(definition: ProcedureDefinition, state: CaseState, step: StepActivation): StepActivation[] {
  const way: StepActivation[] = []
  const seen = new Set<string>([step.id])
  const nodes = new Set<string>([step.node])
  let current = stepBefore(state, step)
  while (current !== null && !seen.has(current.id)) {
    seen.add(current.id)
    if (!nodes.has(current.node) && mayGoBackTo(definition, state, step, current)) {
      way.push(current)
      nodes.add(current.node)
    }
    current = stepBefore(state, current)
  }
  return way
}

/** What came straight back to the one who had sent it lies behind the same step as before. */
function stepBefore(state: CaseState, step: StepActivation): StepActivation | null {
  const before = stepOf(state, step.from)
  const sender = stepOf(state, before?.returnTo ?? null)
  return sender !== null && sender.node === step.node && sender.branch === step.branch
    ? stepOf(state, sender.from)
    : before
}

function mayGoBackTo(
  definition: ProcedureDefinition,
  state: CaseState,
  step: StepActivation,
  target: StepActivation,
): boolean {
  return (
    target.id !== step.id &&
    target.node !== step.node &&
    target.status === 'done' &&
    stepNodeOf(definition, target.node) !== null &&
    isWithin(state, step.branch, target.branch) &&
    isLive(state, target.branch)
  )
}
