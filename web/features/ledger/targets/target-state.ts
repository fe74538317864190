/** Server state of targets. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  addActual,
  changeTarget,
  followIndicator,
  listTargets,
  readTarget,
  withdrawActual,
} from '#contract/ledger'
import type { TargetPage } from '#contract/ledger'
import type { BodyInputOf, QueryInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import { ledgerKey } from '../shared/queries.ts'

export function targetsQuery(filter: QueryInputOf<typeof listTargets>) {
  return queryOptions({
    queryKey: [...ledgerKey, 'targets', filter],
    queryFn: ({ signal }) => call(listTargets, { query: filter, signal }),
    placeholderData: keepPreviousData,
  })
}

export function targetQuery(targetId: string) {
  return queryOptions({
    queryKey: [...ledgerKey, 'target', targetId],
    queryFn: ({ signal }) => call(readTarget, { params: { targetId }, signal }),
  })
}

/** What is done to a target; the version is that of the page. */
export type TargetAct =
  | { readonly kind: 'actual'; readonly body: BodyInputOf<typeof addActual> }
  | {
      readonly kind: 'withdraw'
      readonly actualId: string
      readonly body: BodyInputOf<typeof withdrawActual>
    }
  | { readonly kind: 'change'; readonly body: BodyInputOf<typeof changeTarget> }
  | { readonly kind: 'follow'; readonly body: BodyInputOf<typeof followIndicator> }

export async function sendTargetAct(targetId: string, act: TargetAct): Promise<TargetPage> {
  const page = await answerOf(targetId, act)
  const { queryKey } = targetQuery(targetId)
  queryClient.setQueryData(queryKey, page)
  void queryClient.invalidateQueries({
    queryKey: ledgerKey,
    predicate: (query) => !(query.queryKey[1] === 'target' && query.queryKey[2] === targetId),
  })
  return page
}

function answerOf(targetId: string, act: TargetAct): Promise<TargetPage> {
  switch (act.kind) {
    case 'actual':
      return call(addActual, { params: { targetId }, body: act.body })
    case 'withdraw':
      return call(withdrawActual, { params: { targetId, actualId: act.actualId }, body: act.body })
    case 'change':
      return call(changeTarget, { params: { targetId }, body: act.body })
    case 'follow':
      return call(followIndicator, { params: { targetId }, body: act.body })
  }
}

export function fetchNewestTarget(targetId: string): Promise<TargetPage> {
  return queryClient.fetchQuery({ ...targetQuery(targetId), staleTime: 0 })
}
