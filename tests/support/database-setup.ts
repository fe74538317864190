import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp } from 'node:fs/promises'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { migrate, openPostgres } from '#platform/postgres'
import type { Log } from '#platform/postgres'
import { createEmptyDatabase, dropDatabasesOf, endDataFolder, urlOf } from './test-server.ts'
import type { TestServer } from './test-server.ts'

interface Shared {
  readonly server: TestServer
  readonly close: () => Promise<void>
}

/** Both projects name this set-up and load it separately, but one run wants one server. */
const holder = globalThis as typeof globalThis & {
  duoyuanTestServer?: { users: number; shared: Promise<Shared> }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder.duoyuanTestServer ??= { users: 0, shared: open() }
  const current = holder.duoyuanTestServer
  current.users++
  const { server, close } = await current.shared
  project.provide('testServer', server)
  return async () => {
    current.users--
    if (current.users > 0) return
    delete holder.duoyuanTestServer
    await close()
  }
}

/** A folder and a server for this run, and in the server a migrated database to clone. */
async function open(): Promise<Shared> {
  const folder = await mkdtemp(join(tmpdir(), 'duoyuan-test-'))
  const dataDir = join(folder, 'server')
  const scratch = join(folder, 'scratch')
  // As root, PostgreSQL's unprivileged user must be able to pass through.
  await chmod(folder, 0o711)
  await mkdir(scratch, { mode: 0o711 })
  const run = `duoyuan_test_${randomBytes(4).toString('hex')}`
  const databaseUrl = process.env['DATABASE_URL'] ?? null
  const tidy = tidyUpAfter(folder, run)
  try {
    const postgres = await openPostgres({ dataDir, databaseUrl, log, settings: fastAndForgetful })
    const server = {
      ownerUrl: postgres.ownerUrl,
      appUrl: postgres.appUrl,
      run,
      template: `${run}_template`,
      scratch,
    }
    await createEmptyDatabase(server.ownerUrl, server.template)
    await migrate(urlOf(server.ownerUrl, server.template))
    return {
      server,
      async close() {
        if (!postgres.embedded) await dropDatabasesOf(server.ownerUrl, run)
        await postgres.stop()
        await endDataFolder(dataDir)
        tidy.begin()
      },
    }
  } catch (error) {
    tidy.begin()
    throw error
  }
}

/** What is lost with the machine needn't be kept: the database is thrown away at the end. */
const fastAndForgetful = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
}

const log: Log = {
  info: () => undefined,
  warn: (details, message) => console.warn(message, details),
  error: (details, message) => console.error(message, details),
}

/**
 * A process that outlives this one, however it ends (Ctrl-C twice, kill -9), and then ends every database in the run's
 * folder and removes it. It waits for the other end of its pipe to close.
 */
function tidyUpAfter(folder: string, run: string): { begin(): void } {
  const script = fileURLToPath(new URL('tidy-up-database.ts', import.meta.url))
  // It inherits DATABASE_URL; as an argument, everybody on the machine could read the password.
  const child = spawn(process.execPath, [script, folder, run], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  child.unref()
  const { stdin } = child
  stdin.on('error', () => undefined)
  // Node gives a child's pipe as a socket; it must not keep this process from ending.
  if (stdin instanceof Socket) stdin.unref()
  return { begin: () => stdin.end('done') }
}
