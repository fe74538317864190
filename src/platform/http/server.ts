import { existsSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify'
import type { Logger } from 'pino'
import { Refusal, type Issue } from '#domain/kernel'
import { errorCode } from '#platform/postgres'
import { NOBODY, createContext, type Caller, type Services } from './context.ts'
import { renderApiPage } from './api-page.ts'
import { describeApi } from './openapi.ts'
import { newReference, sendProblem, sendRefusal } from './problem.ts'
import type { AnyRouteContract, RegisteredRoute, Schema } from './routes.ts'
import { UNSTORABLE_INPUT, unstorableBody } from './storable-body.ts'

/** Bodies are small JSON; files come as multipart with a limit of their own. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024
const FILE_LIMIT_BYTES = 100 * 1024 * 1024
const FILES_PER_UPLOAD = 50

export interface Authenticated {
  readonly caller: Caller
  readonly csrfToken: string
}

export interface ServerOptions {
  readonly services: Services
  readonly routes: readonly RegisteredRoute[]
  /** Who sends this request: null when nobody is logged in. */
  readonly authenticate: (request: FastifyRequest) => Promise<Authenticated | null>
  /** The built web application, if there is one. */
  readonly webRoot: string | null
  readonly secureCookies: boolean
  /** From one address, default 6000; measuring needs more. */
  readonly requestsPerMinute?: number
}

/**
 * The HTTP edge: security headers, parsing by contract, who may call at all, problem responses, OpenAPI, the web's files.
 * Rows are guarded by row-level security, not here.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: asFastifyLogger(options.services.log),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 200 },
    genReqId: newReference,
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        // Ant Design writes its style elements at run time.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'worker-src': ["'self'", 'blob:'],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: options.secureCookies ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
  })
  await app.register(cookie)
  await app.register(rateLimit, {
    global: true,
    max: options.requestsPerMinute ?? 6000,
    timeWindow: '1 minute',
    errorResponseBuilder: () => new Refusal([{ code: 'http.too_many' }]),
  })
  await app.register(multipart, {
    limits: { fileSize: FILE_LIMIT_BYTES, files: FILES_PER_UPLOAD, fields: 20, parts: FILES_PER_UPLOAD + 20 },
    throwFileSizeLimit: false,
  })

  answerFaults(app)
  for (const route of options.routes) register(app, route, options)

  const document = describeApi(options.routes.map((route) => route.contract))
  const page = renderApiPage(document)
  app.get('/api/openapi.json', (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(document)),
  )
  app.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
  app.get('/api/health', async () => {
    await options.services.db.selectNoFrom((eb) => eb.lit(1).as('alive')).execute()
    return { alive: true }
  })

  await serveWeb(app, options.webRoot)
  return app
}

/** Fastify's own logger type is what pino implements; without this the instance's type would carry pino's everywhere. */
function asFastifyLogger(log: Logger): FastifyBaseLogger {
  return log
}

function register(app: FastifyInstance, route: RegisteredRoute, options: ServerOptions): void {
  const { contract } = route
  app.route({
    method: contract.method,
    url: contract.path,
    handler: async (request, reply) => {
      const authenticated = await options.authenticate(request)
      admit(contract, authenticated, request)
      const unstorable = unstorableBody(request.body)
      if (unstorable !== null) return sendProblem(reply, 400, [unstorable])
      const issues: Issue[] = []
      const params = parse(contract.params, request.params, 'params', issues)
      const query = parse(contract.query, request.query, 'query', issues)
      const body = parse(contract.body, request.body, 'body', issues)
      if (issues.length > 0) return sendProblem(reply, 400, issues)
      const ctx = createContext(options.services, authenticated?.caller ?? NOBODY)
      const answer = await route.handle(ctx, { params, query, body, request, reply })
      if (contract.response === 'binary' || reply.sent) return reply
      return reply
        .code(contract.status ?? 200)
        .header('cache-control', 'no-store')
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answer))
    },
  })
}

function admit(
  contract: AnyRouteContract,
  authenticated: Authenticated | null,
  request: FastifyRequest,
): void {
  refuseForeignOrigin(contract, request)
  if (contract.access === 'public') return
  if (authenticated === null) throw new Refusal([{ code: 'access.not_signed_in' }])
  if (contract.method !== 'GET' && request.headers['x-csrf-token'] !== authenticated.csrfToken)
    throw new Refusal([{ code: 'access.wrong_csrf_token' }])
  if (contract.access === 'signed-in') return
  const { roles } = authenticated.caller
  if (!contract.access.some((role) => roles.includes(role))) throw new Refusal([{ code: 'access.forbidden' }])
}

/** Browsers say where a writing request comes from; log-in has no CSRF token yet, so this guards it. */
function refuseForeignOrigin(contract: AnyRouteContract, request: FastifyRequest): void {
  if (contract.method === 'GET') return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Refusal([{ code: 'access.wrong_csrf_token' }])
}

function parse(schema: Schema | undefined, input: unknown, where: string, issues: Issue[]): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(input ?? {})
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues)
    issues.push({
      code: 'http.invalid_input',
      path: [where, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))],
      params: { reason: issue.code, message: issue.message },
    })
  return undefined
}

/** What PostgreSQL says of the character NUL where it comes another way than in a body. */
const UNSTORABLE: ReadonlySet<string> = new Set(['22021', '22P05'])

function answerFaults(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    if (error instanceof Refusal) return sendRefusal(reply, error)
    const status = statusOfClientError(error)
    if (status === 413) return sendProblem(reply, 413, [{ code: 'http.too_large' }])
    if (status !== null)
      return sendProblem(reply, status === 415 ? 415 : 400, [
        { code: 'http.unreadable_request', params: { message: error instanceof Error ? error.message : '' } },
      ])
    if (UNSTORABLE.has(errorCode(error) ?? '')) return sendProblem(reply, 400, [UNSTORABLE_INPUT])
    request.log.error({ err: error, reference: request.id, url: request.url }, 'fault')
    return sendProblem(reply, 500, [{ code: 'http.fault' }], request.id)
  })
}

/** Fastify's own errors (malformed JSON, wrong media type, body too large) carry a 4xx status code. */
function statusOfClientError(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null
  const { statusCode } = error
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : null
}

async function serveWeb(app: FastifyInstance, webRoot: string | null): Promise<void> {
  const hasWeb = webRoot !== null && existsSync(join(webRoot, 'index.html'))
  if (hasWeb)
    await app.register(staticFiles, {
      root: webRoot,
      index: false,
      wildcard: false,
      // The build writes .br and .gz beside every text file.
      preCompressed: true,
      setHeaders: (reply, path) => {
        // File names under assets/ carry a digest of their content.
        if (path.includes('/assets/'))
          void reply.header('cache-control', 'public, max-age=31536000, immutable')
      },
    })
  app.setNotFoundHandler((request, reply) => {
    // A page's address is the application's to route; a missing asset of an older build is simply not there.
    if (hasWeb && request.method === 'GET' && !/^\/(api|assets)\//.test(request.url))
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return sendProblem(reply, 404, [{ code: 'http.not_found' }])
  })
}
