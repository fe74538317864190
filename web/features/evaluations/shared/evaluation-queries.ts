import type { QueryClient } from '@tanstack/react-query'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listRuns, readContributions, readRun } from '#contract/evaluations'
import type { RunRow } from '#contract/evaluations'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'

/** Everything of evaluation is kept under this key. */
export const evaluationsKey = ['evaluations'] as const

export function isRunning({ state }: Pick<RunRow, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

/** Asked again and again only while a run works. */
export function runsQuery(query: QueryInputOf<typeof listRuns> = {}) {
  return queryOptions({
    queryKey: [...evaluationsKey, 'runs', query],
    queryFn: ({ signal }) => call(listRuns, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.runs.some(isRunning) ? 1000 : false),
  })
}

export function runQuery(runId: string) {
  return queryOptions({
    queryKey: [...evaluationsKey, 'run', runId],
    queryFn: ({ signal }) => call(readRun, { params: { runId }, signal }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.row) ? 1000 : false),
    // A finished run never changes; only who adopted it may.
    staleTime: 60_000,
  })
}

export function contributionsQuery(runId: string, unit: string, node: string) {
  return queryOptions({
    queryKey: [...evaluationsKey, 'contributions', runId, unit, node],
    queryFn: ({ signal }) => call(readContributions, { params: { runId }, query: { unit, node }, signal }),
    staleTime: 60_000,
  })
}

/** After an act: what lists and other pages keep may be old. `kept` is the view that the act itself answered. */
export function refreshEvaluations(client: QueryClient, kept?: readonly unknown[]): Promise<void> {
  const same = kept === undefined ? null : JSON.stringify(kept)
  return client.invalidateQueries({
    predicate: ({ queryKey }) =>
      queryKey[0] === evaluationsKey[0] && (same === null || JSON.stringify(queryKey) !== same),
  })
}
