import { clocksOnEntering, clocksOnLeaving } from './case-clocks.ts'
import { decline, emit, nextSequence, nodeOf, notify, type Run } from './case-run.ts'
import type { Branch, Party } from './case-state.ts'
import type {
  ChoiceNode,
  EndNode,
  GroupNode,
  ParallelNode,
  Route,
  StepNode,
  SubcaseNode,
} from './definition.ts'
import { evaluate, holds } from './expression.ts'
import { contextIn, countOf } from './expression-context.ts'
import { closeBranch, closeCase, leaveParallel, leaveScopes, leaveStep } from './leave-node.ts'
import { partiesOf } from './participants.ts'
import { branchOf, isLive, nodesAround, scopeFor, siblingsOf, type Scope } from './scopes.ts'
import { setFields } from './set-fields.ts'
import type { Json } from '#domain/kernel'

/** A definition may pass through so many nodes in one decision; more means that it goes round in circles. */
const MOST_NODES = 1_000

interface Entry {
  readonly scope: Scope
  readonly from: string | null
  readonly returnTo: string | null
  /** Sent back here: whoever has the turn is asked, though they may have signed before. */
  readonly isReturned?: boolean
  /** Of the group, parallel or sub-case just left: a choice passes it on. */
  readonly outcome?: string | null | undefined
}

/** Goes where a route leads, leaving the scopes that the target does not lie in. */
export function followRoute(
  run: Run,
  to: Route,
  scope: Scope,
  from: string | null,
  outcome: string | null | undefined,
): void {
  if (!isLive(run.draft, scope)) return
  goTo(run, targetOf(run, to, scope, outcome), scope, { from, returnTo: null, outcome })
}

/** Enters a node from a scope, leaving the scopes that it does not lie in. */
export function goTo(run: Run, target: string, scope: Scope, entry: Omit<Entry, 'scope'>): void {
  const inner = scopeFor(run.definition, run.draft, scope, target)
  leaveScopes(run, scope, inner)
  enterNode(run, target, { ...entry, scope: inner })
}

/** The first branch of a route whose guard holds. */
export function targetOf(run: Run, to: Route, scope: Scope, outcome: string | null | undefined): string {
  if (typeof to === 'string') return to
  const extra: Record<string, Json> = outcome === undefined ? {} : { outcome }
  const context = contextIn(run.definition, run.draft, run.env, scope, extra)
  const taken = to.find(({ when }) => when === undefined || holds(when, context))
  return taken?.to ?? decline('cases.no_way_on')
}

export function enterNode(run: Run, id: string, entry: Entry): void {
  // Work that was planned for a branch given up since.
  if (!isLive(run.draft, entry.scope) || run.draft.closedAt !== null) return
  run.entered += 1
  if (run.entered > MOST_NODES)
    throw new Error(`Procedure ${run.definition.code} goes round in circles at ${id}.`)
  const node = nodeOf(run.definition, id)
  switch (node.kind) {
    case 'step':
      return enterStep(run, id, node, entry)
    case 'choice':
      return enterChoice(run, node, entry)
    case 'group':
      return enterGroup(run, id, node, entry)
    case 'parallel':
      return enterParallel(run, id, node, entry)
    case 'subcase':
      return enterSubcase(run, id, node, entry)
    case 'end':
      return reachEnd(run, id, node, entry)
  }
}

function enterStep(run: Run, id: string, node: StepNode, { scope, from, returnTo, isReturned }: Entry): void {
  const parties = partiesOf(run.definition, run.draft, node.by, scope)
  if (parties.length === 0) decline('cases.nobody', { node: id, participant: node.by })
  if (node.sign?.rule === 'count') {
    const count = countOf(run.definition, run.env, node.sign.count ?? 1)
    if (parties.length < count) decline('cases.too_few_signers', { node: id, count, signers: parties.length })
  }
  const activation = `a${nextSequence(run)}`
  const seats = parties.map((party, place) => ({
    id: `${activation}.${place + 1}`,
    party,
    active: place === 0 || node.sign?.rule !== 'sequence',
  }))
  const event = emit(run, {
    kind: 'step-entered',
    activation,
    node: id,
    branch: scope,
    seats,
    from,
    returnTo,
  })
  clocksOnEntering(run, id, scope, activation)
  // The first step of a case is filled in by the one who opens it: no news to anybody.
  if (run.draft.steps.length > 1) {
    const active = seats.flatMap(({ party, active }) => (active ? [party] : []))
    const message = run.events.some(({ kind }) => kind === 'returned') ? 'returned' : 'assigned'
    notify(run, event, message, active, { node: id, activation })
  }
  if (isReturned !== true) run.agenda.push({ kind: 'skip-repeated', activation })
}

function enterChoice(run: Run, node: ChoiceNode, { scope, from, outcome }: Entry): void {
  setFields(run, node.set, scope, outcome)
  run.agenda.push({ kind: 'route', to: node.to, scope, from, outcome })
}

function enterGroup(run: Run, id: string, node: GroupNode, { scope, from }: Entry): void {
  const inside = openBranch(run, id, node.initial, scope, null)
  clocksOnEntering(run, id, scope, inside)
  run.agenda.push({ kind: 'enter', target: node.initial, scope: inside, from, returnTo: null })
}

