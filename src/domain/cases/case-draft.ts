import type { Branch, CaseState, StepActivation, SubcaseLink } from './case-state.ts'
import type { Clock } from './clock.ts'

/**
 * A case state in the making: lists that may be changed in place, found by id. The entries themselves are never changed but
 * replaced, so a draft may share them with the state that it was made from.
 */
export type CaseDraft = {
  -readonly [
    K in Exclude<keyof CaseState, 'steps' | 'branches' | 'clocks' | 'subcases' | 'copies'>
  ]: CaseState[K]
} & {
  steps: StepActivation[]
  branches: Branch[]
  clocks: Clock[]
  subcases: SubcaseLink[]
  copies: string[]
  /** Where in its list an entry stands, by id; ids differ between the lists. */
  readonly places: Map<string, number>
}

export function draftOf(state: CaseState): CaseDraft {
  const places = new Map<string, number>()
  for (const list of [state.steps, state.branches, state.clocks]) {
    for (const [place, { id }] of list.entries()) places.set(id, place)
  }
  return {
    ...state,
    steps: [...state.steps],
    branches: [...state.branches],
    clocks: [...state.clocks],
    subcases: [...state.subcases],
    copies: [...state.copies],
    places,
  }
}

/** The finished state; the draft is not to be used any more. */
export function stateOf(draft: CaseDraft): CaseState {
  const { places: _, ...state } = draft
  return state
}

/** An id that an event names must exist: a log that names others is broken, which is a fault. */
export function replaceEntry<T extends { readonly id: string }>(
  draft: CaseDraft,
  list: T[],
  id: string,
  change: (entry: NoInfer<T>) => NoInfer<T>,
): void {
  const place = draft.places.get(id)
  const entry = place === undefined ? undefined : list[place]
  if (place === undefined || entry === undefined || entry.id !== id)
    throw new Error(`Case ${draft.id}: an event names ${id}, which the case does not have.`)
  list[place] = change(entry)
}

export function addEntry<T extends { readonly id: string }>(
  draft: CaseDraft,
  list: T[],
  entry: NoInfer<T>,
): void {
  draft.places.set(entry.id, list.length)
  list.push(entry)
}
