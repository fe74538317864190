import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#domain/kernel'
import { requireEnterprise } from '#features/rules'
import { knowAttachments, receiveFiles, sendAttachment, type Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type * as contract from './contract-applications.ts'

/** Papers come first, the application that names them after; until then only their sender sees them. */
export async function addApplicationFiles(
  ctx: Context,
  enterpriseId: string,
  request: FastifyRequest,
): Promise<ResponseOf<typeof contract.addApplicationFiles>> {
  const byId = ctx.caller.userId ?? refuse('access.not_signed_in')
  // Asked before anything is stored: nobody fills the store by way of an enterprise that is not his.
  await ctx.read((tx) => requireEnterprise(tx, enterpriseId))
  const stored = await receiveFiles(ctx, request, 'policies.files_missing')
  return ctx.inTransaction(async (tx) => {
    await knowAttachments(tx, stored)
    const files = await tx
      .insertInto('policyApplicationFile')
      .values(
        stored.map(({ digest, sizeBytes, name }) => ({
          enterpriseId,
          applicationId: null,
          evidence: null,
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
      action: 'policies.attach',
      subjectKind: 'enterprise',
      subjectId: enterpriseId,
      detail: { digests: stored.map(({ digest }) => digest) },
    })
    return { files: files.map((file) => ({ ...file, sizeBytes: Number(file.sizeBytes) })) }
  })
}

export async function downloadApplicationFile(
  ctx: Context,
  fileId: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const file = await ctx.read((tx) =>
    tx
      .selectFrom('policyApplicationFile')
      .select(['digest', 'name'])
      .where('id', '=', fileId)
      .executeTakeFirst(),
  )
  if (file === undefined) return refuse('policies.file_gone')
  const { stream, sizeBytes } = await ctx.files.openStream(file.digest)
  return sendAttachment(reply, stream, file.name, 'application/octet-stream', sizeBytes)
}
