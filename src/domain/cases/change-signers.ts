/** 转办, 委派, 加签 and 减签: who signs a step changes while it is open. The step's clocks run on as if nothing had happened. */
import { accepted, refused, type Outcome } from '#domain/kernel'
import { carryOn } from './carry-on.ts'
import { emit, notify, settle, startRun, stepNodeOf, type Run } from './case-run.ts'
import type { CaseActor, Party, Seat, StepActivation } from './case-state.ts'
import type { CaseCommand, Decision } from './commands.ts'
import { countOf } from './expression-context.ts'
import { seatAllowing, type CaseView, type HeldSeat } from './hold-seat.ts'
import { rolesOf } from './participants.ts'
import { actingFor, parseParty } from './parties.ts'
import { stepOf } from './scopes.ts'
import { afterSeat } from './settle-step.ts'
import { countingChains } from './sign-rules.ts'

type CommandOf<K extends CaseCommand['kind']> = Extract<CaseCommand, { kind: K }>

/** 转办: the turn passes to another for good. */
export function transfer(
  view: CaseView,
  command: CommandOf<'transfer'>,
  actor: CaseActor,
): Outcome<Decision> {
  const held = seatAllowing(view, actor, command.activation, 'transfer')
  return change(view, held, command.to, command.reason, (run, { step, seat }, note) => {
    const { id: activation } = step
    emit(run, { kind: 'seat-closed', activation, seat: seat.id, state: 'transferred', action: null, note })
    addSeat(run, step, { party: command.to, as: seat.kind, anchor: newAnchor(seat), active: true, note })
  })
}

/** 委派: another looks into it first and advises; then the turn comes back. */
export function delegate(
  view: CaseView,
  command: CommandOf<'delegate'>,
  actor: CaseActor,
): Outcome<Decision> {
  const held = seatAllowing(view, actor, command.activation, 'delegate')
  return change(view, held, command.to, command.reason, (run, { step, seat }, note) => {
    emit(run, { kind: 'seat-suspended', activation: step.id, seat: seat.id })
    addSeat(run, step, { party: command.to, as: 'delegate', anchor: seat.id, active: true, note })
  })
}

/** 加签: another signs too, before (前加签) or after (后加签). */
export function addSigner(
  view: CaseView,
  command: CommandOf<'add-signer'>,
  actor: CaseActor,
): Outcome<Decision> {
  const isBefore = command.where === 'before'
  const held = seatAllowing(view, actor, command.activation, isBefore ? 'add-before' : 'add-after')
  return change(view, held, command.to, command.reason, (run, { step, seat }, note) => {
    if (isBefore) emit(run, { kind: 'seat-suspended', activation: step.id, seat: seat.id })
    addSeat(run, step, { party: command.to, as: command.where, anchor: seat.id, active: isBefore, note })
  })
}

/** 减签: a signer who has not signed yet is not asked any more; at least one remains, and as many as must agree. */
export function removeSigner(
  view: CaseView,
  command: CommandOf<'remove-signer'>,
  actor: CaseActor,
): Outcome<Decision> {
  const held = seatRemoving(view, actor, command.activation)
  if (!held.ok) return held
  const { step, by } = held.value
  const seat = candidates(held.value).find(({ id }) => id === command.seat)
  if (seat === undefined)
    return refused({ code: 'cases.not_removable', path: ['seat'], params: { seat: command.seat } })
  if (!removableSeats(view, held.value).includes(seat.id))
    return refused({ code: 'cases.last_signer', path: ['seat'], params: { seat: command.seat } })
  const note = command.reason.trim()
  if (note === '') return refused({ code: 'cases.reason_required', path: ['reason'] })

  const run = startRun(view.definition, view.env, by, view.state)
  return settle(run, () => {
    emit(run, {
      kind: 'seat-closed',
      activation: step.id,
      seat: seat.id,
      state: 'removed',
      action: null,
      note,
    })
    afterSeat(run, step.id, seat.id)
    carryOn(run)
  })
}

/** Whoever has the turn may take others out; who waits for those that they added may call these off. */
export function seatRemoving(view: CaseView, actor: CaseActor, activation: string): Outcome<HeldSeat> {
  const active = seatAllowing(view, actor, activation, 'remove')
  if (active.ok || active.issues[0]?.code !== 'cases.not_your_turn') return active
  const { definition, state } = view
  const step = stepOf(state, activation)
  const node = step === null ? null : stepNodeOf(definition, step.node)
  if (step === null || node === null || node.allow?.includes('remove') !== true) return active
  for (const seat of step.seats) {
    const by = actingFor(actor, seat.party, rolesOf(definition, node.by))
    if (by === null || seat.state !== 'waiting') continue
    if (addedTo(step, seat).length > 0) return accepted({ step, node, seat, by })
  }
  return active
}

/** Seats that may be taken out: others with a turn open or to come, as long as enough remain. */
export function removableSeats(view: CaseView, held: HeldSeat): string[] {
  const needed = neededSigners(view, held)
  return candidates(held)
    .filter((seat) => countingChains(without(held.step, seat)).length >= needed)
    .map(({ id }) => id)
}

function candidates({ step, seat: own }: HeldSeat): readonly Seat[] {
  if (own.state === 'waiting') return addedTo(step, own)
  return step.seats.filter((seat) => seat.id !== own.id && isUnfinished(seat))
}

/** Those added before a seat, for whom it waits. */
function addedTo({ seats }: StepActivation, seat: Seat): readonly Seat[] {
  return seats.filter(
    (other) =>
      other.anchor === seat.id &&
      (other.kind === 'before' || other.kind === 'delegate') &&
      isUnfinished(other),
  )
}

function neededSigners({ definition, env }: CaseView, { node }: HeldSeat): number {
  return node.sign?.rule === 'count' ? countOf(definition, env, node.sign.count ?? 1) : 1
}

function without(step: StepActivation, seat: Seat): StepActivation {
  return {
    ...step,
    seats: step.seats.map((other): Seat => (other.id === seat.id ? { ...other, state: 'removed' } : other)),
  }
}

function change(
  view: CaseView,
  held: Outcome<HeldSeat>,
  to: Party,
  reason: string,
  carryOut: (run: Run, held: HeldSeat, note: string) => void,
): Outcome<Decision> {
  if (!held.ok) return held
  if (parseParty(to) === null)
    return refused({ code: 'cases.party_invalid', path: ['to'], params: { party: to } })
  if (held.value.step.seats.some((seat) => seat.party === to && isUnfinished(seat)))
    return refused({ code: 'cases.already_signer', path: ['to'], params: { party: to } })
  const note = reason.trim()
  if (note === '') return refused({ code: 'cases.reason_required', path: ['reason'] })
  const run = startRun(view.definition, view.env, held.value.by, view.state)
  return settle(run, () => carryOut(run, held.value, note))
}

function addSeat(
  run: Run,
  step: StepActivation,
  seat: {
    readonly party: Party
    readonly as: Seat['kind']
    readonly anchor: string
    readonly active: boolean
    readonly note: string
  },
): void {
  const id = `${step.id}.${step.seats.length + 1}`
  const event = emit(run, { kind: 'seat-added', activation: step.id, seat: id, ...seat })
  if (seat.active) notify(run, event, 'assigned', [seat.party], { node: step.node, activation: step.id })
}

/** One who takes over an added signer's turn is added to the same seat; who takes over an original's, to that. */
function newAnchor(seat: Seat): string {
  return seat.kind === 'original' ? seat.id : seat.anchor
}

function isUnfinished({ state }: Seat): boolean {
  return state === 'active' || state === 'waiting'
}
