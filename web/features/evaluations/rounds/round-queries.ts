import type { QueryClient } from '@tanstack/react-query'
import { queryOptions } from '@tanstack/react-query'
import { listDecisions, listObjections, listRounds, readOwnResult, readRound } from '#contract/evaluations'
import type { Decision, RoundView } from '#contract/evaluations'
import { ApiError, call } from '../../../app/api-client.ts'
import { evaluationsKey, isRunning, refreshEvaluations } from '../shared/evaluation-queries.ts'

export const roundsQuery = queryOptions({
  queryKey: [...evaluationsKey, 'rounds'],
  queryFn: ({ signal }) => call(listRounds, { signal }),
})

/** Asked again and again only while one of its runs works. */
export function roundQuery(roundId: string) {
  return queryOptions({
    queryKey: [...evaluationsKey, 'round', roundId],
    queryFn: ({ signal }) => call(readRound, { params: { roundId }, signal }),
    refetchInterval: ({ state }) => (state.data?.runs.some(isRunning) ? 1000 : false),
  })
}

export function objectionsQuery(roundId: string) {
  return queryOptions({
    queryKey: [...evaluationsKey, 'objections', roundId],
    queryFn: ({ signal }) => call(listObjections, { params: { roundId }, signal }),
  })
}

export function decisionsQuery(roundId: string) {
  return queryOptions({
    queryKey: [...evaluationsKey, 'decisions', roundId],
    queryFn: ({ signal }) => call(listDecisions, { params: { roundId }, signal }),
  })
}

export function ownResultQuery(roundId: string, unit: string | undefined) {
  return queryOptions({
    queryKey: [...evaluationsKey, 'own', roundId, unit ?? null],
    queryFn: ({ signal }) =>
      call(readOwnResult, { params: { roundId }, query: unit === undefined ? {} : { unit }, signal }),
  })
}

/** The answer of an act becomes what the page shows; everything else of evaluation is asked again. */
export function keepRound(client: QueryClient, view: RoundView): Promise<void> {
  const { queryKey } = roundQuery(view.row.id)
  client.setQueryData(queryKey, view)
  return refreshEvaluations(client, queryKey)
}

export function keepDecisions(
  client: QueryClient,
  roundId: string,
  answer: { readonly decisions: Decision[] },
): Promise<void> {
  const { queryKey } = decisionsQuery(roundId)
  client.setQueryData(queryKey, answer)
  return refreshEvaluations(client, queryKey)
}

/** Somebody else was quicker: the page then shows the newer state beside what was typed. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.has('evaluation.stale')
}
