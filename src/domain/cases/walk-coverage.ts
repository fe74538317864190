/** Which transitions of a definition a decision took, read from its events. */
import type { CaseEnvironment, Decision } from './commands.ts'
import type { ProcedureDefinition, Route } from './definition.ts'
import { actionsOfClocks, endsBranch, routeTargets, transitionsOf } from './definition-graph.ts'
import type { CaseEvent } from './events.ts'
import { holds } from './expression.ts'
import { contextIn } from './expression-context.ts'

/** Everything that a walk should meet: transitions, kinds of return, and stages of clocks. */
export function coverageGoals(definition: ProcedureDefinition): readonly string[] {
  const clockActions = actionsOfClocks(definition)
  const goals = transitionsOf(definition)
    // An action that only different voices bring about is met by them, one that nothing brings about by nobody.
    .filter(({ action, from, byClock }) => {
      const node = definition.nodes[from]
      if (node?.kind !== 'step' || action === null || node.actions[action]?.bySystem !== true) return true
      return byClock || clockActions.has(`${from}.${action}`) || node.sign?.mixed === action
    })
    .map(({ id }) => id)
  for (const [id, node] of Object.entries(definition.nodes))
    if (node.kind === 'step') goals.push(...(node.returns ?? []).map((to) => `${id}.return/${to}`))
  for (const [code, clock] of Object.entries(definition.clocks))
    goals.push(...clock.stages.map((stage) => `clock ${code}.${stage.code}`))
  return goals
}

export function transitionsTaken(
  definition: ProcedureDefinition,
  decision: Decision,
  env: CaseEnvironment,
): ReadonlySet<string> {
  const taken = new Set<string>()
  const nodeOfStep = new Map(decision.state.steps.map((step) => [step.id, step]))
  const nodeOfBranch = new Map(decision.state.branches.map((branch) => [branch.id, branch]))
  let acts: readonly string[] = []
  for (const [index, event] of decision.events.entries()) {
    if (event.kind === 'clock-stage') {
      const clock = decision.state.clocks.find(({ id }) => id === event.clock)
      if (clock === undefined) continue
      taken.add(`clock ${clock.code}.${event.stage}`)
      const stage = definition.clocks[clock.code]?.stages.find(({ code }) => code === event.stage)
      acts = (stage?.do ?? []).flatMap((act) => ('act' in act ? [act.act] : []))
    }
    if (event.kind === 'branch-opened') {
      // Of parallel work the node's own entries, of a group what it begins with.
      taken.add(`${event.node}.begin/${event.entry}`)
      const entry = definition.nodes[event.entry]
      if (entry?.kind === 'group' && definition.nodes[event.node]?.kind === 'parallel')
        taken.add(`${event.entry}.begin/${entry.initial}`)
    }
    if (event.kind === 'step-left' && !event.cancelled) {
      const step = nodeOfStep.get(event.activation)
      const node = step === undefined ? undefined : definition.nodes[step.node]
      if (step === undefined || node === undefined) continue
      const later = decision.events.slice(index + 1)
      if (node.kind === 'subcase') credit(step.node, 'over', node.to, step.branch, event.decision, later)
      if (node.kind !== 'step') continue
      const action = Object.hasOwn(node.actions, event.decision)
        ? event.decision
        : acts.find((act) => Object.hasOwn(node.actions, act))
      const way = action === undefined ? undefined : node.actions[action]
      if (action !== undefined && way !== undefined)
        credit(step.node, action, way.to, step.branch, undefined, later)
    }
    if (event.kind === 'branch-closed' && !event.cancelled) {
      const branch = nodeOfBranch.get(event.branch)
      const maker = branch === undefined ? undefined : definition.nodes[branch.node]
      if (branch === undefined) continue
      const later = decision.events.slice(index + 1)
      if (maker?.kind === 'group') credit(branch.node, 'left', maker.to, branch.parent, event.outcome, later)
      if (maker?.kind === 'parallel') {
        const outcomes = new Set(
          decision.state.branches
            .filter(
              ({ node, parent, status }) =>
                node === branch.node && parent === branch.parent && status === 'done',
            )
            .map(({ outcome }) => outcome),
        )
        credit(
          branch.node,
          'joined',
          maker.to,
          branch.parent,
          outcomes.size === 1 ? event.outcome : 'mixed',
          later,
        )
      }
    }
  }
  return taken

  /** Of a route the fork whose target is seen in what came after; where several are, the first whose guard holds. */
  function credit(
    from: string,
    name: string,
    to: Route,
    scope: string | null,
    outcome: string | null | undefined,
    later: readonly CaseEvent[],
  ): boolean {
    const forks = routeTargets(to)
    const seen = forks.filter((fork) => isSeen(fork.to, later, new Set([from])))
    const context = () =>
      contextIn(definition, decision.state, env, scope, outcome === undefined ? {} : { outcome })
    const fork =
      seen.length < 2
        ? seen[0]
        : (seen.find(({ when }) => when === undefined || holds(when, context())) ?? seen[0])
    if (fork === undefined || endsBranch(definition, from, fork.to)) return false
    taken.add(forks.length > 1 ? `${from}.${name}/${String(forks.indexOf(fork) + 1)}` : `${from}.${name}`)
    const next = definition.nodes[fork.to]
    if (next?.kind === 'choice') credit(fork.to, 'choice', next.to, scope, outcome, later)
    creditGroupEnd(from, fork.to, scope, later)
    return true
  }

  /** The way out of a group that begins a branch is no event of its own when the branch goes on. */
  function creditGroupEnd(from: string, to: string, scope: string | null, later: readonly CaseEvent[]): void {
    const end = definition.nodes[to]
    const holder = end?.within
    const group = holder === undefined ? undefined : definition.nodes[holder]
    if (end?.kind !== 'end' || holder === undefined || group?.kind !== 'group' || holder === from) return
    const branch = scope === null ? undefined : nodeOfBranch.get(scope)
    if (branch !== undefined && branch.entry === holder && definition.nodes[branch.node]?.kind === 'parallel')
      credit(holder, 'left', group.to, scope, end.outcome, later)
  }

  function isSeen(target: string, later: readonly CaseEvent[], passed: Set<string>): boolean {
    const node = definition.nodes[target]
    if (node === undefined || passed.has(target)) return false
    switch (node.kind) {
      case 'step':
      case 'subcase':
        return later.some((event) => event.kind === 'step-entered' && event.node === target)
      case 'group':
      case 'parallel':
        return later.some((event) => event.kind === 'branch-opened' && event.node === target)
      case 'choice': {
        passed.add(target)
        return routeTargets(node.to).some(({ to }) => isSeen(to, later, passed))
      }
      case 'end': {
        if (node.within === undefined)
          return later.some((event) => event.kind === 'closed' && event.outcome === node.outcome)
        const closes = later.some((event) => {
          if (event.kind !== 'branch-closed' || event.cancelled) return false
          const branch = nodeOfBranch.get(event.branch)
          return (
            branch !== undefined &&
            (branch.node === node.within || branch.entry === node.within) &&
            event.outcome === node.outcome
          )
        })
        if (closes) return true
        const holder = definition.nodes[node.within]
        // A group that begins a branch is left without an event where the branch goes on.
        return holder?.kind === 'group' && routeTargets(holder.to).some(({ to }) => isSeen(to, later, passed))
      }
    }
  }
}
