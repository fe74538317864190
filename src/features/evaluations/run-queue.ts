import type { QueueDefinition } from '#platform/jobs'

export const RUN_QUEUE: QueueDefinition = {
  name: 'evaluation-run',
  expireInSeconds: 3_600,
  retryLimit: 3,
  heartbeatSeconds: 30,
}
