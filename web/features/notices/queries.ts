import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listNotices, markNoticesRead } from '#contract/notices'
import { call } from '../../app/api-client.ts'
import { queryClient } from '../../app/query-client.ts'

/** Everything about notices lies below this key; commands on cases invalidate it. */
export const noticesKey = ['notices'] as const

/** What is unread, for the bell; asked for again every minute while the page is seen. */
export const unreadNoticesQuery = queryOptions({
  queryKey: [...noticesKey, 'bell'],
  queryFn: ({ signal }) => call(listNotices, { query: { unread: 'yes' }, signal }),
  refetchInterval: 60_000,
})

export const noticesQuery = (unread: 'yes' | 'no') =>
  infiniteQueryOptions({
    queryKey: [...noticesKey, 'list', unread],
    queryFn: ({ pageParam, signal }) =>
      call(listNotices, { query: { unread, ...(pageParam ? { before: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ notices }) => notices.at(-1)?.id,
  })

/** Marks as read; all when no ids are given. */
export async function readNotices(ids?: readonly string[]): Promise<void> {
  await call(markNoticesRead, { body: ids ? { ids: [...ids] } : {} })
  await queryClient.invalidateQueries({ queryKey: noticesKey })
}
