import { queryOptions } from '@tanstack/react-query'
import { readHome, search } from '#contract/work'
import { call } from '../../app/api-client.ts'

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => call(readHome, { signal }),
})

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => call(search, { query: { q }, signal }),
    enabled: q !== '',
  })
