import type { BilingualText, Json } from '#domain/kernel'
import {
  bars,
  drawDefinition,
  measure,
  owed,
  possibilities,
  visibleData,
  warnings,
  type CaseActor,
  type CaseEnvironment,
  type CaseState,
  type FieldDefinition,
  type Possibility,
  type ProcedureDefinition,
  type Seat,
  type StepNode,
  type StepActivation,
} from '#domain/cases'
import type { Context } from '#platform/http'
import { BUILT_IN_DECISIONS } from './case-words.ts'
import type { CaseView, FieldView, MayView, StepView } from './contract.ts'
import { definitionOf, definitionsInForce } from './definitions.ts'
import { actorOf, environmentFor } from './environment.ts'
import { lettersOf } from './letters.ts'
import { findOrigin } from './origin.ts'
import { Names } from './parties.ts'
import { isSealed } from './sealed.ts'
import { iso, isoOrNull, outcomeOf, stageOf, type CaseHead, type Tx } from './store.ts'
import { viewClock, viewPerson } from './view-clock.ts'
import { visibleFiles } from './visible-files.ts'

type ActionView = CaseView['actions'][number]
type FormView = CaseView['forms'][number]
type SeatView = StepView['seats'][number]

/** Everything that the case page shows to this reader. */
export async function viewCase(tx: Tx, ctx: Context, head: CaseHead): Promise<CaseView> {
  const { state } = head
  const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
  const environment = await environmentFor(tx, ctx, definition, head.subject, head.id)
  const actor = await actorOf(tx, ctx)
  const visible = visibleData(definition, state, { ...actor, seesAll: ctx.caller.seesAll })
  const names = await Names.loadFor(tx, partiesOf(state), [
    visible.data,
    ...Object.values(visible.branches),
    ...peopleOf(state),
  ])
  const fields = Object.entries(definition.fields)
  const may = possibilities(definition, state, actor, environment)
  const files = await visibleFiles(tx, ctx, state, visible)
  return {
    id: head.id,
    version: state.sequence,
    number: state.number,
    procedure: {
      code: definition.code,
      version: definition.version,
      name: definition.name,
      summary: definition.summary,
    },
    title: head.title,
    stage: stageOf(state),
    outcome: state.outcome === null ? null : outcomeOf(definition, state.outcome),
    initiator: viewPerson(state.initiator, names),
    openedAt: iso(state.openedAt),
    submittedAt: isoOrNull(state.submittedAt),
    closedAt: isoOrNull(state.closedAt),
    synthetic: head.synthetic,
    origin: state.origin === null ? null : await findOrigin(tx, state.origin),
    drawing: drawingOf(definition),
    activeNodes: activeNodesOf(state, definition),
    pastNodes: pastNodesOf(state, definition),
    clocks: state.clocks.map((clock) => viewClock(definition, state, clock, environment, names)),
    steps: state.steps.map((step) =>
      viewStep(definition, state, step, names, actor, isSealed(state, visible, step.branch)),
    ),
    fields: fields.map(([code, field]) => viewField(code, field)),
    data: { ...visible.data } as CaseView['data'],
    branches: branchViews(definition, state, visible.branches, names),
    names: names.entries(),
    owed: owedViews(definition, state, environment, names),
    forms: formViews(definition, state, visible, may),
    actions: actionViews(definition, state, may),
    may: [
      ...mayViews(definition, state, may, names),
      ...(stageOf(state) === 'open' ? await raisable(tx, ctx, definition) : []),
    ],
    pauseReasons: Object.entries(definition.pauseReasons).map(([code, { name, evidence, longest }]) => {
      const limit =
        longest === undefined ? null : (environment.settings[longest] ?? definition.settings[longest]?.value)
      return { code, name, evidence, longest: typeof limit === 'object' && limit !== null ? limit : null }
    }),
    warnings: rulesOf(definition.warnings, warnings(definition, state, environment)),
    bars: rulesOf(definition.bars, bars(definition, state, environment)),
    measures: Object.entries(measure(definition, state, environment)).flatMap(([code, value]) => {
      const defined = definition.measures?.[code]
      return defined === undefined
        ? []
        : [{ code, name: defined.name, value, source: sourceView(defined.source) }]
    }),
    letters: lettersOf(definition, state, environment),
    ...(await relatives(tx, ctx, head, environment)),
    files: files.map(({ digest, name, sizeBytes, at, byName }) => ({
      digest,
      name,
      sizeBytes,
      at,
      by: byName,
    })),
    copies: state.copies.map((party) => names.of(party)),
  }
}

const drawings = new WeakMap<ProcedureDefinition, CaseView['drawing']>()

