import { EntryFilter, listEntries } from '#contract/cultivation'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import type { Address } from '../../../app/address.ts'

export type LibraryQuery = Omit<QueryInputOf<typeof listEntries>, 'offset' | 'limit'>
export type LibraryFilterInput = Omit<LibraryQuery, 'sort'>
export type LibraryAddressName = keyof typeof EntryFilter.shape | 'sort' | 'row' | 'entry'

export const SORTS = listEntries.query.shape.sort.unwrap().options
const NAMES = Object.keys(EntryFilter.shape) as readonly (keyof typeof EntryFilter.shape)[]

/** What an address asks for. A value that the contract refuses, e.g. of an old link, counts as not given. */
export function libraryFilterOf(address: Address<LibraryAddressName>): LibraryFilterInput {
  const found: Record<string, string> = {}
  for (const name of NAMES) {
    const value = address[name]?.trim()
    if (value && EntryFilter.shape[name].safeParse(value).success) found[name] = value
  }
  return found
}

export function libraryOf(address: Address<LibraryAddressName>): LibraryQuery {
  return { ...libraryFilterOf(address), sort: SORTS.find((each) => each === address.sort) ?? 'since' }
}
