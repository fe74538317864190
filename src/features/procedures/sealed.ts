import type { CaseState, VisibleData } from '#domain/cases'

/** A branch of which the reader may not see everything (yet): then its opinions are not for him either. */
export function isSealed(state: CaseState, visible: VisibleData, branchId: string | null): boolean {
  for (let id = branchId; id !== null;) {
    const branch = state.branches.find((candidate) => candidate.id === id)
    if (branch === undefined) return false
    const shown = visible.branches[branch.id] ?? {}
    if (Object.keys(branch.data).some((field) => !(field in shown))) return true
    id = branch.parent
  }
  return false
}
