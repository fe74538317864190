/** Server state of coverage and pilots. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  listPilots,
  listPolicies,
  readCoverage,
  readCoverageHistory,
  readPilot,
  readPolicyChoices,
} from '#contract/policies'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { policiesKey } from '../shared/policy-queries.ts'

export const coverageKey = [...policiesKey, 'coverage'] as const

/** More policies than a zone has in force at once. */
const ALL = '500'

export function coverageQuery(query: QueryInputOf<typeof readCoverage>) {
  return queryOptions({
    queryKey: [...coverageKey, 'matrix', query],
    queryFn: ({ signal }) => call(readCoverage, { query: { ...query, limit: ALL }, signal }),
    placeholderData: keepPreviousData,
  })
}

export function coverageHistoryQuery(policy: string, park: string) {
  return queryOptions({
    queryKey: [...coverageKey, 'history', policy, park],
    queryFn: ({ signal }) => call(readCoverageHistory, { query: { policy, park }, signal }),
  })
}

/** The themes that policies have, for the filter. */
export const themesQuery = queryOptions({
  queryKey: [...policiesKey, 'themes'],
  queryFn: async ({ signal }) => (await call(listPolicies, { query: { limit: '1' }, signal })).themes,
  staleTime: 5 * 60_000,
})

export function pilotsQuery(query: QueryInputOf<typeof listPilots>) {
  return queryOptions({
    queryKey: [...coverageKey, 'pilots', query],
    queryFn: ({ signal }) => call(listPilots, { query: { ...query, limit: '200' }, signal }),
    placeholderData: keepPreviousData,
  })
}

export function pilotQuery(pilotId: string) {
  return queryOptions({
    queryKey: [...coverageKey, 'pilot', pilotId],
    queryFn: ({ signal }) => call(readPilot, { params: { pilotId }, signal }),
  })
}

export const choicesQuery = queryOptions({
  queryKey: [...policiesKey, 'choices'],
  queryFn: ({ signal }) => call(readPolicyChoices, { signal }),
  staleTime: 60_000,
})
