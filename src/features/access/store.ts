import { sql, type Transaction } from 'kysely'
import type { Database } from '#platform/postgres'
import { Role, type Role as RoleName } from '../route-contract.ts'
import type { User } from './contract.ts'

type Tx = Transaction<Database>

export interface Account {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly passwordHash: string
  readonly status: 'active' | 'disabled'
  readonly failedSignIns: number
  readonly lockedUntil: string | null
  readonly mustChangePassword: boolean
  readonly organisation: { id: string; name: string; shortName: string } | null
  readonly roles: readonly RoleName[]
}

export async function findAccount(tx: Tx, by: { login: string } | { id: string }): Promise<Account | null> {
  const row = await tx
    .selectFrom('userAccount')
    .selectAll()
    .where((eb) => ('login' in by ? eb('login', '=', by.login) : eb('id', '=', by.id)))
    .executeTakeFirst()
  if (row === undefined) return null
  const [organisation, roles] = [await findOrganisation(tx, row.organisationId), await listRoles(tx, row.id)]
  return { ...row, organisation, roles }
}

async function findOrganisation(tx: Tx, id: string | null): Promise<Account['organisation']> {
  if (id === null) return null
  const row = await tx
    .selectFrom('organisationName')
    .select(['organisationId as id', 'name', 'shortName'])
    .where('organisationId', '=', id)
    .where(sql<boolean>`valid @> current_date`)
    .executeTakeFirst()
  return row ?? null
}

export async function listRoles(tx: Tx, userId: string): Promise<RoleName[]> {
  const rows = await tx
    .selectFrom('userRole')
    .select('role')
    .where('userId', '=', userId)
    .orderBy('role')
    .execute()
  return rows.map((row) => Role.parse(row.role))
}

export async function listUsersWithRoles(tx: Tx, only?: string): Promise<User[]> {
  const rows = await tx
    .selectFrom('userAccount as u')
    .leftJoin('organisationName as o', (join) =>
      join.onRef('o.organisationId', '=', 'u.organisationId').on(sql<boolean>`o.valid @> current_date`),
    )
    .select([
      'u.id',
      'u.login',
      'u.name',
      'u.status',
      'u.lockedUntil',
      'u.lastSignInAt',
      'u.version',
      'o.organisationId',
      'o.name as organisationName',
      'o.shortName',
      sql<string[]>`array(select role from user_role r where r.user_id = u.id order by role)`.as('roles'),
    ])
    .$if(only !== undefined, (query) => query.where('u.id', '=', only ?? ''))
    .orderBy('u.login')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    login: row.login,
    name: row.name,
    organisation:
      row.organisationId === null || row.organisationName === null || row.shortName === null
        ? null
        : { id: row.organisationId, name: row.organisationName, shortName: row.shortName },
    roles: row.roles.map((role) => Role.parse(role)),
    status: row.status,
    lockedUntil: row.lockedUntil,
    lastSignInAt: row.lastSignInAt,
    version: row.version,
  }))
}
