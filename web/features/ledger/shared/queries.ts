/** Server state that several pages of the ledger read. Everything stands under `ledgerKey`. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { countDuties, readDuty, readLedgerFrame, readLedgerRules } from '#contract/ledger'
import type { DutyView } from '#contract/ledger'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import type { DutyFilterAddress } from './filter-address.ts'

export type LedgerFrame = ResponseOf<typeof readLedgerFrame>

export const ledgerKey = ['ledger'] as const

export const ledgerFrameQuery = queryOptions({
  queryKey: [...ledgerKey, 'frame'],
  queryFn: ({ signal }) => call(readLedgerFrame, { signal }),
  staleTime: 60_000,
})

export function dutyQuery(dutyId: string) {
  return queryOptions({
    queryKey: [...ledgerKey, 'duty', dutyId],
    queryFn: ({ signal }) => call(readDuty, { params: { dutyId }, signal }),
  })
}

export function dutyCountsQuery(filter: DutyFilterAddress) {
  return queryOptions({
    queryKey: [...ledgerKey, 'counts', filter],
    queryFn: ({ signal }) => call(countDuties, { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

export const ledgerRulesQuery = queryOptions({
  queryKey: [...ledgerKey, 'rules'],
  queryFn: ({ signal }) => call(readLedgerRules, { signal }),
  staleTime: 5 * 60_000,
})

/** After an act: the answer is the duty's page as it is now; lists, counts and matrices are read again. */
export function keepDuty(client: QueryClient, view: DutyView): void {
  const { queryKey } = dutyQuery(view.duty.id)
  client.setQueryData(queryKey, view)
  void client.invalidateQueries({
    queryKey: ledgerKey,
    predicate: (query) => !(query.queryKey[1] === 'duty' && query.queryKey[2] === view.duty.id),
  })
  void client.invalidateQueries({ queryKey: ['home'] })
}

/** After an act on many duties, or one that answers something else. */
export function refreshLedger(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ledgerKey })
  void client.invalidateQueries({ queryKey: ['home'] })
}
