import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listOrganisations, readMap, readOrganisation } from '#contract/registry'
import { call } from '../../app/api-client.ts'

export const organisationsQuery = (asOf?: string) =>
  queryOptions({
    queryKey: ['organisations', asOf ?? 'today'],
    queryFn: ({ signal }) => call(listOrganisations, { query: asOf ? { asOf } : {}, signal }),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  })

export const organisationQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ['organisation', organisationId],
    queryFn: ({ signal }) => call(readOrganisation, { params: { organisationId }, signal }),
  })

export const mapQuery = queryOptions({
  queryKey: ['map'],
  queryFn: ({ signal }) => call(readMap, { signal }),
  staleTime: 5 * 60_000,
})
