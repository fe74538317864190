import { queryOptions } from '@tanstack/react-query'
import { readMap, readOrganisation } from '#contract/registry'
import { call } from '../../app/api-client.ts'

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
