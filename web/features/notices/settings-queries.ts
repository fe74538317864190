// Apart from queries.ts, because every page loads that one for the bell.
import { queryOptions } from '@tanstack/react-query'
import { listWebhooks, readMySettings } from '#contract/notices'
import { listAbsences } from '#contract/procedures'
import { call } from '../../app/api-client.ts'

export const mySettingsQuery = queryOptions({
  queryKey: ['my-settings'],
  queryFn: ({ signal }) => call(readMySettings, { signal }),
})

export const absencesQuery = queryOptions({
  queryKey: ['absences'],
  queryFn: ({ signal }) => call(listAbsences, { signal }),
})

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => call(listWebhooks, { signal }),
})
