/** A definition read as a graph: which node leads to which, and by what. Checks, drawing and walk all stand on it. */
import type { NodeDefinition, ProcedureDefinition, Route, StageAct } from './definition.ts'

/** One way from a node to another. */
export interface Transition {
  /** `review.agree`, or `review.agree/2` where a route forks; `review.begin/legal` into what lies inside. */
  readonly id: string
  readonly from: string
  readonly to: string
  /** Of a step: the action. Null for ways that are taken at once. */
  readonly action: string | null
  /** Which of the route's forks, from 0; null where it does not fork. */
  readonly fork: number | null
  /** From a group or parallel node to what lies inside. */
  readonly inward: boolean
  /** Only a clock takes it. */
  readonly byClock: boolean
}

export function routeTargets(route: Route): readonly { readonly when?: string; readonly to: string }[] {
  return typeof route === 'string' ? [{ to: route }] : route
}

/** Every transition, in the order of the file. Targets that do not exist are left out; the checks report them. */
export function transitionsOf(definition: ProcedureDefinition): readonly Transition[] {
  const transitions: Transition[] = []
  const clockActions = actionsOfClocks(definition)
  for (const [from, node] of Object.entries(definition.nodes)) {
    const route = (name: string, action: string | null, to: Route, byClock = false) => {
      const targets = routeTargets(to)
      targets.forEach((target, index) => {
        // A group that begins a branch may name the parallel node: with the group the branch is over.
        if (!Object.hasOwn(definition.nodes, target.to) || endsBranch(definition, from, target.to)) return
        const fork = targets.length > 1 ? index : null
        const id = fork === null ? `${from}.${name}` : `${from}.${name}/${String(fork + 1)}`
        transitions.push({ id, from, to: target.to, action, fork, inward: false, byClock })
      })
    }
    const begin = (to: string) => {
      if (Object.hasOwn(definition.nodes, to))
        transitions.push({
          ...{ id: `${from}.begin/${to}`, from, to, action: null, fork: null, inward: true, byClock: false },
        })
    }
    switch (node.kind) {
      case 'step':
        for (const [action, { to, bySystem }] of Object.entries(node.actions))
          route(action, action, to, bySystem === true && clockActions.has(`${from}.${action}`))
        break
      case 'group':
        begin(node.initial)
        route('left', null, node.to)
        break
      case 'parallel':
        for (const entry of entriesOf(node)) begin(entry)
        route('joined', null, node.to)
        break
      case 'choice':
        route('choice', null, node.to)
        break
      case 'subcase':
        route('over', null, node.to)
        break
      case 'end':
        break
    }
  }
  return transitions
}

/** Entry nodes of the branches of a parallel node. */
export function entriesOf(node: Extract<NodeDefinition, { kind: 'parallel' }>): readonly string[] {
  return [...(node.branches ?? []), ...(node.each === undefined ? [] : [node.each.node])]
}

/** Whether a route leads from a group that begins a branch to the parallel node around it: the branch ends with the group. */
export function endsBranch(definition: ProcedureDefinition, id: string, target: string): boolean {
  const node = definition.nodes[id]
  return node?.kind === 'group' && node.within === target && isBranchEntry(definition, id)
}

export function isBranchEntry(definition: ProcedureDefinition, id: string): boolean {
  return Object.values(definition.nodes).some(
    (node) => node.kind === 'parallel' && entriesOf(node).includes(id),
  )
}

/** `step.action` for every action that a stage of a clock may take. */
export function actionsOfClocks(definition: ProcedureDefinition): ReadonlySet<string> {
  const taken = new Set<string>()
  for (const clock of Object.values(definition.clocks))
    for (const act of clock.stages.flatMap((stage): readonly StageAct[] => stage.do ?? [])) {
      if (!('act' in act)) continue
      for (const [id, node] of Object.entries(definition.nodes))
        if (node.kind === 'step' && Object.hasOwn(node.actions, act.act) && liesIn(definition, id, clock.on))
          taken.add(`${id}.${act.act}`)
    }
  return taken
}

/** Whether a node is another or lies somewhere inside it. */
export function liesIn(definition: ProcedureDefinition, id: string, holder: string): boolean {
  const seen = new Set<string>()
  let place: string | undefined = id
  while (place !== undefined && !seen.has(place)) {
    if (place === holder) return true
    seen.add(place)
    place = Object.hasOwn(definition.nodes, place) ? definition.nodes[place]?.within : undefined
  }
  return false
}

/** The parallel node around a node, nearest first; itself not counted. */
export function parallelsAround(definition: ProcedureDefinition, id: string): readonly string[] {
  const found: string[] = []
  const seen = new Set<string>()
  let place = definition.nodes[id]?.within
  while (place !== undefined && !seen.has(place)) {
    seen.add(place)
    if (definition.nodes[place]?.kind === 'parallel') found.push(place)
    place = definition.nodes[place]?.within
  }
  return found
}

/** Everything that can be reached from the given nodes, themselves included. */
export function reachableFrom(
  transitions: readonly Pick<Transition, 'from' | 'to'>[],
  begin: readonly string[],
): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of transitions) {
    const targets = next.get(from)
    if (targets === undefined) next.set(from, [to])
    else targets.push(to)
  }
  const reached = new Set(begin)
  const open = [...begin]
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const target of next.get(node) ?? [])
      if (!reached.has(target)) {
        reached.add(target)
        open.push(target)
      }
  return reached
}
