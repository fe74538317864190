import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import { hashPassword, passwordMatches } from './passwords.ts'
import { digestToken } from './sessions.ts'
import { findAccount } from './store.ts'

/** Changes one's own password; every other session of the account ends. */
export async function changePassword(
  ctx: Context,
  currentPassword: string,
  newPassword: string,
  keepToken: string | undefined,
): Promise<void> {
  const userId = ctx.caller.userId ?? refuse('access.not_signed_in')
  const account = (await ctx.read((tx) => findAccount(tx, { id: userId }))) ?? refuse('access.not_found')
  if (!(await passwordMatches(account.passwordHash, currentPassword)))
    refuse('access.wrong_password', {}, ['body', 'currentPassword'])
  if (newPassword === currentPassword || newPassword.toLowerCase().includes(account.login))
    refuse('access.weak_password', {}, ['body', 'newPassword'])
  const passwordHash = await hashPassword(newPassword)
  await ctx.inTransaction(async (tx) => {
    await tx
      .updateTable('userAccount')
      .set((eb) => ({ passwordHash, mustChangePassword: false, version: eb('version', '+', 1) }))
      .where('id', '=', userId)
      .execute()
    await tx
      .deleteFrom('userSession')
      .where('userId', '=', userId)
      .$if(keepToken !== undefined, (query) => query.where('tokenDigest', '<>', digestToken(keepToken ?? '')))
      .execute()
    await ctx.audit(tx, { action: 'user.change-password', subjectKind: 'user', subjectId: userId })
  })
}
