/** Server state of consents. */
import { queryOptions } from '@tanstack/react-query'
import { listEnterprises } from '#contract/enterprises'
import { readEnterpriseFacts, readRuleBook } from '#contract/rules'
import { call } from '../../../app/api-client.ts'

export const consentsKey = ['consents'] as const

/** The enterprise for which the reader acts: the only one that his account sees. */
export const ownEnterpriseQuery = queryOptions({
  queryKey: [...consentsKey, 'own'],
  queryFn: async ({ signal }) => {
    const { enterprises } = await call(listEnterprises, { query: { limit: 1 }, signal })
    return enterprises[0] ?? null
  },
  staleTime: 600_000,
})

export function ownFactsQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: [...consentsKey, 'facts', enterpriseId],
    queryFn: ({ signal }) => call(readEnterpriseFacts, { params: { enterpriseId }, signal }),
  })
}

/** What facts are called. */
export const factNamesQuery = queryOptions({
  queryKey: ['rules', 'book'],
  queryFn: ({ signal }) => call(readRuleBook, { signal }),
  staleTime: 600_000,
})
