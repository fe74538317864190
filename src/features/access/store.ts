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

/** What of an account goes with a request. */
export type SessionAccount = Pick<
  Account,
  'id' | 'login' | 'name' | 'mustChangePassword' | 'organisation' | 'roles'
>

export interface StoredSession {
  readonly account: SessionAccount
  readonly csrfToken: string
  readonly lastSeenAt: string
  readonly expiresAt: string
}

/** Sessions of active accounts by the digests of their tokens, whether or not their time is over. */
export async function readSessions(tx: Tx, digests: readonly string[]): Promise<Map<string, StoredSession>> {
  const { rows } = await sql<SessionRow>`
    SELECT s.token_digest, s.csrf_token, s.last_seen_at, s.expires_at, u.id, u.login, u.name, u.must_change_password,
           n.organisation_id, n.name AS organisation_name, n.short_name,
           array(SELECT r.role FROM user_role r WHERE r.user_id = u.id ORDER BY r.role) AS roles
      FROM user_session s
      JOIN user_account u ON u.id = s.user_id AND u.status = 'active'
      LEFT JOIN organisation_name n ON n.organisation_id = u.organisation_id AND n.valid @> current_date
     WHERE s.token_digest = ANY (${digests}::text[])`.execute(tx)
  return new Map(
    rows.map(({ tokenDigest, csrfToken, lastSeenAt, expiresAt, ...row }) => [
      tokenDigest,
      { account: toSessionAccount(row), csrfToken, lastSeenAt, expiresAt },
    ]),
  )
}

interface AccountRow {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly mustChangePassword: boolean
  readonly organisationId: string | null
  readonly organisationName: string | null
  readonly shortName: string | null
  readonly roles: readonly string[]
}
interface SessionRow extends AccountRow {
  readonly tokenDigest: string
  readonly csrfToken: string
  readonly lastSeenAt: string
  readonly expiresAt: string
}

function toSessionAccount(row: AccountRow): SessionAccount {
  const { id, login, name, mustChangePassword, organisationId, organisationName, shortName } = row
  const organisation =
    organisationId === null || organisationName === null || shortName === null
      ? null
      : { id: organisationId, name: organisationName, shortName }
  return {
    id,
    login,
    name,
    mustChangePassword,
    organisation,
    roles: row.roles.map((role) => Role.parse(role)),
  }
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
