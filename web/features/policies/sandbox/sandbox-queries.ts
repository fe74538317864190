/** Server state of the sandbox register. */
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { listSandbox, readSandboxEntry } from '#contract/policies'
import type { SandboxView } from '#contract/policies'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { policiesKey } from '../shared/policy-queries.ts'

const sandboxKey = [...policiesKey, 'sandbox'] as const

export function sandboxQuery(query: Pick<QueryInputOf<typeof listSandbox>, 'state'>) {
  return queryOptions({
    queryKey: [...sandboxKey, 'list', query],
    queryFn: ({ signal }) => call(listSandbox, { query: { ...query, limit: '200' }, signal }),
    placeholderData: keepPreviousData,
  })
}

export function sandboxEntryQuery(entryId: string) {
  return queryOptions({
    queryKey: [...sandboxKey, 'entry', entryId],
    queryFn: ({ signal }) => call(readSandboxEntry, { params: { entryId }, signal }),
  })
}

/** After an act: the answered view is shown at once, the register is read again. */
export function useKeepEntry() {
  const client = useQueryClient()
  return {
    keep: async (view: SandboxView) => {
      client.setQueryData(sandboxEntryQuery(view.id).queryKey, view)
      await client.invalidateQueries({ queryKey: [...sandboxKey, 'list'] })
    },
    /** Somebody else was first. */
    readAgain: (entryId: string) =>
      client.invalidateQueries({ queryKey: sandboxEntryQuery(entryId).queryKey }),
  }
}
