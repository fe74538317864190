import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listAudit, listUsers } from '#contract/access'
import { call } from '../../app/api-client.ts'

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => call(listUsers, { signal }),
})

/** The trail in pages, newest first; `action` is the beginning of an action's name. */
export const auditQuery = (action: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['audit', action ?? ''],
    queryFn: ({ pageParam, signal }) =>
      call(listAudit, {
        query: { limit: 100, ...(action ? { action } : {}), ...(pageParam ? { before: pageParam } : {}) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ entries, more }) => (more ? entries.at(-1)?.sequence : undefined),
  })
