import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#domain/kernel'
import { cleanFileName, sendAttachment, type Context } from '#platform/http'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { ImportResult } from './contract.ts'
import type * as contract from './contract.ts'
import { FILINGS_QUEUE, ImportInput, addImportJob, runFilingsImport } from './import-job.ts'
import { Tally } from './import-tally.ts'
import type { Tx } from './store.ts'

/** Takes the file in and records the job; a restart loses neither. */
export async function importFilings(
  ctx: Context,
  { form, period }: ParamsOf<typeof contract.importFilings>,
  { dryRun, submit }: QueryOf<typeof contract.importFilings>,
  request: FastifyRequest,
): Promise<ResponseOf<typeof contract.importFilings>> {
  if (!request.isMultipart()) refuse('statistics.import_one_file')
  const received: { fileName: string; digest: string; sizeBytes: number }[] = []
  for await (const part of request.files()) {
    const stored = await ctx.files.put(part.file)
    if (part.file.truncated) refuse('documents.too_large')
    received.push({ ...stored, fileName: cleanFileName(part.filename, '报表') })
  }
  const [file, more] = received
  if (file === undefined || more !== undefined) return refuse('statistics.import_one_file')
  const { fileName, digest, sizeBytes } = file
  return ctx.inTransaction(async (tx) => {
    const input = { form, period, fileName, digest, dryRun, submit, parkId: null }
    const jobId = await addImportJob(tx, ctx, input, sizeBytes)
    await ctx.enqueue(tx, FILINGS_QUEUE.name, { jobId, userId: ctx.caller.userId })
    return { jobId }
  })
}

/** Takes a file in and imports it at once, as the command line does; ends with the batch in hand when it is told to stop. */
export async function importFilingsNow(
  now: () => Context,
  { fileName, content, ...wish }: Omit<ImportInput, 'digest'> & { readonly content: Readable },
  stop: AbortSignal,
): Promise<ImportResult> {
  const ctx = now()
  const { digest, sizeBytes } = await ctx.files.put(content)
  const jobId = await ctx.inTransaction((tx) =>
    addImportJob(tx, ctx, { ...wish, fileName: cleanFileName(fileName, '报表'), digest }, sizeBytes),
  )
  const cancel = () =>
    ctx.inTransaction((tx) =>
      tx.updateTable('job').set({ cancelRequested: true }).where('id', '=', jobId).execute(),
    )
  const asked = () => void cancel().catch((error: unknown) => ctx.log.error({ err: error }, 'not cancelled'))
  stop.addEventListener('abort', asked, { once: true })
  try {
    if (stop.aborted) await cancel()
    await runFilingsImport(now, jobId)
  } finally {
    stop.removeEventListener('abort', asked)
  }
  return readImport(ctx, jobId)
}

type JobRow = Awaited<ReturnType<typeof importJobs>>[number]

function importJobs(tx: Tx, jobId?: string) {
  const query = tx
    .selectFrom('job')
    .select(['id', 'state', 'done', 'total', 'input', 'result', 'createdAt'])
    .where('kind', '=', 'filings-import')
    .orderBy('createdAt', 'desc')
    .limit(50)
  return (jobId === undefined ? query : query.where('id', '=', jobId)).execute()
}

/** What an import found and wrote; of one's own only. */
export async function readImport(ctx: Context, jobId: string): Promise<ImportResult> {
  const [row] = await ctx.read((tx) => importJobs(tx, jobId))
  return row === undefined ? refuse('statistics.not_found') : resultOf(ctx, row)
}

export async function listImports(ctx: Context): Promise<ResponseOf<typeof contract.listImports>> {
  const rows = await ctx.read((tx) => importJobs(tx))
  return {
    imports: rows.map((row) => {
      const { issues: _, ...result } = resultOf(ctx, row)
      return result
    }),
  }
}

function resultOf(ctx: Context, row: JobRow): ImportResult {
  const { form, period, fileName, dryRun, submit } = ImportInput.parse(row.input)
  const { annotated, ...tally } = Tally.parse(row.result)
  return {
    jobId: row.id,
    state: row.state,
    form,
    period,
    fileName,
    dryRun,
    submit,
    at: row.createdAt,
    byName: ctx.caller.name,
    done: row.done,
    total: row.total,
    ...tally,
    annotated: annotated !== null,
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The file with a note in each cell that is not right. */
export async function sendAnnotatedFilings(
  ctx: Context,
  jobId: string,
  reply: FastifyReply,
): Promise<unknown> {
  const [row] = await ctx.read((tx) => importJobs(tx, jobId))
  const { annotated } = Tally.parse(row?.result ?? {})
  if (row === undefined || annotated === null) return refuse('statistics.not_found')
  const { fileName } = ImportInput.parse(row.input)
  const { stream, sizeBytes } = await ctx.files.openStream(annotated)
  return sendAttachment(reply, stream, `批注 ${fileName}`, XLSX, sizeBytes)
}
