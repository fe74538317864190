import pg from 'pg'
import { withConnection, withRole } from './connect.ts'
import { DatabaseUnavailable, errorCode, errorMessage } from './failures.ts'

/**
 * The role that requests work as: may log in (Citus workers need that), owns nothing, and is subject to row-level
 * security. The migrations grant it what it may do.
 */
export const appRole = 'duoyuan_app'
/** On the embedded server, the owner of database and tables; no superuser. */
export const ownerRole = 'duoyuan_owner'
export const embeddedDatabase = 'duoyuan'

/** Any fixed number does; keeps two first starts apart. */
const rolesLock = 7_036_874_417_003

/** On the embedded server, as its superuser: roles and database, made when they aren't there. */
export async function provideEmbeddedRoles(
  superUrl: string,
  passwords: { readonly owner: string; readonly app: string },
): Promise<void> {
  await withConnection(superUrl, 'duoyuan set-up', async (client) => {
    const { rows } = await client.query<{ ready: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS ready`,
      [embeddedDatabase],
    )
    // The database is made last, so all is there when it is.
    if (rows[0]?.ready === true) return
    await client.query('SELECT pg_advisory_lock($1)', [rolesLock])
    await provideRole(client, ownerRole, passwords.owner, 'CREATEDB')
    await provideRole(client, appRole, passwords.app, '')
    await client.query(`GRANT pg_read_all_stats TO ${ownerRole}`)
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [embeddedDatabase])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${embeddedDatabase} OWNER ${ownerRole}`)
  })
}

async function provideRole(client: pg.Client, role: string, password: string, rights: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER'
  await client.query(`${verb} ROLE ${role} LOGIN ${rights} PASSWORD ${pg.escapeLiteral(password)}`)
}

/**
 * On a server of one's own, as the role of DATABASE_URL: makes the app role log in with `password`, and checks that
 * row-level security will hold for it. Gives the app role's URL.
 */
export async function provideAppRole(ownerUrl: string, owner: string, password: string): Promise<string> {
  const appUrl = withRole(ownerUrl, appRole, password)
  if (!(await appCanLogIn(appUrl))) {
    await withConnection(ownerUrl, 'duoyuan set-up', async (client) => {
      await client.query('SELECT pg_advisory_lock($1)', [rolesLock])
      try {
        await provideRole(client, appRole, password, '')
        const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
        await client.query(
          `GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(rows[0]?.name ?? '')} TO ${appRole}`,
        )
      } catch (error) {
        throw new DatabaseUnavailable(
          `The role of DATABASE_URL can't set up the role ${appRole} (${errorMessage(error)}); let it create roles: ALTER ROLE … CREATEROLE.`,
          { cause: error },
        )
      }
    })
    if (!(await appCanLogIn(appUrl))) {
      throw new DatabaseUnavailable(
        `The role ${appRole} can't log in with its password; the server's pg_hba.conf must allow it (scram-sha-256).`,
      )
    }
  }
  await withConnection(appUrl, 'duoyuan set-up', async (client) => {
    const { rows } = await client.query<{ exempt: boolean }>(
      `SELECT role.rolsuper OR role.rolbypassrls OR pg_has_role(role.oid, database.datdba, 'MEMBER')
                OR pg_has_role(role.rolname, $1::name, 'MEMBER') AS exempt
         FROM pg_roles AS role, pg_database AS database
        WHERE role.rolname = current_user AND database.datname = current_database()`,
      [owner],
    )
    if (rows[0]?.exempt !== false) {
      throw new DatabaseUnavailable(
        `The role ${appRole} is a superuser, has the owner's rights or bypasses row-level security; take that from it.`,
      )
    }
  })
  return appUrl
}

async function appCanLogIn(appUrl: string): Promise<boolean> {
  try {
    return await withConnection(appUrl, 'duoyuan set-up', () => Promise.resolve(true))
  } catch (error) {
    // Wrong password, no such role, no entry in pg_hba.conf, no right to connect to the database.
    if (['28P01', '28000', '42501'].includes(errorCode(error) ?? '')) return false
    throw error
  }
}
