import { parseScheme, type EvaluationResult, type UncertaintyResult } from '#domain/evaluation'
import { AUTHENTICATOR, callerOf, findAccount } from '#features/access'
import { createContext, type Context, type Services } from '#platform/http'
import { runInThread, ThreadStopped } from '#platform/threads'
import { setTimeout as wait } from 'node:timers/promises'
import type { ComputedRun } from './compute-run.ts'
import { loadRun, startRun } from './runs.ts'
import { loadSnapshot, wireIssue, type Tx } from './store.ts'
import { standingsOf } from './standings.ts'

export interface RunJob {
  readonly runId: string
  readonly jobId: string
  readonly userId: string
}

/** Looks so often whether cancelling was asked for, and says how far the run is. */
const LOOK_EVERY_MS = 400

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
    return keep(tx, ctx, { runId, jobId, milliseconds }, computed)
  })
}

async function begin(ctx: Context, runId: string, jobId: string) {
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
    const { data } = await loadSnapshot(tx, run.snapshotId)
    return { definition: run.definition, data, options: run.options }
  })
}

/** Null where it was stopped because somebody asked for it. */
async function inThread(now: () => Context, jobId: string, input: object): Promise<ComputedRun | null> {
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
    return await runInThread<ComputedRun>(new URL('./compute-thread.ts', import.meta.url), input, {
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
  computed: {
    readonly result: EvaluationResult
    readonly uncertainty: UncertaintyResult | null
    readonly digest: string
  },
): Promise<void> {
  const finishedAt = ctx.now.toISOString()
  const kept = await tx
    .updateTable('evaluationRun')
    .set({
      state: 'done',
      result: JSON.stringify(computed.result),
      uncertainty: computed.uncertainty === null ? null : JSON.stringify(computed.uncertainty),
      resultDigest: computed.digest,
      milliseconds,
      finishedAt,
    })
    .where('id', '=', runId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (kept.numUpdatedRows === 0n) return
  const run = await loadRun(tx, runId)
  const snapshot = await loadSnapshot(tx, run.snapshotId)
  const scheme = parseScheme(run.definition)
  if (!scheme.ok) throw new Error(`run ${runId} has a scheme that cannot be read`)
  const parks = await tx
    .selectFrom('evaluationUnit')
    .select(['code', 'nameZh', 'nameEn', 'parkId'])
    .where('kind', '=', scheme.value.units)
    .execute()
  const standings = standingsOf(scheme.value, computed, snapshot.sources, parks)
  for (const standing of standings)
    await tx
      .insertInto('evaluationStanding')
      .values({ runId, ...standing })
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
    detail: { digest: computed.digest, milliseconds },
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
