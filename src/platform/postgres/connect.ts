import pg from 'pg'

/**
 * One connection outside any pool, for start-up, locks and migrations. No statement timeout: a migration may take long.
 * The caller ends it.
 */
export async function connect(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    // Longer names are cut by PostgreSQL with a notice.
    application_name: applicationName.slice(0, 63),
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // Without a listener, a connection that breaks while idle would end the whole process. The next query reports it.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
  return client
}

/** Runs `work` on a connection of its own and closes it whatever happens. */
export async function withConnection<T>(
  url: string,
  applicationName: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connect(url, applicationName)
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The same server and options, another database and, if given, another role. */
export function withDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${encodeURIComponent(database)}`
  return parsed.href
}

export function withRole(url: string, role: string, password: string): string {
  const parsed = new URL(url)
  if (parsed.hostname === '') {
    // postgres:///name?host=/var/run/postgresql: a URL without host can't carry a user in front of it.
    parsed.searchParams.set('user', role)
    parsed.searchParams.set('password', password)
  } else {
    parsed.username = encodeURIComponent(role)
    parsed.password = encodeURIComponent(password)
    parsed.searchParams.delete('user')
    parsed.searchParams.delete('password')
  }
  return parsed.href
}
