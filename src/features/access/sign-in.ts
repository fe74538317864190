import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import { compareWithNothing, passwordMatches } from './passwords.ts'
import { AUTHENTICATOR, callerOf, openSession, type OpenSession } from './sessions.ts'
import { findAccount, type Account } from './store.ts'

export const FAILURES_BEFORE_LOCK = 5
export const LOCK_MINUTES = 15

/** Logs in. A wrong name and a wrong password answer alike; after five failures the account rests for 15 minutes. */
export async function signIn(
  ctx: Context,
  login: string,
  password: string,
): Promise<{ account: Account; session: OpenSession }> {
  const authenticator = ctx.actingAs(AUTHENTICATOR)
  const account = await authenticator.read((tx) => findAccount(tx, { login: login.trim().toLowerCase() }))
  if (account === null) {
    await compareWithNothing(password)
    await authenticator.inTransaction((tx) =>
      authenticator.audit(tx, {
        action: 'session.refuse',
        subjectKind: 'login',
        subjectId: login.slice(0, 64),
        detail: { reason: 'unknown' },
      }),
    )
    return refuse('access.wrong_credentials')
  }
  refuseWhileLocked(ctx, account)
  if (!(await passwordMatches(account.passwordHash, password))) return countFailure(ctx, account)
  if (account.status !== 'active') return refuse('access.account_disabled')

  const session = await openSession(ctx, account.id)
  const signedIn = ctx.actingAs(callerOf(account))
  await authenticator.inTransaction(async (tx) => {
    await tx
      .updateTable('userAccount')
      .set({ failedSignIns: 0, lockedUntil: null, lastSignInAt: ctx.now.toISOString() })
      .where('id', '=', account.id)
      .execute()
    await signedIn.audit(tx, { action: 'session.open', subjectKind: 'user', subjectId: account.id })
  })
  return { account, session }
}

function refuseWhileLocked(ctx: Context, account: Account): void {
  if (account.lockedUntil === null || new Date(account.lockedUntil) <= ctx.now) return
  const minutes = Math.ceil((new Date(account.lockedUntil).getTime() - ctx.now.getTime()) / 60_000)
  refuse('access.account_locked', { minutes })
}

async function countFailure(ctx: Context, account: Account): Promise<never> {
  const authenticator = ctx.actingAs(AUTHENTICATOR)
  const lockedUntil = new Date(ctx.now.getTime() + LOCK_MINUTES * 60_000).toISOString()
  const failures = await authenticator.inTransaction(async (tx) => {
    const { failedSignIns } = await tx
      .updateTable('userAccount')
      // Counted by the database: two guesses at the same moment are two failures.
      .set((eb) => ({ failedSignIns: eb('failedSignIns', '+', 1) }))
      .where('id', '=', account.id)
      .returning('failedSignIns')
      .executeTakeFirstOrThrow()
    if (failedSignIns >= FAILURES_BEFORE_LOCK)
      await tx
        .updateTable('userAccount')
        .set({ lockedUntil, failedSignIns: 0 })
        .where('id', '=', account.id)
        .execute()
    await authenticator.audit(tx, {
      action: failedSignIns >= FAILURES_BEFORE_LOCK ? 'user.lock' : 'session.refuse',
      subjectKind: 'user',
      subjectId: account.id,
      detail: { failures: failedSignIns },
    })
    return failedSignIns
  })
  if (failures >= FAILURES_BEFORE_LOCK) return refuse('access.account_locked', { minutes: LOCK_MINUTES })
  return refuse('access.wrong_credentials')
}
