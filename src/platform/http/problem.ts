import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import type { Issue, Refusal } from '#domain/kernel'

/** Refusals answer 422 unless their code says more precisely what happened. */
const STATUS_BY_SUFFIX: readonly (readonly [string, number])[] = [
  ['.not_signed_in', 401],
  ['.forbidden', 403],
  ['ledger.not_yours', 403],
  ['evaluation.not_yours', 403],
  ['evaluation.facts_not_yours', 403],
  ['evaluation.round_forbidden', 403],
  ['evaluation.objection_forbidden', 403],
  ['ledger.plan_of_another', 403],
  ['policies.not_yours', 403],
  ['.wrong_csrf_token', 403],
  // A sheet without its header is bad input, not a thing that is not there.
  ['sheet.header_not_found', 422],
  ['.not_found', 404],
  ['_not_found', 404],
  ['ledger.file_unknown', 404],
  ['ledger.plan_unknown', 404],
  ['statistics.release_unknown', 404],
  ['.calendar_unknown', 404],
  ['.stale', 409],
  ['.stale_version', 409],
  ['_stale', 409],
  ['.conflict', 409],
  ['_conflict', 409],
  ['.too_large', 413],
  ['.too_many', 429],
  ['evaluation.replays_busy', 429],
]

export function statusOf(issues: readonly Issue[]): number {
  const code = issues[0]?.code ?? ''
  return STATUS_BY_SUFFIX.find(([suffix]) => code.endsWith(suffix))?.[1] ?? 422
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request could not be understood',
  401: 'Not logged in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'In conflict with what is stored',
  413: 'Too large',
  422: 'Refused',
  429: 'Too many requests',
  500: 'Fault in the system',
  503: 'Not available at the moment',
}

/** Answers with RFC 9457 problem details. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  issues: readonly Issue[],
  reference?: string,
): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: TITLES[status] ?? 'Refused',
        status,
        ...(reference === undefined ? {} : { reference }),
        issues: issues.map((issue) => ({
          code: issue.code,
          path: issue.path ?? [],
          params: issue.params ?? {},
        })),
      }),
    )
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return sendProblem(reply, statusOf(refusal.issues), refusal.issues)
}

/** Short enough to read over the telephone. */
export function newReference(): string {
  return randomBytes(5).toString('hex').toUpperCase()
}
