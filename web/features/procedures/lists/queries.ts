import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listCases, readBoard, readStatistics } from '#contract/procedures'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { casesKey } from '../shared/case-queries.ts'
import type { ListQuery } from './list-query.ts'

/** Rows that are read at once. */
export const PAGE_ROWS = 100

export function casesPageQuery(query: ListQuery, page: number) {
  return queryOptions({
    queryKey: [...casesKey, 'list', query, page],
    queryFn: ({ signal }) =>
      call(listCases, { query: { ...query, offset: page * PAGE_ROWS, limit: PAGE_ROWS }, signal }),
  })
}

export function boardQuery(procedure: string) {
  return queryOptions({
    queryKey: [...casesKey, 'board', procedure],
    queryFn: ({ signal }) => call(readBoard, { query: { procedure }, signal }),
    enabled: procedure !== '',
  })
}

export function statisticsQuery(query: QueryInputOf<typeof readStatistics>) {
  return queryOptions({
    queryKey: [...casesKey, 'statistics', query],
    queryFn: ({ signal }) => call(readStatistics, { query, signal }),
    enabled: query.procedure !== '',
    placeholderData: keepPreviousData,
  })
}
