/** Server state of 免申即享. */
import { queryOptions } from '@tanstack/react-query'
import { listDirectLists, listPolicies } from '#contract/policies'
import { call } from '../../../app/api-client.ts'
import { policiesKey } from '../shared/policy-queries.ts'

export const directKey = [...policiesKey, 'direct'] as const

export const directListsQuery = queryOptions({
  queryKey: [...directKey, 'lists'],
  queryFn: ({ signal }) => call(listDirectLists, { query: {}, signal }),
})

/** Policies of today that need no application. */
export const directPoliciesQuery = queryOptions({
  queryKey: [...directKey, 'policies'],
  queryFn: ({ signal }) =>
    call(listPolicies, { query: { procedure: 'direct', standing: 'in-force', limit: '500' }, signal }),
})
