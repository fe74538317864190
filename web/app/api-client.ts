import type {
  BodyInputOf,
  ParamsOf,
  Problem,
  QueryInputOf,
  ResponseOf,
  RouteContract,
} from '../../src/features/route-contract.ts'

export type ApiIssue = Problem['issues'][number]

/** An answer of the server that is not a success. `status` 0: no answer at all. */
export class ApiError extends Error {
  readonly status: number
  readonly issues: readonly ApiIssue[]
  readonly reference: string | null

  constructor(status: number, issues: readonly ApiIssue[], reference: string | null = null) {
    super(`${status} ${issues.map((issue) => issue.code).join(', ')}`)
    this.name = 'ApiError'
    this.status = status
    this.issues = issues
    this.reference = reference
  }

  has(code: string): boolean {
    return this.issues.some((issue) => issue.code === code)
  }
}

/** `params`, `query` and `body` are asked for exactly where the contract has them. */
type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { readonly [K in Name]?: undefined }
  : Record<string, never> extends Value
    ? { readonly [K in Name]?: Value }
    : { readonly [K in Name]: Value }
export type CallOptions<C extends RouteContract> = Part<'params', ParamsOf<C>> &
  Part<'query', QueryInputOf<C>> &
  Part<'body', BodyInputOf<C>> & { readonly signal?: AbortSignal | undefined }
type Rest<C extends RouteContract> =
  Record<string, never> extends CallOptions<C> ? [options?: CallOptions<C>] : [options: CallOptions<C>]

let csrfToken = ''
let signedOut: () => void = () => undefined

/** The session tells us the token; it goes back with every writing request. */
export function setCsrfToken(token: string): void {
  csrfToken = token
}

/** Called when the server says that nobody is logged in any more. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener
}

export async function call<C extends RouteContract>(
  contract: C,
  ...[options]: Rest<C>
): Promise<ResponseOf<C>> {
  const response = await send(contract, options ?? {})
  return answer(contract, response.status, await response.text())
}

/** What a route answers as a file, where it takes a body and so cannot be a link; with the name that the server gives it. */
export async function fetchFile<C extends RouteContract>(
  contract: C,
  ...[options]: Rest<C>
): Promise<{ readonly name: string | null; readonly content: Blob }> {
  const response = await send(contract, options ?? {})
  if (!response.ok) throw refusal(contract, response.status, await response.text())
  const named = /filename\*=UTF-8''([^;]+)/iu.exec(response.headers.get('content-disposition') ?? '')
  return { name: named?.[1] ? decodeURIComponent(named[1]) : null, content: await response.blob() }
}

async function send(
  contract: RouteContract,
  given: { params?: unknown; query?: unknown; body?: unknown; signal?: AbortSignal | undefined },
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (contract.method !== 'GET') headers['x-csrf-token'] = csrfToken
  const init: RequestInit = { method: contract.method, headers, credentials: 'same-origin' }
  if (given.signal) init.signal = given.signal
  if (contract.body) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(given.body ?? {})
  }
  try {
    return await fetch(addressOf(contract, given), init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, [{ code: 'client.unreachable', path: [], params: {} }])
  }
}

/**
 * Sends files as multipart/form-data under the field name `files`. `fetch` cannot report how much has been sent, so
 * this one uses XMLHttpRequest.
 */
export function upload<C extends RouteContract>(
  contract: C,
  files: readonly File[],
  options: {
    readonly params?: ParamsOf<C>
    readonly query?: QueryInputOf<C>
    /** 0 to 1, of what has been sent. */
    readonly onProgress?: (share: number) => void
    readonly signal?: AbortSignal
  } = {},
): Promise<ResponseOf<C>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(contract.method, addressOf(contract, options))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('x-csrf-token', csrfToken)
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
    }
    request.onload = () => {
      try {
        resolve(answer(contract, request.status, request.responseText))
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    request.onerror = () => reject(new ApiError(0, [{ code: 'client.unreachable', path: [], params: {} }]))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    options.signal?.addEventListener('abort', () => request.abort(), { once: true })
    const form = new FormData()
    for (const file of files) form.append('files', file, file.name)
    request.send(form)
  })
}

/** The address of a route, e.g. for a download link. */
export function addressOf(
  contract: RouteContract,
  given: { readonly params?: unknown; readonly query?: unknown } = {},
): string {
  const params: Record<string, unknown> = { ...(given.params ?? {}) }
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  const search = query.toString()
  return search ? `${path}?${search}` : path
}

function answer<C extends RouteContract>(contract: C, status: number, text: string): ResponseOf<C> {
  if (status >= 200 && status < 300) {
    const value: unknown = text === '' ? {} : JSON.parse(text)
    // In development a difference between server and contract must be seen at once. In production the server has
    // already serialised by the same contract, and parsing a long reading again would only cost the user time.
    if (import.meta.env.DEV && contract.response !== 'binary') contract.response.parse(value)
    return value as ResponseOf<C>
  }
  throw refusal(contract, status, text)
}

function refusal(contract: RouteContract, status: number, text: string): ApiError {
  if (status === 401 && contract.path !== '/api/session') signedOut()
  return problemOf(status, text)
}

function problemOf(status: number, text: string): ApiError {
  let problem: Partial<Problem> = {}
  try {
    problem = JSON.parse(text) as Partial<Problem>
  } catch {
    // A proxy's or a broken server's page; the status says enough.
  }
  const issues = Array.isArray(problem.issues) && problem.issues.length > 0 ? problem.issues : null
  return new ApiError(
    status,
    issues ?? [{ code: status >= 500 ? 'client.fault' : 'client.unexpected', path: [], params: { status } }],
    typeof problem.reference === 'string' ? problem.reference : null,
  )
}
