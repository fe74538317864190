import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#domain/kernel'
import { knowAttachments, receiveFiles, sendAttachment, type Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { loadRound } from './round-store.ts'

/** Evidence comes first, the objection that names it after; until then only its sender sees it. */
export async function addObjectionFiles(
  ctx: Context,
  roundId: string,
  request: FastifyRequest,
): Promise<ResponseOf<typeof contract.addObjectionFiles>> {
  const parkId = ctx.caller.organisationId ?? refuse('evaluation.not_found')
  // Asked before anything is stored: nobody fills the store by way of a round in which he has no part.
  await ctx.read(async (tx) => {
    const { state, runId } = await loadRound(tx, roundId)
    if (state !== 'review') refuse('evaluation.round_not_now', { act: 'object', state })
    const own = await tx
      .selectFrom('evaluationStanding')
      .select('unit')
      .where('runId', '=', runId)
      .where('parkId', '=', parkId)
      .executeTakeFirst()
    if (own === undefined) refuse('evaluation.not_found')
  })
  const stored = await receiveFiles(ctx, request, 'evaluation.files_missing')
  return ctx.inTransaction(async (tx) => {
    await knowAttachments(tx, stored)
    const files: { id: string; name: string; sizeBytes: number }[] = []
    for (const { digest, sizeBytes, name } of stored) {
      // The same file sent twice is one.
      const { id } = await tx
        .insertInto('evaluationFile')
        .values({
          roundId,
          parkId,
          objectionId: null,
          digest,
          name,
          sizeBytes,
          at: ctx.now.toISOString(),
          byId: ctx.caller.userId,
          byName: ctx.caller.name,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['roundId', 'digest', 'byId'])
            .where('objectionId', 'is', null)
            .doUpdateSet({ name }),
        )
        .returning('id')
        .executeTakeFirstOrThrow()
      files.push({ id, name, sizeBytes })
    }
    await ctx.audit(tx, {
      action: 'evaluation.attach',
      subjectKind: 'evaluation-round',
      subjectId: roundId,
      detail: { digests: stored.map(({ digest }) => digest) },
    })
    return { files }
  })
}

/** Takes back a file that no objection names yet. */
export function deleteObjectionFile(ctx: Context, fileId: string): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const removed = await tx
      .deleteFrom('evaluationFile')
      .where('id', '=', fileId)
      .where('objectionId', 'is', null)
      .where('byId', '=', ctx.caller.userId)
      .returning(['digest', 'roundId'])
      .executeTakeFirst()
    if (removed === undefined) return refuse('evaluation.not_found')
    await ctx.audit(tx, {
      action: 'evaluation.detach',
      subjectKind: 'evaluation-round',
      subjectId: removed.roundId,
      detail: { digest: removed.digest },
    })
    return {}
  })
}

export async function sendObjectionFile(ctx: Context, fileId: string, reply: FastifyReply): Promise<unknown> {
  const file = await ctx.read((tx) =>
    tx.selectFrom('evaluationFile').select(['digest', 'name']).where('id', '=', fileId).executeTakeFirst(),
  )
  if (file === undefined) return refuse('evaluation.not_found')
  const { stream, sizeBytes } = await ctx.files.openStream(file.digest)
  return sendAttachment(reply, stream, file.name, 'application/octet-stream', sizeBytes)
}
