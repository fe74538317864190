import type { CollectionHead, FilingRow } from '#contract/statistics'
import type { Collection } from '../shared/queries.ts'
import type { FilingFilterAddress } from './filings-address.ts'

export const BULK_ACTS = ['approve', 'accept', 'return', 'chase'] as const
export type BulkAct = (typeof BULK_ACTS)[number]
/** Returning needs a reason that fits each filing, so there is no returning of all at once. */
export type WholeAct = Exclude<BulkAct, 'return'>

/** Whether an act has to do with a filing in its state; whether it is possible decides the server one by one. */
export function fits(
  act: BulkAct,
  { state, version, final }: Pick<FilingRow, 'state' | 'version' | 'final'>,
  approval: CollectionHead['approval'],
): boolean {
  if (act === 'chase') return state === null || state === 'draft' || state === 'returned'
  if (version === null) return false
  switch (act) {
    case 'approve':
      return state === 'submitted'
    case 'accept':
      return state === 'approved' && !final && approval === 'approve-then-accept'
    case 'return':
      return state === 'submitted' || (state === 'approved' && !final)
  }
}

/** What can be done with all that the filter finds; a filter by another state leaves nothing to do. */
export function wholeActs(may: Collection['may'], { state }: FilingFilterAddress): readonly WholeAct[] {
  const acts: WholeAct[] = []
  if (may.approve && (state === undefined || state === 'submitted')) acts.push('approve')
  if (may.accept && (state === undefined || state === 'approved')) acts.push('accept')
  if (may.chase && (state === undefined || OWING.has(state))) acts.push('chase')
  return acts
}

const OWING: ReadonlySet<string> = new Set(['owed', 'missing', 'draft', 'returned'])

/** How many filings the server takes at once by name. */
export const MOST_SELECTED = 500
