import type { QueryClient } from '@tanstack/react-query'
import { queryOptions } from '@tanstack/react-query'
import { listSchemes, readScheme, readSchemeChoices } from '#contract/evaluations'
import type { SchemeView } from '#contract/evaluations'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { evaluationsKey, refreshEvaluations } from '../shared/evaluation-queries.ts'

export const schemesQuery = queryOptions({
  queryKey: [...evaluationsKey, 'schemes'],
  queryFn: ({ signal }) => call(listSchemes, { signal }),
})

export function schemeQuery(schemeId: string) {
  return queryOptions({
    queryKey: [...evaluationsKey, 'scheme', schemeId],
    queryFn: ({ signal }) => call(readScheme, { params: { schemeId }, signal }),
  })
}

export type SchemeChoices = ResponseOf<typeof readSchemeChoices>

/** What an editor chooses from; the statistics seldom get a new indicator while somebody edits. */
export const choicesQuery = queryOptions({
  queryKey: [...evaluationsKey, 'scheme-choices'],
  queryFn: ({ signal }) => call(readSchemeChoices, { signal }),
  staleTime: 5 * 60_000,
})

/** The answer of an act becomes what the page shows; lists and other versions are asked again. */
export function keepScheme(client: QueryClient, view: SchemeView): Promise<void> {
  const { queryKey } = schemeQuery(view.row.id)
  client.setQueryData(queryKey, view)
  return refreshEvaluations(client, queryKey)
}

/** After each saving by itself: as `keepScheme`, but others are only asked again when somebody looks at them. */
export function keepSavedScheme(client: QueryClient, view: SchemeView): void {
  client.setQueryData(schemeQuery(view.row.id).queryKey, view)
  void client.invalidateQueries({ queryKey: schemesQuery.queryKey, refetchType: 'none' })
}
