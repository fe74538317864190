import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { checkPolicyDefinition, readPolicyChoices, tryPolicyDefinition } from '#contract/policies'
import type { PolicyView } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { call } from '../../../app/api-client.ts'
import { policiesKey, policyQuery } from '../shared/policy-queries.ts'
import { jsonOf } from './read-draft.ts'

export const policyChoicesQuery = queryOptions({
  queryKey: [...policiesKey, 'choices'],
  queryFn: ({ signal }) => call(readPolicyChoices, { signal }),
  staleTime: 60_000,
})

/** Answers belong to what was asked: one that comes late never stands for a later question. */
export function trialQuery(definition: PolicyDefinition, enabled: boolean) {
  return queryOptions({
    queryKey: [...policiesKey, 'try', JSON.stringify(definition)],
    queryFn: ({ signal }) => call(tryPolicyDefinition, { body: { definition: jsonOf(definition) }, signal }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    staleTime: 60_000,
    retry: false,
    enabled,
  })
}
export function checkQuery(definition: PolicyDefinition, enabled: boolean) {
  return queryOptions({
    queryKey: [...policiesKey, 'check', JSON.stringify(definition)],
    queryFn: ({ signal }) =>
      call(checkPolicyDefinition, { body: { definition: jsonOf(definition) }, signal }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    staleTime: 60_000,
    retry: false,
    enabled,
  })
}

/** What the server answered to a saving or an act stands; lists and other views of the policy are read anew. */
export function keepVersion(client: QueryClient, view: PolicyView): void {
  const { queryKey } = policyQuery(view.row.id, { version: view.version.id })
  client.setQueryData(queryKey, view)
  void client.invalidateQueries({
    queryKey: policiesKey,
    predicate: ({ queryKey: key }) =>
      key[1] !== 'try' &&
      key[1] !== 'check' &&
      !(key[1] === 'one' && JSON.stringify(key) === JSON.stringify(queryKey)),
  })
  void client.invalidateQueries({ queryKey: ['home'] })
}
