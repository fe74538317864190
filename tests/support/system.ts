import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { authenticateBySession, callerOf, findAccount, hashPassword } from '#features/access'
import { loadZoneLedger } from '#features/ledger'
import { loadZone } from '#features/registry'
import { AuditTrail } from '#platform/audit'
import { FileStore } from '#platform/files'
import {
  createContext,
  createServer,
  type Context,
  type RegisteredRoute,
  type Services,
} from '#platform/http'
import { JobQueue } from '#platform/jobs'
import type { Role, RouteContract } from '../../src/features/route-contract.ts'
import {
  PROGRAM_ROOT,
  QUEUES,
  allRoutes,
  createLog,
  loadReferenceData,
  openAnalytics,
  startWorkers,
  type Workers,
} from '../../src/main/system.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export const PASSWORD = 'correct horse battery'

export interface TestSystem {
  readonly services: Services
  readonly database: TestDatabase
  readonly dataDir: string
  readonly routes: readonly RegisteredRoute[]
  readonly app: FastifyInstance
  /** Adds an account with these roles in the organisation of that code; answers its id. */
  addAccount(login: string, roles: readonly Role[], organisationCode: string | null): Promise<string>
  /** The same rights as over HTTP, without it. */
  contextOf(login: string): Promise<Context>
  signIn(login: string): Promise<TestClient>
  anonymous(): TestClient
  close(): Promise<void>
}

/** The whole system on a database of its own, with the demo zone's organisations and no accounts. */
export async function createTestSystem(
  options: { workers?: boolean; webRoot?: string; analytics?: boolean; requestsPerMinute?: number } = {},
): Promise<TestSystem> {
  const database = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'duoyuan-test-'))
  const log = createLog('silent')
  const audit = await AuditTrail.open(dataDir)
  const jobs = await JobQueue.start(database.ownerUrl, QUEUES, log)
  const services: Services = { db: database.db, log, audit, files: new FileStore(dataDir), jobs }
  await loadZone(database.ownerDb, join(PROGRAM_ROOT, 'data', 'zones', 'zhongguancun'))
  await loadZoneLedger(database.ownerDb, join(PROGRAM_ROOT, 'data', 'zones', 'zhongguancun'))
  await loadReferenceData(database.ownerDb)
  const settings = { demo: false, secureCookies: false, mail: null, publicUrl: null, privateWebhooks: false }
  const closeAnalytics =
    options.analytics === true || options.workers === true
      ? await openAnalytics(services, { dataDir, appUrl: database.appUrl })
      : null
  const workers: Workers | null = options.workers === true ? await startWorkers(services, settings) : null
  const routes = allRoutes(services, settings)
  const app = await createServer({
    services,
    routes,
    authenticate: authenticateBySession(services),
    webRoot: options.webRoot ?? null,
    secureCookies: false,
    ...(options.requestsPerMinute === undefined ? {} : { requestsPerMinute: options.requestsPerMinute }),
  })
  // One hash for all: argon2 is slow by design, and every test account has the same password.
  const passwordHash = await hashPassword(PASSWORD)

  const anonymous = () => new TestClient(app)
  return {
    services,
    database,
    dataDir,
    routes,
    app,
    anonymous,
    async addAccount(login, roles, organisationCode) {
      const organisation =
        organisationCode === null
          ? null
          : await database.ownerDb
              .selectFrom('organisation')
              .select('id')
              .where('code', '=', organisationCode)
              .executeTakeFirstOrThrow()
      const { id } = await database.ownerDb
        .insertInto('userAccount')
        .values({
          login,
          name: login,
          organisationId: organisation?.id ?? null,
          passwordHash,
          mustChangePassword: false,
          lockedUntil: null,
          lastSignInAt: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      if (roles.length > 0)
        await database.ownerDb
          .insertInto('userRole')
          .values(roles.map((role) => ({ userId: id, role, grantedBy: null })))
          .execute()
      return id
    },
    async contextOf(login) {
      const account = await database.ownerDb.transaction().execute((tx) => findAccount(tx, { login }))
      if (account === null) throw new Error(`No account ${login}`)
      return createContext(services, callerOf(account))
    },
    async signIn(login) {
      const client = anonymous()
      await client.signIn(login)
      return client
    },
    async close() {
      await app.close()
      await workers?.stop()
      await closeAnalytics?.()
      await jobs.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A browser without a window: keeps the cookie, sends the CSRF token. */
export class TestClient {
  readonly #app: FastifyInstance
  #cookie: string | null = null
  csrfToken = ''

  constructor(app: FastifyInstance) {
    this.#app = app
  }

  async signIn(login: string, password: string = PASSWORD): Promise<LightMyRequestResponse> {
    const response = await this.request('POST', '/api/session', { login, password })
    const cookie = response.cookies.find((candidate) => candidate.name === 'duoyuan_session')
    if (cookie !== undefined) this.#cookie = cookie.value
    if (response.statusCode === 201) this.csrfToken = response.json<{ csrfToken: string }>().csrfToken
    return response
  }

  request(
    method: RouteContract['method'],
    url: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<LightMyRequestResponse> {
    return this.requestText(method, url, body === undefined ? undefined : JSON.stringify(body), headers)
  }

  /** Sends a body as it stands: what `JSON.stringify` never writes. */
  requestText(
    method: RouteContract['method'],
    url: string,
    body: string | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<LightMyRequestResponse> {
    return this.#app.inject({
      method,
      url,
      headers: {
        ...(this.#cookie === null ? {} : { cookie: `duoyuan_session=${this.#cookie}` }),
        ...(this.csrfToken === '' ? {} : { 'x-csrf-token': this.csrfToken }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    })
  }

  /** Calls a route and parses the answer by its own contract; throws with the problem when it is refused. */
  async call<T>(
    contract: { method: RouteContract['method']; path: string; response: { parse(input: unknown): T } },
    input: {
      params?: Readonly<Record<string, string>>
      query?: Readonly<Record<string, string>>
      body?: unknown
    } = {},
  ): Promise<T> {
    const path = contract.path.replace(/:([A-Za-z]+)/g, (_all, name: string) => input.params?.[name] ?? '')
    const query = input.query === undefined ? '' : `?${new URLSearchParams(input.query).toString()}`
    const response = await this.request(contract.method, path + query, input.body)
    if (response.statusCode >= 400) throw new Error(`${response.statusCode} ${response.body}`)
    return contract.response.parse(response.json())
  }

  upload(files: readonly { name: string; content: string | Uint8Array }[]): Promise<LightMyRequestResponse> {
    return this.uploadTo('/api/documents', files)
  }

  uploadTo(
    url: string,
    files: readonly { name: string; content: string | Uint8Array }[],
  ): Promise<LightMyRequestResponse> {
    const boundary = 'duoyuan-test-boundary'
    const parts = files.flatMap(({ name, content }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ])
    return this.#app.inject({
      method: 'POST',
      url,
      headers: {
        cookie: `duoyuan_session=${this.#cookie ?? ''}`,
        'x-csrf-token': this.csrfToken,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    })
  }
}

/** The issue codes of a problem response. */
export function codesOf(response: LightMyRequestResponse): string[] {
  return response.json<{ issues: { code: string }[] }>().issues.map((issue) => issue.code)
}
