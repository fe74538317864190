/** Server state of policies. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { readApplication, readMatchingSummary, readPolicy } from '#contract/policies'
import { readRuleBook } from '#contract/rules'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'

/** Everything of policies is kept under this key. */
export const policiesKey = ['policies'] as const

export function policyQuery(policyId: string, query: QueryInputOf<typeof readPolicy>) {
  return queryOptions({
    queryKey: [...policiesKey, 'one', policyId, query],
    queryFn: ({ signal }) => call(readPolicy, { params: { policyId }, query, signal }),
  })
}

/** How many enterprises each policy reaches; only for those who may see it. */
export function summaryQuery(query: QueryInputOf<typeof readMatchingSummary>, enabled: boolean) {
  return queryOptions({
    queryKey: [...policiesKey, 'summary', query],
    queryFn: ({ signal }) => call(readMatchingSummary, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled,
  })
}

export const ruleBookQuery = queryOptions({
  queryKey: [...policiesKey, 'rule-book'],
  queryFn: ({ signal }) => call(readRuleBook, { signal }),
  staleTime: 60_000,
})

export function applicationQuery(applicationId: string) {
  return queryOptions({
    queryKey: [...policiesKey, 'application', applicationId],
    queryFn: ({ signal }) => call(readApplication, { params: { applicationId }, signal }),
  })
}
