import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { connect } from './connect.ts'
import { errorMessage, ServerAlreadyRunning } from './failures.ts'
import type { Log } from './log.ts'

/** Any fixed number does; advisory locks are per database, so each database has one server. */
const serverLock = 7_036_874_417_002
const prefix = 'duoyuan server'

export interface ServerLock {
  /** Lets a refused second server say where this one answers, once that is known. */
  announce(address: string): Promise<void>
  release(): Promise<void>
}

export interface LockServerOptions {
  /** Where this server answers, shown to a refused second one. */
  readonly address?: string
  readonly log?: Log
  /**
   * Called when the connection broke and another server took the lock before it could be taken again: stop serving.
   */
  readonly onLost?: (error: ServerAlreadyRunning) => void
}

/**
 * Takes the right to be the one server of this database, for as long as this process lives; throws
 * ServerAlreadyRunning when another has it. The database gives it back when the process dies in any way.
 */
export async function lockServer(
  server: { readonly ownerUrl: string },
  options: LockServerOptions = {},
): Promise<ServerLock> {
  let label = labelOf(options.address)
  let released = false
  let client: pg.Client

  // A server that was killed a moment ago may still have a session that is about to end.
  for (let attempt = 0; ; attempt++) {
    const taken = await take(server.ownerUrl, label)
    if (taken instanceof ServerAlreadyRunning) {
      if (attempt === 5) throw taken
      await sleep(200)
      continue
    }
    client = taken
    break
  }
  watch(client)

  function watch(held: pg.Client): void {
    held.once('end', () => {
      if (!released) void takeAgain()
    })
  }

  /** The database was restarted under us. */
  async function takeAgain(): Promise<void> {
    options.log?.warn({}, 'the connection that holds the server lock broke; taking it again')
    while (!released) {
      try {
        const taken = await take(server.ownerUrl, label)
        if (taken instanceof ServerAlreadyRunning) {
          if (taken.pid === process.pid) {
            await sleep(200)
            continue
          }
          options.onLost?.(taken)
          return
        }
        client = taken
        watch(client)
        if (released) await client.end()
        return
      } catch (error) {
        options.log?.warn({ reason: errorMessage(error) }, 'no database for the server lock yet')
        await sleep(1_000)
      }
    }
  }

  return {
    async announce(address) {
      label = labelOf(address)
      await client.query("SELECT set_config('application_name', $1, false)", [label])
    },
    async release() {
      released = true
      await client.end().catch(() => undefined)
    },
  }
}

function labelOf(address: string | undefined): string {
  return `${prefix} ${process.pid}${address === undefined ? '' : ` ${address}`}`.slice(0, 63)
}

async function take(ownerUrl: string, label: string): Promise<pg.Client | ServerAlreadyRunning> {
  const client = await connect(ownerUrl, label)
  try {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      serverLock,
    ])
    if (rows[0]?.taken === true) return client
    const holder = await holderOf(client)
    await client.end()
    return holder
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

async function holderOf(client: pg.Client): Promise<ServerAlreadyRunning> {
  const { rows } = await client.query<{ label: string | null }>(
    `SELECT activity.application_name AS label
       FROM pg_locks AS lock
       JOIN pg_stat_activity AS activity USING (pid)
      WHERE lock.locktype = 'advisory' AND lock.granted
        AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (lock.classid::bigint << 32) | lock.objid::bigint = $1 AND lock.objsubid = 1`,
    [serverLock],
  )
  const [, pid, address] = new RegExp(`^${prefix} (\\d+)(?: (\\S+))?`).exec(rows[0]?.label ?? '') ?? []
  return new ServerAlreadyRunning(pid === undefined ? null : Number(pid), address ?? null)
}
