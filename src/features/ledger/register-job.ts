import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { Refusal, refuse, type Issue } from '#domain/kernel'
import { AUTHENTICATOR, callerOf, findAccount } from '#features/access'
import { cleanFileName, createContext, sendAttachment, type Context, type Services } from '#platform/http'
import { lostJobsOf, type QueueDefinition } from '#platform/jobs'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import { worksOnLedger } from './actor.ts'
import type { RegisterResult, WireJson } from './contract.ts'
import type * as contract from './contract.ts'
import { annotatedCopy, importRegister } from './register-import.ts'
import { paramsOf } from './register-rows.ts'

export const LOST_REGISTERS_QUEUE = lostJobsOf('register-import')

export const REGISTER_QUEUE: QueueDefinition = {
  name: 'register-import',
  expireInSeconds: 900,
  retryLimit: 3,
  deadLetter: LOST_REGISTERS_QUEUE.name,
}

const Input = z.object({
  fileName: z.string(),
  digest: z.string(),
  dryRun: z.boolean(),
  partial: z.boolean(),
  documentId: z.string().nullable(),
})

/** Takes the file in and records the job; a restart loses neither. */
export async function requestRegisterImport(
  ctx: Context,
  { dryRun, partial, document }: QueryOf<typeof contract.importRegister>,
  request: FastifyRequest,
): Promise<ResponseOf<typeof contract.importRegister>> {
  if (ctx.caller.organisationId === null || !worksOnLedger(ctx.caller)) return refuse('access.forbidden')
  if (!request.isMultipart()) refuse('ledger.files_missing')
  const received: { fileName: string; digest: string; sizeBytes: number }[] = []
  for await (const part of request.files()) {
    const stored = await ctx.files.put(part.file)
    if (part.file.truncated) refuse('documents.too_large')
    received.push({ ...stored, fileName: cleanFileName(part.filename, '行动台账') })
  }
  const file = received[0]
  if (file === undefined || received.length > 1) return refuse('ledger.register_one_file')
  const { fileName, digest, sizeBytes } = file
  return ctx.inTransaction(async (tx) => {
    if (document !== undefined) {
      const known = await tx.selectFrom('document').select('id').where('id', '=', document).executeTakeFirst()
      if (known === undefined) refuse('ledger.plan_unknown')
    }
    await tx
      .insertInto('attachment')
      .values({ digest, sizeBytes })
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute()
    const { id } = await tx
      .insertInto('job')
      .values({
        kind: 'register-import',
        total: 1,
        input: JSON.stringify({ fileName, digest, dryRun, partial, documentId: document ?? null }),
        createdBy: ctx.caller.userId ?? refuse('access.not_signed_in'),
        createdAt: ctx.now.toISOString(),
        note: fileName,
        startedAt: null,
        finishedAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.enqueue(tx, REGISTER_QUEUE.name, { jobId: id, userId: ctx.caller.userId })
    await ctx.audit(tx, {
      action: 'register.upload',
      subjectKind: 'job',
      subjectId: id,
      detail: { file: fileName, digest, dryRun, partial },
    })
    return { jobId: id }
  })
}

/**
 * Imports under the rights of the person who asked. What is written and the job's end are one transaction: a second run after a
 * crash finds the job done.
 */
export function registerWorker(services: Services) {
  return async ({ jobId, userId }: { jobId: string; userId: string }): Promise<void> => {
    const account = await createContext(services, AUTHENTICATOR).read((tx) => findAccount(tx, { id: userId }))
    if (account === null) throw new Error(`The account ${userId} that asked for job ${jobId} is gone`)
    const caller = callerOf(account)
    const ctx = createContext(services, caller)
    const job = await ctx.inTransaction((tx) =>
      tx
        .updateTable('job')
        .set({ state: 'running', startedAt: ctx.now.toISOString() })
        .where('id', '=', jobId)
        .where('state', 'in', ['queued', 'running'])
        .where('cancelRequested', '=', false)
        .returning('input')
        .executeTakeFirst(),
    )
    if (job === undefined) return cancelAsked(ctx, jobId)
    const wish = Input.parse(job.input)
    const file = { fileName: wish.fileName, bytes: await services.files.read(wish.digest) }
    try {
      await ctx.inTransaction(async (tx) => {
        const { result, remarks } = await importRegister(tx, ctx, file, wish)
        await finish(tx, jobId, { ...result, annotated: await keepAnnotated(tx, ctx, file, remarks) })
      })
    } catch (error) {
      // Somebody worked on one of its duties meanwhile: the next try sees how it is now.
      if (!(error instanceof Refusal) || error.issues.some(({ code }) => code === 'ledger.stale')) throw error
      // The file as a whole: whatever was begun is undone.
      await ctx.inTransaction((tx) => finish(tx, jobId, refusedResult(wish, error.issues)))
    }
  }
}

type Tx = Parameters<Parameters<Context['inTransaction']>[0]>[0]

async function finish(tx: Tx, jobId: string, result: RegisterResult): Promise<void> {
  await tx
    .updateTable('job')
    .set({
      state: 'done',
      done: 1,
      note: null,
      result: JSON.stringify(result),
      finishedAt: new Date().toISOString(),
    })
    .where('id', '=', jobId)
    .execute()
}

function refusedResult(
  { fileName, dryRun }: z.infer<typeof Input>,
  issues: readonly Issue[],
): RegisterResult {
  return {
    dryRun,
    fileName,
    rows: 0,
    fresh: 0,
    same: 0,
    changed: 0,
    refused: 0,
    written: 0,
    list: [],
    sheetIssues: issues.map((issue) => ({
      cell: null,
      code: issue.code,
      params: paramsOf(issue) as Record<string, WireJson>,
    })),
    annotated: null,
  }
}

async function cancelAsked(ctx: Context, jobId: string): Promise<void> {
  await ctx.inTransaction((tx) =>
    tx
      .updateTable('job')
      .set({ state: 'cancelled', note: null, finishedAt: ctx.now.toISOString() })
      .where('id', '=', jobId)
      .where('state', 'in', ['queued', 'running'])
      .execute(),
  )
}

/** A convenience on top: where it cannot be made, the lines in the result say the same. */
async function keepAnnotated(
  tx: Tx,
  ctx: Context,
  file: Parameters<typeof annotatedCopy>[0],
  remarks: Parameters<typeof annotatedCopy>[1],
): Promise<string | null> {
  const stored = await annotatedCopy(file, remarks)
    .then((copy) => (copy === null ? null : ctx.files.put(Readable.from(copy))))
    .catch((error: unknown) => {
      ctx.log.error({ err: error, file: file.fileName }, 'the register could not be annotated')
      return null
    })
  if (stored === null) return null
  const { digest, sizeBytes } = stored
  await tx
    .insertInto('attachment')
    .values({ digest, sizeBytes })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
  return digest
}

/** After the last try has failed: the person is told; nothing was written. */
export function giveUpRegister(services: Services) {
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

export async function sendAnnotated(ctx: Context, jobId: string, reply: FastifyReply): Promise<unknown> {
  const job = await ctx.read((tx) =>
    tx
      .selectFrom('job')
      .select(['input', 'result'])
      .where('id', '=', jobId)
      .where('kind', '=', 'register-import')
      .executeTakeFirst(),
  )
  const digest = job?.result['annotated']
  if (job === undefined || typeof digest !== 'string') return refuse('ledger.not_found')
  const { fileName } = Input.parse(job.input)
  const { stream, sizeBytes } = await ctx.files.openStream(digest)
  return sendAttachment(reply, stream, `批注 ${fileName}`, XLSX, sizeBytes)
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
