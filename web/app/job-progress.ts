import type { Job } from '#contract/work'

/**
 * Share done (0 to 1), elapsed and remaining milliseconds of a job. Remaining assumes that the rest goes at the pace so
 * far, and is null until something is done.
 */
export function jobProgress(
  job: Pick<Job, 'done' | 'total' | 'startedAt' | 'finishedAt'>,
  now: number,
): { readonly share: number; readonly elapsed: number; readonly remaining: number | null } {
  const share = job.total > 0 ? Math.min(1, job.done / job.total) : 0
  const elapsed = job.startedAt
    ? Math.max(0, (job.finishedAt ? Date.parse(job.finishedAt) : now) - Date.parse(job.startedAt))
    : 0
  const remaining =
    job.finishedAt || job.done === 0 || job.total === 0 ? null : (elapsed / job.done) * (job.total - job.done)
  return { share, elapsed, remaining }
}
