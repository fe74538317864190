import { AUTHENTICATOR, callerOf, findAccount } from '#features/access'
import { createContext, type Context, type Services } from '#platform/http'
import { ThreadStopped } from '#platform/threads'
import { setTimeout as wait } from 'node:timers/promises'
import { computeInThread, type ThreadAnswer, type ThreadInput } from './compute-in-thread.ts'
import { loadRun, startRun } from './runs.ts'
import { loadSnapshot, wireIssue, type Tx } from './store.ts'

export interface RunJob {
  readonly runId: string
  readonly jobId: string
  readonly userId: string
}

/** Looks so often whether cancelling was asked for, and says how far the run is. */
const LOOK_EVERY_MS = 400
/** Each holds a unit's column of every step: some 50 KB. */
const ROWS_AT_ONCE = 20

/** Computes a run in a thread, under the rights of the person who asked; after a crash the queue computes it again from the start. */
export function runWorker(services: Services) {
  return async ({ runId, jobId, userId }: RunJob): Promise<void> => {
    const account = await createContext(services, AUTHENTICATOR).read((tx) => findAccount(tx, { id: userId }))
    if (account === null) throw new Error(`The account ${userId} that asked for run ${runId} is gone`)
    const caller = callerOf(account)
    await computeStored(() => createContext(services, caller), runId, jobId)
  }
}

/** After the last try has failed: the person is told; nothing else was written. */
export function giveUpRun(services: Services) {
  return async ({ runId, jobId, userId }: RunJob): Promise<void> => {
    const account = await createContext(services, AUTHENTICATOR).read((tx) => findAccount(tx, { id: userId }))
    if (account === null) return
    const ctx = createContext(services, callerOf(account))
    await ctx.inTransaction((tx) =>
      end(tx, ctx, runId, jobId, 'failed', [{ code: 'evaluation.run_failed', path: [], params: {} }]),
    )
  }
}

/** Starts a run and waits for it, without the queue: for the command line and for what is played. */
export async function runNow(now: () => Context, request: Parameters<typeof startRun>[1]): Promise<string> {
  const { id, jobId } = await startRun(now(), request, { queued: false })
  if (jobId === null) throw new Error(`run ${id} has no job`)
  await computeStored(now, id, jobId)
  return id
}

async function computeStored(now: () => Context, runId: string, jobId: string): Promise<void> {
  const begun = await begin(now(), runId, jobId)
  if (begun === null) {
    const ctx = now()
    await ctx.inTransaction((tx) => end(tx, ctx, runId, jobId, 'cancelled', null))
    return
  }
  const started = performance.now()
  const computed = await inThread(now, jobId, begun)
  const ctx = now()
  const milliseconds = Math.round(performance.now() - started)
  await ctx.inTransaction(async (tx) => {
    if (computed === null) return end(tx, ctx, runId, jobId, 'cancelled', null)
    if (!computed.ok) return end(tx, ctx, runId, jobId, 'failed', computed.issues.map(wireIssue))
    if (computed.kept === null) throw new Error(`run ${runId} was computed without what is kept of it`)
    return keep(tx, ctx, { runId, jobId, milliseconds }, { ...computed.kept, digest: computed.digest })
  })
}

async function begin(ctx: Context, runId: string, jobId: string): Promise<ThreadInput | null> {
  const taken = await ctx.inTransaction(async (tx) => {
    const job = await tx
      .updateTable('job')
      .set((eb) => ({
        state: 'running' as const,
        startedAt: eb.fn.coalesce('startedAt', eb.val(ctx.now.toISOString())),
      }))
      .where('id', '=', jobId)
      .where('state', 'in', ['queued', 'running'])
      .where('cancelRequested', '=', false)
      .executeTakeFirst()
    if (job.numUpdatedRows === 0n) return false
    const run = await tx
      .updateTable('evaluationRun')
      .set({ state: 'running' })
      .where('id', '=', runId)
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirst()
    return run.numUpdatedRows > 0n
  })
  if (!taken) return null
  return ctx.read(async (tx) => {
    const run = await loadRun(tx, runId)
    const { data, sources } = await loadSnapshot(tx, run.snapshotId)
    const names = await tx
      .selectFrom('evaluationUnit')
      .select(['code', 'nameZh', 'nameEn', 'parkId'])
      .where('kind', '=', (run.definition as { readonly units?: string }).units ?? '')
      .execute()
    return { definition: run.definition, data, options: run.options, units: { names, sources } }
  })
}

