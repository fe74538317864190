import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listJobs } from '#contract/work'
import { REGISTER_QUEUE } from '#features/ledger'
import { IMPORT_QUEUE } from '#features/plans'
import { FILINGS_QUEUE } from '#features/statistics'
import { createTestSystem, type TestSystem } from '#tests/system'
import { startWorkers } from '../../src/main/system.ts'

let system: TestSystem
let userId: string

beforeAll(async () => {
  system = await createTestSystem()
  userId = await system.addAccount('office', ['zone_office'], 'office')
})
afterAll(() => system.close())

/** As if every server had died at this job, at every try, and been found dead. */
async function loseEveryTry(queue: string): Promise<void> {
  await sql`UPDATE pgboss.job SET state = 'active', retry_count = retry_limit, started_on = now() - interval '1 day'
             WHERE name = ${queue}`.execute(system.database.ownerDb)
  await sql`UPDATE pgboss.queue SET monitor_on = NULL, monitor_claim_on = NULL`.execute(
    system.database.ownerDb,
  )
  const boss = new PgBoss({ connectionString: system.database.ownerUrl, max: 1, supervise: false })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.supervise(queue)
  await boss.stop()
}

test('an import whose server died at every try ends as failed, of whatever kind it is, and does not run for ever', async () => {
  const ctx = await system.contextOf('office')
  const queues = [
    { name: IMPORT_QUEUE.name, kind: 'document-import' },
    { name: REGISTER_QUEUE.name, kind: 'register-import' },
    { name: FILINGS_QUEUE.name, kind: 'filings-import' },
  ] as const
  await ctx.inTransaction(async (tx) => {
    for (const { name, kind } of queues) {
      const { id } = await tx
        .insertInto('job')
        .values({
          kind,
          input: JSON.stringify({}),
          state: 'running',
          createdBy: userId,
          createdAt: ctx.now.toISOString(),
          note: null,
          startedAt: ctx.now.toISOString(),
          finishedAt: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await ctx.enqueue(tx, name, { jobId: id, userId })
    }
  })
  for (const { name } of queues) await loseEveryTry(name)
  const workers = await startWorkers(system.services, { mail: null, publicUrl: null, privateWebhooks: false })
  const office = await system.signIn('office')
  const states = async () =>
    (await office.call(listJobs)).jobs.map(({ kind, state, finishedAt }) => [
      kind,
      state,
      finishedAt !== null,
    ])
  const patience = Date.now() + 20_000
  while ((await states()).some(([, state]) => state === 'running') && Date.now() < patience) await sleep(100)
  expect((await states()).toSorted()).toEqual(queues.map(({ name }) => [name, 'failed', true]).toSorted())
  await workers.stop()
})
