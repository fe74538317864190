import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listDuties, listViews, readBoardDuties, readTimeline } from '#contract/ledger'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import type { DutyFilterAddress } from '../shared/filter-address.ts'
import { ledgerKey } from '../shared/queries.ts'

/** Rows that are read at once. */
export const PAGE_ROWS = 100

export type DutyListQuery = Omit<QueryInputOf<typeof listDuties>, 'offset' | 'limit'>

export function dutiesPageQuery(query: DutyListQuery, page: number) {
  return queryOptions({
    queryKey: [...ledgerKey, 'list', query, page],
    queryFn: ({ signal }) =>
      call(listDuties, { query: { ...query, offset: page * PAGE_ROWS, limit: PAGE_ROWS }, signal }),
  })
}

export type BoardBy = NonNullable<QueryInputOf<typeof readBoardDuties>['by']>

export function dutyBoardQuery(filter: DutyFilterAddress, by: BoardBy) {
  return queryOptions({
    queryKey: [...ledgerKey, 'board', filter, by],
    queryFn: ({ signal }) => call(readBoardDuties, { query: { ...filter, by }, signal }),
    placeholderData: keepPreviousData,
  })
}

export function timelineQuery(filter: DutyFilterAddress) {
  return queryOptions({
    queryKey: [...ledgerKey, 'timeline', filter],
    queryFn: ({ signal }) => call(readTimeline, { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

export const savedViewsQuery = queryOptions({
  queryKey: [...ledgerKey, 'views'],
  queryFn: ({ signal }) => call(listViews, { signal }),
})
