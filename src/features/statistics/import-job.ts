import { z } from 'zod'
import { Readable } from 'node:stream'
import type { CellRemark } from '#platform/spreadsheets'
import { annotateWorkbook } from '#platform/spreadsheets'
import { AUTHENTICATOR, callerOf, findAccount } from '#features/access'
import { Refusal, refuse, type Issue } from '#domain/kernel'
import { createContext, type Context, type Services } from '#platform/http'
import { lostJobsOf, type QueueDefinition } from '#platform/jobs'
import { formAt } from './forms.ts'
import { judgeBatch, type ImportWork } from './import-judge.ts'
import { readFilingTable, type FilingTable } from './import-table.ts'
import { EMPTY_TALLY, Tally, addBatch, fileIssue, noticesOf, withRemarks } from './import-tally.ts'
import { findUnits } from './import-units.ts'
import { writeBatch } from './import-write.ts'
import { filingCaller } from './read-filing.ts'
import { loadPeriod, type Tx } from './store.ts'
import { todayOf } from './workdays.ts'

export const LOST_FILINGS_QUEUE = lostJobsOf('filings-import')

export const FILINGS_QUEUE: QueueDefinition = {
  name: 'filings-import',
  expireInSeconds: 1_800,
  retryLimit: 5,
  heartbeatSeconds: 30,
  deadLetter: LOST_FILINGS_QUEUE.name,
}

/** So many filings are one transaction: what a crash can cost, and how often progress is told. */
const BATCH = 500

export const ImportInput = z.object({
  form: z.string(),
  period: z.string(),
  fileName: z.string(),
  digest: z.string(),
  dryRun: z.boolean(),
  submit: z.boolean(),
  parkId: z.string().nullable(),
})
export type ImportInput = z.infer<typeof ImportInput>

/** Imports under the rights of the person who asked; the queue runs it again after a crash. */
export function filingsWorker(services: Services) {
  return async ({ jobId, userId }: { jobId: string; userId: string }): Promise<void> => {
    const account = await createContext(services, AUTHENTICATOR).read((tx) => findAccount(tx, { id: userId }))
    if (account === null) throw new Error(`The account ${userId} that asked for job ${jobId} is gone`)
    const caller = callerOf(account)
    await runFilingsImport(() => createContext(services, caller), jobId)
  }
}

/** After the last try has failed: the person is told; what was written stays, each filing whole. */
export function giveUpFilings(services: Services) {
  return async ({ jobId, userId }: { jobId: string; userId: string }): Promise<void> => {
    await createContext(services, { ...AUTHENTICATOR, userId }).inTransaction((tx) =>
      tx
        .updateTable('job')
        .set({ state: 'failed', note: null, finishedAt: new Date().toISOString() })
        .where('id', '=', jobId)
        .where('state', 'in', ['queued', 'running'])
        .execute(),
    )
  }
}

/**
 * Runs a job from where it stands. A batch of filings, the count of them and what was found in them are one transaction: a run
 * after a crash goes on behind the last batch that is there, so that nothing is done twice and the counts are right in the end.
 */
export async function runFilingsImport(now: () => Context, jobId: string): Promise<void> {
  const begun = await begin(now(), jobId)
  if (begun === null) return endCancelled(now(), jobId)
  const file = { fileName: begun.input.fileName, bytes: await now().files.read(begun.input.digest) }
  let work: ImportWork
  try {
    work = await prepare(now(), jobId, begun.input, file)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await refuseFile(now(), jobId, error.issues)
    return
  }
  const remarks: CellRemark[] = []
  let { tally } = begun
  for (let from = 0; from < work.table.rows; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, work.table.rows - from) }, (_, at) => from + at)
    if (from < begun.done) withRemarks(remarks, await remarksOf(now(), work, rows))
    else {
      const next = await runBatch(now(), work, rows, { from, tally, dryRun: begun.input.dryRun })
      if (next === null) return endCancelled(now(), jobId)
      tally = next.tally
      withRemarks(remarks, next.remarks)
    }
  }
  await finish(now(), jobId, begun.input, { ...tally, annotated: await keepAnnotated(now(), file, remarks) })
}

