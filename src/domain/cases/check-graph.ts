/** Do the nodes of a definition hang together: can each be reached, does each lead to an end, do parallel ways meet again? */
import type { DefinitionCheck } from './definition-findings.ts'
import {
  entriesOf,
  endsBranch,
  liesIn,
  reachableFrom,
  routeTargets,
  transitionsOf,
  type Transition,
} from './definition-graph.ts'
import type { NodeDefinition, ParallelNode, ProcedureDefinition, Route } from './definition.ts'
import { knownNames } from './known-names.ts'

export function checkGraph(check: DefinitionCheck): void {
  const { definition } = check
  for (const [id, node] of Object.entries(definition.nodes)) {
    checkHolder(check, id, node)
    checkRoutes(check, id, node)
    if (node.kind === 'group') checkInitial(check, node.initial, id, `nodes.${id}.initial`, id)
    if (node.kind === 'parallel') checkParallel(check, id, node)
  }
  if (checkInitial(check, definition.initial, null, 'initial', undefined)) checkFirstStep(check)
  checkReach(check)
}

function checkHolder(check: DefinitionCheck, id: string, node: NodeDefinition): void {
  if (node.within === undefined) return
  const place = `nodes.${id}.within`
  if (!check.need('nodes', node.within, id, place)) return
  const holder = check.definition.nodes[node.within]
  if (holder?.kind !== 'group' && holder?.kind !== 'parallel')
    check.error('holder_not_holder', id, place, { name: node.within })
  if (liesIn(check.definition, node.within, id)) check.error('holder_cycle', id, place, { name: node.within })
}

/** Says whether the node exists and lies where it should. */
function checkInitial(
  check: DefinitionCheck,
  initial: string,
  node: string | null,
  place: string,
  within: string | undefined,
): boolean {
  if (!check.need('nodes', initial, node, place)) return false
  if (check.definition.nodes[initial]?.within === within) return true
  check.error('initial_not_inside', node, place, { name: initial })
  return false
}

function checkFirstStep(check: DefinitionCheck): void {
  const { definition } = check
  const first = definition.nodes[definition.initial]
  if (first?.kind !== 'step') {
    check.error('initial_not_step', definition.initial, 'initial')
    return
  }
  const by = definition.participants[first.by]?.kind
  if (by !== undefined && by !== 'initiator' && by !== 'initiator-person')
    check.error('initial_not_initiator', definition.initial, `nodes.${definition.initial}.by`, {
      name: first.by,
    })
}

export function routesOf(id: string, node: NodeDefinition): readonly { place: string; route: Route }[] {
  if (node.kind === 'step')
    return Object.entries(node.actions).map(([code, action]) => ({
      place: `nodes.${id}.actions.${code}.to`,
      route: action.to,
    }))
  return node.kind === 'end' ? [] : [{ place: `nodes.${id}.to`, route: node.to }]
}

function checkRoutes(check: DefinitionCheck, id: string, node: NodeDefinition): void {
  const { definition } = check
  const names = knownNames(definition, id)
  for (const { place, route } of routesOf(id, node)) {
    const targets = routeTargets(route)
    targets.forEach((target, index) => {
      const where = typeof route === 'string' ? place : `${place}.${String(index)}`
      if (target.when !== undefined) check.expression(target.when, names, 'boolean', id, `${where}.when`)
      if (target.when === undefined && index < targets.length - 1) check.error('guard_after_else', id, where)
      if (!check.need('nodes', target.to, id, where)) return
      if (definition.nodes[target.to]?.within !== node.within && !endsBranch(definition, id, target.to))
        check.error('target_outside', id, where, { name: target.to })
    })
    if (targets.at(-1)?.when !== undefined) check.error('choice_without_else', id, place)
  }
}

