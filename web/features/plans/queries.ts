/** Server state of the plans area: what is read, and how it is kept fresh. */
import { queryOptions } from '@tanstack/react-query'
import {
  listDocuments,
  listPlans,
  readDocument,
  readFindings,
  readItemHistory,
  readPlan,
  readVersion,
} from '#contract/plans'
import { listProcedures } from '#contract/procedures'
import { listOrganisations } from '#contract/registry'
import { call } from '../../app/api-client.ts'

export type DocumentState = 'review' | 'ready' | 'published'

export const documentsKey = ['plans', 'documents'] as const
export const plansKey = ['plans', 'plans'] as const

export function documentsQuery(filter: { readonly q?: string; readonly state?: DocumentState } = {}) {
  return queryOptions({
    queryKey: [...documentsKey, filter],
    queryFn: ({ signal }) => call(listDocuments, { query: filter, signal }),
  })
}

export const plansQuery = queryOptions({
  queryKey: plansKey,
  queryFn: ({ signal }) => call(listPlans, { signal }),
})

/** Under the key of the pages of procedures, so that both read it once. */
export const proceduresQuery = queryOptions({
  queryKey: ['procedures', 'list'],
  queryFn: ({ signal }) => call(listProcedures, { signal }),
})

export function documentQuery(documentId: string) {
  return queryOptions({
    queryKey: ['plans', 'document', documentId],
    queryFn: ({ signal }) => call(readDocument, { params: { documentId }, signal }),
  })
}

export function readingQuery(versionId: string) {
  return queryOptions({
    queryKey: ['plans', 'reading', versionId],
    queryFn: ({ signal }) => call(readVersion, { params: { versionId }, signal }),
    // Text and items are one large answer; our own changes are merged into it as they happen.
    staleTime: 60_000,
  })
}

export function findingsQuery(versionId: string) {
  return queryOptions({
    queryKey: ['plans', 'findings', versionId],
    queryFn: ({ signal }) => call(readFindings, { params: { versionId }, signal }),
  })
}

export function itemHistoryQuery(versionId: string, itemId: string) {
  return queryOptions({
    queryKey: ['plans', 'history', versionId, itemId],
    queryFn: ({ signal }) => call(readItemHistory, { params: { versionId, itemId }, signal }),
    staleTime: 0,
  })
}

export function planQuery(planId: string) {
  return queryOptions({
    queryKey: ['plans', 'plan', planId],
    queryFn: ({ signal }) => call(readPlan, { params: { planId }, signal }),
  })
}

export const organisationsQuery = queryOptions({
  queryKey: ['registry', 'organisations', 'today'],
  queryFn: ({ signal }) => call(listOrganisations, { query: {}, signal }),
  staleTime: 300_000,
})
