import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Job } from './contract.ts'

type Tx = Parameters<Parameters<Context['read']>[0]>[0]

function selectJobs(tx: Tx) {
  return tx
    .selectFrom('job')
    .select([
      'id',
      'kind',
      'state',
      'done',
      'total',
      'note',
      'cancelRequested',
      'createdAt',
      'startedAt',
      'finishedAt',
      'result',
    ])
}

export function listJobs(ctx: Context): Promise<Job[]> {
  return ctx.read(async (tx) =>
    (await selectJobs(tx).orderBy('createdAt', 'desc').limit(20).execute()).map(toJob),
  )
}

export function readJob(ctx: Context, jobId: string): Promise<Job> {
  return ctx.read((tx) => loadJob(tx, jobId))
}

/** Asks the worker to stop at the next file; a job that has not begun ends at once. */
export function cancelJob(ctx: Context, jobId: string): Promise<Job> {
  return ctx.inTransaction(async (tx) => {
    const job = await loadJob(tx, jobId)
    if (job.state === 'queued' || job.state === 'running') {
      await tx.updateTable('job').set({ cancelRequested: true }).where('id', '=', jobId).execute()
      await ctx.audit(tx, { action: 'job.cancel', subjectKind: 'job', subjectId: jobId })
    }
    return loadJob(tx, jobId)
  })
}

async function loadJob(tx: Tx, jobId: string): Promise<Job> {
  const row = await selectJobs(tx).where('id', '=', jobId).executeTakeFirst()
  return row === undefined ? refuse('work.not_found') : toJob(row)
}

function toJob(row: Omit<Job, 'result'> & { result: unknown }): Job {
  return { ...row, result: JSON.parse(JSON.stringify(row.result)) as Job['result'] }
}
