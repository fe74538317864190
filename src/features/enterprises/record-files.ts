import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#domain/kernel'
import { cleanFileName, sendAttachment, type Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { standingTo } from './keep-records.ts'

const MOST_AT_ONCE = 10

/** Papers come first, the record that names them after; until then only their sender sees them. */
export async function addRecordFiles(
  ctx: Context,
  enterpriseId: string,
  request: FastifyRequest,
): Promise<ResponseOf<typeof contract.addRecordFiles>> {
  if (!request.isMultipart()) refuse('enterprises.files_missing')
  // Asked before anything is stored: nobody fills the store by way of an enterprise that is not his.
  await ctx.read(async (tx) => {
    const { keeps, own } = await standingTo(tx, enterpriseId)
    if (!keeps && !own) refuse('enterprises.forbidden')
  })
  const stored: { digest: string; sizeBytes: number; name: string }[] = []
  for await (const part of request.files()) {
    const file = await ctx.files.put(part.file)
    if (part.file.truncated) refuse('documents.too_large')
    if (stored.length >= MOST_AT_ONCE) refuse('enterprises.files_too_many', { most: MOST_AT_ONCE })
    stored.push({ ...file, name: cleanFileName(part.filename, '材料') })
  }
  if (stored.length === 0) refuse('enterprises.files_missing')
  return ctx.inTransaction(async (tx) => {
    await tx
      .insertInto('attachment')
      .values(stored.map(({ digest, sizeBytes }) => ({ digest, sizeBytes })))
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute()
    const files = await tx
      .insertInto('enterpriseRecordFile')
      .values(
        stored.map(({ digest, sizeBytes, name }) => ({
          enterpriseId,
          recordId: null,
          digest,
          name,
          sizeBytes,
          byId: ctx.caller.userId ?? refuse('access.not_signed_in'),
          byName: ctx.caller.name,
        })),
      )
      .returning(['id', 'name', 'sizeBytes'])
      .execute()
    await ctx.audit(tx, {
      action: 'enterprise.record-attach',
      subjectKind: 'enterprise',
      subjectId: enterpriseId,
      detail: { digests: stored.map(({ digest }) => digest) },
    })
    return { files: files.map((file) => ({ ...file, sizeBytes: Number(file.sizeBytes) })) }
  })
}

/** Takes back a paper that no record names yet. */
export function removeRecordFile(ctx: Context, fileId: string): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const removed = await tx
      .deleteFrom('enterpriseRecordFile')
      .where('id', '=', fileId)
      .where('recordId', 'is', null)
      .where('byId', '=', ctx.caller.userId)
      .returning(['digest', 'enterpriseId'])
      .executeTakeFirst()
    if (removed === undefined) return refuse('enterprises.file_not_found')
    await ctx.audit(tx, {
      action: 'enterprise.record-detach',
      subjectKind: 'enterprise',
      subjectId: removed.enterpriseId,
      detail: { digest: removed.digest },
    })
    return {}
  })
}

export async function sendRecordFile(ctx: Context, fileId: string, reply: FastifyReply): Promise<unknown> {
  const file = await ctx.read((tx) =>
    tx
      .selectFrom('enterpriseRecordFile')
      .select(['digest', 'name'])
      .where('id', '=', fileId)
      .executeTakeFirst(),
  )
  if (file === undefined) return refuse('enterprises.file_not_found')
  const { stream, sizeBytes } = await ctx.files.openStream(file.digest)
  return sendAttachment(reply, stream, file.name, 'application/octet-stream', sizeBytes)
}
