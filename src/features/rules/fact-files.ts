import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#domain/kernel'
import { knowAttachments, receiveFiles, sendAttachment, type Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { requireEnterprise } from './declarations.ts'

/** Papers come first, the declaration that names them after; until then only their sender sees them. */
export async function addFactFiles(
  ctx: Context,
  enterpriseId: string,
  request: FastifyRequest,
): Promise<ResponseOf<typeof contract.addFactFiles>> {
  const byId = ctx.caller.userId ?? refuse('access.not_signed_in')
  // Asked before anything is stored: nobody fills the store by way of an enterprise that is not his.
  await ctx.read((tx) => requireEnterprise(tx, enterpriseId))
  const stored = await receiveFiles(ctx, request, 'rules.files_missing')
  return ctx.inTransaction(async (tx) => {
    await knowAttachments(tx, stored)
    const files = await tx
      .insertInto('factFile')
      .values(
        stored.map(({ digest, sizeBytes, name }) => ({
          enterpriseId,
          declarationId: null,
          digest,
          name,
          sizeBytes,
          at: ctx.now.toISOString(),
          byId,
          byName: ctx.caller.name,
        })),
      )
      .returning(['id', 'name', 'sizeBytes'])
      .execute()
    await ctx.audit(tx, {
      action: 'rules.attach',
      subjectKind: 'enterprise',
      subjectId: enterpriseId,
      detail: { digests: stored.map(({ digest }) => digest) },
    })
    return { files: files.map((file) => ({ ...file, sizeBytes: Number(file.sizeBytes) })) }
  })
}

export async function downloadFactFile(
  ctx: Context,
  fileId: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const file = await ctx.read((tx) =>
    tx.selectFrom('factFile').select(['digest', 'name']).where('id', '=', fileId).executeTakeFirst(),
  )
  if (file === undefined) return refuse('rules.file_gone')
  const { stream, sizeBytes } = await ctx.files.openStream(file.digest)
  return sendAttachment(reply, stream, file.name, 'application/octet-stream', sizeBytes)
}
