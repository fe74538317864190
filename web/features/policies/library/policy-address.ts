import { PolicyLevel, PolicyProcedure, type exportPolicies } from '#contract/policies'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import type { Address } from '../../../app/address.ts'
import { STANDINGS } from '../shared/policy-marks.tsx'

export const SORTS = ['level', 'title', 'code'] as const
/** Versions that are not published yet: being drafted, waiting for a second person. */
export const WORK = ['draft', 'proposed'] as const
export type PolicySort = (typeof SORTS)[number]
export type PolicyAddressName =
  'q' | 'level' | 'theme' | 'park' | 'procedure' | 'standing' | 'state' | 'on' | 'sort' | 'row'
export type PolicyFilterInput = Omit<QueryInputOf<typeof exportPolicies>, 'sort'> & {
  readonly sort?: PolicySort | undefined
}

/** What the address asks for; what it cannot mean is left out. */
export function policyFilterOf(address: Address<PolicyAddressName>): PolicyFilterInput {
  const { q, theme, park, on } = address
  const level = PolicyLevel.options.find((each) => each === address.level)
  const procedure = PolicyProcedure.options.find((each) => each === address.procedure)
  const standing = STANDINGS.find((each) => each === address.standing)
  const inWork = WORK.find((each) => each === address.state)
  const sort = SORTS.find((each) => each === address.sort)
  return {
    ...(q ? { q } : {}),
    ...(level ? { level } : {}),
    ...(theme ? { theme } : {}),
    ...(park ? { park } : {}),
    ...(procedure ? { procedure } : {}),
    ...(standing ? { standing } : {}),
    ...(inWork ? { inWork } : {}),
    ...(on && /^\d{4}-\d{2}-\d{2}$/u.test(on) ? { on } : {}),
    ...(sort ? { sort } : {}),
  }
}
