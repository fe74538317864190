import type { listVisits } from '#contract/cultivation'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import type { Address } from '../../../app/address.ts'

export type VisitAddressName = 'only' | 'steward' | 'park' | 'enterprise' | 'row'
export type VisitFilterInput = Omit<QueryInputOf<typeof listVisits>, 'offset' | 'limit'>

/** Of `only`: everything that was written down. Nothing said is what is due. */
export const ALL = 'all'
/** Of `steward`: the reader. */
export const MINE = 'mine'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** What the address asks for; what it cannot mean is left out. */
export function visitFilterOf({
  only,
  steward,
  park,
  enterprise,
}: Address<VisitAddressName>): VisitFilterInput {
  return {
    ...(only === ALL ? {} : { due: 'yes' as const }),
    ...(steward === MINE || (steward && UUID.test(steward)) ? { steward } : {}),
    ...(park && UUID.test(park) ? { park } : {}),
    ...(enterprise && UUID.test(enterprise) ? { enterprise } : {}),
  }
}
