/** Server state of the register of enterprises. */
import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { listEnterprises, readEnterprise } from '#contract/enterprises'
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

const FOUND = 12

/** A few enterprises by name, code or initials, for choosing one. */
export function findEnterprisesQuery(search: string) {
  return queryOptions({
    queryKey: [...enterprisesKey, 'find', search],
    queryFn: ({ signal }) => call(listEnterprises, { query: { search, limit: FOUND }, signal }),
    enabled: search !== '',
  })
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
