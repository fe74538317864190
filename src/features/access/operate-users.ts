import type { Kysely, Transaction } from 'kysely'
import { refuse } from '#domain/kernel'
import type { AuditTrail } from '#platform/audit'
import type { Database } from '#platform/postgres'
import type { Role } from '../route-contract.ts'
import { isBusinessRole } from './abilities.ts'
import type { User } from './contract.ts'
import { hashPassword } from './passwords.ts'
import { listUsersWithRoles } from './store.ts'

/**
 * Accounts from the command line, by whoever holds the data folder: the first administrators come from here, and a lost
 * password is replaced here. Works on the owner's connection; every change is audited under the operator's name.
 */
export interface Operator {
  readonly ownerDb: Kysely<Database>
  readonly audit: AuditTrail
  /** As the audit trail shows it. */
  readonly name: string
  readonly now: Date
}

export interface NewUser {
  readonly login: string
  readonly name: string
  readonly organisationId: string | null
  readonly roles: readonly Role[]
  readonly password: string
}

/** Creates an account with its roles; the password must be changed at the first log-in. 三员分设 holds here too. */
export async function provisionUser(operator: Operator, user: NewUser): Promise<User> {
  const roles = [...new Set(user.roles)]
  refuseMixedRoles(roles)
  if (user.organisationId === null && roles.some(isBusinessRole)) refuse('access.organisation_needed')
  const passwordHash = await hashPassword(user.password)
  return operator.ownerDb.transaction().execute(async (tx) => {
    const added = await tx
      .insertInto('userAccount')
      .values({
        login: user.login,
        name: user.name,
        organisationId: user.organisationId,
        passwordHash,
        lockedUntil: null,
        lastSignInAt: null,
      })
      .onConflict((conflict) => conflict.column('login').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added === undefined) return refuse('access.login_taken', { login: user.login })
    if (roles.length > 0)
      await tx
        .insertInto('userRole')
        .values(roles.map((role) => ({ userId: added.id, role, grantedBy: null })))
        .execute()
    await record(operator, tx, 'user.add', added.id, { login: user.login, name: user.name, roles })
    return userById(tx, added.id)
  })
}

/** Sets a password that must be changed at the next log-in, unlocks the account and ends its sessions. */
export async function replacePassword(operator: Operator, login: string, password: string): Promise<User> {
  const passwordHash = await hashPassword(password)
  return operator.ownerDb.transaction().execute(async (tx) => {
    const changed = await tx
      .updateTable('userAccount')
      .set((eb) => ({
        passwordHash,
        mustChangePassword: true,
        failedSignIns: 0,
        lockedUntil: null,
        version: eb('version', '+', 1),
      }))
      .where('login', '=', login)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) return refuse('access.not_found', { login })
    await tx.deleteFrom('userSession').where('userId', '=', changed.id).execute()
    await record(operator, tx, 'user.change', changed.id, { unlocked: true, passwordReset: true })
    return userById(tx, changed.id)
  })
}

export function listAllUsers({ ownerDb }: Pick<Operator, 'ownerDb'>): Promise<User[]> {
  return ownerDb.transaction().execute((tx) => listUsersWithRoles(tx))
}

function refuseMixedRoles(roles: readonly Role[]): void {
  const administrative = roles.filter((role) => !isBusinessRole(role))
  if (administrative.length > 0 && roles.length > 1)
    refuse('access.roles_exclude_each_other', { roles: [...roles] })
}

async function record(
  { audit, name, now }: Operator,
  tx: Transaction<Database>,
  action: string,
  userId: string,
  detail: Readonly<Record<string, string | boolean | string[]>>,
): Promise<void> {
  await audit.append(
    tx,
    { userId: null, name },
    { action, subjectKind: 'user', subjectId: userId, detail },
    now,
  )
}

async function userById(tx: Transaction<Database>, id: string): Promise<User> {
  const [user] = await listUsersWithRoles(tx, id)
  return user ?? refuse('access.not_found')
}
