/** Server state of alerts and their rules. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { listAlerts, listWatches, readAlert, readWatch } from '#contract/statistics'
import type { AlertView, WatchView } from '#contract/statistics'
import type { QueryInputOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { queryClient } from '../../../app/query-client.ts'
import { statisticsKey } from '../shared/queries.ts'

const alertsKey = [...statisticsKey, 'alerts'] as const
const watchesKey = [...statisticsKey, 'watches'] as const

export function alertsQuery(query: QueryInputOf<typeof listAlerts>) {
  return queryOptions({
    queryKey: [...alertsKey, query],
    queryFn: ({ signal }) => call(listAlerts, { query, signal }),
    placeholderData: keepPreviousData,
  })
}

export function alertQuery(alertId: string) {
  return queryOptions({
    queryKey: [...statisticsKey, 'alert', alertId],
    queryFn: ({ signal }) => call(readAlert, { params: { alertId }, signal }),
  })
}

export const watchesQuery = queryOptions({
  queryKey: watchesKey,
  queryFn: ({ signal }) => call(listWatches, { signal }),
})

export function watchQuery(code: string) {
  return queryOptions({
    queryKey: [...statisticsKey, 'watch', code],
    queryFn: ({ signal }) => call(readWatch, { params: { code }, signal }),
  })
}

/** After an act the page shows the answer, and lists are read again. */
export function keepAlert(view: AlertView): void {
  queryClient.setQueryData(alertQuery(view.alert.id).queryKey, view)
  void queryClient.invalidateQueries({ queryKey: alertsKey })
}

export function keepWatch(view: WatchView): void {
  queryClient.setQueryData(watchQuery(view.watch.code).queryKey, view)
  void queryClient.invalidateQueries({ queryKey: watchesKey })
}
