import type { z } from 'zod'
import { FilingFilter, listFilings } from '#contract/statistics'
import type { CollectionCounts } from '#contract/statistics'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'

export type FilingFilterAddress = z.input<typeof FilingFilter>
export type FilingListQuery = Omit<QueryInputOf<typeof listFilings>, 'offset' | 'limit'>
export type FilingSort = NonNullable<FilingListQuery['sort']>

export const TABS = ['parks', 'filings', 'history'] as const
export type CollectionTab = (typeof TABS)[number]
export type CollectionAddressName = keyof FilingFilterAddress | 'tab' | 'sort' | 'row'
export type CollectionAddress = Readonly<Partial<Record<CollectionAddressName, string>>>

const NAMES = Object.keys(FilingFilter.shape) as readonly (keyof FilingFilterAddress)[]

/** What an address asks for. A value that the contract refuses, e.g. of an old link, counts as not given. */
export function filingFilterOf(address: CollectionAddress): FilingFilterAddress {
  const found: Record<string, string> = {}
  for (const name of NAMES) {
    const value = address[name]?.trim()
    if (value && FilingFilter.shape[name].safeParse(value).success) found[name] = value
  }
  return found
}

export function filingListOf(address: CollectionAddress): FilingListQuery {
  const sort = listFilings.query.shape.sort.safeParse(address.sort || undefined)
  return { ...filingFilterOf(address), sort: sort.success ? sort.data : 'name' }
}

/** Who sees several parks begins with them; who has one, with its list. */
export function tabOf(address: CollectionAddress, parks: number): CollectionTab {
  return TABS.find((tab) => tab === address.tab) ?? (parks > 1 ? 'parks' : 'filings')
}

export type StateFilter = NonNullable<FilingFilterAddress['state']>

/** How many of each state the counts tell; null where they do not tell it apart. */
export function countOf(state: StateFilter, counts: z.infer<typeof CollectionCounts>): number | null {
  switch (state) {
    case 'owed':
      return counts.missing
    case 'missing':
      return Math.max(0, counts.missing - counts.drafts - counts.returned)
    case 'draft':
      return counts.drafts
    case 'submitted':
      return counts.submitted
    case 'returned':
      return counts.returned
    case 'final':
      return counts.final
    case 'approved':
    case 'accepted':
      return null
  }
}
