import { addEntry, draftOf, replaceEntry, stateOf, type CaseDraft } from './case-draft.ts'
import type { Branch, CaseState, Seat, StepActivation } from './case-state.ts'
import { applyToClock } from './apply-clock-event.ts'
import type { CaseEvent, EventOf } from './events.ts'

/** The state after one more event; null before the first. The given state is left as it is. */
export function applyEvent(state: CaseState | null, event: CaseEvent): CaseState {
  return stateOf(applyTo(state === null ? null : draftOf(state), event))
}

/** The state that a case's events add up to; they must be complete and in order. */
export function replay(events: Iterable<CaseEvent>): CaseState {
  let draft: CaseDraft | null = null
  for (const event of events) draft = applyTo(draft, event)
  if (draft === null) throw new Error('A case begins with an event; there is none.')
  return stateOf(draft)
}

/** Changes the draft in place. Throws when the events cannot be those of one case: a log with gaps must not be believed. */
export function applyTo(draft: CaseDraft | null, event: CaseEvent): CaseDraft {
  if (draft === null) return opened(event)
  if (event.sequence !== draft.sequence + 1)
    throw new Error(`Case ${draft.id}: event ${event.sequence} follows event ${draft.sequence}.`)
  draft.sequence = event.sequence
  applyKind(draft, event)
  return draft
}

function opened(event: CaseEvent): CaseDraft {
  if (event.kind !== 'opened' || event.sequence !== 1)
    throw new Error(
      `A case begins with event 1, its opening, not with event ${event.sequence} (${event.kind}).`,
    )
  return draftOf({
    id: event.caseId,
    procedure: event.procedure,
    definitionVersion: event.definitionVersion,
    number: null,
    initiator: event.initiator,
    origin: event.origin,
    openedAt: event.at,
    submittedAt: null,
    closedAt: null,
    outcome: null,
    sequence: 1,
    data: event.data,
    steps: [],
    branches: [],
    clocks: [],
    subcases: [],
    copies: [],
  })
}

function applyKind(draft: CaseDraft, event: CaseEvent): void {
  switch (event.kind) {
    case 'opened':
      throw new Error(`Case ${draft.id} is opened a second time by event ${event.sequence}.`)
    case 'numbered':
      draft.number = event.number
      return
    case 'submitted':
      draft.submittedAt = event.at
      return
    case 'data-changed':
      if (event.branch === null) draft.data = { ...draft.data, ...event.data }
      else
        replaceEntry(draft, draft.branches, event.branch, (branch) => ({
          ...branch,
          data: { ...branch.data, ...event.data },
        }))
      return
    case 'step-entered':
      return addEntry(draft, draft.steps, enteredStep(event))
    case 'step-left':
      return replaceEntry(draft, draft.steps, event.activation, (step): StepActivation => ({
        ...step,
        status: event.cancelled ? 'cancelled' : 'done',
        leftAt: event.at,
        decision: event.decision,
        seats: step.seats.map((seat): Seat => (isUnfinished(seat) ? { ...seat, state: 'skipped' } : seat)),
      }))
    case 'branch-opened':
      return addEntry(draft, draft.branches, {
        id: event.branch,
        node: event.node,
        entry: event.entry,
        parent: event.parent,
        key: event.key,
        data: {},
        status: 'active',
        outcome: null,
        openedAt: event.at,
        closedAt: null,
      })
    case 'branch-closed':
      return replaceEntry(draft, draft.branches, event.branch, (branch): Branch => ({
        ...branch,
        status: event.cancelled ? 'cancelled' : 'done',
        outcome: event.outcome,
        closedAt: event.at,
      }))
    case 'seat-acted':
      return changeSeat(draft, event, (seat) => ({
        ...seat,
        state: 'acted',
        action: event.action,
        opinion: event.opinion,
        attachments: event.attachments,
        actedAt: event.at,
        actedBy: event.by,
      }))
    case 'seat-activated':
      return changeSeat(draft, event, (seat) => ({ ...seat, state: 'active', since: event.at }))
    case 'seat-suspended':
      return changeSeat(draft, event, (seat) => ({ ...seat, state: 'waiting', since: null }))
    case 'seat-closed':
      return changeSeat(draft, event, (seat) => ({
        ...seat,
        state: event.state,
        action: event.action,
        note: event.note,
      }))
    case 'seat-added':
      return replaceEntry(draft, draft.steps, event.activation, (step) => ({
        ...step,
        seats: withSeat(step.seats, event),
      }))
    case 'urged':
      return replaceEntry(draft, draft.steps, event.activation, (step) => ({
        ...step,
        seats: step.seats.map((seat) =>
          event.seats.includes(seat.id) ? { ...seat, urged: seat.urged + 1 } : seat,
        ),
      }))
    case 'copied':
      for (const party of event.to) if (!draft.copies.includes(party)) draft.copies.push(party)
      return
    case 'commented':
    case 'returned':
      // Told to readers of the history; what a return does to the steps comes with events of its own.
      return
    case 'withdrawn':
      return replaceEntry(draft, draft.steps, event.activation, (step) => takenUpAgain(step, event.seat))
    case 'clock-started':
    case 'clock-paused':
    case 'clock-resumed':
    case 'clock-stopped':
    case 'clock-continued':
    case 'clock-extended':
    case 'clock-stage':
    case 'clock-corrected':
      return applyToClock(draft, event)
    case 'subcase-opened':
      draft.subcases.push({
        caseId: event.caseId,
        activation: event.activation,
        procedure: event.procedure,
        outcome: null,
        closedAt: null,
      })
      return
    case 'subcase-closed':
      draft.subcases = draft.subcases.map((link) =>
        link.caseId === event.caseId ? { ...link, outcome: event.outcome, closedAt: event.at } : link,
      )
      return
    case 'migrated':
      draft.definitionVersion = event.toVersion
      draft.steps = draft.steps.map((step) => ({ ...step, node: event.nodes[step.node] ?? step.node }))
      draft.branches = draft.branches.map((branch) => ({
        ...branch,
        node: event.nodes[branch.node] ?? branch.node,
        entry: event.nodes[branch.entry] ?? branch.entry,
      }))
      return
    case 'closed':
      draft.closedAt = event.at
      draft.outcome = event.outcome
      return
  }
}

