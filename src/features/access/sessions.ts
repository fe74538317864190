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
import { findAccount, type Account } from './store.ts'

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

export function callerOf(account: Pick<Account, 'id' | 'name' | 'organisation' | 'roles'>): Caller {
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
  readonly account: Account
  readonly expiresAt: string
}

/** The session that the request's cookie names, if it lives and the account is active. */
export async function findSession(ctx: Context, token: string | undefined): Promise<KnownSession | null> {
  if (token === undefined || token === '') return null
  const authenticator = ctx.actingAs(AUTHENTICATOR)
  const tokenDigest = digestToken(token)
  const found = await authenticator.read(async (tx) => {
    const session = await tx
      .selectFrom('userSession')
      .selectAll()
      .where('tokenDigest', '=', tokenDigest)
      .where('expiresAt', '>', ctx.now.toISOString())
      .where('lastSeenAt', '>', new Date(ctx.now.getTime() - IDLE_MS).toISOString())
      .executeTakeFirst()
    if (session === undefined) return null
    const account = await findAccount(tx, { id: session.userId })
    return account === null || account.status !== 'active' ? null : { session, account }
  })
  if (found === null) return null
  const { session, account } = found
  if (ctx.now.getTime() - new Date(session.lastSeenAt).getTime() > TOUCH_MS)
    await authenticator.inTransaction((tx) =>
      tx
        .updateTable('userSession')
        .set({ lastSeenAt: ctx.now.toISOString() })
        .where('tokenDigest', '=', tokenDigest)
        .execute(),
    )
  return { account, caller: callerOf(account), csrfToken: session.csrfToken, expiresAt: session.expiresAt }
}

/** How the server learns who asks. */
export function authenticateBySession(services: Services) {
  return (request: FastifyRequest): Promise<KnownSession | null> => {
    const token = request.cookies[SESSION_COOKIE]
    return token === undefined ? Promise.resolve(null) : findSession(createContext(services, NOBODY), token)
  }
}
