/**
 * Where work runs: a scope is a branch of the case (of a parallel node, or the inside of a group), null the case itself.
 * Nodes say by `within` where they lie; a running activation says by `branch` which of the branches it runs in.
 */
import type { Branch, CaseData, CaseState, StepActivation } from './case-state.ts'
import type { ProcedureDefinition } from './definition.ts'

export type Scope = string | null

export function branchOf(state: CaseState, scope: Scope): Branch | null {
  if (scope === null) return null
  const branch = state.branches.find(({ id }) => id === scope)
  if (branch === undefined) throw new Error(`Case ${state.id} has no branch ${scope}.`)
  return branch
}

export function stepOf(state: CaseState, id: string | null): StepActivation | null {
  return id === null ? null : (state.steps.find((step) => step.id === id) ?? null)
}

/** The branches around, from the innermost outwards. */
export function branchesAround(state: CaseState, scope: Scope): Branch[] {
  const around: Branch[] = []
  for (let branch = branchOf(state, scope); branch !== null; branch = branchOf(state, branch.parent))
    around.push(branch)
  return around
}

export function isWithin(state: CaseState, scope: Scope, outer: Scope): boolean {
  return outer === null || branchesAround(state, scope).some(({ id }) => id === outer)
}

/** Still open, with everything around it. */
export function isLive(state: CaseState, scope: Scope): boolean {
  return branchesAround(state, scope).every(({ status }) => status === 'active')
}

/** The nodes that a node lies in, from the innermost outwards. */
export function nodesAround(definition: ProcedureDefinition, node: string): string[] {
  const around: string[] = []
  let within = definition.nodes[node]?.within
  while (within !== undefined && !around.includes(within)) {
    around.push(within)
    within = definition.nodes[within]?.within
  }
  return around
}

/** The scope in which a node is entered that is reached from `scope`: branches that it does not lie in are left. */
export function scopeFor(
  definition: ProcedureDefinition,
  state: CaseState,
  scope: Scope,
  target: string,
): Scope {
  const around = nodesAround(definition, target)
  return branchesAround(state, scope).find(({ node }) => around.includes(node))?.id ?? null
}

export function isParallelBranch(definition: ProcedureDefinition, branch: Branch): boolean {
  return definition.nodes[branch.node]?.kind === 'parallel'
}

/** The innermost branch of parallel work: where fields marked `branch` are kept. */
export function parallelBranchAround(
  definition: ProcedureDefinition,
  state: CaseState,
  scope: Scope,
): Branch | null {
  return branchesAround(state, scope).find((branch) => isParallelBranch(definition, branch)) ?? null
}

/** Where a field's value is kept, as seen from a scope. */
export function homeOf(
  definition: ProcedureDefinition,
  state: CaseState,
  scope: Scope,
  field: string,
): Branch | null {
  if (definition.fields[field]?.branch === undefined) return null
  return parallelBranchAround(definition, state, scope)
}

/** The case's data with those of the branches around laid over. */
export function dataIn(state: CaseState, scope: Scope): CaseData {
  let data = state.data
  for (const branch of branchesAround(state, scope).reverse()) data = { ...data, ...branch.data }
  return data
}

/** The branches opened together with this one: those of one run of a parallel node, whose numbers follow each other. */
export function siblingsOf(state: CaseState, branch: Branch): Branch[] {
  const same = new Map(
    state.branches
      .filter(({ node, parent }) => node === branch.node && parent === branch.parent)
      .map((other) => [numberIn(other.id), other]),
  )
  let first = numberIn(branch.id)
  while (same.has(first - 1)) first -= 1
  const siblings: Branch[] = []
  for (let number = first; ; number += 1) {
    const sibling = same.get(number)
    if (sibling === undefined) return siblings
    siblings.push(sibling)
  }
}

/** The branches that a parallel node made, as seen from a scope: of the run around it, otherwise of the latest. */
export function branchesMadeBy(state: CaseState, scope: Scope, node: string): Branch[] {
  const own = branchesAround(state, scope).find((branch) => branch.node === node)
  const made = state.branches.filter((branch) => branch.node === node)
  const near = made.findLast(({ parent }) => isWithin(state, scope, parent))
  const one = own ?? near ?? made.at(-1)
  return one === undefined ? [] : siblingsOf(state, one)
}

/** Where a branch stands, the same for every run of the same node for the same party. */
export function placeOf(state: CaseState, scope: Scope): string {
  return branchesAround(state, scope)
    .map(({ node, entry, key }) => JSON.stringify([node, entry, key]))
    .join(' ')
}

/** Ids end in the number of the event that made them. */
function numberIn(id: string): number {
  return Number(id.slice(1))
}
