import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { findRunningPostgres, openPostgres } from '#platform/postgres'
import type { PostgresServer } from '#platform/postgres'
import { endDataFolder } from '#tests/test-server'

const program = fileURLToPath(new URL('database-user.ts', import.meta.url))
const isRoot = process.getuid?.() === 0
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

const dataDirs: string[] = []
const users: User[] = []

afterEach(async () => {
  for (const user of users.splice(0)) user.child.kill('SIGKILL')
  // The inner ones first: they tell where their clusters are.
  for (const dataDir of dataDirs.splice(0).reverse()) await endDataFolder(dataDir)
})

async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(inject('testServer').scratch, 'data-'))
  await chmod(dataDir, 0o711)
  dataDirs.push(dataDir)
  return dataDir
}

interface User {
  readonly child: ChildProcess
  /** Everything it has said. */
  readonly said: Record<string, unknown>[]
  /** Waits until it says something with this key; fails when it ends without. */
  heard(key: string): Promise<unknown>
  readonly ended: Promise<number | null>
}

/** Another process on the same data folder. */
function startUser(dataDir: string, mode: 'hold' | 'write' | 'serve'): User {
  // A group of its own, as a terminal gives to a command, so that a test can press Ctrl-C for it.
  const child = spawn(process.execPath, [program, dataDir, mode], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const said: Record<string, unknown>[] = []
  createInterface({ input: child.stdout }).on('line', (line) =>
    said.push(JSON.parse(line) as Record<string, unknown>),
  )
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let hasEnded = false
  void ended.then(() => (hasEnded = true))
  const user: User = {
    child,
    said,
    ended,
    async heard(key) {
      for (;;) {
        const message = said.find((candidate) => key in candidate)
        if (message !== undefined) return message[key]
        if (hasEnded) throw new Error(`ended without "${key}": ${JSON.stringify(said)}`)
        await sleep(10)
      }
    },
  }
  users.push(user)
  return user
}

async function stopUser(user: User): Promise<void> {
  user.child.stdin?.write('stop\n')
  expect(await user.ended).toBe(0)
}

const open = (dataDir: string): Promise<PostgresServer> =>
  openPostgres({ dataDir, databaseUrl: null, log: quiet })

async function query<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

const acknowledged = (user: User): number[] =>
  user.said.flatMap((message) => (typeof message['wrote'] === 'number' ? [message['wrote']] : []))

async function expectKept(url: string, numbers: readonly number[]): Promise<void> {
  const rows = await query<{ number: number }>(url, 'SELECT number FROM kept')
  const kept = new Set(rows.map((row) => row.number))
  expect(numbers.filter((number) => !kept.has(number))).toEqual([])
}

/** The processes of a server: itself and those it has started. */
function processesOf(pid: number): number[] {
  const table = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const children = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (child !== undefined && parent === pid ? [child] : []))
  return [pid, ...children]
}

/** A dead process that nobody has collected yet doesn't count. */
function runs(pid: number): boolean {
  const table = execFileSync('ps', ['-e', '-o', 'pid=,stat='], { encoding: 'utf8' })
  return table.split('\n').some((line) => new RegExp(`^\\s*${pid}\\s+[^Z]`).test(line))
}

async function runningPid(dataDir: string): Promise<number> {
  const running = await findRunningPostgres(dataDir)
  if (running === null) throw new Error('no server runs')
  return running.pid
}

