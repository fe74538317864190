import { queryOptions } from '@tanstack/react-query'
import { readMap } from '#contract/registry'
import { call } from '../../app/api-client.ts'

/** Outlines and positions of the zone's parks; they hardly ever change. */
export const mapQuery = queryOptions({
  queryKey: ['map'],
  queryFn: ({ signal }) => call(readMap, { signal }),
  staleTime: 5 * 60_000,
})
