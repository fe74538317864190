import type { FastifyReply, FastifyRequest } from 'fastify'
import { visibleData } from '#domain/cases'
import { refuse } from '#domain/kernel'
import { cleanFileName, sendAttachment, type Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type { addCaseFiles as addRoute } from './contract.ts'
import { definitionOf } from './definitions.ts'
import { actorOf } from './environment.ts'
import { loadCase } from './store.ts'
import { visibleFiles } from './visible-files.ts'

/** Attaches files to a case; what they prove is said by the command or field that names their digest. */
export async function addFiles(
  ctx: Context,
  caseId: string,
  request: FastifyRequest,
): Promise<ResponseOf<typeof addRoute>> {
  if (!request.isMultipart()) refuse('cases.files_missing')
  // Asked before anything is stored: nobody fills the store by way of a case that is not his.
  await ctx.read((tx) => loadCase(tx, caseId))
  const stored: { digest: string; sizeBytes: number; name: string }[] = []
  for await (const part of request.files()) {
    const file = await ctx.files.put(part.file)
    if (part.file.truncated) refuse('documents.too_large')
    stored.push({ ...file, name: cleanFileName(part.filename, 'file') })
  }
  if (stored.length === 0) refuse('cases.files_missing')
  return ctx.inTransaction(async (tx) => {
    const { userId, name: byName } = ctx.caller
    if (userId === null) return refuse('access.forbidden')
    const head = await loadCase(tx, caseId, true)
    if (head.state.closedAt !== null) refuse('cases.closed')
    const at = ctx.now.toISOString()
    await tx
      .insertInto('attachment')
      .values(stored.map(({ digest, sizeBytes }) => ({ digest, sizeBytes })))
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute()
    await tx
      .insertInto('caseFile')
      .values(stored.map((file) => ({ ...file, caseId, at, byId: userId, byName })))
      .onConflict((conflict) => conflict.columns(['caseId', 'digest']).doNothing())
      .execute()
    await ctx.audit(tx, {
      action: 'case.attach',
      subjectKind: 'case',
      subjectId: caseId,
      detail: { digests: stored.map(({ digest }) => digest) },
    })
    return { files: stored.map((file) => ({ ...file, at, by: byName })) }
  })
}

export async function sendFile(
  ctx: Context,
  caseId: string,
  digest: string,
  reply: FastifyReply,
): Promise<unknown> {
  const file = await ctx.read(async (tx) => {
    const head = await loadCase(tx, caseId)
    const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
    const visible = visibleData(definition, head.state, {
      ...(await actorOf(tx, ctx)),
      seesAll: ctx.caller.seesAll,
    })
    const files = await visibleFiles(tx, ctx, head.state, visible)
    return files.find((one) => one.digest === digest)
  })
  if (file === undefined) return refuse('cases.not_found')
  const { stream, sizeBytes } = await ctx.files.openStream(digest)
  return sendAttachment(reply, stream, file.name, 'application/octet-stream', sizeBytes)
}
