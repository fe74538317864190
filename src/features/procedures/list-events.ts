import { visibleData, type CaseEvent, type CaseState, type ProcedureDefinition } from '#domain/cases'
import type { Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type { Bilingual, listCaseEvents as listRoute } from './contract.ts'
import { definitionOf } from './definitions.ts'
import { actorOf } from './environment.ts'
import { Names } from './parties.ts'
import { isSealed } from './sealed.ts'
import { iso, isoOrNull, loadCase, loadEvents, outcomeOf } from './store.ts'
import { decisionName } from './view-step.ts'
import { pauseName, viewPerson } from './view-clock.ts'

type View = ResponseOf<typeof listRoute>['events'][number]

/** Everything that happened, in words that the page can say; entries of fields that the reader may not see are left out. */
export function listEvents(ctx: Context, caseId: string): Promise<View[]> {
  return ctx.read(async (tx) => {
    const head = await loadCase(tx, caseId)
    const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
    const events = await loadEvents(tx, caseId)
    const visible = visibleData(definition, head.state, {
      ...(await actorOf(tx, ctx)),
      seesAll: ctx.caller.seesAll,
    })
    const names = await Names.loadFor(
      tx,
      events.flatMap((event) => partiesOf(head.state, event)),
      [...events.flatMap((event) => (event.by === null ? [] : [event.by.organisationId]))],
    )
    return events.map((event) => viewEvent(definition, head.state, event, names, visible))
  })
}

function viewEvent(
  definition: ProcedureDefinition,
  state: CaseState,
  event: CaseEvent,
  names: Names,
  visible: ReturnType<typeof visibleData>,
): View {
  const step = 'activation' in event ? state.steps.find(({ id }) => id === event.activation) : undefined
  const clock = 'clock' in event ? state.clocks.find(({ id }) => id === event.clock) : undefined
  const sealed = step !== undefined && isSealed(state, visible, step.branch)
  return {
    sequence: event.sequence,
    at: iso(event.at),
    by: event.by === null ? null : viewPerson(event.by, names),
    kind: event.kind,
    step: definition.nodes[nodeOf(state, event) ?? '']?.name ?? null,
    clock: clock === undefined ? null : (definition.clocks[clock.code]?.name ?? null),
    action: actionOf(definition, event, step?.node ?? null),
    parties: partiesOf(state, event).map((party) => names.of(party)),
    words: sealed ? null : wordsOf(definition, event),
    fields: fieldsOf(definition, event, visible),
    params: paramsOf(event),
  }
}

function actionOf(definition: ProcedureDefinition, event: CaseEvent, node: string | null): Bilingual | null {
  if (event.kind === 'seat-acted') return decisionName(definition, node ?? '', event.action)
  if (event.kind === 'step-left') return decisionName(definition, node ?? '', event.decision)
  if (event.kind === 'closed') return outcomeOf(definition, event.outcome).name
  return null
}

function wordsOf(definition: ProcedureDefinition, event: CaseEvent): string | null {
  switch (event.kind) {
    case 'seat-acted':
      return event.opinion
    case 'returned':
    case 'clock-extended':
      return event.reason
    case 'withdrawn':
    case 'closed':
      return event.reason
    case 'seat-added':
    case 'seat-closed':
    case 'urged':
    case 'copied':
      return event.note
    case 'commented':
      return event.text
    case 'clock-paused':
      return [pauseName(definition, event.reason).zh, event.note].filter((part) => part !== null).join('：')
    case 'numbered':
      return event.number
    case 'opened':
    case 'submitted':
    case 'data-changed':
    case 'step-entered':
    case 'step-left':
    case 'branch-opened':
    case 'branch-closed':
    case 'seat-activated':
    case 'seat-suspended':
    case 'clock-started':
    case 'clock-resumed':
    case 'clock-stopped':
    case 'clock-continued':
    case 'clock-stage':
    case 'clock-corrected':
    case 'subcase-opened':
    case 'subcase-closed':
    case 'migrated':
      return null
  }
}

function fieldsOf(
  definition: ProcedureDefinition,
  event: CaseEvent,
  visible: ReturnType<typeof visibleData>,
): Bilingual[] {
  if (event.kind !== 'data-changed' && event.kind !== 'opened') return []
  const branch = event.kind === 'data-changed' ? event.branch : null
  const shown = branch === null ? visible.data : (visible.branches[branch] ?? {})
  return Object.keys(event.data).flatMap((field) => {
    const label = definition.fields[field]?.label
    return label === undefined || !(field in shown) ? [] : [label]
  })
}

function paramsOf(event: CaseEvent): Record<string, View['params'][string]> {
  switch (event.kind) {
    case 'clock-started':
      return { amount: event.limit.amount, unit: event.limit.unit }
    case 'clock-extended':
      return { amount: event.add.amount, unit: event.add.unit }
    case 'clock-stage':
      return { stage: event.stage }
    case 'clock-paused':
      return event.expiresAt === null ? {} : { expiresAt: iso(event.expiresAt) }
    case 'clock-corrected':
      return {
        calendarVersion: event.calendarVersion,
        dueBefore: isoOrNull(event.dueBefore),
        dueAfter: isoOrNull(event.dueAfter),
      }
    case 'seat-added':
      return { as: event.as }
    case 'seat-closed':
      return { state: event.state }
    case 'subcase-opened':
    case 'subcase-closed':
      return { caseId: event.caseId }
    case 'migrated':
      return { toVersion: event.toVersion }
    case 'step-left':
    case 'branch-closed':
      return { cancelled: event.cancelled }
    case 'opened':
    case 'numbered':
    case 'submitted':
    case 'data-changed':
    case 'step-entered':
    case 'branch-opened':
    case 'seat-acted':
    case 'seat-activated':
    case 'seat-suspended':
    case 'urged':
    case 'copied':
    case 'commented':
    case 'clock-resumed':
    case 'clock-stopped':
    case 'clock-continued':
    case 'returned':
    case 'withdrawn':
    case 'closed':
      return {}
  }
}

/** Whom an event names by itself. */
function partiesIn(event: CaseEvent): string[] {
  if (event.kind === 'step-entered') return event.seats.map(({ party }) => party)
  if (event.kind === 'branch-opened') return event.key === null ? [] : [event.key]
  if (event.kind === 'seat-added') return [event.party]
  if (event.kind === 'copied') return [...event.to]
  return event.kind === 'clock-started' ? [event.owner] : []
}

/** And whom it concerns by way of a seat, a branch or a clock. */
function partiesOf(state: CaseState, event: CaseEvent): string[] {
  const named = partiesIn(event)
  if (named.length > 0) return named
  if ('clock' in event) {
    const owner = state.clocks.find(({ id }) => id === event.clock)?.owner
    return owner === undefined ? [] : [owner]
  }
  if (event.kind === 'branch-closed') {
    const key = state.branches.find(({ id }) => id === event.branch)?.key ?? null
    return key === null ? [] : [key]
  }
  const wanted = 'seat' in event ? [event.seat] : event.kind === 'urged' ? event.seats : []
  const step = 'activation' in event ? state.steps.find(({ id }) => id === event.activation) : undefined
  return (step?.seats ?? []).filter(({ id }) => wanted.includes(id)).map(({ party }) => party)
}

/** The step that an event is about; of a branch what it began with. */
function nodeOf(state: CaseState, event: CaseEvent): string | null {
  if (event.kind === 'branch-opened') return event.entry
  if (event.kind === 'branch-closed')
    return state.branches.find(({ id }) => id === event.branch)?.entry ?? null
  return 'activation' in event ? (state.steps.find(({ id }) => id === event.activation)?.node ?? null) : null
}
