import { queryOptions } from '@tanstack/react-query'
import { readOrganisation } from '#contract/registry'
import { call } from '../../app/api-client.ts'

export const organisationQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ['organisation', organisationId],
    queryFn: ({ signal }) => call(readOrganisation, { params: { organisationId }, signal }),
  })
