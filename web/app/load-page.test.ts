import { afterEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from './api-client.ts'
import { loadPage } from './load-page.ts'

const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'))

describe('loadPage', () => {
  afterEach(() => vi.unstubAllGlobals())

  test('says that the server cannot be reached when nothing answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const error: unknown = await loadPage(gone)().catch((reason: unknown) => reason)
    expect(error instanceof ApiError && error.has('client.unreachable')).toBe(true)
  })

  test('leaves a missing file to the router, which reloads, when the server answers', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}')))
    await expect(loadPage(gone)()).rejects.toThrow('dynamically imported module')
  })

  test('hands on what was loaded', async () => {
    expect(await loadPage(() => Promise.resolve('page'))()).toBe('page')
  })
})
