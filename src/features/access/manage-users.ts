import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import type { Role } from '../route-contract.ts'
import { isBusinessRole } from './abilities.ts'
import type { User, addUser as addUserRoute, changeUser as changeUserRoute } from './contract.ts'
import { hashPassword } from './passwords.ts'
import { listRoles, listUsersWithRoles } from './store.ts'

/** Creates an account without roles: granting is the security administrator's work. */
export async function addUser(ctx: Context, request: BodyOf<typeof addUserRoute>): Promise<User> {
  const passwordHash = await hashPassword(request.password)
  return ctx.inTransaction(async (tx) => {
    const taken = await tx
      .selectFrom('userAccount')
      .select('id')
      .where('login', '=', request.login)
      .executeTakeFirst()
    if (taken !== undefined) refuse('access.login_taken', { login: request.login }, ['body', 'login'])
    const { id } = await tx
      .insertInto('userAccount')
      .values({
        login: request.login,
        name: request.name,
        organisationId: request.organisationId,
        passwordHash,
        lockedUntil: null,
        lastSignInAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.audit(tx, {
      action: 'user.add',
      subjectKind: 'user',
      subjectId: id,
      detail: { login: request.login, name: request.name },
    })
    return userById(tx, id)
  })
}

export async function changeUser(
  ctx: Context,
  userId: string,
  request: BodyOf<typeof changeUserRoute>,
): Promise<User> {
  if (userId === ctx.caller.userId && request.status === 'disabled') refuse('access.own_account')
  const passwordHash = request.password === undefined ? null : await hashPassword(request.password)
  return ctx.inTransaction(async (tx) => {
    const changed = await tx
      .updateTable('userAccount')
      .set((eb) => ({
        version: eb('version', '+', 1),
        ...(request.status === undefined ? {} : { status: request.status }),
        ...(request.unlock === true ? { lockedUntil: null, failedSignIns: 0 } : {}),
        ...(passwordHash === null ? {} : { passwordHash, mustChangePassword: true }),
      }))
      .where('id', '=', userId)
      .where('version', '=', request.version)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) return refuseMissingOrStale(tx, userId)
    // A disabled account or a reset password ends what is open.
    if (request.status === 'disabled' || passwordHash !== null)
      await tx.deleteFrom('userSession').where('userId', '=', userId).execute()
    await ctx.audit(tx, {
      action: 'user.change',
      subjectKind: 'user',
      subjectId: userId,
      detail: {
        ...(request.status === undefined ? {} : { status: request.status }),
        unlocked: request.unlock === true,
        passwordReset: passwordHash !== null,
      },
    })
    return userById(tx, userId)
  })
}

/** 三员分设: administrator roles stand alone, and nobody changes their own. The database enforces both again. */
export async function setRoles(
  ctx: Context,
  userId: string,
  version: number,
  roles: readonly Role[],
): Promise<User> {
  if (userId === ctx.caller.userId) refuse('access.own_roles')
  const wanted = [...new Set(roles)]
  const administrative = wanted.filter((role) => !isBusinessRole(role))
  if (administrative.length > 1 || (administrative.length === 1 && wanted.length > 1))
    refuse('access.roles_exclude_each_other', { roles: wanted }, ['body', 'roles'])
  return ctx.inTransaction(async (tx) => {
    const changed = await tx
      .updateTable('userAccount')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', userId)
      .where('version', '=', version)
      .returning(['id', 'organisationId'])
      .executeTakeFirst()
    if (changed === undefined) return refuseMissingOrStale(tx, userId)
    if (changed.organisationId === null && wanted.some(isBusinessRole)) refuse('access.organisation_needed')
    const before = await listRoles(tx, userId)
    await tx.deleteFrom('userRole').where('userId', '=', userId).execute()
    if (wanted.length > 0)
      await tx
        .insertInto('userRole')
        .values(wanted.map((role) => ({ userId, role, grantedBy: ctx.caller.userId })))
        .execute()
    await ctx.audit(tx, {
      action: 'user.set-roles',
      subjectKind: 'user',
      subjectId: userId,
      detail: { before, after: wanted },
    })
    return userById(tx, userId)
  })
}

type Tx = Parameters<Parameters<Context['inTransaction']>[0]>[0]

async function userById(tx: Tx, id: string): Promise<User> {
  const [user] = await listUsersWithRoles(tx, id)
  return user ?? refuse('access.not_found')
}

async function refuseMissingOrStale(tx: Tx, userId: string): Promise<never> {
  const there = await tx.selectFrom('userAccount').select('id').where('id', '=', userId).executeTakeFirst()
  return there === undefined ? refuse('access.not_found') : refuse('access.stale')
}
