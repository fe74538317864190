import { useCallback, useRef } from 'react'
import { ApiError } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import { caseQuery, sendCommand } from '../shared/case-queries.ts'
import type { CaseView, CommandInput } from '../shared/case-queries.ts'

export type RunCommand = (command: CommandInput) => Promise<CaseView>

/**
 * Sends the commands of a page one after another, each on the version that the one before has answered; otherwise what saves
 * itself and what is clicked would make each other stale. After a refusal the case is read again: it may have gone on.
 */
export function useCommands(caseId: string): RunCommand {
  const last = useRef<Promise<unknown>>(Promise.resolve())
  return useCallback(
    (command) => {
      const next = last.current.then(async () => {
        const view = await queryClient.ensureQueryData(caseQuery(caseId))
        try {
          return await sendCommand(caseId, view.version, command)
        } catch (error) {
          if (isRefused(error))
            await queryClient.fetchQuery({ ...caseQuery(caseId), staleTime: 0 }).catch(() => undefined)
          throw error
        }
      })
      last.current = next.catch(() => undefined)
      return next
    },
    [caseId],
  )
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500
}

export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409
}
