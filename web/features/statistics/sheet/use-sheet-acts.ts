import { useMutation, useQueryClient } from '@tanstack/react-query'
import { actOnFiling, openQuery, sayInQuery } from '#contract/statistics'
import type { FilingAct, FilingSheet } from '#contract/statistics'
import { ApiError, call } from '../../../app/api-client.ts'
import { keepSheet, sheetQuery } from '../shared/queries.ts'
import type { SheetStore } from './sheet-store.ts'

/** Something typed is not yet with the server, so that nothing may be done upon it. */
export class NotSavedError extends Error {}

/** Acts on this filing. What was typed is saved first; a correction takes its values along instead. */
export function useFilingAct(view: FilingSheet, store: SheetStore) {
  const client = useQueryClient()
  const { unit, collection } = view
  const params = { unitId: unit.id, form: collection.form, period: collection.period }
  return useMutation({
    mutationFn: async (act: FilingAct) => {
      if (act.kind !== 'correct' && !store.getState().correcting && !(await store.flush()))
        throw new NotSavedError()
      const { version } = store.getState().base
      if (version === null) throw new NotSavedError()
      return call(actOnFiling, { params, body: { version, act } })
    },
    onSuccess: (answer, act) => {
      if (act.kind === 'correct') store.stopCorrecting()
      keepSheet(client, answer)
    },
    onError: (error) => {
      // Somebody else was first: what is shown is read again, so that the next try stands on it.
      if (error instanceof ApiError && error.has('statistics.stale'))
        void client.invalidateQueries({
          queryKey: sheetQuery(params.unitId, params.form, params.period).queryKey,
        })
    },
  })
}

export function useOpenQuery(view: FilingSheet) {
  const client = useQueryClient()
  const { unit, collection } = view
  return useMutation({
    mutationFn: (body: { readonly field: string | null; readonly text: string }) =>
      call(openQuery, {
        params: { unitId: unit.id, form: collection.form, period: collection.period },
        body,
      }),
    onSuccess: (answer) => keepSheet(client, answer),
  })
}

export function useSayInQuery(queryId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { readonly text: string; readonly close: boolean }) =>
      call(sayInQuery, { params: { queryId }, body }),
    onSuccess: (answer) => keepSheet(client, answer),
  })
}
