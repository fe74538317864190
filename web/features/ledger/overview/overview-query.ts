import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { readOverview } from '#contract/ledger'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { ledgerKey } from '../shared/queries.ts'

export type Overview = ResponseOf<typeof readOverview>

export function overviewQuery(document: string | undefined) {
  return queryOptions({
    queryKey: [...ledgerKey, 'overview', document ?? null],
    queryFn: ({ signal }) => call(readOverview, { query: { document }, signal }),
    placeholderData: keepPreviousData,
  })
}
