import { StandingFilter, listStandings } from '#contract/cultivation'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import type { Address } from '../../../app/address.ts'

export type StandingsQuery = Omit<QueryInputOf<typeof listStandings>, 'offset' | 'limit'>
export type StandingFilterInput = Omit<StandingsQuery, 'sort'>
export type StandingSort = NonNullable<StandingsQuery['sort']>
export type StandingAddressName = keyof StandingFilter | 'sort' | 'row'

/** The potential list shows who is worth a visit; the other one everybody. */
export type StandingPage = 'potential' | 'standings'

export const SORTS = listStandings.query.shape.sort.unwrap().options
const NAMES = Object.keys(StandingFilter.shape) as readonly (keyof StandingFilter)[]

/** What an address asks for. A value that the contract refuses, e.g. of an old link, counts as not given. */
export function standingFilterOf(
  page: StandingPage,
  address: Address<StandingAddressName>,
): StandingFilterInput {
  const found: Record<string, string> = {}
  for (const name of NAMES) {
    const value = address[name]?.trim()
    if (value && StandingFilter.shape[name].safeParse(value).success) found[name] = value
  }
  return page === 'potential' ? { potential: 'potential', ...found } : found
}

export function standingsOf(page: StandingPage, address: Address<StandingAddressName>): StandingsQuery {
  const sort = SORTS.find((each) => each === address.sort) ?? (page === 'potential' ? 'distance' : 'rung')
  return { ...standingFilterOf(page, address), sort }
}
