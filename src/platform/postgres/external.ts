import { withConnection } from './connect.ts'
import { DatabaseUnavailable, errorCode, errorMessage } from './failures.ts'
import { appRole, provideAppRole } from './roles.ts'
import { passwordFor, passwordFromOwner, provideSecret } from './secret.ts'

/** Checks the server of DATABASE_URL and provides the app role on it. Starts and stops nothing. */
export async function openExternal(
  dataDir: string,
  databaseUrl: string,
): Promise<{ readonly ownerUrl: string; readonly appUrl: string }> {
  const { user, password } = await inspect(databaseUrl)
  // With trust or peer authentication the owner has no password to derive from.
  const appPassword =
    password === ''
      ? passwordFor(appRole, await provideSecret(dataDir))
      : passwordFromOwner(appRole, user, password)
  return { ownerUrl: databaseUrl, appUrl: await provideAppRole(databaseUrl, user, appPassword) }
}

async function inspect(databaseUrl: string): Promise<{ user: string; password: string }> {
  try {
    return await withConnection(databaseUrl, 'duoyuan set-up', async (client) => {
      const { rows } = await client.query<{
        version: number
        encoding: string
        name: string
        mayCreate: boolean
      }>(
        `SELECT current_setting('server_version_num')::integer AS version,
                current_setting('server_encoding') AS encoding,
                current_database() AS name,
                has_database_privilege(current_database(), 'CREATE') AS "mayCreate"`,
      )
      const found = rows[0]
      if (found === undefined) throw new Error('no answer')
      if (found.version < 150_000) {
        throw new DatabaseUnavailable(
          'The server of DATABASE_URL is too old; PostgreSQL 15 or newer is needed.',
        )
      }
      if (found.encoding !== 'UTF8') {
        throw new DatabaseUnavailable(
          `The database "${found.name}" has encoding ${found.encoding}; it must be UTF8.`,
        )
      }
      if (!found.mayCreate) {
        throw new DatabaseUnavailable(
          `The role of DATABASE_URL may not create in "${found.name}"; make it the owner: ALTER DATABASE … OWNER TO …`,
        )
      }
      return { user: client.user ?? '', password: typeof client.password === 'string' ? client.password : '' }
    })
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    throw new DatabaseUnavailable(
      `The server of DATABASE_URL can't be used: ${errorMessage(error)}${adviceFor(error)}`,
      { cause: error },
    )
  }
}

const advice = new Map([
  ['ECONNREFUSED', 'is it running, and are host and port right?'],
  ['ENOTFOUND', 'is the host right?'],
  ['ETIMEDOUT', 'is it running, and are host and port right?'],
  ['3D000', 'create the database first: CREATE DATABASE … ENCODING UTF8'],
  ['28P01', 'wrong user or password'],
])

function adviceFor(error: unknown): string {
  const found = advice.get(errorCode(error) ?? '')
  return found === undefined ? '' : ` (${found})`
}
