import { ApplicationState, type listApplications } from '#contract/policies'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import type { Address } from '../../../app/address.ts'

export const ORDERS = ['newest', 'amount', 'enterprise'] as const
export type ApplicationAddressName =
  'state' | 'policy' | 'park' | 'year' | 'flagged' | 'search' | 'sort' | 'row'
export type ApplicationFilterInput = Omit<QueryInputOf<typeof listApplications>, 'offset' | 'limit'> & {
  readonly year?: number
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** What the address asks for; what it cannot mean is left out. */
export function applicationFilterOf(address: Address<ApplicationAddressName>): ApplicationFilterInput {
  const { policy, park, year, search } = address
  const state = ApplicationState.options.find((each) => each === address.state)
  const sort = ORDERS.find((each) => each === address.sort)
  return {
    ...(state ? { state } : {}),
    ...(policy && UUID.test(policy) ? { policy } : {}),
    ...(park && UUID.test(park) ? { park } : {}),
    ...(year && /^\d{4}$/u.test(year) ? { year: Number(year) } : {}),
    ...(address.flagged === 'yes' ? { flagged: 'yes' as const } : {}),
    ...(search ? { search } : {}),
    ...(sort ? { sort } : {}),
  }
}
