import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { ApplicationView } from '#contract/policies'
import { applicationQuery, policiesKey } from '../shared/policy-queries.ts'

/** After an act: the answered view is shown at once, lists, sums and what waits are read again. */
export function useKeepApplication() {
  const client = useQueryClient()
  return {
    keep: async (view: z.infer<typeof ApplicationView>) => {
      const { queryKey } = applicationQuery(view.id)
      client.setQueryData(queryKey, view)
      await Promise.all([
        client.invalidateQueries({
          queryKey: policiesKey,
          predicate: (query) => JSON.stringify(query.queryKey) !== JSON.stringify(queryKey),
        }),
        client.invalidateQueries({ queryKey: ['enterprises'] }),
        client.invalidateQueries({ queryKey: ['cases'] }),
        client.invalidateQueries({ queryKey: ['home'] }),
      ])
    },
    /** Somebody else was first. */
    readAgain: (applicationId: string) =>
      client.invalidateQueries({ queryKey: applicationQuery(applicationId).queryKey }),
  }
}
