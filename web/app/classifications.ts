import { queryOptions } from '@tanstack/react-query'
import { listClassifications } from '#contract/enterprises'
import { call } from './api-client.ts'

/** Lists of codes (industries, technical fields, sizes, rungs, clusters); they change with an edition of the list only. */
export const classificationsQuery = queryOptions({
  queryKey: ['classifications'],
  queryFn: ({ signal }) => call(listClassifications, { signal }),
  staleTime: 30 * 60_000,
})
