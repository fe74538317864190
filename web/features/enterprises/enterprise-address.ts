import type { z } from 'zod'
import { EnterpriseFilter, listEnterprises } from '#contract/enterprises'
import type { QueryInputOf } from '../../../src/features/route-contract.ts'

export type EnterpriseFilterAddress = z.input<typeof EnterpriseFilter>
export type EnterpriseListQuery = Omit<QueryInputOf<typeof listEnterprises>, 'offset' | 'limit'>
export type EnterpriseSort = NonNullable<EnterpriseListQuery['sort']>
export type EnterpriseAddressName = keyof EnterpriseFilterAddress | 'sort' | 'row'
export type EnterpriseAddress = Readonly<Partial<Record<EnterpriseAddressName, string>>>

const NAMES = Object.keys(EnterpriseFilter.shape) as readonly (keyof EnterpriseFilterAddress)[]

/** What an address asks for. A value that the contract refuses, e.g. of an old link, counts as not given. */
export function enterpriseFilterOf(address: EnterpriseAddress): EnterpriseFilterAddress {
  const found: Record<string, string> = {}
  for (const name of NAMES) {
    const value = address[name]?.trim()
    if (value && EnterpriseFilter.shape[name].safeParse(value).success) found[name] = value
  }
  return found
}

export function enterpriseListOf(address: EnterpriseAddress): EnterpriseListQuery {
  const sort = listEnterprises.query.shape.sort.safeParse(address.sort || undefined)
  return { ...enterpriseFilterOf(address), sort: sort.success ? sort.data : 'name' }
}
