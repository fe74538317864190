import { useQueryClient } from '@tanstack/react-query'
import type { PilotView } from '#contract/policies'
import { coverageKey, pilotQuery } from '../coverage/coverage-queries.ts'

/** After an act: the answered view is shown at once; lists and the matrix are read again. */
export function useKeepPilot() {
  const client = useQueryClient()
  return {
    keep: async (view: PilotView) => {
      const { queryKey } = pilotQuery(view.id)
      client.setQueryData(queryKey, view)
      await client.invalidateQueries({
        queryKey: coverageKey,
        predicate: (query) => JSON.stringify(query.queryKey) !== JSON.stringify(queryKey),
      })
    },
    /** Somebody else was first. */
    readAgain: (pilotId: string) => client.invalidateQueries({ queryKey: pilotQuery(pilotId).queryKey }),
  }
}
