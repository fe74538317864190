/** Server state of the register of enterprises. */
import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { readEnterpriseLadder } from '#contract/cultivation'
import { listRecordKinds, readEnterprise, readProfile, searchEnterprises } from '#contract/enterprises'
import { explainMatch, matchEnterprise as matchPolicies } from '#contract/policies'
import { readEnterpriseFacts, readRuleBook } from '#contract/rules'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { call } from '../../app/api-client.ts'

export type Enterprise = ResponseOf<typeof readEnterprise>

export const enterprisesKey = ['enterprises'] as const

export function enterpriseQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: [...enterprisesKey, 'one', enterpriseId],
    queryFn: ({ signal }) => call(readEnterprise, { params: { enterpriseId }, signal }),
  })
}

const MOST_HITS = 50

/** Former names by which enterprises are found, by id; for the list of a search. */
export function formerNamesQuery(words: string) {
  return queryOptions({
    queryKey: [...enterprisesKey, 'former-names', words],
    queryFn: ({ signal }) => call(searchEnterprises, { query: { words, limit: MOST_HITS }, signal }),
    select: formerNamesOf,
    enabled: words !== '',
  })
}
function formerNamesOf({ hits }: ResponseOf<typeof searchEnterprises>): ReadonlyMap<string, string> {
  return new Map(hits.flatMap(({ id, formerName }) => (formerName === null ? [] : [[id, formerName]])))
}

/** After a change: the answer is the enterprise as it is known now; lists and who must file are read again. */
export function keepEnterprise(client: QueryClient, answer: Enterprise): void {
  const { queryKey } = enterpriseQuery(answer.enterprise.id)
  client.setQueryData(queryKey, answer)
  void client.invalidateQueries({
    queryKey: enterprisesKey,
    predicate: (query) => JSON.stringify(query.queryKey) !== JSON.stringify(queryKey),
  })
  void client.invalidateQueries({ queryKey: ['statistics'] })
}

/** Everything known of an enterprise that may change when something is declared, recorded or decided. */
export function profileQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: [...enterprisesKey, 'profile', enterpriseId],
    queryFn: ({ signal }) => call(readProfile, { params: { enterpriseId }, signal }),
  })
}
export function factsQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: [...enterprisesKey, 'facts', enterpriseId],
    queryFn: ({ signal }) => call(readEnterpriseFacts, { params: { enterpriseId }, signal }),
  })
}
export function matchesQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: [...enterprisesKey, 'policies', enterpriseId],
    queryFn: ({ signal }) => call(matchPolicies, { params: { enterpriseId }, signal }),
  })
}
export function matchQuery(enterpriseId: string, policyId: string) {
  return queryOptions({
    queryKey: [...enterprisesKey, 'policy', enterpriseId, policyId],
    queryFn: ({ signal }) => call(explainMatch, { params: { enterpriseId, policyId }, signal }),
  })
}
export function ladderQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: [...enterprisesKey, 'ladder', enterpriseId],
    queryFn: ({ signal }) => call(readEnterpriseLadder, { params: { enterpriseId }, signal }),
  })
}
export const recordKindsQuery = queryOptions({
  queryKey: ['enterprise-record-kinds'],
  queryFn: ({ signal }) => call(listRecordKinds, { signal }),
  staleTime: 600_000,
})

/** After anything was declared, recorded or decided: what is judged from it is read again; ends once that is there. */
export function refreshEnterprise(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: enterprisesKey })
}

/** What facts are called and what their words mean, where no single enterprise is at hand. */
export const ruleBookQuery = queryOptions({
  queryKey: ['rules', 'book'],
  queryFn: ({ signal }) => call(readRuleBook, { signal }),
  staleTime: 600_000,
})

/** Declarations of all enterprises that the reader may see. */
export const declarationsKey = ['declarations'] as const
