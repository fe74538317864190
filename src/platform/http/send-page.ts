import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A page of HTML that caches may keep for a minute; one that they have is not sent again. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    text,
    language,
    status,
  }: { readonly text: string; readonly language: string; readonly status: 200 | 404 },
): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  void reply.header('cache-control', 'public, max-age=60').header('etag', etag)
  if (status === 200 && request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.code(status).type('text/html; charset=utf-8').header('content-language', language).send(text)
}
