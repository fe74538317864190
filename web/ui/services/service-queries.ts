/** Server state of stewards, packs, requests and visits, for the page of an enterprise and those of cultivation. */
import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { listPacks, listStewards, readEnterpriseServices, readStewardPage } from '#contract/cultivation'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { call } from '../../app/api-client.ts'

export type EnterpriseServices = ResponseOf<typeof readEnterpriseServices>

export const servicesKey = ['services'] as const

export function enterpriseServicesQuery(enterpriseId: string) {
  return queryOptions({
    queryKey: [...servicesKey, 'enterprise', enterpriseId],
    queryFn: ({ signal }) => call(readEnterpriseServices, { params: { enterpriseId }, signal }),
  })
}

export const stewardsQuery = queryOptions({
  queryKey: [...servicesKey, 'stewards'],
  queryFn: ({ signal }) => call(listStewards, { signal }),
})

/** Null: of the reader himself. */
export function stewardPageQuery(userId: string | null) {
  return queryOptions({
    queryKey: [...servicesKey, 'page', userId],
    queryFn: ({ signal }) => call(readStewardPage, { query: userId === null ? {} : { userId }, signal }),
  })
}

export const packsQuery = queryOptions({
  queryKey: [...servicesKey, 'packs'],
  queryFn: ({ signal }) => call(listPacks, { signal }),
  staleTime: 60_000,
})

/** After an act the answer is the enterprise’s services as they are now; everything else that tells of them is read again. */
export function keepServices(client: QueryClient, answer: EnterpriseServices): void {
  const { queryKey } = enterpriseServicesQuery(answer.enterprise.id)
  client.setQueryData(queryKey, answer)
  const own = JSON.stringify(queryKey)
  void client.invalidateQueries({
    queryKey: servicesKey,
    predicate: (query) => JSON.stringify(query.queryKey) !== own,
  })
  void client.invalidateQueries({ queryKey: ['cultivation'] })
}

/** Ladder and library name the steward of an enterprise too. */
export async function refreshServices(client: QueryClient): Promise<void> {
  void client.invalidateQueries({ queryKey: ['cultivation'] })
  await client.invalidateQueries({ queryKey: servicesKey })
}
