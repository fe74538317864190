/** Server state of ladder and library. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { readEntry, readLadder, readLadderParks, readLadderRules, readMovement } from '#contract/cultivation'
import { readRuleBook } from '#contract/rules'
import type { QueryInputOf, ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'

/** Everything of cultivation is kept under this key. */
export const cultivationKey = ['cultivation'] as const

export type LadderView = ResponseOf<typeof readLadder>

export const ladderQuery = queryOptions({
  queryKey: [...cultivationKey, 'ladder'],
  queryFn: ({ signal }) => call(readLadder, { signal }),
})
export function ladderParksQuery(query: QueryInputOf<typeof readLadderParks>) {
  return queryOptions({
    queryKey: [...cultivationKey, 'parks', query],
    queryFn: ({ signal }) => call(readLadderParks, { query, signal }),
    placeholderData: keepPreviousData,
  })
}
export const ladderRulesQuery = queryOptions({
  queryKey: [...cultivationKey, 'rules'],
  queryFn: ({ signal }) => call(readLadderRules, { signal }),
})
export function movementQuery(query: QueryInputOf<typeof readMovement>) {
  return queryOptions({
    queryKey: [...cultivationKey, 'movement', query],
    queryFn: ({ signal }) => call(readMovement, { query, signal }),
    placeholderData: keepPreviousData,
  })
}
export function entryQuery(entryId: string) {
  return queryOptions({
    queryKey: [...cultivationKey, 'entry', entryId],
    queryFn: ({ signal }) => call(readEntry, { params: { entryId }, signal }),
  })
}
/** What facts are called. */
export const ruleBookQuery = queryOptions({
  queryKey: ['rules', 'book'],
  queryFn: ({ signal }) => call(readRuleBook, { signal }),
  staleTime: 600_000,
})

/** After an act: everything that tells of ladder and library is read again, here and on the pages of enterprises. */
export async function refreshCultivation(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: cultivationKey }),
    client.invalidateQueries({ queryKey: ['enterprises'] }),
  ])
}
