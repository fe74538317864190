/** Server state that several pages of statistics read. Everything stands under `statisticsKey`. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import {
  listCollections,
  listForms,
  listImports,
  listMyFilings,
  readCollection,
  readForm,
  readImport,
  readSheet,
} from '#contract/statistics'
import type { FilingSheet, ImportResult } from '#contract/statistics'
import type { QueryInputOf, ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'

export type Collection = ResponseOf<typeof readCollection>
export type FormRow = ResponseOf<typeof listForms>['forms'][number]
export type FormDetail = ResponseOf<typeof readForm>

export const statisticsKey = ['statistics'] as const

export const formsQuery = queryOptions({
  queryKey: [...statisticsKey, 'forms'],
  queryFn: ({ signal }) => call(listForms, { signal }),
  staleTime: 5 * 60_000,
})

export function formQuery(form: string, version?: number) {
  return queryOptions({
    queryKey: [...statisticsKey, 'form', form, version ?? 'newest'],
    queryFn: ({ signal }) =>
      call(readForm, { params: { form }, query: version === undefined ? {} : { version }, signal }),
    staleTime: 5 * 60_000,
  })
}

export function collectionsQuery(query: QueryInputOf<typeof listCollections>) {
  return queryOptions({
    queryKey: [...statisticsKey, 'collections', query],
    queryFn: ({ signal }) => call(listCollections, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function collectionQuery(form: string, period: string) {
  return queryOptions({
    queryKey: [...statisticsKey, 'collection', form, period],
    queryFn: ({ signal }) => call(readCollection, { params: { form, period }, signal }),
  })
}

export const myFilingsQuery = queryOptions({
  queryKey: [...statisticsKey, 'mine'],
  queryFn: ({ signal }) => call(listMyFilings, { signal }),
})

/** One filing; with `asOf` its final state of then, which no longer changes. */
export function sheetQuery(unitId: string, form: string, period: string, asOf?: string) {
  return queryOptions({
    queryKey: [...statisticsKey, 'sheet', unitId, form, period, asOf ?? 'now'],
    queryFn: ({ signal }) =>
      call(readSheet, {
        params: { unitId, form, period },
        query: asOf === undefined ? {} : { asOf },
        signal,
      }),
  })
}

export const importsQuery = queryOptions({
  queryKey: [...statisticsKey, 'imports'],
  queryFn: ({ signal }) => call(listImports, { signal }),
})

export function isImportRunning(result: Pick<ImportResult, 'state'>): boolean {
  return result.state === 'queued' || result.state === 'running'
}

export function importQuery(jobId: string) {
  return queryOptions({
    queryKey: [...statisticsKey, 'import', jobId],
    queryFn: ({ signal }) => call(readImport, { params: { jobId }, signal }),
    refetchInterval: ({ state }) => (state.data && isImportRunning(state.data) ? 1000 : false),
  })
}

/** After an act: the answer is the sheet as it is now; everything else of statistics is read again. */
export function keepSheet(client: QueryClient, sheet: FilingSheet): void {
  const { form, period } = sheet.collection
  const { queryKey } = sheetQuery(sheet.unit.id, form, period)
  client.setQueryData(queryKey, sheet)
  refreshStatistics(client, queryKey)
}

/** After an act on a period: its answer is the page as it is now. */
export function keepCollection(client: QueryClient, answer: Collection): void {
  const { queryKey } = collectionQuery(answer.collection.form, answer.collection.period)
  client.setQueryData(queryKey, answer)
  refreshStatistics(client, queryKey)
}

/** Lists and counts are read again, except what is known to be new. Forms stay: they change by version only. */
export function refreshStatistics(client: QueryClient, known?: readonly unknown[]): void {
  const kept = known === undefined ? null : JSON.stringify(known)
  void client.invalidateQueries({
    queryKey: statisticsKey,
    predicate: ({ queryKey }) =>
      queryKey[1] !== 'forms' && queryKey[1] !== 'form' && JSON.stringify(queryKey) !== kept,
  })
  void client.invalidateQueries({ queryKey: ['home'] })
  void client.invalidateQueries({ queryKey: ['notices'] })
}