/** Laid out once per definition: the layout is the costly part of a page. */
export function drawingOf(definition: ProcedureDefinition): CaseView['drawing'] {
  const known = drawings.get(definition)
  if (known !== undefined) return known
  const drawn = drawDefinition(definition)
  const view: CaseView['drawing'] = {
    width: drawn.width,
    height: drawn.height,
    boxes: drawn.boxes.map((box) => ({ ...box })),
    lines: drawn.lines.map((line) => ({ ...line, points: line.points.map((point) => ({ ...point })) })),
  }
  drawings.set(definition, view)
  return view
}

/** Where work stands: the active steps with what holds them. */
function activeNodesOf(state: CaseState, definition: ProcedureDefinition): string[] {
  const nodes = new Set<string>()
  for (const step of state.steps) {
    if (step.status !== 'active') continue
    for (let id: string | undefined = step.node; id !== undefined; id = definition.nodes[id]?.within)
      nodes.add(id)
  }
  return [...nodes]
}

/** Where it has been: steps that were left in the ordinary way, parallel work and groups that are over, the end reached. */
function pastNodesOf(state: CaseState, definition: ProcedureDefinition): string[] {
  const nodes = new Set<string>()
  for (const step of state.steps) if (step.status === 'done') nodes.add(step.node)
  for (const branch of state.branches) if (branch.status === 'done') nodes.add(branch.node)
  if (state.outcome !== null)
    for (const [id, node] of Object.entries(definition.nodes))
      if (node.kind === 'end' && node.within === undefined && node.outcome === state.outcome) nodes.add(id)
  return [...nodes]
}

export function viewField(code: string, field: FieldDefinition): FieldView {
  return {
    code,
    label: field.label,
    hint: field.hint ?? null,
    schema: { ...field.schema } as FieldView['schema'],
    values: field.values === undefined ? null : { ...field.values },
    confidential: field.confidential ?? false,
    branch: field.branch ?? null,
    items:
      field.items === undefined
        ? null
        : Object.entries(field.items).map(([item, definition]) => viewField(item, definition)),
  }
}

export function sourceView(source: {
  text: BilingualText
  status: 'verified' | 'derived' | 'assumed'
  date?: string
}) {
  return { text: source.text, status: source.status, date: source.date ?? null }
}

function rulesOf(rules: ProcedureDefinition['warnings'], holding: readonly string[]): CaseView['warnings'] {
  return holding.flatMap((code) => {
    const rule = rules?.[code]
    return rule === undefined ? [] : [{ code, text: rule.text, source: sourceView(rule.source) }]
  })
}

