import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { findRunningPostgres } from '#platform/postgres'
import { PROGRAM_ROOT } from '../../src/main/system.ts'

let dataDir: string
const started: ChildProcess[] = []

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(inject('testServer').scratch || tmpdir(), 'server-')), 'data')
})
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGINT')
  for (let i = 0; i < 100 && (await findRunningPostgres(dataDir)) !== null; i++) await sleep(100)
  await rm(dataDir, { recursive: true, force: true })
})

interface Server {
  readonly child: ChildProcess
  readonly address: string
}

/** `npm start` without npm, on a free port, until it says its address. */
function start(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const { child, output } = run()
    child.stdout?.on('data', () => {
      const address = /http:\/\/\S+/.exec(output())?.[0]
      if (address !== undefined) resolve({ child, address })
    })
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${code ?? 'a signal'}: ${output()}`)),
    )
  })
}

function run(): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(PROGRAM_ROOT, 'src/main/server.ts')], {
    env: { ...process.env, DUOYUAN_DATA: dataDir, PORT: '0', DATABASE_URL: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  return { child, output: () => output }
}

function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode === null
    ? new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    : Promise.resolve(child.exitCode)
}

async function documentsIn(address: string): Promise<string[]> {
  const signedIn = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'office', password: 'duoyuan-office' }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const response = await fetch(`${address}/api/documents`, { headers: { cookie } })
  const { documents } = (await response.json()) as { documents: { title: string }[] }
  return documents.map((document) => document.title).sort()
}

describe('the server on a data folder', () => {
  let first: Server
  let samples: string[]

  test('starts from nothing with the demo zone loaded', async () => {
    first = await start()
    samples = await documentsIn(first.address)
    // Three samples to review and the nine plans of the demonstration.
    expect(samples).toHaveLength(12)
  })

  test('keeps a second one away, which says so in a sentence and ends', async () => {
    const { child, output } = run()
    expect(await ended(child)).toBe(1)
    expect(output()).toMatch(/already/i)
    expect(output()).not.toMatch(/\n\s+at /)
    expect(await documentsIn(first.address)).toEqual(samples)
  })

  test('killed outright leaves nothing that blocks the next start, and loses nothing', async () => {
    first.child.kill('SIGKILL')
    await ended(first.child)
    first = await start()
    expect(await documentsIn(first.address)).toEqual(samples)
  })

  test('ends cleanly with Ctrl-C, its database too', async () => {
    first.child.kill('SIGINT')
    expect(await ended(first.child)).toBe(0)
    expect(await findRunningPostgres(dataDir)).toBeNull()
  })
})