/** Null where there is nothing to do any more, or cancelling was asked for. */
async function begin(ctx: Context, jobId: string) {
  const job = await ctx.inTransaction((tx) =>
    tx
      .updateTable('job')
      .set((eb) => ({
        state: 'running' as const,
        startedAt: eb.fn.coalesce('startedAt', eb.val(ctx.now.toISOString())),
      }))
      .where('id', '=', jobId)
      .where('kind', '=', 'filings-import')
      .where('state', 'in', ['queued', 'running'])
      .where('cancelRequested', '=', false)
      .returning(['input', 'done', 'result'])
      .executeTakeFirst(),
  )
  if (job === undefined) return null
  return { input: ImportInput.parse(job.input), done: job.done, tally: Tally.parse(job.result) }
}

async function prepare(
  ctx: Context,
  jobId: string,
  input: ImportInput,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<ImportWork> {
  const { form, period, today, caller } = await ctx.read(async (tx) => {
    const row = await loadPeriod(tx, input)
    return {
      period: row,
      form: await formAt(tx, ctx.place, row.form, row.formVersion),
      today: await todayOf(tx, ctx),
      caller: await filingCaller(tx, ctx),
    }
  })
  const table = await readFilingTable(file, form)
  const units = await ctx.read((tx) => findUnits(tx, form, period, table, caller))
  await ctx.inTransaction((tx) => announce(tx, jobId, table))
  return { jobId, form, period, today, caller, table, units, submit: input.submit, parkId: input.parkId }
}

/** How much there is to do. */
async function announce(tx: Tx, jobId: string, { rows }: FilingTable): Promise<void> {
  await tx.updateTable('job').set({ total: rows }).where('id', '=', jobId).execute()
}

interface BatchPlace {
  readonly from: number
  readonly tally: Tally
  readonly dryRun: boolean
}

/** Null where the job is to be cancelled, or another worker has taken it over. */
async function runBatch(
  ctx: Context,
  work: ImportWork,
  rows: readonly number[],
  { from, tally, dryRun }: BatchPlace,
): Promise<{ readonly tally: Tally; readonly remarks: readonly CellRemark[] } | null> {
  return ctx.inTransaction(async (tx) => {
    const own = await tx
      .updateTable('job')
      .set({ done: from + rows.length })
      .where('id', '=', work.jobId)
      .where('state', '=', 'running')
      .where('done', '=', from)
      .where('cancelRequested', '=', false)
      .executeTakeFirst()
    if (own.numUpdatedRows === 0n) return null
    const batch = await judgeBatch(tx, ctx, work, rows)
    const stale = dryRun ? new Set<string>() : await writeBatch(tx, ctx, work, batch)
    const before = from === 0 ? { ...tally, ...noticed(work.table) } : tally
    const added = addBatch(before, work, batch, stale, !dryRun)
    await tx
      .updateTable('job')
      .set({ result: JSON.stringify(added.tally) })
      .where('id', '=', work.jobId)
      .execute()
    return added
  })
}

function noticed(table: FilingTable): Pick<Tally, 'issues' | 'issueCount'> {
  const issues = noticesOf(table)
  return { issues, issueCount: issues.length }
}

/** What was found in a batch that an earlier run has written: only for the notes in the copy of the file. */
async function remarksOf(
  ctx: Context,
  work: ImportWork,
  rows: readonly number[],
): Promise<readonly CellRemark[]> {
  const batch = await ctx.read((tx) => judgeBatch(tx, ctx, work, rows))
  return addBatch(EMPTY_TALLY, work, batch, new Set(), false).remarks
}

async function finish(ctx: Context, jobId: string, input: ImportInput, tally: Tally): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    if (tally.annotated !== null) await keepAttachment(tx, ctx, tally.annotated)
    const ended = await tx
      .updateTable('job')
      .set({
        state: 'done',
        note: null,
        result: JSON.stringify(tally),
        finishedAt: ctx.now.toISOString(),
      })
      .where('id', '=', jobId)
      .where('state', '=', 'running')
      .executeTakeFirst()
    if (ended.numUpdatedRows > 0n) await auditEnd(tx, ctx, jobId, input, tally, 'done')
  })
}

