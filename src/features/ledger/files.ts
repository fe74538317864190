import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#domain/kernel'
import { cleanFileName, sendAttachment, type Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import { worksOnLedger } from './actor.ts'
import type * as contract from './contract.ts'
import { loadDuty } from './store.ts'

/** Evidence files come first, the report that names them after; until then only their sender sees them. */
export async function addDutyFiles(
  ctx: Context,
  dutyId: string,
  request: FastifyRequest,
): Promise<ResponseOf<typeof contract.addDutyFiles>> {
  if (!request.isMultipart()) refuse('ledger.files_missing')
  // Asked before anything is stored: nobody fills the store by way of a duty that is not his.
  const { duty } = await ctx.read((tx) => loadDuty(tx, dutyId))
  const mine = ctx.caller.organisationId
  const takesPart = mine !== null && (duty.leadId === mine || duty.supporting.includes(mine))
  if (!takesPart || !worksOnLedger(ctx.caller))
    refuse('ledger.not_yours', { act: 'attach', side: 'lead-or-supporting' })
  const stored: { digest: string; sizeBytes: number; name: string }[] = []
  for await (const part of request.files()) {
    const file = await ctx.files.put(part.file)
    if (part.file.truncated) refuse('documents.too_large')
    stored.push({ ...file, name: cleanFileName(part.filename, '材料') })
  }
  if (stored.length === 0) refuse('ledger.files_missing')
  return ctx.inTransaction(async (tx) => {
    await tx
      .insertInto('attachment')
      .values(stored.map(({ digest, sizeBytes }) => ({ digest, sizeBytes })))
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute()
    const files: { id: string; name: string; sizeBytes: number; digest: string }[] = []
    for (const { digest, sizeBytes, name } of stored) {
      // The same file sent twice is one.
      const { id } = await tx
        .insertInto('dutyFile')
        .values({
          dutyId,
          reportId: null,
          digest,
          name,
          sizeBytes,
          at: ctx.now.toISOString(),
          byId: ctx.caller.userId,
          byName: ctx.caller.name,
        })
        .onConflict((conflict) =>
          conflict.columns(['dutyId', 'digest', 'byId']).where('reportId', 'is', null).doUpdateSet({ name }),
        )
        .returning('id')
        .executeTakeFirstOrThrow()
      files.push({ id, name, sizeBytes, digest })
    }
    await ctx.audit(tx, {
      action: 'duty.attach',
      subjectKind: 'duty',
      subjectId: dutyId,
      detail: { digests: stored.map(({ digest }) => digest) },
    })
    return { files }
  })
}

export function removeDutyFile(ctx: Context, dutyId: string, fileId: string): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const removed = await tx
      .deleteFrom('dutyFile')
      .where('id', '=', fileId)
      .where('dutyId', '=', dutyId)
      .where('reportId', 'is', null)
      .returning('digest')
      .executeTakeFirst()
    if (removed === undefined) return refuse('ledger.file_unknown')
    await ctx.audit(tx, {
      action: 'duty.detach',
      subjectKind: 'duty',
      subjectId: dutyId,
      detail: { digest: removed.digest },
    })
    return {}
  })
}

export async function sendDutyFile(
  ctx: Context,
  dutyId: string,
  fileId: string,
  reply: FastifyReply,
): Promise<unknown> {
  const file = await ctx.read((tx) =>
    tx
      .selectFrom('dutyFile')
      .select(['digest', 'name'])
      .where('id', '=', fileId)
      .where('dutyId', '=', dutyId)
      .executeTakeFirst(),
  )
  if (file === undefined) return refuse('ledger.file_unknown')
  const { stream, sizeBytes } = await ctx.files.openStream(file.digest)
  return sendAttachment(reply, stream, file.name, 'application/octet-stream', sizeBytes)
}
