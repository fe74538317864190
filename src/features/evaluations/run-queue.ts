import type { QueueDefinition } from '#platform/jobs'

/** Runs whose last try ended with its server: nobody was left to say that they failed. */
export const LOST_RUNS_QUEUE: QueueDefinition = {
  name: 'evaluation-run-lost',
  expireInSeconds: 60,
  retryLimit: 20,
  retryDelay: 5,
}

export const RUN_QUEUE: QueueDefinition = {
  name: 'evaluation-run',
  expireInSeconds: 3_600,
  retryLimit: 3,
  heartbeatSeconds: 30,
  deadLetter: LOST_RUNS_QUEUE.name,
}