async function auditEnd(
  tx: Tx,
  ctx: Context,
  jobId: string,
  { form, period, fileName, dryRun, submit }: ImportInput,
  { rows, fresh, changed, same, refused, written, submitted, withErrors }: Tally,
  end: 'done' | 'cancelled',
): Promise<void> {
  await ctx.audit(tx, {
    action: 'filings.import',
    subjectKind: 'period',
    subjectId: `${form}/${period}`,
    detail: {
      job: jobId,
      file: fileName,
      dryRun,
      submit,
      end,
      rows,
      fresh,
      changed,
      same,
      refused,
      written,
      submitted,
      withErrors,
    },
  })
}

/** The file as a whole is no table of filings: nothing was written. */
async function refuseFile(ctx: Context, jobId: string, issues: readonly Issue[]): Promise<void> {
  const listed = issues.map((issue) => fileIssue(issue, 'error'))
  await ctx.inTransaction((tx) =>
    tx
      .updateTable('job')
      .set({
        state: 'failed',
        note: null,
        result: JSON.stringify({ ...EMPTY_TALLY, issues: listed, issueCount: listed.length }),
        finishedAt: ctx.now.toISOString(),
      })
      .where('id', '=', jobId)
      .where('state', '=', 'running')
      .execute(),
  )
}

/** What was written until then stays, and is told. */
async function endCancelled(ctx: Context, jobId: string): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const job = await tx
      .updateTable('job')
      .set({ state: 'cancelled', note: null, finishedAt: ctx.now.toISOString() })
      .where('id', '=', jobId)
      .where('state', 'in', ['queued', 'running'])
      .where('cancelRequested', '=', true)
      .returning(['input', 'result'])
      .executeTakeFirst()
    if (job !== undefined)
      await auditEnd(tx, ctx, jobId, ImportInput.parse(job.input), Tally.parse(job.result), 'cancelled')
  })
}

/** A convenience on top: where it cannot be made, the lines in the result say the same. */
async function keepAnnotated(
  ctx: Context,
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
  remarks: readonly CellRemark[],
): Promise<string | null> {
  if (remarks.length === 0 || !/\.xlsx$/iu.test(fileName)) return null
  try {
    const copy = await annotateWorkbook(bytes, remarks)
    if (!copy.ok) return null
    return (await ctx.files.put(Readable.from(copy.value))).digest
  } catch (error) {
    ctx.log.error({ err: error, file: fileName }, 'the filings could not be annotated')
    return null
  }
}

async function keepAttachment(tx: Tx, ctx: Context, digest: string): Promise<void> {
  const { stream, sizeBytes } = await ctx.files.openStream(digest)
  stream.destroy()
  await tx
    .insertInto('attachment')
    .values({ digest, sizeBytes })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
}

/** Makes the job of a file that was taken in. */
export async function addImportJob(
  tx: Tx,
  ctx: Context,
  input: ImportInput,
  sizeBytes: number,
): Promise<string> {
  await loadPeriod(tx, input)
  await tx
    .insertInto('attachment')
    .values({ digest: input.digest, sizeBytes })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
  const { id } = await tx
    .insertInto('job')
    .values({
      kind: 'filings-import',
      input: JSON.stringify(input),
      createdBy: ctx.caller.userId ?? refuse('access.not_signed_in'),
      createdAt: ctx.now.toISOString(),
      note: input.fileName,
      startedAt: null,
      finishedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.audit(tx, {
    action: 'filings.upload',
    subjectKind: 'job',
    subjectId: id,
    detail: { ...input },
  })
  return id
}
