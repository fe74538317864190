import { queryOptions } from '@tanstack/react-query'
import { listJobs } from '#contract/work'
import type { Job } from '#contract/work'
import { call } from './api-client.ts'

export function isRunning(job: Pick<Job, 'state'>): boolean {
  return job.state === 'queued' || job.state === 'running'
}

/** Asked again and again only while something runs; invalidate ['jobs'] after starting a job. */
export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => call(listJobs, { signal }),
  refetchInterval: ({ state }) => (state.data?.jobs.some(isRunning) ? 1000 : false),
})
