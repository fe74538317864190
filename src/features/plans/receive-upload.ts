import type { FastifyRequest } from 'fastify'
import { refuse } from '#domain/kernel'
import { cleanFileName, type Context } from '#platform/http'

export interface UploadedFile {
  readonly fileName: string
  /** Null when the file was refused while it came in; `issue` says why. */
  readonly digest: string | null
  readonly issue: string | null
}

/** Streams the files of a multipart request into the store; nothing is held in memory. */
export async function receiveUpload(ctx: Context, request: FastifyRequest): Promise<UploadedFile[]> {
  if (!request.isMultipart()) refuse('plans.no_files')
  const files: UploadedFile[] = []
  for await (const part of request.files()) {
    const fileName = cleanFileName(part.filename, 'document')
    const stored = await ctx.files.put(part.file)
    files.push(
      part.file.truncated
        ? { fileName, digest: null, issue: 'documents.too_large' }
        : { fileName, digest: stored.digest, issue: null },
    )
  }
  return files
}
