import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { ClusterPlace } from './cluster-place.ts'
import { DatabaseUnavailable, errorCode, errorMessage } from './failures.ts'
import { findPostmaster, mendPidFile, waitUntilGone } from './postmaster.ts'
import { bareEnvironment, runAs } from './runner.ts'

/** Server settings by name, over our own. */
export type ServerSettings = Readonly<Record<string, string>>

export async function clusterExists(place: ClusterPlace): Promise<boolean> {
  try {
    await stat(join(place.cluster, 'PG_VERSION'))
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    if (errorCode(error) === 'EACCES') {
      throw new DatabaseUnavailable(
        `${place.cluster} belongs to another user; run as the user who made the data folder, or as root.`,
      )
    }
    throw error
  }
}

/**
 * Makes the cluster with initdb, under another name until it is complete: a start that is cut off leaves nothing half
 * done, and of two at the same time the second finds the first one's and throws its own away.
 */
export async function createCluster(
  place: ClusterPlace,
  binaries: Binaries,
  password: string,
): Promise<void> {
  await removeOldDrafts(place.home)
  const draft = join(place.home, `postgres.new-${randomBytes(6).toString('hex')}`)
  const passwordFile = `${draft}.pw`
  try {
    await mkdir(draft, { mode: 0o700 })
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' })
    if (place.runner !== null) {
      await chown(draft, place.runner.uid, place.runner.gid)
      await chown(passwordFile, place.runner.uid, place.runner.gid)
    }
    await initialise(place, binaries, draft, passwordFile)
    await rename(draft, place.cluster)
  } catch (error) {
    if (!(await clusterExists(place))) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
    await rm(passwordFile, { force: true })
  }
}

async function initialise(
  place: ClusterPlace,
  binaries: Binaries,
  draft: string,
  passwordFile: string,
): Promise<void> {
  // Sorting and case by PostgreSQL's own rules, the same on every system. The C library's character classes are
  // wanted only by pg_trgm: with plain C it sees no letters in Chinese text, so C comes last.
  const characterTypes = ['C.UTF-8', 'en_US.UTF-8', 'C']
  for (const [index, characterType] of characterTypes.entries()) {
    try {
      await runAs(
        place.runner,
        binaries.initdb,
        [
          `--pgdata=${draft}`,
          '--username=postgres',
          `--pwfile=${passwordFile}`,
          '--auth-local=scram-sha-256',
          '--auth-host=scram-sha-256',
          '--encoding=UTF8',
          '--locale=C',
          `--lc-ctype=${characterType}`,
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--no-instructions',
        ],
        place.home,
      )
      return
    } catch (error) {
      const unknownLocale = errorMessage(error).includes('invalid locale name')
      if (unknownLocale && index < characterTypes.length - 1) continue
      throw new DatabaseUnavailable(
        `The embedded PostgreSQL could not make its folder in ${place.home}; set DATABASE_URL if it can't run here. ${errorMessage(error)}`,
        { cause: error },
      )
    }
  }
}

/** Left by a start that was cut off; one in progress is younger. */
async function removeOldDrafts(home: string): Promise<void> {
  const hourAgo = Date.now() - 3_600_000
  for (const name of await readdir(home)) {
    if (!name.startsWith('postgres.new-')) continue
    const path = join(home, name)
    const made = await stat(path).catch(() => null)
    if (made !== null && made.mtimeMs < hourAgo) await rm(path, { recursive: true, force: true })
  }
}

/**
 * Starts PostgreSQL on the cluster, in a session of its own, so that neither Ctrl-C in our terminal nor our death ends
 * it. Gives its process id, or null when another one was there first: look with `findPostmaster`.
 */
export async function startPostmaster(
  place: ClusterPlace,
  binaries: Binaries,
  preferredPort: number | null,
  settings: ServerSettings,
): Promise<number | null> {
  let shortPause = 0
  for (let attempt = 1; ;) {
    const port = attempt === 1 && preferredPort !== null ? preferredPort : await freePort()
    const said = await launch(place, binaries, port, settings)
    if (typeof said === 'number') return said
    if (said.includes('postmaster.pid" already exists')) {
      if (!(await mendPidFile(place.cluster))) return null
    } else if (said.includes('pre-existing shared memory block') && shortPause < 100) {
      // Its former self was killed; sessions of that are still noticing.
      shortPause++
      await sleep(100)
      continue
    } else if (!/Address already in use|could not create any TCP\/IP sockets/.test(said)) {
      throw new DatabaseUnavailable(explain(place, said))
    }
    if (attempt++ >= 5) throw new DatabaseUnavailable(explain(place, said))
  }
}

/** Its process id once it has its folder and lives; what it said on stderr if it ended. */
async function launch(
  place: ClusterPlace,
  binaries: Binaries,
  port: number,
  settings: ServerSettings,
): Promise<number | string> {
  const outputFile = join(place.home, `postgres.start-${randomBytes(6).toString('hex')}.log`)
  const output = await open(outputFile, 'wx', 0o600)
  try {
    const args = Object.entries({ ...ownSettings(port), ...settings }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ])
    const child = spawn(binaries.postgres, ['-D', place.cluster, ...args], {
      ...(place.runner ?? {}),
      ...bareEnvironment,
      cwd: place.home,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', output.fd, output.fd],
    })
    const end: { how: string | null } = { how: null }
    child.once('error', (error) => (end.how = error.message))
    child.once('exit', (code, signal) => (end.how = `ended with ${signal ?? `code ${code ?? 'unknown'}`}`))
    child.unref()
    for (;;) {
      if (end.how !== null) return `${await readFile(outputFile, 'utf8')}${end.how}`
      const running = await findPostmaster(place.cluster)
      if (running !== null && running.pid === child.pid && running.port !== null) return running.pid
      await sleep(10)
    }
  } finally {
    await output.close()
    // From here on it writes into its own log folder.
    await rm(outputFile, { force: true })
  }
}

function explain(place: ClusterPlace, said: string): string {
  if (said.includes('database files are incompatible with server')) {
    return `The database in ${place.cluster} was made by another version of PostgreSQL: ${said.trim()}`
  }
  return `The embedded PostgreSQL on ${place.cluster} did not start (set DATABASE_URL if it can't run here): ${said.trim()}`
}

/** For a laptop with two cores; given at each start, so that a newer program brings newer settings. */
function ownSettings(port: number): Record<string, string> {
  const memoryMb = Math.floor(totalmem() / 1024 / 1024)
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: `${Math.min(512, Math.max(64, Math.floor(memoryMb / 8)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryMb / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The query of a client that was killed ends soon, and with it its locks.
    client_connection_check_interval: '5s',
    // A week of logs by day of the week, each overwritten after seven days.
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgres-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_line_prefix: '%m [%p] %u@%d %a ',
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = probe.address()
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('no free port'))
      })
    })
  })
}

/** Fast shutdown: sessions are ended, work in progress is rolled back, everything is written. */
export async function stopPostmaster(place: ClusterPlace, binaries: Binaries, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await runAs(place.runner, binaries.pgCtl, ['stop', '-D', place.cluster, '-m', 'fast', '-w'], place.home)
    return
  }
  process.kill(pid, 'SIGINT')
  if (await waitUntilGone(pid, place.cluster, 60_000)) return
  // It recovers at the next start, as after a power cut.
  process.kill(pid, 'SIGQUIT')
  if (!(await waitUntilGone(pid, place.cluster, 10_000))) {
    throw new DatabaseUnavailable(`PostgreSQL (process ${pid}) does not stop.`)
  }
}
