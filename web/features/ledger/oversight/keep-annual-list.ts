import type { QueryClient } from '@tanstack/react-query'
import type { AnnualList } from '#contract/ledger'
import { refreshLedger } from '../shared/queries.ts'
import { annualListQuery } from './oversight-queries.ts'

/** The answered list is the page as it is now; matrices are read again. */
export function keepAnnualList(client: QueryClient, list: AnnualList): void {
  refreshLedger(client)
  client.setQueryData(annualListQuery(list.id).queryKey, list)
}
