import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listParties, listProcedures, readProcedure } from '#contract/procedures'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'

/** Everything that lists cases lies below this key; invalidate it after any command on a case. */
export const casesKey = ['cases'] as const

/** One case: `[...caseKey, caseId]`. Put what a command answers there. */
export const caseKey = ['case'] as const

export const proceduresQuery = queryOptions({
  queryKey: ['procedures'],
  queryFn: ({ signal }) => call(listProcedures, { signal }),
})

/** One procedure with its drawing; of a version, or the one in force. */
export const procedureQuery = (code: string, version?: number) =>
  queryOptions({
    queryKey: ['procedures', code, version ?? 'in force'],
    queryFn: ({ signal }) =>
      call(readProcedure, { params: { code }, query: version === undefined ? {} : { version }, signal }),
    enabled: code !== '',
  })

/** Organisations and people to choose from. */
export const partiesQuery = (query: QueryInputOf<typeof listParties>) =>
  queryOptions({
    queryKey: ['parties', query],
    queryFn: ({ signal }) => call(listParties, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
