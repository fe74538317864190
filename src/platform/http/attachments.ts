import { basename } from 'node:path'
import type { FastifyReply } from 'fastify'

/** Always as a download under its own name, never shown by the browser: whoever attached it is not us. */
export function sendAttachment(
  reply: FastifyReply,
  content: unknown,
  name: string,
  mediaType: string,
  sizeBytes?: number,
): FastifyReply {
  void reply
    .header('content-type', mediaType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
  if (sizeBytes !== undefined) void reply.header('content-length', sizeBytes)
  return reply.send(content)
}

/** Browsers send bare names; whatever else comes is cut to one, without control characters. */
export function cleanFileName(name: string, otherwise: string): string {
  const bare = basename(name.replaceAll('\\', '/'))
    .replace(/\p{Cc}/gu, '')
    .trim()
  return bare === '' ? otherwise : bare.slice(-200)
}