function enteredStep(event: EventOf<'step-entered'>): StepActivation {
  return {
    id: event.activation,
    node: event.node,
    branch: event.branch,
    status: 'active',
    enteredAt: event.at,
    leftAt: null,
    seats: event.seats.map(({ id, party, active }) =>
      newSeat({ id, party, kind: 'original', anchor: id, since: active ? event.at : null, note: null }),
    ),
    decision: null,
    returnTo: event.returnTo,
    from: event.from,
    ...(event.awaits === undefined ? {} : { awaits: event.awaits }),
  }
}

function newSeat(seat: Pick<Seat, 'id' | 'party' | 'kind' | 'anchor' | 'since' | 'note'>): Seat {
  return {
    ...seat,
    state: seat.since === null ? 'waiting' : 'active',
    action: null,
    opinion: null,
    attachments: [],
    actedAt: null,
    actedBy: null,
    urged: 0,
  }
}

/** Seats stand in the order in which their holders act: one added before comes before its anchor, others behind it. */
function withSeat(seats: readonly Seat[], event: EventOf<'seat-added'>): readonly Seat[] {
  const seat = newSeat({
    id: event.seat,
    party: event.party,
    kind: event.as,
    anchor: event.anchor,
    since: event.active ? event.at : null,
    note: event.note,
  })
  const anchor = seats.findIndex(({ id }) => id === event.anchor)
  if (anchor < 0) return [...seats, seat]
  let place = anchor
  if (event.as === 'original') place = anchor + 1
  if (event.as === 'after') {
    place = anchor + 1
    while (seats[place]?.kind === 'after' && seats[place]?.anchor === event.anchor) place += 1
  }
  return [...seats.slice(0, place), seat, ...seats.slice(place)]
}

/** 撤回: the step is as it was before the seat acted; those who had not acted have their turn again. */
function takenUpAgain(step: StepActivation, reopened: string): StepActivation {
  return {
    ...step,
    status: 'active',
    leftAt: null,
    decision: null,
    seats: step.seats.map((seat): Seat => {
      if (seat.id === reopened)
        return {
          ...seat,
          state: 'active',
          action: null,
          opinion: null,
          attachments: [],
          actedAt: null,
          actedBy: null,
        }
      if (seat.state !== 'skipped' || seat.action !== null) return seat
      return { ...seat, state: seat.since === null ? 'waiting' : 'active' }
    }),
  }
}

function isUnfinished(seat: Seat): boolean {
  return seat.state === 'active' || seat.state === 'waiting'
}

function changeSeat(
  draft: CaseDraft,
  event: { readonly activation: string; readonly seat: string },
  change: (seat: Seat) => Seat,
): void {
  replaceEntry(draft, draft.steps, event.activation, (step) => ({
    ...step,
    seats: step.seats.map((seat) => (seat.id === event.seat ? change(seat) : seat)),
  }))
}
