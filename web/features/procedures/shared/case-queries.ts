/** Server state of cases and procedures that both the lists and the case page read. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  commandCase,
  listCaseEvents,
  listParties,
  listProcedures,
  readCase,
  readProcedure,
} from '#contract/procedures'
import type { CaseCommandBody } from '#contract/procedures'
import type { z } from 'zod'
import { call } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'

export type CaseView = ResponseOf<typeof readCase>
export type ProcedureView = ResponseOf<typeof readProcedure>
export type CaseEventView = ResponseOf<typeof listCaseEvents>['events'][number]
export type PartyFound = ResponseOf<typeof listParties>['parties'][number]
/** As sent: what the contract fills in may be left out. */
export type CommandInput = z.input<typeof CaseCommandBody>

export const casesKey = ['cases'] as const

export function caseQuery(caseId: string) {
  return queryOptions({
    queryKey: ['cases', 'case', caseId],
    queryFn: ({ signal }) => call(readCase, { params: { caseId }, signal }),
  })
}

export function caseEventsQuery(caseId: string, version: number) {
  return queryOptions({
    queryKey: ['cases', 'events', caseId, version],
    queryFn: ({ signal }) => call(listCaseEvents, { params: { caseId }, signal }),
    placeholderData: keepPreviousData,
  })
}

export const proceduresQuery = queryOptions({
  queryKey: ['procedures', 'list'],
  queryFn: ({ signal }) => call(listProcedures, { signal }),
})

export function procedureQuery(code: string, version?: number) {
  return queryOptions({
    queryKey: ['procedures', 'procedure', code, version ?? 'in force'],
    queryFn: ({ signal }) =>
      call(readProcedure, { params: { code }, query: version === undefined ? {} : { version }, signal }),
    placeholderData: keepPreviousData,
  })
}

export function partiesQuery(query: {
  readonly q: string
  readonly kind: 'organisation' | 'person' | 'any'
  readonly organisationKind?: string
}) {
  return queryOptions({
    queryKey: ['parties', query],
    queryFn: ({ signal }) => call(listParties, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

/** Names of parties that are already chosen. */
export function partyNamesQuery(ids: readonly string[]) {
  const asked = ids.toSorted().join(',')
  return queryOptions({
    queryKey: ['parties', 'names', asked],
    queryFn: ({ signal }) => call(listParties, { query: { ids: asked }, signal }),
    enabled: ids.length > 0,
    staleTime: 300_000,
  })
}

/** Sends a command; the answered case takes the place of the one shown, and lists are read again. */
export async function sendCommand(caseId: string, version: number, command: CommandInput): Promise<CaseView> {
  const view = await call(commandCase, { params: { caseId }, body: { version, command } })
  putCase(view)
  return view
}

export function putCase(view: CaseView): void {
  queryClient.setQueryData(caseQuery(view.id).queryKey, view)
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [area, what, id] }) =>
      area === 'home' || area === 'notices' || (area === 'cases' && !(what === 'case' && id === view.id)),
  })
}
