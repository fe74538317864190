/**
 * Moves a running case to another version of its procedure (版本迁移). A case stays on its version unless somebody asks for
 * this, after a dry run that shows what differs and where the work would stand. What happened stays as it was: data, opinions
 * and clocks go on, no clock is set back. A clock that the new version has no more is stopped; one that it adds begins when its
 * node is next entered. Limits already running keep the length that they were given.
 */
import { refused, type Issue, type Outcome } from '#domain/kernel'
import { emit, settle, startRun } from './case-run.ts'
import type { CaseActor, CaseState } from './case-state.ts'
import type { CaseEnvironment, Decision } from './commands.ts'
import { compareDefinitions, type DefinitionChange } from './compare-definitions.ts'
import type { NodeDefinition, ProcedureDefinition } from './definition.ts'
import { entriesOf } from './definition-graph.ts'
import { validateFields } from './form.ts'
import { recorded } from './parties.ts'

export interface MigrationPlan {
  readonly changes: readonly DefinitionChange[]
  /** Old node -> new node, for every node where the case stands now and for those named by the caller. */
  readonly moves: Readonly<Record<string, string>>
  /** Why it cannot be done; empty when it can. */
  readonly issues: readonly Issue[]
}

/** A dry run: changes nothing. `nodes` says where to go on for nodes that the new version calls otherwise. */
export function planMigration(
  from: ProcedureDefinition,
  to: ProcedureDefinition,
  state: CaseState,
  nodes: Readonly<Record<string, string>> = {},
): MigrationPlan {
  if (state.procedure !== from.code || state.definitionVersion !== from.version)
    throw new Error(`Case ${state.id} does not run by ${from.code} ${String(from.version)}.`)
  const changes = compareDefinitions(from, to)
  if (to.code !== from.code)
    return {
      changes,
      moves: {},
      issues: [{ code: 'cases.migration_other_procedure', params: { procedure: to.code } }],
    }
  if (to.version === from.version)
    return {
      changes,
      moves: {},
      issues: [{ code: 'cases.migration_same_version', params: { version: to.version } }],
    }
  if (state.closedAt !== null)
    return { changes, moves: {}, issues: [{ code: 'cases.closed', params: { outcome: state.outcome } }] }

  const moved = (node: string): string => (Object.hasOwn(nodes, node) ? (nodes[node] ?? node) : node)
  const places = placesOf(from, state)
  const moves = Object.fromEntries(
    [...new Set([...places, ...Object.keys(nodes)])].map((node): [string, string] => [node, moved(node)]),
  )
  const issues = [
    ...Object.keys(moves).flatMap((node) => placeIssues(from, to, node, moved)),
    ...entryIssues(to, state, moved),
    ...voiceIssues(to, state, moved),
    ...dataIssues(from, to, state),
    ...clockIssues(from, to, state, moved),
  ]
  return { changes, moves, issues }
}

export function migrateCase(
  from: ProcedureDefinition,
  to: ProcedureDefinition,
  state: CaseState,
  nodes: Readonly<Record<string, string>>,
  actor: CaseActor | null,
  env: CaseEnvironment,
): Outcome<Decision> {
  const plan = planMigration(from, to, state, nodes)
  if (plan.issues.length > 0) return refused(...plan.issues)
  const run = startRun(to, env, actor === null ? null : recorded(actor), state)
  return settle(run, () => {
    emit(run, { kind: 'migrated', toVersion: to.version, nodes: plan.moves })
    for (const { id, code, stoppedAt } of state.clocks)
      if (stoppedAt === null && !Object.hasOwn(to.clocks, code))
        emit(run, { kind: 'clock-stopped', clock: id })
  })
}

/** Every node where work stands, with what holds it. */
function placesOf(from: ProcedureDefinition, state: CaseState): ReadonlySet<string> {
  const places = new Set<string>()
  for (const step of state.steps) if (step.status === 'active') places.add(step.node)
  for (const branch of state.branches) {
    if (branch.status !== 'active') continue
    places.add(branch.node)
    places.add(branch.entry)
  }
  for (const place of [...places])
    for (
      let holder = from.nodes[place]?.within;
      holder !== undefined && !places.has(holder);
      holder = from.nodes[holder]?.within
    )
      places.add(holder)
  return places
}

