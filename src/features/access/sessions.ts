import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import {
  NOBODY,
  createContext,
  type Authenticated,
  type Caller,
  type Context,
  type Services,
} from '#platform/http'
import type { Role } from '../route-contract.ts'
import { isBusinessRole, seesAll } from './abilities.ts'
import { readSessions, type SessionAccount, type StoredSession } from './store.ts'

export const SESSION_COOKIE = 'duoyuan_session'

/** A session ends after this long without a request … */
const IDLE_MS = 4 * 3_600_000
/** … and after this long in any case. */
const ABSOLUTE_MS = 12 * 3_600_000
/** `last_seen_at` is written at most this often, so that reading stays reading. */
const TOUCH_MS = 60_000

/** The capacity in which accounts and sessions are looked up before anybody is known. */
export const AUTHENTICATOR: Caller = { ...NOBODY, roles: ['authenticator'], name: 'authenticator' }

export function digestToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function callerOf(account: Pick<SessionAccount, 'id' | 'name' | 'organisation' | 'roles'>): Caller {
  const roles: readonly Role[] = account.roles
  return {
    userId: account.id,
    name: account.name,
    organisationId: roles.some(isBusinessRole) ? (account.organisation?.id ?? null) : null,
    roles,
    seesAll: seesAll(roles),
  }
}

export interface OpenSession {
  readonly token: string
  readonly csrfToken: string
  readonly expiresAt: string
}

export async function openSession(ctx: Context, userId: string): Promise<OpenSession> {
  const token = randomBytes(32).toString('base64url')
  const csrfToken = randomBytes(24).toString('base64url')
  const expiresAt = new Date(ctx.now.getTime() + ABSOLUTE_MS).toISOString()
  await ctx.actingAs(AUTHENTICATOR).inTransaction(async (tx) => {
    await tx.deleteFrom('userSession').where('expiresAt', '<', ctx.now.toISOString()).execute()
    await tx
      .insertInto('userSession')
      .values({ tokenDigest: digestToken(token), userId, csrfToken, expiresAt })
      .execute()
  })
  return { token, csrfToken, expiresAt }
}

export interface KnownSession extends Authenticated {
  readonly account: SessionAccount
  readonly expiresAt: string
}

/** The session that the request's cookie names, if it lives and the account is active. */
export async function findSession(ctx: Context, token: string | undefined): Promise<KnownSession | null> {
  if (token === undefined || token === '') return null
  const tokenDigest = digestToken(token)
  const found = await readTogether(ctx, tokenDigest)
  if (found === undefined) return null
  const { account, csrfToken, expiresAt } = found
  const idleMs = ctx.now.getTime() - Date.parse(found.lastSeenAt)
  if (Date.parse(expiresAt) <= ctx.now.getTime() || idleMs >= IDLE_MS) return null
  if (idleMs > TOUCH_MS)
    await ctx
      .actingAs(AUTHENTICATOR)
      .inTransaction((tx) =>
        tx
          .updateTable('userSession')
          .set({ lastSeenAt: ctx.now.toISOString() })
          .where('tokenDigest', '=', tokenDigest)
          .execute(),
      )
  return { account, caller: callerOf(account), csrfToken, expiresAt }
}

type Sessions = ReadonlyMap<string, StoredSession>

/** The question to the database that has not been sent yet, and the one under way. */
interface Queue {
  next: { readonly digests: Set<string>; readonly answer: Promise<Sessions> } | null
  running: Promise<unknown>
}

const queues = new WeakMap<object, Queue>()

/**
 * Every request asks the database, so that what was ended, here or by another process, is ended at once. Requests that
 * come while a question is under way are asked for together by the next: many at once cost little more than one.
 */
async function readTogether(ctx: Context, tokenDigest: string): Promise<StoredSession | undefined> {
  const queue = queues.get(ctx.place) ?? { next: null, running: Promise.resolve() }
  queues.set(ctx.place, queue)
  if (queue.next === null) {
    const digests = new Set<string>()
    const answer = queue.running.then(() => {
      queue.next = null
      return ctx.actingAs(AUTHENTICATOR).read((tx) => readSessions(tx, [...digests]))
    })
    queue.next = { digests, answer }
    queue.running = answer.catch(() => undefined)
  }
  queue.next.digests.add(tokenDigest)
  return (await queue.next.answer).get(tokenDigest)
}

/** How the server learns who asks. */
export function authenticateBySession(services: Services) {
  return (request: FastifyRequest): Promise<KnownSession | null> => {
    const token = request.cookies[SESSION_COOKIE]
    return token === undefined ? Promise.resolve(null) : findSession(createContext(services, NOBODY), token)
  }
}
