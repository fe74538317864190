import { refuse } from '#domain/kernel'
import { createContext, type Context, type Services } from '#platform/http'
import { lostJobsOf, type QueueDefinition } from '#platform/jobs'
import { AUTHENTICATOR, callerOf, findAccount } from '#features/access'
import { z } from 'zod'
import { mayImport } from './access.ts'
import type { ImportResult } from './contract.ts'
import { importFile } from './import-file.ts'

export const LOST_IMPORTS_QUEUE = lostJobsOf('document-import')

export const IMPORT_QUEUE: QueueDefinition = {
  name: 'document-import',
  expireInSeconds: 900,
  retryLimit: 3,
  deadLetter: LOST_IMPORTS_QUEUE.name,
}

const Uploaded = z.object({
  fileName: z.string(),
  digest: z.string().nullable(),
  issue: z.string().nullable(),
})
type Uploaded = z.infer<typeof Uploaded>
const ImportInput = z.object({ files: z.array(Uploaded) })

/** Records the upload as a job; the files are stored already, so a restart loses nothing. */
export function requestImport(ctx: Context, files: readonly Uploaded[]): Promise<{ jobId: string }> {
  if (!mayImport(ctx.caller)) refuse('plans.forbidden')
  if (files.length === 0) refuse('plans.no_files')
  return ctx.inTransaction(async (tx) => {
    const { id } = await tx
      .insertInto('job')
      .values({
        kind: 'document-import',
        total: files.length,
        input: JSON.stringify({ files }),
        createdBy: ctx.caller.userId ?? refuse('access.not_signed_in'),
        createdAt: ctx.now.toISOString(),
        note: null,
        startedAt: null,
        finishedAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.enqueue(tx, IMPORT_QUEUE.name, { jobId: id, userId: ctx.caller.userId })
    await ctx.audit(tx, {
      action: 'document.upload',
      subjectKind: 'job',
      subjectId: id,
      detail: { files: files.map((file) => file.fileName) },
    })
    return { jobId: id }
  })
}

/**
 * Works through an upload under the rights of the person who asked. Every file is a transaction of its own and is
 * recognised by digest, so a second run after a crash repeats nothing.
 */
export function importWorker(services: Services) {
  return async ({ jobId, userId }: { jobId: string; userId: string }): Promise<void> => {
    const account = await createContext(services, AUTHENTICATOR).read((tx) => findAccount(tx, { id: userId }))
    if (account === null) throw new Error(`The account ${userId} that asked for job ${jobId} is gone`)
    const caller = callerOf(account)
    const context = () => createContext(services, caller)
    const job = await context().inTransaction((tx) =>
      tx
        .updateTable('job')
        .set({ state: 'running', startedAt: new Date().toISOString() })
        .where('id', '=', jobId)
        .where('state', 'in', ['queued', 'running'])
        .returning(['input', 'result', 'cancelRequested'])
        .executeTakeFirst(),
    )
    if (job === undefined) return
    const { files } = ImportInput.parse(job.input)
    const results: ImportResult[] = []
    for (const file of files) {
      if (await isCancelled(context(), jobId)) {
        results.push(blank(file.fileName, 'cancelled', null))
        continue
      }
      await report(context(), jobId, results, file.fileName)
      results.push(await importUploaded(context(), services, file))
    }
    const cancelled = results.some((result) => result.outcome === 'cancelled')
    await context().inTransaction((tx) =>
      tx
        .updateTable('job')
        .set({
          state: cancelled ? 'cancelled' : 'done',
          done: results.filter((result) => result.outcome !== 'cancelled').length,
          note: null,
          result: JSON.stringify({ files: results }),
          finishedAt: new Date().toISOString(),
        })
        .where('id', '=', jobId)
        .execute(),
    )
  }
}

/** After the last try has failed: the person is told, and what was imported before stays. */
export function giveUpImport(services: Services) {
  return async ({ jobId, userId }: { jobId: string; userId: string }): Promise<void> => {
    // Only whose job it is matters here; the account may be what went wrong.
    const owner = { ...AUTHENTICATOR, userId }
    await createContext(services, owner).inTransaction((tx) =>
      tx
        .updateTable('job')
        .set({ state: 'failed', note: null, finishedAt: new Date().toISOString() })
        .where('id', '=', jobId)
        .where('state', 'in', ['queued', 'running'])
        .execute(),
    )
  }
}

async function importUploaded(ctx: Context, services: Services, file: Uploaded): Promise<ImportResult> {
  if (file.digest === null) return blank(file.fileName, 'refused', file.issue)
  try {
    return await importFile(ctx, { fileName: file.fileName, bytes: await services.files.read(file.digest) })
  } catch (error) {
    // One file that trips over a fault of ours must not take the others with it.
    services.log.error({ err: error, file: file.fileName }, 'import failed')
    return blank(file.fileName, 'refused', 'documents.import_failed')
  }
}

function blank(fileName: string, outcome: ImportResult['outcome'], code: string | null): ImportResult {
  return {
    fileName,
    outcome,
    documentId: null,
    versionId: null,
    title: null,
    items: 0,
    issue: code === null ? null : { code, params: { fileName } },
  }
}

async function isCancelled(ctx: Context, jobId: string): Promise<boolean> {
  const row = await ctx.read((tx) =>
    tx.selectFrom('job').select('cancelRequested').where('id', '=', jobId).executeTakeFirst(),
  )
  return row?.cancelRequested ?? true
}

async function report(
  ctx: Context,
  jobId: string,
  results: readonly ImportResult[],
  note: string,
): Promise<void> {
  await ctx.inTransaction((tx) =>
    tx
      .updateTable('job')
      .set({ done: results.length, note, result: JSON.stringify({ files: results }) })
      .where('id', '=', jobId)
      .execute(),
  )
}
