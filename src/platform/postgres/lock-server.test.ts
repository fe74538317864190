import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase } from '#tests/database'
import type { TestDatabase } from '#tests/database'
import { withConnection } from './connect.ts'
import { ServerAlreadyRunning } from './failures.ts'
import { lockServer } from './lock-server.ts'

let base: TestDatabase

beforeAll(async () => {
  base = await createTestDatabase()
})
afterAll(() => base.drop())

/** The session that holds the lock, as the database sees it. */
async function holder(): Promise<unknown> {
  return withConnection(base.ownerUrl, 'test', async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND datname = current_database() AND application_name LIKE 'duoyuan server%'`,
    )
    return rows[0]?.pid ?? null
  })
}

test('a second server is told who holds the database and where, and gets it after the release', async () => {
  const first = await lockServer(base)
  await first.announce('http://127.0.0.1:8080')
  const refusal = await lockServer(base).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(ServerAlreadyRunning)
  expect(refusal).toMatchObject({ pid: process.pid, address: 'http://127.0.0.1:8080' })
  await first.release()
  await (await lockServer(base)).release()
})

test('of two at the same moment exactly one gets it', async () => {
  const results = await Promise.allSettled([lockServer(base), lockServer(base)])
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  for (const result of results) if (result.status === 'fulfilled') await result.value.release()
})

test('another database of the same server has its own lock', async () => {
  const other = await createTestDatabase()
  const first = await lockServer(base)
  await (await lockServer(other)).release()
  await first.release()
  await other.drop()
})

test('is taken again after the connection broke', async () => {
  const onLost = vi.fn()
  const first = await lockServer(base, { onLost })
  const before = await holder()
  // As a restart of the database would.
  await withConnection(base.ownerUrl, 'test', (client) =>
    client.query('SELECT pg_terminate_backend($1)', [before]),
  )
  await expect.poll(async () => [null, before].includes(await holder())).toBe(false)
  await expect(lockServer(base)).rejects.toThrow(ServerAlreadyRunning)
  expect(onLost).not.toHaveBeenCalled()
  await first.release()
  await (await lockServer(base)).release()
})
