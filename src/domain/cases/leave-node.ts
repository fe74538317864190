import { clocksOnLeaving } from './case-clocks.ts'
import { emit, notify, type Run } from './case-run.ts'
import type { Branch, StepActivation } from './case-state.ts'
import { organisationParty } from './parties.ts'
import { isParallelBranch, isWithin, siblingsOf, type Scope } from './scopes.ts'

/** A step is over; the event's number is that to which effects belong. */
export function leaveStep(run: Run, step: StepActivation, decision: string, cancelled: boolean): number {
  const event = emit(run, { kind: 'step-left', activation: step.id, decision, cancelled })
  clocksOnLeaving(run, step.node, step.branch, step.id)
  return event
}

/** A branch came to its end, or is given up with all that runs in it. */
export function closeBranch(run: Run, branch: Branch, outcome: string | null, cancelled: boolean): void {
  cancelInside(run, branch.id, 'cancelled')
  emit(run, { kind: 'branch-closed', branch: branch.id, outcome, cancelled })
  const isParallel = isParallelBranch(run.definition, branch)
  // A parallel node's clock is not the branch's; of a group that is a whole branch, the branch holds the clock.
  clocksOnLeaving(
    run,
    isParallel ? branch.entry : branch.node,
    isParallel ? branch.id : branch.parent,
    branch.id,
  )
}

/** Gives up what still runs of a parallel node; it is left. */
export function leaveParallel(run: Run, branch: Branch): void {
  for (const sibling of siblingsOf(run.draft, branch)) {
    const now = run.draft.branches.find(({ id }) => id === sibling.id)
    if (now?.status === 'active') closeBranch(run, now, null, true)
  }
  clocksOnLeaving(run, branch.node, branch.parent, branch.parent)
}

/** Leaves every scope from `scope` outwards up to, not including, `outer`; with a parallel branch the whole parallel. */
export function leaveScopes(run: Run, scope: Scope, outer: Scope): void {
  let current = scope
  while (current !== null && current !== outer) {
    const branch = run.draft.branches.find(({ id }) => id === current)
    if (branch === undefined) throw new Error(`Case ${run.draft.id} has no branch ${current}.`)
    if (isParallelBranch(run.definition, branch)) leaveParallel(run, branch)
    else closeBranch(run, branch, null, true)
    current = branch.parent
  }
}

/** Gives up the steps and inner branches that still run in a scope. */
export function cancelInside(run: Run, scope: Scope, decision: string): void {
  for (const step of run.draft.steps) {
    if (step.status === 'active' && isWithin(run.draft, step.branch, scope))
      leaveStep(run, step, decision, true)
  }
  // Inner branches were opened after outer ones.
  for (const branch of [...run.draft.branches].reverse()) {
    if (branch.status !== 'active' || branch.id === scope || !isWithin(run.draft, branch.parent, scope))
      continue
    if (isParallelBranch(run.definition, branch)) leaveParallel(run, branch)
    else closeBranch(run, branch, null, true)
  }
}

/** 办结 or 终止: nothing goes on after it, and every clock stands. */
export function closeCase(run: Run, outcome: string, reason: string | null, decision: string): void {
  cancelInside(run, null, decision)
  for (const clock of run.draft.clocks) {
    if (clock.stoppedAt === null) emit(run, { kind: 'clock-stopped', clock: clock.id })
  }
  const event = emit(run, { kind: 'closed', outcome, reason })
  run.agenda.length = 0
  notify(run, event, 'closed', [organisationParty(run.draft.initiator.organisationId), ...run.draft.copies], {
    outcome,
  })
  if (run.draft.origin?.kind === 'case') run.effects.push({ kind: 'tell-parent', event, outcome })
}
