import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Directus {
  readonly pid: number
  readonly port: number
  readonly version: string
  /** A call of its API as the administrator, or with another's token. Throws when it is refused. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<unknown>
  /** A token as its pages get one; answers what stands in `authorization`. */
  signIn(email: string, password: string): Promise<string>
  stop(): Promise<void>
}

export interface DirectusOptions {
  readonly folder: string
  readonly databaseUrl: string
  readonly scratch: string
  readonly port: number
  readonly maxConnections: number
}

const ADMIN = { email: 'admin@bench.example.com', password: 'correct horse battery' }
const STARTS_WITHIN_MS = 120_000

/** Makes Directus's own tables in an empty database (or one that only has ours) and starts it. */
export async function startDirectus(options: DirectusOptions): Promise<Directus> {
  const cwd = join(options.scratch, 'directus')
  await mkdir(cwd, { recursive: true })
  const api = join(options.folder, 'node_modules', '@directus', 'api', 'dist')
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: cwd,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(options.port),
    PUBLIC_URL: `http://127.0.0.1:${options.port}`,
    SECRET: 'only for measuring, on this machine alone',
    DB_CLIENT: 'pg',
    DB_CONNECTION_STRING: options.databaseUrl,
    DB_POOL__MIN: '0',
    DB_POOL__MAX: String(options.maxConnections),
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    ACCESS_TOKEN_TTL: '1d',
    SERVE_APP: 'false',
    LOG_LEVEL: 'warn',
    LOG_STYLE: 'raw',
    TELEMETRY: 'false',
    MCP_ENABLED: 'false',
    // It would answer 503 where we want to see how long it takes.
    PRESSURE_LIMITER_ENABLED: 'false',
    RATE_LIMITER_ENABLED: 'false',
    // Its own record of acts is on; whole answers are not kept, as ours are not.
    CACHE_ENABLED: 'false',
  }
  const logFile = join(cwd, 'directus.log')
  const log = openSync(logFile, 'a')
  const run = (script: string, ...args: string[]): ChildProcess =>
    spawn(process.execPath, [join(api, script), ...args], { cwd, env, stdio: ['ignore', log, log] })
  const fail = async (what: string): Promise<never> => {
    const text = await readFile(logFile, 'utf8')
    throw new Error(`${what}\n${text.split('\n').slice(-30).join('\n')}`)
  }

  const bootstrap = run('cli/run.js', 'bootstrap')
  const code = await exitOf(bootstrap)
  if (code !== 0) await fail(`Directus did not set up its tables (${code})`)
  const server = run('start.js')
  closeSync(log)
  const base = `http://127.0.0.1:${options.port}`
  const deadline = performance.now() + STARTS_WITHIN_MS
  while (!(await answers(`${base}/server/ping`))) {
    if (server.exitCode !== null || performance.now() > deadline) {
      server.kill('SIGKILL')
      await fail('Directus did not start')
    }
    await sleep(200)
  }

  const call = async (method: string, path: string, body?: unknown, token?: string): Promise<unknown> => {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: token }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`Directus: ${method} ${path}: ${response.status} ${text.slice(0, 800)}`)
    return text === '' ? null : dataOf(JSON.parse(text))
  }
  const signIn = async (email: string, password: string): Promise<string> => {
    const session = await call('POST', '/auth/login', { email, password })
    return `Bearer ${textAt(session, 'access_token')}`
  }
  const admin = await signIn(ADMIN.email, ADMIN.password)
  const version = textAt(await call('GET', '/server/info', undefined, admin), 'version')
  return {
    version,
    pid: server.pid ?? 0,
    port: options.port,
    call: (method, path, body, token = admin) => call(method, path, body, token),
    signIn,
    async stop() {
      if (server.exitCode !== null) return
      const ended = exitOf(server)
      server.kill('SIGTERM')
      await Promise.race([ended, sleep(5_000)])
      if (server.exitCode === null) server.kill('SIGKILL')
      await ended
    },
  }
}

/** A text field of an answer. */
export function textAt(value: unknown, key: string): string {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  if (typeof found !== 'string') throw new Error(`An answer without ${key}`)
  return found
}

function dataOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : answer
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  )
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code))
  })
}