function viewStep(
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

function branchViews(
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

function owedViews(
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

type Visible = ReturnType<typeof visibleData>

/** The forms of the steps at which it is my turn. */
function formViews(
  definition: ProcedureDefinition,
  state: CaseState,
  visible: Visible,
  may: readonly Possibility[],
): FormView[] {
  const mine = new Set(may.flatMap((entry) => (entry.kind === 'act' ? [entry.activation] : [])))
  return [...mine].flatMap((activation) => {
    const step = state.steps.find(({ id }) => id === activation)
    if (step === undefined) return []
    const permissions = visible.permissions[activation] ?? {}
    const around = branchData(state, visible, step.branch)
    const node = definition.nodes[step.node]
    const named = node?.kind === 'step' ? fieldsOfStep(node) : new Set<string>()
    const values: Record<string, Json> = {}
    const fields: FormView['fields'] = []
    for (const [code, field] of Object.entries(definition.fields)) {
      const permission = permissions[code]
      if (permission === undefined || permission === 'hidden' || !named.has(code)) continue
      fields.push({ field: viewField(code, field), permission })
      const value = around[code] ?? visible.data[code]
      if (value !== undefined) values[code] = value
    }
    return [{ activation, fields, values: values as FormView['values'] }]
  })
}

/** What the step is about: the rest of the case stands beside the form, not in it. */
function fieldsOfStep(node: StepNode): ReadonlySet<string> {
  return new Set([
    ...Object.keys(node.fields ?? {}),
    ...Object.values(node.actions).flatMap(({ needs = [] }) => needs),
  ])
}

function branchData(
  state: CaseState,
  visible: Visible,
  branchId: string | null,
): Readonly<Record<string, Json>> {
  let data: Record<string, Json> = {}
  for (let id = branchId; id !== null;) {
    data = { ...visible.branches[id], ...data }
    id = state.branches.find((branch) => branch.id === id)?.parent ?? null
  }
  return data
}

export function actionViews(
  definition: ProcedureDefinition,
  state: CaseState,
  may: readonly Possibility[],
): ActionView[] {
  return may.flatMap((entry) => {
    if (entry.kind !== 'act') return []
    const step = state.steps.find(({ id }) => id === entry.activation)
    const node = step === undefined ? undefined : definition.nodes[step.node]
    const action = node?.kind === 'step' ? node.actions[entry.action] : undefined
    if (action === undefined) return []
    return [
      {
        activation: entry.activation,
        action: entry.action,
        name: action.name,
        tone: action.tone ?? 'plain',
        opinion: action.opinion ?? 'optional',
        needs: [...(action.needs ?? [])],
        blocked: entry.blocked
          ? (action.guardText ?? { zh: '条件尚未具备', en: 'Its condition does not hold yet' })
          : null,
      },
    ]
  })
}

function mayViews(
  definition: ProcedureDefinition,
  state: CaseState,
  may: readonly Possibility[],
  names: Names,
): MayView[] {
  return may.flatMap((entry): MayView[] => {
    switch (entry.kind) {
      case 'act':
        return []
      case 'return':
        return [
          {
            kind: 'return',
            activation: entry.activation,
            targets: entry.targets.map(({ to, node }) => ({
              to,
              name: definition.nodes[node]?.name ?? { zh: node, en: node },
            })),
          },
        ]
      case 'remove-signer': {
        const step = state.steps.find(({ id }) => id === entry.activation)
        return [
          {
            kind: 'remove-signer',
            activation: entry.activation,
            seats: entry.seats.flatMap((id) => {
              const seat = step?.seats.find((candidate) => candidate.id === id)
              return seat === undefined ? [] : [{ seat: id, party: names.of(seat.party) }]
            }),
          },
        ]
      }
      case 'transfer':
      case 'delegate':
      case 'add-before':
      case 'add-after':
      case 'urge':
      case 'withdraw':
      case 'pause':
      case 'resume':
      case 'extend':
      case 'terminate':
      case 'copy':
      case 'comment':
        return [entry]
    }
  })
}

/** Procedures that can be raised from a running case, e.g. a supervision notice. */
async function raisable(tx: Tx, ctx: Context, own: ProcedureDefinition): Promise<MayView[]> {
  return (await definitionsInForce(tx, ctx.place))
    .filter(
      (definition) =>
        definition.raisedFromCases === true &&
        definition.code !== own.code &&
        definition.openedBy.some((role) => ctx.caller.roles.includes(role)),
    )
    .map((definition) => ({ kind: 'raise', procedure: definition.code, name: definition.name }))
}

async function relatives(
  tx: Tx,
  ctx: Context,
  head: CaseHead,
  environment: CaseEnvironment,
): Promise<Pick<CaseView, 'subcases' | 'related'>> {
  const children = await tx
    .selectFrom('procedureCase')
    .select(['id', 'number', 'title', 'procedure', 'definitionVersion', 'stage', 'outcome'])
    .where((eb) =>
      eb.or([
        eb('parentId', '=', head.id),
        eb.and([eb('originKind', '=', 'case'), eb('originId', '=', head.id)]),
      ]),
    )
    .orderBy('openedAt')
    .execute()
  const relatedIds = environment.related.map(({ caseId }) => caseId)
  const related =
    relatedIds.length === 0
      ? []
      : await tx
          .selectFrom('procedureCase')
          .select(['id', 'number', 'title', 'procedure', 'definitionVersion', 'stage', 'outcome'])
          .where('id', 'in', relatedIds)
          .orderBy('openedAt')
          .execute()
  const view = async (row: (typeof children)[number]) => {
    const definition = await definitionOf(tx, ctx.place, row.procedure, row.definitionVersion)
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      procedure: definition.name,
      stage: row.stage,
      outcome: row.outcome === null ? null : outcomeOf(definition, row.outcome),
    }
  }
  const subcases = await Promise.all(children.map(view))
  return {
    subcases,
    related: (await Promise.all(related.map(view))).map(({ stage: _stage, ...row }) => row),
  }
}

function partiesOf(state: CaseState): string[] {
  return [
    ...state.steps.flatMap((step) => step.seats.map((seat) => seat.party)),
    ...state.branches.flatMap((branch) => (branch.key === null ? [] : [branch.key])),
    ...state.clocks.map((clock) => clock.owner),
    ...state.copies,
  ]
}

function peopleOf(state: CaseState): string[] {
  const people = [state.initiator, ...state.steps.flatMap((step) => step.seats.map((seat) => seat.actedBy))]
  for (const clock of state.clocks) {
    for (const interval of clock.intervals) people.push(interval.by)
    for (const extension of clock.extensions) people.push(extension.by)
  }
  return people.flatMap((person) => (person === null ? [] : [person.organisationId]))
}