/** Null where it was stopped because somebody asked for it. */
async function inThread(now: () => Context, jobId: string, input: ThreadInput): Promise<ThreadAnswer | null> {
  const stopping = new AbortController()
  const finished = new AbortController()
  const progress = { done: 0, of: 0 }
  const watching = (async () => {
    while (!finished.signal.aborted) {
      await wait(LOOK_EVERY_MS, undefined, { signal: finished.signal }).catch(() => undefined)
      if (finished.signal.aborted) return
      if (await isStopWanted(now(), jobId, progress)) stopping.abort()
    }
  })()
  try {
    return await computeInThread(input, {
      signal: stopping.signal,
      onProgress: (done, of) => Object.assign(progress, { done, of }),
    })
  } catch (error) {
    if (error instanceof ThreadStopped) return null
    throw error
  } finally {
    finished.abort()
    await watching
  }
}

/** A database that is gone for a moment does not end the computing: it is asked again at the next look. */
async function isStopWanted(
  ctx: Context,
  jobId: string,
  { done, of }: { readonly done: number; readonly of: number },
): Promise<boolean> {
  try {
    const job = await ctx.inTransaction((tx) =>
      tx
        .updateTable('job')
        .set({ done, total: of })
        .where('id', '=', jobId)
        .returning('cancelRequested')
        .executeTakeFirst(),
    )
    return job?.cancelRequested === true
  } catch (error) {
    ctx.log.warn({ err: error, job: jobId }, 'progress of a run could not be written')
    return false
  }
}

async function keep(
  tx: Tx,
  ctx: Context,
  { runId, jobId, milliseconds }: { runId: string; jobId: string; milliseconds: number },
  computed: NonNullable<Extract<ThreadAnswer, { readonly ok: true }>['kept']> & { readonly digest: string },
): Promise<void> {
  const finishedAt = ctx.now.toISOString()
  const { result, uncertainty, standings, digest } = computed
  const kept = await tx
    .updateTable('evaluationRun')
    .set({ state: 'done', result, uncertainty, resultDigest: digest, milliseconds, finishedAt })
    .where('id', '=', runId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (kept.numUpdatedRows === 0n) return
  for (let from = 0; from < standings.length; from += ROWS_AT_ONCE)
    await tx
      .insertInto('evaluationStanding')
      .values(standings.slice(from, from + ROWS_AT_ONCE).map((standing) => ({ runId, ...standing })))
      .execute()
  await tx
    .updateTable('job')
    .set({ state: 'done', note: null, result: JSON.stringify({ runId }), finishedAt })
    .where('id', '=', jobId)
    .execute()
  await ctx.audit(tx, {
    action: 'evaluation.run_done',
    subjectKind: 'evaluation-run',
    subjectId: runId,
    detail: { digest, milliseconds },
  })
}

async function end(
  tx: Tx,
  ctx: Context,
  runId: string,
  jobId: string,
  state: 'failed' | 'cancelled',
  issues: readonly object[] | null,
): Promise<void> {
  const finishedAt = ctx.now.toISOString()
  await tx
    .updateTable('evaluationRun')
    .set({ state, issues: issues === null ? null : JSON.stringify(issues), finishedAt })
    .where('id', '=', runId)
    .where('state', 'in', ['queued', 'running'])
    .execute()
  await tx
    .updateTable('job')
    .set({ state, note: null, result: JSON.stringify({ runId }), finishedAt })
    .where('id', '=', jobId)
    .where('state', 'in', ['queued', 'running'])
    .execute()
}
