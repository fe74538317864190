import { Validator } from '@seriousme/openapi-schema-validator'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { Problem } from '../../features/route-contract.ts'

let system: TestSystem
let office: TestClient
beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  office = await system.signIn('office')
})
afterAll(() => system.close())

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1 and has every route', async () => {
    const response = await system.anonymous().request('GET', '/api/openapi.json')
    const document = response.json<{ openapi: string; paths: Record<string, Record<string, unknown>> }>()
    const validated = await new Validator().validate(structuredClone(document))
    expect(validated.errors ?? []).toEqual([])
    expect(validated.valid).toBe(true)
    expect(document.openapi).toBe('3.1.0')
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(described.sort()).toEqual(
      system.routes.map(({ contract }) => `${contract.method} ${contract.path}`).sort(),
    )
  })

  test('has a page for people, without script', async () => {
    const { body, headers } = await system.anonymous().request('GET', '/api/docs')
    expect(headers['content-type']).toMatch(/text\/html/)
    expect(body).toContain('/api/documents/{documentId}')
    expect(body).not.toContain('<script')
  })
})

describe('answers', () => {
  test('carry the security headers', async () => {
    const { headers } = await system.anonymous().request('GET', '/api/health')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
  })

  test('to bad input are problem details that name the place', async () => {
    const response = await office.request('GET', '/api/documents/not-an-id')
    expect(response.statusCode).toBe(400)
    expect(response.headers['content-type']).toMatch(/application\/problem\+json/)
    const problem = Problem.parse(response.json())
    expect(problem.issues[0]).toMatchObject({ code: 'http.invalid_input', path: ['params', 'documentId'] })
  })

  test('to an unknown address under /api are a 404 problem', async () => {
    expect(codesOf(await office.request('GET', '/api/nothing-here'))).toEqual(['http.not_found'])
  })

  test('to a body that is too large are a 413 problem', async () => {
    const response = await office.request('POST', '/api/session', {
      login: 'x',
      password: 'x'.repeat(3_000_000),
    })
    expect(response.statusCode).toBe(413)
    expect(codesOf(response)).toEqual(['http.too_large'])
  })
})

describe('hostile input never makes a fault', () => {
  const routes = () => system.routes.filter(({ contract }) => contract.path !== '/api/session')

  test('any JSON body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.jsonValue(), async (pick, body) => {
        const candidates = routes().filter(({ contract }) => contract.method !== 'GET')
        const { contract } = candidates[pick % candidates.length] ?? { contract: null }
        if (contract === null) return
        const url = contract.path.replace(/:[A-Za-z]+/g, '00000000-0000-4000-8000-000000000000')
        const response = await office.request(contract.method, url, body)
        expect(response.statusCode, `${contract.method} ${url} ${JSON.stringify(body)}`).toBeLessThan(500)
      }),
      { numRuns: 150 },
    )
  })

  test('any path parameter and query', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.string({ unit: 'grapheme', maxLength: 60 }), async (pick, word) => {
        const candidates = routes().filter(({ contract }) => contract.method === 'GET')
        const { contract } = candidates[pick % candidates.length] ?? { contract: null }
        if (contract === null) return
        const part = encodeURIComponent(word) || 'x'
        const url = `${contract.path.replace(/:[A-Za-z]+/g, part)}?q=${part}&asOf=${part}&limit=${part}&before=${part}`
        const response = await office.request('GET', url)
        expect(response.statusCode, url).toBeLessThan(500)
      }),
      { numRuns: 150 },
    )
  })

  test.each([
    ['broken JSON', '{"login":'],
    ['deep nesting', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['a prototype key', '{"__proto__":{"admin":true},"login":"a","password":"b"}'],
    ['not JSON at all', '\u0000\u0001'],
  ])('%s', async (_name, payload) => {
    const response = await system.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'content-type': 'application/json' },
      payload,
    })
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    expect(response.statusCode).toBeLessThan(500)
  })

  test('the character NUL, in an address and in a body', async () => {
    const address = await office.request('GET', '/api/ledger/duties?q=a%00b')
    expect([address.statusCode, codesOf(address)]).toEqual([400, ['http.unreadable_request']])
    const body = { page: '/ledger', name: 'a\0b', address: 'q' }
    const posted = await office.request('POST', '/api/ledger/views', body)
    expect([posted.statusCode, codesOf(posted)]).toEqual([400, ['http.unreadable_request']])
  })

  test('an upload that is no multipart, and one without files', async () => {
    expect((await office.request('POST', '/api/documents', {})).statusCode).toBe(422)
    expect(codesOf(await office.upload([]))).toEqual(['plans.no_files'])
  })
})