function enterParallel(run: Run, id: string, node: ParallelNode, { scope, from }: Entry): void {
  const { each } = node
  const parties: readonly (Party | null)[] =
    each === undefined ? [null] : partiesOf(run.definition, run.draft, each.over, scope)
  const entries = each === undefined ? (node.branches ?? []) : [each.node]
  if (parties.length === 0) decline('cases.nobody', { node: id, participant: each?.over ?? '' })
  const opened = parties.flatMap((key) => entries.map((entry) => ({ entry, key })))
  const needed = neededOf(run, node, opened.length)
  if (opened.length < needed)
    decline('cases.too_few_branches', { node: id, count: needed, branches: opened.length })

  const branches = opened.map(({ entry, key }) => ({ entry, id: openBranch(run, id, entry, scope, key) }))
  clocksOnEntering(run, id, scope, scope)
  for (const branch of branches) {
    const entry = nodeOf(run.definition, branch.entry)
    let target = branch.entry
    if (entry.kind === 'group') {
      // The branch is the group's inside: there is no second one.
      clocksOnEntering(run, branch.entry, branch.id, branch.id)
      target = entry.initial
    }
    run.agenda.push({ kind: 'enter', target, scope: branch.id, from, returnTo: null })
  }
}

function openBranch(run: Run, node: string, entry: string, parent: Scope, key: Party | null): string {
  const branch = `b${nextSequence(run)}`
  emit(run, { kind: 'branch-opened', branch, node, entry, parent, key })
  return branch
}

function enterSubcase(run: Run, id: string, node: SubcaseNode, { scope, from, returnTo }: Entry): void {
  const context = contextIn(run.definition, run.draft, run.env, scope)
  const list = node.over === undefined ? [null] : (context[node.over] ?? [])
  const items: readonly Json[] = Array.isArray(list) ? list : [list]
  const activation = `a${nextSequence(run)}`
  const awaits = node.wait ? items.length : 0
  const event = emit(run, {
    kind: 'step-entered',
    activation,
    node: id,
    branch: scope,
    seats: [],
    from,
    returnTo,
    awaits,
  })
  clocksOnEntering(run, id, scope, activation)
  for (const item of items) {
    const withItem = { ...context, item }
    const data = Object.fromEntries(
      Object.entries(node.data).map(([field, text]) => [field, evaluate(text, withItem)]),
    )
    const { procedure } = node
    run.effects.push({ kind: 'open-case', event, procedure, data, activation: node.wait ? activation : null })
  }
  if (awaits > 0) return
  const step = run.draft.steps.find((entered) => entered.id === activation)
  if (step !== undefined) leaveStep(run, step, 'opened', false)
  run.agenda.push({ kind: 'route', to: node.to, scope, from: activation, outcome: null })
}

function reachEnd(run: Run, id: string, node: EndNode, { scope, from }: Entry): void {
  const branch = branchOf(run.draft, scope)
  if (branch === null) return closeCase(run, node.outcome, null, 'cancelled')
  const around = nodesAround(run.definition, id)
  const maker = nodeOf(run.definition, branch.node)

  if (maker.kind === 'group') {
    closeBranch(run, branch, node.outcome, false)
    run.agenda.push({ kind: 'route', to: maker.to, scope: branch.parent, from, outcome: node.outcome })
    return
  }
  const entry = nodeOf(run.definition, branch.entry)
  if (entry.kind === 'group' && around.includes(branch.entry)) {
    const next = targetOf(run, entry.to, scope, node.outcome)
    // The group is over; where its way on lies within the branch, the branch goes on, otherwise it ends with the group.
    if (next !== branch.node && scopeFor(run.definition, run.draft, scope, next) === scope) {
      clocksOnLeaving(run, branch.entry, scope, branch.id)
      run.agenda.push({ kind: 'route', to: next, scope, from, outcome: node.outcome })
      return
    }
  }
  closeBranch(run, branch, node.outcome, false)
  join(run, branch, from)
}

/** Goes on behind a parallel node once enough of its branches are closed; the others are given up. */
function join(run: Run, branch: Branch, from: string | null): void {
  const node = nodeOf(run.definition, branch.node)
  if (node.kind !== 'parallel') throw new Error(`${branch.node} made a branch, but is no parallel node.`)
  const siblings = siblingsOf(run.draft, branch)
  const done = siblings.filter(({ status }) => status === 'done')
  if (done.length < neededOf(run, node, siblings.length)) return
  leaveParallel(run, branch)
  const outcomes = new Set(done.map(({ outcome }) => outcome))
  const outcome = outcomes.size === 1 ? (done[0]?.outcome ?? null) : 'mixed'
  run.agenda.push({ kind: 'route', to: node.to, scope: branch.parent, from, outcome })
}

function neededOf(run: Run, { join }: ParallelNode, branches: number): number {
  switch (join.rule) {
    case 'all':
      return branches
    case 'any':
      return 1
    case 'count':
      return countOf(run.definition, run.env, join.count)
  }
}