function placeIssues(
  from: ProcedureDefinition,
  to: ProcedureDefinition,
  node: string,
  moved: (node: string) => string,
): readonly Issue[] {
  const target = moved(node)
  const before = nodeIn(from, node)
  const after = nodeIn(to, target)
  if (before === null)
    return [{ code: 'cases.migration_node_missing', params: { node, version: from.version } }]
  if (after === null)
    return [{ code: 'cases.migration_node_missing', params: { node: target, version: to.version } }]
  const isOtherKind =
    before.kind !== after.kind ||
    (before.kind === 'parallel' &&
      after.kind === 'parallel' &&
      (before.each === undefined) !== (after.each === undefined))
  if (isOtherKind) return [{ code: 'cases.migration_node_changed', params: { node, to: target } }]
  const holder = before.within === undefined ? undefined : moved(before.within)
  return after.within === holder
    ? []
    : [{ code: 'cases.migration_place_changed', params: { node, to: target } }]
}

/** What a branch began with must still begin one. */
function entryIssues(
  to: ProcedureDefinition,
  state: CaseState,
  moved: (node: string) => string,
): readonly Issue[] {
  return state.branches.flatMap((branch): Issue[] => {
    const maker = nodeIn(to, moved(branch.node))
    if (
      branch.status !== 'active' ||
      maker?.kind !== 'parallel' ||
      entriesOf(maker).includes(moved(branch.entry))
    )
      return []
    return [
      { code: 'cases.migration_place_changed', params: { node: branch.entry, to: moved(branch.entry) } },
    ]
  })
}

/** Who has signed keeps their voice: the action must still be there to be counted. */
function voiceIssues(
  to: ProcedureDefinition,
  state: CaseState,
  moved: (node: string) => string,
): readonly Issue[] {
  return state.steps.flatMap((step) => {
    const node = nodeIn(to, moved(step.node))
    if (step.status !== 'active' || node?.kind !== 'step') return []
    const given = new Set(step.seats.flatMap(({ action }) => (action === null ? [] : [action])))
    return [...given]
      .filter((action) => action !== 'returned' && !Object.hasOwn(node.actions, action))
      .map((action) => ({ code: 'cases.migration_action_missing', params: { node: step.node, action } }))
  })
}

/** Values must fit the new fields and be kept where the new version looks for them; values without a field stay unread. */
function dataIssues(from: ProcedureDefinition, to: ProcedureDefinition, state: CaseState): readonly Issue[] {
  const issues: Issue[] = []
  const active = state.branches.filter(({ status }) => status === 'active')
  for (const data of [state.data, ...active.map((branch) => branch.data)]) {
    const fields = Object.keys(data).filter((field) => Object.hasOwn(to.fields, field))
    issues.push(...validateFields(to, fields, data))
    for (const field of fields) {
      if (data[field] === null || !Object.hasOwn(from.fields, field)) continue
      if ((from.fields[field]?.branch === undefined) !== (to.fields[field]?.branch === undefined))
        issues.push({ code: 'cases.migration_field_moved', path: [field] })
    }
  }
  return issues
}

function clockIssues(
  from: ProcedureDefinition,
  to: ProcedureDefinition,
  state: CaseState,
  moved: (node: string) => string,
): readonly Issue[] {
  return state.clocks.flatMap((clock) => {
    const before = from.clocks[clock.code]
    const after = Object.hasOwn(to.clocks, clock.code) ? to.clocks[clock.code] : undefined
    if (clock.stoppedAt !== null || before === undefined || after === undefined) return []
    return moved(before.on) === after.on
      ? []
      : [
          {
            code: 'cases.migration_clock_moved',
            params: { clock: clock.code, from: before.on, to: after.on },
          },
        ]
  })
}

function nodeIn(definition: ProcedureDefinition, id: string): NodeDefinition | null {
  return Object.hasOwn(definition.nodes, id) ? (definition.nodes[id] ?? null) : null
}
