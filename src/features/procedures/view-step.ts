import type { BilingualText, Json } from '#domain/kernel'
import {
  owed,
  type CaseActor,
  type CaseEnvironment,
  type CaseState,
  type ProcedureDefinition,
  type Seat,
  type StepActivation,
} from '#domain/cases'
import { BUILT_IN_DECISIONS } from './case-words.ts'
import type { CaseView, StepView } from './contract.ts'
import type { Names } from './parties.ts'
import { iso, isoOrNull } from './store.ts'
import { viewPerson } from './view-clock.ts'

type SeatView = StepView['seats'][number]

export function viewStep(
  definition: ProcedureDefinition,
  state: CaseState,
  step: StepActivation,
  names: Names,
  actor: CaseActor,
  sealed: boolean,
): StepView {
  const node = definition.nodes[step.node]
  return {
    activation: step.id,
    node: step.node,
    name: node?.name ?? { zh: step.node, en: step.node },
    hint: node?.kind === 'step' ? (node.hint ?? null) : null,
    branch: step.branch,
    branchName: branchName(definition, state, step.branch, names),
    status: step.status,
    enteredAt: iso(step.enteredAt),
    leftAt: isoOrNull(step.leftAt),
    decision:
      step.decision === null
        ? null
        : { code: step.decision, name: decisionName(definition, step.node, step.decision) },
    signRule: node?.kind === 'step' ? (node.sign?.rule ?? 'one') : 'one',
    seats: step.seats
      .map((seat) => viewSeat(definition, step, seat, names, actor))
      .map((seat) => (sealed && !seat.mine ? { ...seat, opinion: null, attachments: [] } : seat)),
  }
}

function viewSeat(
  definition: ProcedureDefinition,
  step: StepActivation,
  seat: Seat,
  names: Names,
  actor: CaseActor,
): SeatView {
  const node = definition.nodes[step.node]
  const action = seat.action === null || node?.kind !== 'step' ? undefined : node.actions[seat.action]
  return {
    id: seat.id,
    party: names.of(seat.party),
    kind: seat.kind,
    state: seat.state,
    action:
      seat.action === null
        ? null
        : {
            code: seat.action,
            name: decisionName(definition, step.node, seat.action),
            tone: action?.tone ?? 'plain',
          },
    opinion: seat.opinion,
    attachments: [...seat.attachments],
    since: isoOrNull(seat.since),
    actedAt: isoOrNull(seat.actedAt),
    actedBy: seat.actedBy === null ? null : viewPerson(seat.actedBy, names),
    urged: seat.urged,
    note: seat.note,
    mine:
      seat.party === `user:${actor.userId}` ||
      seat.party === `org:${actor.organisationId}` ||
      actor.roles.some((role) => seat.party === `role:${role}`),
  }
}

/** The action's name, or the word for what the engine does by itself. */
export function decisionName(
  definition: ProcedureDefinition,
  nodeId: string,
  decision: string,
): BilingualText {
  const node = definition.nodes[nodeId]
  return (
    (node?.kind === 'step' ? node.actions[decision]?.name : undefined) ??
    BUILT_IN_DECISIONS[decision] ?? { zh: decision, en: decision }
  )
}

function branchName(
  definition: ProcedureDefinition,
  state: CaseState,
  branchId: string | null,
  names: Names,
): BilingualText | null {
  for (let id = branchId; id !== null;) {
    const branch = state.branches.find((candidate) => candidate.id === id)
    if (branch === undefined) return null
    if (branch.key !== null) return names.of(branch.key).name
    if (definition.nodes[branch.node]?.kind === 'parallel')
      return definition.nodes[branch.entry]?.name ?? null
    id = branch.parent
  }
  return null
}

export function branchViews(
  definition: ProcedureDefinition,
  state: CaseState,
  visible: Readonly<Record<string, Readonly<Record<string, Json>>>>,
  names: Names,
): CaseView['branches'] {
  return state.branches
    .filter((branch) => definition.nodes[branch.node]?.kind === 'parallel')
    .map((branch) => {
      const data = visible[branch.id] ?? {}
      return {
        id: branch.id,
        node: branch.node,
        name: definition.nodes[branch.entry]?.name ?? { zh: branch.entry, en: branch.entry },
        party: branch.key === null ? null : names.of(branch.key),
        status: branch.status,
        outcome: branch.outcome === null ? null : endName(definition, branch.outcome),
        data: { ...data } as CaseView['data'],
        sealed: Object.keys(branch.data).some((field) => !(field in data)),
      }
    })
}

function endName(definition: ProcedureDefinition, outcome: string): BilingualText {
  for (const node of Object.values(definition.nodes))
    if (node.kind === 'end' && node.outcome === outcome) return node.name
  return { zh: outcome, en: outcome }
}

export function owedViews(
  definition: ProcedureDefinition,
  state: CaseState,
  environment: CaseEnvironment,
  names: Names,
): CaseView['owed'] {
  return owed(definition, state, environment).map((entry) => ({
    activation: entry.activation,
    name: definition.nodes[entry.node]?.name ?? { zh: entry.node, en: entry.node },
    party: names.of(entry.party),
    fields: entry.fields.map((field) => definition.fields[field]?.label ?? { zh: field, en: field }),
    since: iso(entry.since),
    dueAt: isoOrNull(entry.dueAt),
    overdue: entry.overdue,
  }))
}
