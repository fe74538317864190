import type { Outcome } from '#domain/kernel'
import { isGuardMet } from './act.ts'
import type { CaseActor, CaseState } from './case-state.ts'
import { removableSeats, seatRemoving } from './change-signers.ts'
import type { CaseEnvironment, Possibility } from './commands.ts'
import type { ProcedureDefinition } from './definition.ts'
import { mayComment, mayCopy, mayTerminate, mayUrge } from './end-and-tell.ts'
import { isOpen, seatAllowing, seatHeldBy, type CaseView } from './hold-seat.ts'
import { returnableSeat, returnTargets } from './return-work.ts'
import { mayExtend, mayPause, mayResume } from './steer-clock.ts'
import { withdrawable } from './withdraw.ts'

/**
 * What somebody may do now: exactly what `decide` takes from them, given the text and fields it asks for. It asks the same
 * questions as the commands themselves.
 */
export function possibilities(
  definition: ProcedureDefinition,
  state: CaseState,
  actor: CaseActor,
  env: CaseEnvironment,
): Possibility[] {
  const view: CaseView = { definition, state, env }
  if (!isOpen(view).ok) return []
  const found: Possibility[] = []
  for (const { id } of state.steps) found.push(...atStep(view, actor, id))
  for (const { id } of state.clocks) {
    if (mayPause(view, actor, id).ok) found.push({ kind: 'pause', clock: id })
    if (mayResume(view, actor, id).ok) found.push({ kind: 'resume', clock: id })
    if (mayExtend(view, actor, id).ok) found.push({ kind: 'extend', clock: id })
  }
  if (mayTerminate(view, actor).ok) found.push({ kind: 'terminate' })
  if (mayCopy(view, actor).ok) found.push({ kind: 'copy' })
  if (mayComment(view, actor).ok) found.push({ kind: 'comment' })
  return found
}

function atStep(view: CaseView, actor: CaseActor, activation: string): Possibility[] {
  const found: Possibility[] = []
  const held = valueOf(seatHeldBy(view, actor, activation))
  if (held !== null) {
    for (const [action, definition] of Object.entries(held.node.actions)) {
      if (definition.bySystem === true) continue
      const blocked = !isGuardMet(view, held, definition)
      found.push({ kind: 'act', activation, seat: held.seat.id, action, blocked })
    }
  }
  const returnable = valueOf(returnableSeat(view, actor, activation))
  if (returnable !== null) {
    const targets = returnTargets(view, returnable).map(({ to, node }) => ({ to, node }))
    if (targets.length > 0) found.push({ kind: 'return', activation, targets })
  }
  for (const kind of ['transfer', 'delegate', 'add-before', 'add-after'] as const) {
    if (seatAllowing(view, actor, activation, kind).ok) found.push({ kind, activation })
  }
  const removing = valueOf(seatRemoving(view, actor, activation))
  if (removing !== null) {
    const seats = removableSeats(view, removing)
    if (seats.length > 0) found.push({ kind: 'remove-signer', activation, seats })
  }
  if (mayUrge(view, actor, activation).ok) found.push({ kind: 'urge', activation })
  if (withdrawable(view, actor, activation).ok) found.push({ kind: 'withdraw', activation })
  return found
}

function valueOf<T>(outcome: Outcome<T>): T | null {
  return outcome.ok ? outcome.value : null
}
