/** Server state of the layout of industries. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listLayoutProposals, readLayout, readLayoutHistory } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { policiesKey } from '../shared/policy-queries.ts'

export const layoutKey = [...policiesKey, 'layout'] as const

export function layoutQuery(on: string | undefined) {
  return queryOptions({
    queryKey: [...layoutKey, 'on', on ?? 'today'],
    queryFn: ({ signal }) => call(readLayout, { query: on ? { on } : {}, signal }),
    placeholderData: keepPreviousData,
  })
}

export function layoutHistoryQuery(parkId: string) {
  return queryOptions({
    queryKey: [...layoutKey, 'history', parkId],
    queryFn: ({ signal }) => call(readLayoutHistory, { query: { park: parkId }, signal }),
  })
}

export const proposalsQuery = queryOptions({
  queryKey: [...layoutKey, 'proposals'],
  queryFn: ({ signal }) => call(listLayoutProposals, { signal }),
})
