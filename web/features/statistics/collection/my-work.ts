import type { listMyFilings } from '#contract/statistics'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'

type Mine = Pick<ResponseOf<typeof listMyFilings>['filings'][number], 'collection' | 'state' | 'openQueries'>

/** Whether the filer must do something: fill in, correct, or answer a query. */
export function isToDo({ collection, state, openQueries }: Mine): boolean {
  if (openQueries > 0) return true
  if (state !== null && state !== 'draft' && state !== 'returned') return false
  return collection.state !== 'planned' && (collection.state !== 'locked' || collection.reopened > 0)
}

export function nextAct(filing: Mine): 'begin' | 'go' | 'mend' | 'see' {
  if (!isToDo(filing)) return 'see'
  switch (filing.state) {
    case null:
      return 'begin'
    case 'draft':
      return 'go'
    case 'returned':
      return 'mend'
    case 'submitted':
    case 'approved':
    case 'accepted':
      return 'see'
  }
}

/** Where a filing stands on the filer's list: to do, filed, or neither: its period is not open yet, or was locked without it. */
export function groupOf(filing: Mine): 'todo' | 'done' | 'rest' {
  if (isToDo(filing)) return 'todo'
  return filing.state === 'submitted' || filing.state === 'approved' || filing.state === 'accepted'
    ? 'done'
    : 'rest'
}
