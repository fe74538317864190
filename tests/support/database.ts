import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { inject } from 'vitest'
import { createDatabase } from '#platform/postgres'
import type { Database } from '#platform/postgres'
import { cloneDatabase, dropDatabase, urlOf } from './test-server.ts'

export interface TestDatabase {
  /** As the application sees it: row-level security applies. */
  readonly db: Kysely<Database>
  /** As the owner: for arranging and looking behind row-level security. */
  readonly ownerDb: Kysely<Database>
  readonly ownerUrl: string
  readonly appUrl: string
  /** Closes both and removes the database. */
  drop(): Promise<void>
}

/**
 * A migrated database of its own for one test file: call it in `beforeAll`, `drop` it in `afterAll`. A database that
 * isn't dropped goes with the run's server.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `${server.run}_${randomBytes(4).toString('hex')}`
  await cloneDatabase(server.ownerUrl, server.template, name)
  const ownerUrl = urlOf(server.ownerUrl, name)
  const appUrl = urlOf(server.appUrl, name)
  const db = createDatabase(appUrl, { maxConnections: 8 })
  const ownerDb = createDatabase(ownerUrl, { maxConnections: 3 })
  return {
    db,
    ownerDb,
    ownerUrl,
    appUrl,
    async drop() {
      await db.destroy()
      await ownerDb.destroy()
      await dropDatabase(server.ownerUrl, name)
    },
  }
}
