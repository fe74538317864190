import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { explore, listIndicators, listPublishedSeries, readStore } from '#contract/statistics'
import { call } from '../../../app/api-client.ts'
import { statisticsKey } from '../shared/queries.ts'
import type { ExploreQueryInput } from './explore-address.ts'

export const indicatorsQuery = queryOptions({
  queryKey: [...statisticsKey, 'indicators'],
  queryFn: ({ signal }) => call(listIndicators, { signal }),
  staleTime: 5 * 60_000,
})

export function explorationQuery(query: ExploreQueryInput) {
  return queryOptions({
    queryKey: [...statisticsKey, 'explore', query],
    queryFn: ({ signal }) => call(explore, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

export function publishedQuery(indicator: string) {
  return queryOptions({
    queryKey: [...statisticsKey, 'published', indicator],
    queryFn: ({ signal }) => call(listPublishedSeries, { query: { indicator }, signal }),
    staleTime: 5 * 60_000,
  })
}

export const storeQuery = queryOptions({
  queryKey: [...statisticsKey, 'store'],
  queryFn: ({ signal }) => call(readStore, { signal }),
})
