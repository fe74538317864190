import type { FastifyRequest } from 'fastify'
import type { Transaction } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Database } from '#platform/postgres'
import { cleanFileName } from './attachments.ts'
import type { Context } from './context.ts'

/** A file that was sent and lies in the file store by its digest. */
export interface ReceivedFile {
  readonly digest: string
  readonly sizeBytes: number
  readonly name: string
}

/** Stores every file of an upload; refuses by `missing` where there is none. Who may send it was asked before. */
export async function receiveFiles(
  ctx: Context,
  request: FastifyRequest,
  missing: string,
): Promise<ReceivedFile[]> {
  if (!request.isMultipart()) refuse(missing)
  const received: ReceivedFile[] = []
  for await (const part of request.files()) {
    const file = await ctx.files.put(part.file)
    if (part.file.truncated) refuse('documents.too_large')
    received.push({ ...file, name: cleanFileName(part.filename, '材料') })
  }
  return received.length === 0 ? refuse(missing) : received
}

/** Makes the digests known to the database, so that rows may point at them. */
export async function knowAttachments(
  tx: Transaction<Database>,
  files: readonly ReceivedFile[],
): Promise<void> {
  await tx
    .insertInto('attachment')
    .values(files.map(({ digest, sizeBytes }) => ({ digest, sizeBytes })))
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
}
