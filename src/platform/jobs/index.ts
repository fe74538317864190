/**
 * Queued work, and work that time itself brings (`repeatEvery`). A job is put into the queue in the transaction that wants it (outbox): it runs exactly if that transaction
 * commits, after it, and again if the worker dies; handlers are written so that a second run does no harm.
 */
import { PgBoss, fromKysely, type JobResult, type JobWithMetadata } from 'pg-boss'
import type { Transaction } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from '#platform/postgres'

export { repeatEvery, type Repetition } from './repeat-every.ts'

export interface QueueDefinition {
  readonly name: string
  /** Seconds after which a silent worker is taken for dead and the job runs again. */
  readonly expireInSeconds: number
  readonly retryLimit: number
  /** Seconds before the second try; at once without it. */
  readonly retryDelay?: number
  /** Every further try waits about twice as long as the one before, up to `retryDelayMax` seconds. */
  readonly retryBackoff?: boolean
  readonly retryDelayMax?: number
  /** At least 10: a worker that gives no sign for so long is taken for dead at once, however long the job may take. */
  readonly heartbeatSeconds?: number
  /** Queue, defined before this one, that gets what failed for good, also where each try ended with its worker. */
  readonly deadLetter?: string
}

/**
 * The dead letters of a queue: jobs whose last try ended with its server, so that nobody was left to say that they failed. Its
 * worker is what the queue itself does to give up. Where a job gave up already, it finds that.
 */
export function lostJobsOf(queue: string): QueueDefinition {
  return { name: `${queue}-lost`, expireInSeconds: 60, retryLimit: 20, retryDelay: 5 }
}

export class JobQueue {
  readonly #boss: PgBoss
  readonly #log: Logger

  private constructor(boss: PgBoss, log: Logger) {
    this.#boss = boss
    this.#log = log
  }

  /** Starts the queue on the owner's connection (it keeps its own schema) and lets the application role enqueue. */
  static async start(ownerUrl: string, queues: readonly QueueDefinition[], log: Logger): Promise<JobQueue> {
    const boss = new PgBoss({ connectionString: ownerUrl, application_name: 'duoyuan-jobs', max: 3 })
    boss.on('error', (error) => log.error({ err: error }, 'job queue'))
    await boss.start()
    for (const { name, ...options } of queues) {
      await boss.createQueue(name, options)
      // A queue of an older data folder keeps its old rules otherwise.
      await boss.updateQueue(name, options)
    }
    await allowEnqueueing(ownerUrl)
    return new JobQueue(boss, log)
  }

  async enqueue(tx: Transaction<Database>, queue: string, data: object): Promise<void> {
    const id = await this.#boss.send(queue, data, { db: fromKysely(tx) })
    if (id === null) throw new Error(`The queue ${queue} did not take the job`)
  }

  /** As `enqueue`, for many jobs of one transaction in one statement. */
  async enqueueAll(tx: Transaction<Database>, queue: string, data: readonly object[]): Promise<void> {
    if (data.length === 0) return
    const jobs = data.map((one) => ({ data: one }))
    const ids = await this.#boss.insert(queue, jobs, { db: fromKysely(tx), returnId: true })
    if (ids?.length !== jobs.length) throw new Error(`The queue ${queue} did not take all jobs`)
  }

  /**
   * `giveUp` is told once when the last try has failed too, so that nothing is left waiting for ever. Up to `atOnce` jobs
   * run side by side, each with its own outcome, and while they keep coming the next are fetched without a pause; one by
   * one there are never more than two a second. A slow one holds up the next fetch.
   */
  async work<T extends object>(
    queue: string,
    handle: (data: T) => Promise<void>,
    giveUp: (data: T) => Promise<void>,
    atOnce = 1,
  ): Promise<void> {
    const run = async (job: JobWithMetadata<T>): Promise<JobResult> => {
      try {
        await handle(job.data)
        return { id: job.id, status: 'completed' }
      } catch (error) {
        this.#log.error({ err: error, queue, job: job.id }, 'job failed')
        if (job.retryCount >= job.retryLimit) await giveUp(job.data)
        return { id: job.id, status: 'failed', output: { message: String(error) } }
      }
    }
    await this.#boss.work(
      queue,
      {
        pollingIntervalSeconds: 0.5,
        batchSize: atOnce,
        burstWhenBatchFull: true,
        includeMetadata: true,
        perJobResults: true,
      },
      // A fault in `giveUp` fails the batch; those that were done find that when they run again.
      (jobs: JobWithMetadata<T>[]) => Promise.all(jobs.map(run)),
    )
  }

  /** Waits for running jobs to reach their end, up to ten seconds. */
  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 10_000 })
  }
}

async function allowEnqueueing(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'duoyuan-jobs' })
  await client.connect()
  try {
    await client.query(`
      GRANT USAGE ON SCHEMA pgboss TO duoyuan_app;
      GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA pgboss TO duoyuan_app;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO duoyuan_app;`)
  } finally {
    await client.end()
  }
}
