/** Server state of one duty: what is sent, and how the answer takes the place of what was shown. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { actOnDuty, listDuties, suggestParts } from '#contract/ledger'
import type { DutyActInput, DutyView } from '#contract/ledger'
import { ApiError, call } from '../../../app/api-client.ts'
import type { ApiIssue } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import { dutyQuery, keepDuty, ledgerKey } from '../shared/queries.ts'

/** The act is done on the version that the page showed; another one in between is refused with what differs. */
export async function sendAct(base: DutyView, act: DutyActInput): Promise<DutyView> {
  const view = await call(actOnDuty, {
    params: { dutyId: base.duty.id },
    body: { version: base.duty.version, act },
  })
  keepDuty(queryClient, view)
  return view
}

/** The duty as it is now, past every cache. */
export function fetchNewest(dutyId: string): Promise<DutyView> {
  return queryClient.fetchQuery({ ...dutyQuery(dutyId), staleTime: 0 })
}

export function staleIssue(error: unknown): ApiIssue | null {
  if (!(error instanceof ApiError)) return null
  return error.issues.find(({ code }) => code === 'ledger.stale') ?? null
}

export function changeWaitingFiles(
  dutyId: string,
  change: (files: DutyView['waitingFiles']) => DutyView['waitingFiles'],
): void {
  queryClient.setQueryData(dutyQuery(dutyId).queryKey, (view) =>
    view === undefined ? view : { ...view, waitingFiles: change(view.waitingFiles) },
  )
}

/** Duties that a link or a merge may lead to. */
export function dutySearchQuery(query: { readonly q: string; readonly owner?: string }) {
  return queryOptions({
    queryKey: [...ledgerKey, 'search', query],
    queryFn: ({ signal }) =>
      call(listDuties, {
        query: {
          ...query,
          group: 'open',
          limit: 20,
          sort: query.q ? 'title' : 'changed',
          direction: query.q ? 'asc' : 'desc',
        },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
}

export function suggestedPartsQuery(dutyId: string) {
  return queryOptions({
    queryKey: [...ledgerKey, 'suggested-parts', dutyId],
    queryFn: ({ signal }) => call(suggestParts, { params: { dutyId }, signal }),
    staleTime: Infinity,
  })
}
