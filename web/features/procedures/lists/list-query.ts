import { CaseBox, listCases } from '#contract/procedures'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'

export const BOXES = CaseBox.options
export const SORTS = ['due', 'newest', 'oldest', 'number'] as const
export type CaseSort = (typeof SORTS)[number]
/** Names that the list's address may carry; `row` is where the reader stands. */
export type ListAddress = 'box' | 'who' | 'stage' | 'procedure' | 'owner' | 'node' | 'q' | 'sort' | 'row'
export const STAGES = ['open', 'closed'] as const
export const FILTERS = ['stage', 'procedure', 'owner', 'node', 'q'] as const satisfies readonly ListAddress[]

export type ListQuery = Omit<QueryInputOf<typeof listCases>, 'offset' | 'limit'> & {
  readonly box: CaseBox
  readonly sort: CaseSort
}

/** What is due first comes first; what is closed has no deadline, so the newest does. */
export function usualSort(box: CaseBox): CaseSort {
  return box === 'todo' || box === 'waiting' || box === 'overdue' ? 'due' : 'newest'
}

/** The address as a question to the server. What the address says wrongly, e.g. an old link's box, is the usual. */
export function listQueryOf(address: Readonly<Partial<Record<ListAddress, string>>>): ListQuery {
  const box = BOXES.find((each) => each === address.box) ?? 'todo'
  const owner = listCases.query.shape.owner.safeParse(address.owner).data
  // Every other list has one stage by itself.
  const stage = box === 'all' ? STAGES.find((each) => each === address.stage) : undefined
  const q = address.q?.trim().slice(0, 100)
  return {
    box,
    ...(box === 'todo' && address.who === 'me' ? { who: 'me' as const } : {}),
    sort: SORTS.find((each) => each === address.sort) ?? usualSort(box),
    ...(stage ? { stage } : {}),
    ...(address.procedure ? { procedure: address.procedure } : {}),
    ...(owner ? { owner } : {}),
    ...(address.procedure && address.node ? { node: address.node } : {}),
    ...(q ? { q } : {}),
  }
}
