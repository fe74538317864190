import { lostJobsOf, type QueueDefinition } from '#platform/jobs'

export const LOST_RUNS_QUEUE = lostJobsOf('evaluation-run')

export const RUN_QUEUE: QueueDefinition = {
  name: 'evaluation-run',
  expireInSeconds: 3_600,
  retryLimit: 3,
  heartbeatSeconds: 30,
  deadLetter: LOST_RUNS_QUEUE.name,
}
