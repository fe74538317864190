import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { listReleases, readPublishedFigures, readRelease, readReleaseChoices } from '#contract/statistics'
import type { ReleaseView } from '#contract/statistics'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { call } from '../../../app/api-client.ts'
import { statisticsKey } from '../shared/queries.ts'

export type ReleaseChoicesView = ResponseOf<typeof readReleaseChoices>
export type PublishedFigure = ResponseOf<typeof readPublishedFigures>['rows'][number]

export const releasesKey = [...statisticsKey, 'releases'] as const

export const releasesQuery = queryOptions({
  queryKey: [...releasesKey, 'list'],
  queryFn: ({ signal }) => call(listReleases, { signal }),
})

export function releaseQuery(releaseId: string) {
  return queryOptions({
    queryKey: [...releasesKey, 'one', releaseId],
    queryFn: ({ signal }) => call(readRelease, { params: { releaseId }, signal }),
  })
}

export const releaseChoicesQuery = queryOptions({
  queryKey: [...releasesKey, 'choices'],
  queryFn: ({ signal }) => call(readReleaseChoices, { signal }),
})

export const publishedFiguresQuery = queryOptions({
  queryKey: [...statisticsKey, 'published-figures'],
  queryFn: ({ signal }) => call(readPublishedFigures, { signal }),
})

/** What an act answered is what the page shows; lists are asked anew. */
export function keepRelease(client: QueryClient, view: ReleaseView): void {
  client.setQueryData(releaseQuery(view.release.id).queryKey, view)
  void client.invalidateQueries({ queryKey: releasesQuery.queryKey })
  void client.invalidateQueries({ queryKey: publishedFiguresQuery.queryKey })
}