describe('a killed server process', () => {
  test('leaves its database running; the next one adopts it and finds every acknowledged write', async () => {
    const dataDir = await newDataDir()
    const user = startUser(dataDir, 'write')
    await user.heard('opened')
    await expect.poll(() => acknowledged(user).length, { timeout: 20_000 }).toBeGreaterThan(50)
    const before = await runningPid(dataDir)
    user.child.kill('SIGKILL')
    await user.ended

    const server = await open(dataDir)
    expect(await runningPid(dataDir)).toBe(before)
    await expectKept(server.ownerUrl, acknowledged(user))
    await server.stop()
    expect(await findRunningPostgres(dataDir)).toBeNull()
  })

  test('during its very first start does not spoil the folder', async () => {
    const dataDir = await newDataDir()
    for (const delayMs of [150, 300, 450, 600]) {
      const user = startUser(dataDir, 'hold')
      await sleep(delayMs)
      user.child.kill('SIGKILL')
      await user.ended
    }
    const server = await open(dataDir)
    expect(await query(server.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await server.stop()
  })

  test('gives the server lock back', async () => {
    const dataDir = await newDataDir()
    const first = startUser(dataDir, 'serve')
    await first.heard('locked')
    first.child.kill('SIGKILL')
    const second = startUser(dataDir, 'serve')
    await second.heard('locked')
    await stopUser(second)
  })
})

describe('a power cut', () => {
  test('loses no acknowledged write, five times in a row', async () => {
    const dataDir = await newDataDir()
    const all: number[] = []
    for (let round = 1; round <= 5; round++) {
      const user = startUser(dataDir, 'write')
      await expect.poll(() => acknowledged(user).length, { timeout: 20_000 }).toBeGreaterThan(20 * round)
      const processes = processesOf(await runningPid(dataDir))
      expect(processes.length).toBeGreaterThan(3)
      user.child.kill('SIGKILL')
      for (const pid of processes) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {
          // Ended between the list and now.
        }
      }
      await user.ended
      all.push(...acknowledged(user))
      const server = await open(dataDir)
      await expectKept(server.ownerUrl, all)
      await server.stop()
    }
    expect(new Set(all).size).toBe(all.length)
  })

  test('whose old process number belongs to another program now does not stop the next start', async () => {
    const dataDir = await newDataDir()
    const server = await open(dataDir)
    const runner = (await stat(join(dataDir, 'postgres'))).uid
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    const lines = await readFile(pidFile, 'utf8')
    await server.stop()
    const stranger = spawn('sleep', ['60'], isRoot ? { uid: runner } : {})
    try {
      await writeFile(pidFile, lines.replace(/^\d+/, String(stranger.pid)))
      expect(await findRunningPostgres(dataDir)).toBeNull()
      const again = await open(dataDir)
      expect(await query(again.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      await again.stop()
      expect(stranger.exitCode).toBeNull()
      expect(stranger.signalCode).toBeNull()
    } finally {
      stranger.kill('SIGKILL')
    }
  })
})

test('a database that is killed under a living server comes back at the same address, with every acknowledged write', async () => {
  const dataDir = await newDataDir()
  const user = startUser(dataDir, 'write')
  await expect.poll(() => acknowledged(user).length, { timeout: 20_000 }).toBeGreaterThan(20)
  const before = await findRunningPostgres(dataDir)
  process.kill(await runningPid(dataDir), 'SIGKILL')
  await user.heard('broke')
  const untilThen = acknowledged(user).length
  await expect.poll(() => acknowledged(user).length, { timeout: 30_000 }).toBeGreaterThan(untilThen + 20)
  const after = await findRunningPostgres(dataDir)
  expect(after?.pid).not.toBe(before?.pid)
  expect(after?.port).toBe(before?.port)
  await expectKept(String(await user.heard('opened')), acknowledged(user))
  await stopUser(user)
  expect(await findRunningPostgres(dataDir)).toBeNull()
})

describe('several on one data folder', () => {
  test('share one database; the last one out stops it', async () => {
    const dataDir = await newDataDir()
    const first = startUser(dataDir, 'hold')
    await first.heard('opened')
    const second = await open(dataDir)
    expect(second.ownerUrl).toBe(await first.heard('opened'))
    await stopUser(first)
    expect(await query(second.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.stop()
    expect(await findRunningPostgres(dataDir)).toBeNull()
  })

  test('may come at the same time, even when there is nothing yet', async () => {
    const dataDir = await newDataDir()
    const servers = await Promise.all([open(dataDir), open(dataDir), open(dataDir)])
    expect(new Set(servers.map((server) => server.ownerUrl)).size).toBe(1)
    for (const server of servers) {
      await expect(query(server.appUrl, 'SELECT current_user AS user')).resolves.toEqual([
        { user: 'duoyuan_app' },
      ])
    }
    await Promise.all(servers.map((server) => server.stop()))
    expect(await findRunningPostgres(dataDir)).toBeNull()
    // Nothing is left of what the slower ones had begun.
    expect((await readdir(dataDir)).sort()).toEqual(['keys', 'postgres'])
  })

  test('one that comes while the last one stops gets in', async () => {
    const dataDir = await newDataDir()
    let server = await open(dataDir)
    for (let round = 0; round < 12; round++) {
      const stopping = server.stop()
      await sleep(round * 2)
      const [next] = await Promise.all([open(dataDir), stopping])
      expect(await query(next.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
      server = next
    }
    await server.stop()
    expect(await findRunningPostgres(dataDir)).toBeNull()
  })

  test('only one may be the server; the other says who is, and ends with 1', async () => {
    const dataDir = await newDataDir()
    const first = startUser(dataDir, 'serve')
    await first.heard('locked')
    const second = startUser(dataDir, 'serve')
    expect(await second.heard('refused')).toBe(
      `Another server (process ${first.child.pid}) already uses this data, at http://127.0.0.1:8080; stop it first.`,
    )
    expect(await second.ended).toBe(1)
    await stopUser(first)
  })
})

test('Ctrl-C in the terminal does not take the database away before we let it go', async () => {
  const dataDir = await newDataDir()
  const user = startUser(dataDir, 'hold')
  const url = String(await user.heard('opened'))
  const before = await runningPid(dataDir)
  process.kill(-(user.child.pid ?? 0), 'SIGINT')
  await user.ended
  await sleep(200)
  expect(await runningPid(dataDir)).toBe(before)
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
})

describe('the data folder', () => {
  test('may lie where nobody else can go', async () => {
    const closed = await newDataDir()
    await chmod(closed, 0o700)
    const dataDir = join(closed, 'inner', 'data')
    dataDirs.push(dataDir)
    const server = await open(dataDir)
    await query(server.ownerUrl, 'CREATE TABLE kept (number integer)')
    await query(server.ownerUrl, 'INSERT INTO kept VALUES (7)')
    await server.stop()
    expect((await stat(closed)).mode & 0o777).toBe(0o700)

    const again = await open(dataDir)
    await expectKept(again.ownerUrl, [7])
    await again.stop()
    const names = (await readdir(dataDir)).sort()
    expect(names).toEqual(isRoot ? ['keys', 'postgres.location'] : ['keys', 'postgres'])
    if (!isRoot) return
    // Whoever finds the cluster must be able to tell whose it is.
    const cluster = (await readFile(join(dataDir, 'postgres.location'), 'utf8')).trim()
    expect(await readFile(join(cluster, '..', 'data-folder'), 'utf8')).toBe(`${dataDir}\n`)
  })

  test('whose database was kept elsewhere and is gone says so, and does not begin an empty one', async () => {
    const dataDir = await newDataDir()
    const elsewhere = join(inject('testServer').scratch, 'removed', 'postgres')
    await writeFile(join(dataDir, 'postgres.location'), `${elsewhere}\n`)
    await expect(open(dataDir)).rejects.toThrow(/postgres\.location.*removed.*backup/s)
    await expect(stat(elsewhere)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('keeps its secret to its owner, and says so when it is gone', async () => {
    const dataDir = await newDataDir()
    await (await open(dataDir)).stop()
    const secret = join(dataDir, 'keys', 'postgres.secret')
    expect((await stat(secret)).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'keys'))).mode & 0o777).toBe(0o700)
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700)
    await rm(secret)
    await expect(open(dataDir)).rejects.toThrow(/postgres\.secret is missing.*backup/)
  })

  test('with a wrong secret is refused, and nothing keeps running', async () => {
    const dataDir = await newDataDir()
    await (await open(dataDir)).stop()
    await writeFile(join(dataDir, 'keys', 'postgres.secret'), `${'0'.repeat(64)}\n`)
    await expect(open(dataDir)).rejects.toThrow(/does not accept the password/)
    expect(await findRunningPostgres(dataDir)).toBeNull()
  })

  test('whose cluster is damaged gives the reason, not a hang', async () => {
    const dataDir = await newDataDir()
    await (await open(dataDir)).stop()
    await rm(join(dataDir, 'postgres', 'global', 'pg_control'))
    await expect(open(dataDir)).rejects.toThrow(/did not start.*pg_control/s)
  })
})

test('listens on this machine only, asks for a password, and writes safely', async () => {
  const dataDir = await newDataDir()
  const server = await open(dataDir)
  const names = ['listen_addresses', 'fsync', 'full_page_writes', 'synchronous_commit']
  const rows = await query<{ value: string }>(
    server.ownerUrl,
    `SELECT current_setting(name) AS value FROM unnest(ARRAY['${names.join("','")}']) WITH ORDINALITY AS s (name, at) ORDER BY at`,
  )
  expect(rows.map((row) => row.value)).toEqual(['127.0.0.1', 'on', 'on', 'on'])
  const without = new URL(server.ownerUrl)
  without.password = 'wrong'
  await expect(query(without.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  const asSuperuser = new URL(server.ownerUrl)
  asSuperuser.username = 'postgres'
  await expect(query(asSuperuser.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  await server.stop()
})

test('the tidier of a test run ends the servers in its folder when the run dies', async () => {
  const folder = await mkdtemp(join(inject('testServer').scratch, 'run-'))
  await chmod(folder, 0o711)
  await mkdir(join(folder, 'scratch'), { mode: 0o711 })
  const dataDir = join(folder, 'scratch', 'data')
  const user = startUser(dataDir, 'hold')
  await user.heard('opened')
  const pid = await runningPid(dataDir)
  const tidier = spawn(
    process.execPath,
    [fileURLToPath(new URL('../support/tidy-up-database.ts', import.meta.url)), folder, 'unused'],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  )
  const tidied = new Promise<number | null>((resolve) => tidier.once('close', resolve))
  await sleep(300)
  expect(await runningPid(dataDir)).toBe(pid)
  // The run and its processes die; their ends of the pipes close.
  user.child.kill('SIGKILL')
  tidier.stdin.destroy()
  expect(await tidied).toBe(0)
  await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(runs(pid)).toBe(false)
})
