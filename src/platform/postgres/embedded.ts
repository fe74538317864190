import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { provideBinaries } from './binaries.ts'
import { findClusterPlace } from './cluster-place.ts'
import { clusterExists, createCluster, startPostmaster, stopPostmaster } from './cluster.ts'
import type { ServerSettings } from './cluster.ts'
import { connect } from './connect.ts'
import { DatabaseUnavailable, errorCode, errorMessage } from './failures.ts'
import type { Log } from './log.ts'
import { findPostmaster } from './postmaster.ts'
import { appRole, embeddedDatabase, ownerRole, provideEmbeddedRoles } from './roles.ts'
import { passwordFor, provideSecret, readSecret } from './secret.ts'

/**
 * Held shared by every process that uses the cluster, through one connection each. The last one out takes it alone,
 * and only then stops PostgreSQL; one that comes meanwhile can't get it and starts PostgreSQL again afterwards. The
 * database itself drops it when a process dies.
 */
const presenceLock = 7_036_874_417_004
/** Recovery after a power cut replays up to max_wal_size; a slow disk needs minutes for it. */
const patienceMs = 600_000

interface Presence {
  readonly client: pg.Client
  readonly pid: number
  readonly port: number
}

export interface EmbeddedServer {
  readonly ownerUrl: string
  readonly appUrl: string
  stop(): Promise<void>
}

/** Makes, starts, joins or adopts the embedded PostgreSQL of a data folder. */
export async function openEmbedded(
  dataDir: string,
  log: Log,
  settings: ServerSettings,
): Promise<EmbeddedServer> {
  const place = await findClusterPlace(dataDir)
  const existed = await clusterExists(place)
  if (existed && (await readSecret(dataDir)) === null) {
    throw new DatabaseUnavailable(
      `${dataDir}/keys/postgres.secret is missing, without which the database in ${place.cluster} doesn't open; restore it from a backup.`,
    )
  }
  const secret = await provideSecret(dataDir)
  const binaries = await provideBinaries(place.runner, place.copies)
  if (!existed) {
    log.info({ cluster: place.cluster }, 'making the embedded database')
    await createCluster(place, binaries, passwordFor('postgres', secret))
  }

  const urlFor = (role: string, port: number, database: string): string =>
    `postgres://${role}:${passwordFor(role, secret)}@127.0.0.1:${port}/${database}`

  /** Until we are present at a running PostgreSQL, started by us if need be. */
  async function enter(preferredPort: number | null): Promise<Presence> {
    const deadline = Date.now() + patienceMs
    let startedPid: number | null = null
    for (let wait = 10; ; wait = Math.min(wait * 2, 250)) {
      const running = await findPostmaster(place.cluster)
      if (running === null) {
        startedPid = await startPostmaster(place, binaries, preferredPort, settings)
      } else if (running.port !== null) {
        try {
          const client = await join(urlFor('postgres', running.port, 'postgres'))
          if (client !== null) return { client, pid: running.pid, port: running.port }
        } catch (error) {
          if (running.pid === startedPid) await stopPostmaster(place, binaries, startedPid)
          throw error
        }
      }
      if (Date.now() > deadline) {
        throw new DatabaseUnavailable(`PostgreSQL on ${place.cluster} lets nobody in; see its log folder.`)
      }
      await sleep(wait)
    }
  }

  let presence = await enter(null)
  let leaving = false
  let returning: Promise<void> | null = null
  watch(presence)
  const { port } = presence
  log.info({ cluster: place.cluster, pid: presence.pid, port }, 'the embedded database is running')
  function watch(present: Presence): void {
    present.client.once('end', () => {
      if (!leaving) returning = returnToIt()
    })
  }

  /** PostgreSQL ended under us (killed, out of memory): start it again where everybody's pools look for it. */
  async function returnToIt(): Promise<void> {
    log.warn({}, 'the embedded database broke off; bringing it back')
    while (!leaving) {
      try {
        const back = await enter(port)
        if (back.port !== port)
          log.error({ port, now: back.port }, 'the embedded database moved; restart this program')
        presence = back
        watch(back)
        return
      } catch (error) {
        log.error({ reason: errorMessage(error) }, 'the embedded database does not come back yet')
        await sleep(2_000)
      }
    }
  }

  async function stop(): Promise<void> {
    if (leaving) return
    leaving = true
    // What we are just bringing back is ours to stop, too.
    await returning
    if (await isLast(presence.client)) {
      await stopPostmaster(place, binaries, presence.pid)
      log.info({ cluster: place.cluster }, 'the embedded database has stopped')
    }
    await presence.client.end().catch(() => undefined)
  }

  try {
    await provideEmbeddedRoles(urlFor('postgres', port, 'postgres'), {
      owner: passwordFor(ownerRole, secret),
      app: passwordFor(appRole, secret),
    })
  } catch (error) {
    await stop()
    throw error
  }
  return {
    ownerUrl: urlFor(ownerRole, port, embeddedDatabase),
    appUrl: urlFor(appRole, port, embeddedDatabase),
    stop,
  }
}

/** Null when it can't be entered now but maybe soon: it starts, recovers, stops, or is gone. */
async function join(superUrl: string): Promise<pg.Client | null> {
  let client: pg.Client
  try {
    client = await connect(superUrl, `duoyuan presence ${process.pid}`)
  } catch (error) {
    const code = errorCode(error) ?? ''
    if (code === '28P01') {
      throw new DatabaseUnavailable(
        'The embedded database does not accept the password from keys/postgres.secret; restore that file from the same backup as the database.',
        { cause: error },
      )
    }
    return null
  }
  try {
    const { rows } = await client.query<{ present: boolean }>(
      'SELECT pg_try_advisory_lock_shared($1) AS present',
      [presenceLock],
    )
    if (rows[0]?.present === true) return client
  } catch {
    // It was stopped between the connection and the question.
  }
  await client.end().catch(() => undefined)
  return null
}

/** Gives our presence up; true if nobody else's is left, and then nobody can come until PostgreSQL has stopped. */
async function isLast(client: pg.Client): Promise<boolean> {
  try {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [presenceLock])
    const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
      presenceLock,
    ])
    return rows[0]?.alone === true
  } catch {
    // PostgreSQL ended before us; nothing to stop.
    return false
  }
}
