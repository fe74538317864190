/** 终止, 抄送, 催办 and comments: what concerns the case as a whole. */
import { accepted, refused, type Outcome } from '#domain/kernel'
import { emit, notify, settle, startRun, stepNodeOf } from './case-run.ts'
import type { CaseActor, PersonRef, StepActivation } from './case-state.ts'
import type { CaseCommand, Decision } from './commands.ts'
import { isOpen, seatAllowing, type CaseView } from './hold-seat.ts'
import { closeCase } from './leave-node.ts'
import { isParticipant, rolesOf } from './participants.ts'
import { actingFor, holdsParty, organisationParty, parseParty, recorded } from './parties.ts'
import { stepOf } from './scopes.ts'

type CommandOf<K extends CaseCommand['kind']> = Extract<CaseCommand, { kind: K }>

/** 终止: ends the case at any time, with a reason; everything that runs in it is given up. */
export function terminate(
  view: CaseView,
  command: CommandOf<'terminate'>,
  actor: CaseActor,
): Outcome<Decision> {
  const allowed = mayTerminate(view, actor)
  if (!allowed.ok) return allowed
  const reason = command.reason.trim()
  if (reason === '') return refused({ code: 'cases.reason_required', path: ['reason'] })
  const { definition, env, state } = view
  const run = startRun(definition, env, recorded(actor), state)
  return settle(run, () => closeCase(run, allowed.value.outcome, reason, 'terminated'))
}

export function mayTerminate(view: CaseView, actor: CaseActor): Outcome<{ readonly outcome: string }> {
  const { definition, state } = view
  const open = isOpen(view)
  if (!open.ok) return open
  const { termination } = definition
  if (termination === undefined)
    return refused({ code: 'cases.not_allowed_here', params: { allowance: 'terminate' } })
  if (!termination.by.some((code) => isParticipant(definition, state, code, null, actor)))
    return refused({ code: 'cases.not_yours' })
  return accepted({ outcome: termination.outcome })
}

/** 抄送: others get to read the case; they have nothing to do. */
export function copy(view: CaseView, command: CommandOf<'copy'>, actor: CaseActor): Outcome<Decision> {
  const by = mayCopy(view, actor)
  if (!by.ok) return by
  if (command.to.length === 0) return refused({ code: 'cases.party_required', path: ['to'] })
  const wrong = command.to.find((party) => parseParty(party) === null)
  if (wrong !== undefined)
    return refused({ code: 'cases.party_invalid', path: ['to'], params: { party: wrong } })
  const run = startRun(view.definition, view.env, by.value, view.state)
  return settle(run, () => {
    const to = [...new Set(command.to)]
    const event = emit(run, { kind: 'copied', to, note: command.note?.trim() || null })
    notify(run, event, 'copied', to, { note: command.note?.trim() || null })
  })
}

/** Whoever has the turn at a step that allows it. */
export function mayCopy(view: CaseView, actor: CaseActor): Outcome<PersonRef> {
  const open = isOpen(view)
  if (!open.ok) return open
  for (const { id, status } of view.state.steps) {
    if (status !== 'active') continue
    const held = seatAllowing(view, actor, id, 'copy')
    if (held.ok) return accepted(held.value.by)
  }
  return refused({ code: 'cases.not_allowed_here', params: { allowance: 'copy' } })
}

/** 催办: those whose turn it is are reminded; it is counted. */
export function urge(view: CaseView, command: CommandOf<'urge'>, actor: CaseActor): Outcome<Decision> {
  const step = mayUrge(view, actor, command.activation)
  if (!step.ok) return step
  const active = step.value.seats.filter(({ state }) => state === 'active')
  const note = command.note?.trim() || null
  const run = startRun(view.definition, view.env, recorded(actor), view.state)
  return settle(run, () => {
    const { id: activation, node } = step.value
    const event = emit(run, { kind: 'urged', activation, seats: active.map(({ id }) => id), note })
    const to = active.map(({ party }) => party)
    notify(run, event, 'urged', to, { node, activation, note })
  })
}

/** Whoever waits for it: the initiator, those who signed before, those who may end the case; nobody urges themselves alone. */
export function mayUrge(view: CaseView, actor: CaseActor, activation: string): Outcome<StepActivation> {
  const { definition, state } = view
  const open = isOpen(view)
  if (!open.ok) return open
  const step = stepOf(state, activation)
  const node = step === null ? null : stepNodeOf(definition, step.node)
  if (step?.status !== 'active' || node === null)
    return refused({ code: 'cases.stale', params: { activation } })
  if (node.allow?.includes('urge') !== true)
    return refused({ code: 'cases.not_allowed_here', params: { node: step.node, allowance: 'urge' } })
  const roles = rolesOf(definition, node.by)
  const others = step.seats.filter(
    ({ party, state: seatState }) => seatState === 'active' && actingFor(actor, party, roles) === null,
  )
  if (others.length === 0 || !isWaiting(view, actor))
    return refused({ code: 'cases.not_yours', params: { activation } })
  return accepted(step)
}

export function comment(view: CaseView, command: CommandOf<'comment'>, actor: CaseActor): Outcome<Decision> {
  const allowed = mayComment(view, actor)
  if (!allowed.ok) return allowed
  const text = command.text.trim()
  if (text === '') return refused({ code: 'cases.text_required', path: ['text'] })
  const run = startRun(view.definition, view.env, recorded(actor), view.state)
  return settle(run, () => {
    emit(run, { kind: 'commented', text, attachments: command.attachments })
  })
}

/** Whoever has to do with the case: the initiator's organisation, signers past and present, those it was copied to. */
export function mayComment(view: CaseView, actor: CaseActor): Outcome<null> {
  const { definition, state } = view
  const open = isOpen(view)
  if (!open.ok) return open
  const concerned =
    isWaiting(view, actor) ||
    state.copies.some((party) => holdsParty(actor, party)) ||
    state.steps.some((step) => {
      const node = stepNodeOf(definition, step.node)
      const roles = node === null ? undefined : rolesOf(definition, node.by)
      return step.seats.some(({ party }) => holdsParty(actor, party, roles))
    })
  return concerned ? accepted(null) : refused({ code: 'cases.not_yours' })
}

function isWaiting({ definition, state }: CaseView, actor: CaseActor): boolean {
  return (
    holdsParty(actor, organisationParty(state.initiator.organisationId)) ||
    state.initiator.userId === actor.userId ||
    state.steps.some(({ seats }) => seats.some(({ actedBy }) => actedBy?.userId === actor.userId)) ||
    (definition.termination?.by.some((code) => isParticipant(definition, state, code, null, actor)) ?? false)
  )
}