function checkParallel(check: DefinitionCheck, id: string, node: ParallelNode): void {
  const { definition } = check
  if ((node.branches === undefined) === (node.each === undefined))
    check.error('branches_unclear', id, `nodes.${id}.branches`)
  for (const entry of entriesOf(node)) {
    const place = `nodes.${id}.${node.each?.node === entry ? 'each' : 'branches'}`
    if (!check.need('nodes', entry, id, place)) continue
    const inside = definition.nodes[entry]
    if (inside?.within !== id) check.error('branch_not_inside', id, place, { name: entry })
    if (inside?.kind !== 'step' && inside?.kind !== 'group')
      check.error('branch_not_work', id, place, { name: entry })
  }
  if (node.join.rule !== 'count') return
  const place = `nodes.${id}.join.count`
  const count = countOf(check, node.join.count, id, place)
  const most =
    node.each === undefined ? (node.branches?.length ?? 0) : mostParties(definition, node.each.over)
  if (count !== null && most !== null && count > most)
    check.error('join_never_met', id, place, { count, most })
}

/** A number, or that of a setting. */
export function countOf(
  check: DefinitionCheck,
  count: number | string,
  node: string,
  place: string,
): number | null {
  if (typeof count === 'number') return count
  if (!check.need('settings', count, node, place)) return null
  const value = check.definition.settings[count]?.value
  if (typeof value === 'number') return value
  check.error('unknown_setting', node, place, { name: count })
  return null
}

/** How many parties a participant can come to at most; null when the definition sets no bound. */
export function mostParties(definition: ProcedureDefinition, participant: string): number | null {
  const who = definition.participants[participant]
  if (who?.kind !== 'field') return 1
  const schema = definition.fields[who.field]?.schema
  if (schema?.['type'] !== 'array') return 1
  const most = schema['maxItems']
  return typeof most === 'number' ? most : null
}

function checkReach(check: DefinitionCheck): void {
  const { definition } = check
  const transitions = transitionsOf(definition)
  const reached = reachableFrom(transitions, [definition.initial])
  for (const [id, node] of Object.entries(definition.nodes)) {
    if (!reached.has(id)) {
      check.error('unreachable', id, `nodes.${id}`)
      continue
    }
    if (node.kind === 'choice' && loopsAtOnce(definition, transitions, id))
      check.error('endless_choice', id, `nodes.${id}`)
    if (node.kind !== 'end' && !reachesEnd(definition, transitions, id))
      check.error('dead_end', id, `nodes.${id}`)
  }
  if (!Object.values(definition.nodes).some((node) => node.kind === 'end' && node.within === undefined))
    check.error('no_end', null, 'nodes')
  for (const [id, node] of Object.entries(definition.nodes)) {
    const begins = node.kind === 'group' ? [node.initial] : node.kind === 'parallel' ? entriesOf(node) : []
    for (const begin of begins) {
      const entry = Object.hasOwn(definition.nodes, begin) ? definition.nodes[begin] : undefined
      if (entry === undefined) continue
      if (!reachesEnd(definition, transitions, begin))
        check.error(node.kind === 'parallel' ? 'join_never_met' : 'dead_end', id, `nodes.${id}`, {
          name: begin,
        })
    }
  }
}

/** Whether a way leads from a node to an end of the region in which it lies. */
function reachesEnd(
  definition: ProcedureDefinition,
  transitions: readonly Transition[],
  id: string,
): boolean {
  const group = definition.nodes[id]
  if (group?.kind === 'group' && routeTargets(group.to).some(({ to }) => endsBranch(definition, id, to)))
    return (
      Object.hasOwn(definition.nodes, group.initial) && reachesEnd(definition, transitions, group.initial)
    )
  const own = transitions.filter(({ inward }) => !inward)
  const region = definition.nodes[id]?.within
  for (const reached of reachableFrom(own, [id])) {
    const node = definition.nodes[reached]
    if (node?.kind === 'end' && node.within === region) return true
  }
  return false
}

/** Choices that lead to one another without a step between would run for ever. */
function loopsAtOnce(
  definition: ProcedureDefinition,
  transitions: readonly Transition[],
  id: string,
): boolean {
  const atOnce = transitions.filter(({ from }) => definition.nodes[from]?.kind === 'choice')
  const next = atOnce.filter(({ from }) => from === id).map(({ to }) => to)
  return reachableFrom(atOnce, next).has(id)
}
