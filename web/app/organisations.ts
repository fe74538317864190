import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listOrganisations } from '#contract/registry'
import { call } from './api-client.ts'

/** All organisations as of a date (default today); many pages need their names. */
export const organisationsQuery = (asOf?: string) =>
  queryOptions({
    queryKey: ['organisations', asOf ?? 'today'],
    queryFn: ({ signal }) => call(listOrganisations, { query: asOf ? { asOf } : {}, signal }),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  })
