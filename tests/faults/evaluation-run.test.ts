import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import * as contract from '#contract/evaluations'
import { digestOf, RUN_QUEUE } from '#features/evaluations'
import { sampleEvaluation } from '#tests/sample-evaluation'
import { createTestSystem, PASSWORD, type TestClient, type TestSystem } from '#tests/system'

const program = fileURLToPath(new URL('evaluation-server.ts', import.meta.url))
/** Enough for some seconds of computing. */
const REPLICATIONS = 60_000
const UNITS = 17

let system: TestSystem
let office: TestClient
let schemeId: string
let snapshotId: string
/** Of a run that nobody disturbed. */
let digest: string
const servers: ChildProcess[] = []

beforeAll(async () => {
  system = await createTestSystem()
  for (const login of ['office', 'colleague']) await system.addAccount(login, ['zone_office'], 'office')
  office = await system.signIn('office')
  const { scheme, data } = sampleEvaluation(
    { units: UNITS, leaves: 40, headings: 6, seed: 11 },
    {
      uncertainty: {
        replications: REPLICATIONS,
        seed: 7,
        weights: { kind: 'noise', share: 0.25 },
        normalisations: [{ method: 'z-score', mean: 50, deviation: 10 }],
        aggregations: [{ method: 'geometric' }, { method: 'copeland' }],
        imputations: [],
        treatments: [],
        omitLeaf: true,
        sobolRows: null,
      },
    },
  )
  const db = system.database.ownerDb
  const moment = '2026-01-01T00:00:00Z'
  ;({ id: schemeId } = await db
    .insertInto('evaluationScheme')
    .values({
      code: scheme.code,
      version: 1,
      ownerId: null,
      state: 'published',
      unitKind: scheme.units,
      rhythm: scheme.rhythm,
      standing: 'own',
      definition: JSON.stringify(scheme),
      digest: digestOf(scheme),
      basedOn: null,
      changeNote: null,
      byId: null,
      byName: '试填',
      changedByName: '试填',
      publishedAt: moment,
      publishedById: null,
      publishedByName: '试填',
    })
    .returning('id')
    .executeTakeFirstOrThrow())
  ;({ id: snapshotId } = await db
    .insertInto('evaluationSnapshot')
    .values({
      roundId: null,
      schemeId,
      period: '2025',
      no: 1,
      asOf: moment,
      data: JSON.stringify(data),
      sources: '{}',
      digest: digestOf(data),
      reason: null,
      at: moment,
      byId: null,
      byName: '试填',
    })
    .returning('id')
    .executeTakeFirstOrThrow())
  const server = await startServer()
  const undisturbed = await begin()
  await until(async () => (await runOf(undisturbed)).state === 'done')
  digest = (await runOf(undisturbed)).resultDigest ?? ''
  server.child.kill('SIGKILL')
  await server.ended
})
afterEach(() => {
  for (const server of servers.splice(0)) server.kill('SIGKILL')
})
afterAll(() => system.close())

interface Server {
  readonly child: ChildProcess
  readonly address: string
  readonly ended: Promise<void>
}

async function startServer(): Promise<Server> {
  const { ownerUrl, appUrl } = system.database
  const child = spawn(process.execPath, [program, system.dataDir, ownerUrl, appUrl], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  servers.push(child)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    void ended.then(() => reject(new Error(`The server ended with ${child.exitCode ?? 'a signal'}`)))
  })
  return { child, address, ended }
}

async function begin(): Promise<string> {
  const run = await office.call(contract.startRun, {
    body: {
      roundId: null,
      schemeId,
      snapshotId,
      period: '2025',
      name: null,
      replications: REPLICATIONS,
      seed: 7,
    },
  })
  return run.id
}

async function runOf(id: string): Promise<contract.RunRow> {
  const { runs } = await office.call(contract.listRuns, { query: { snapshotId } })
  const run = runs.find((one) => one.id === id)
  if (run === undefined) throw new Error(`No run ${id}`)
  return run
}

async function until(happened: () => Promise<boolean>, seconds = 90): Promise<void> {
  const patience = Date.now() + seconds * 1000
  while (!(await happened())) {
    if (Date.now() > patience) throw new Error('It did not happen')
    await sleep(50)
  }
}

/** At work, and in the thread itself. */
async function untilAtWork(id: string): Promise<void> {
  await until(async () => ((await runOf(id)).progress?.done ?? 0) > 0)
}

/** What the database keeps of a run: nothing of one that is not done, everything once of one that is. */
async function keptOf(id: string) {
  const { rows } = await sql<{
    state: string
    digest: string | null
    result: boolean
    standings: number
    job: string
    told: number
  }>`
    SELECT n.state, n.result_digest AS digest, n.result IS NOT NULL AS result, j.state AS job,
           (SELECT count(*)::int FROM evaluation_standing s WHERE s.run_id = n.id) AS standings,
           (SELECT count(*)::int FROM (SELECT action, subject_id FROM audit_act
              UNION ALL SELECT action, subject_id FROM audit_entry) a
             WHERE a.action = 'evaluation.run_done' AND a.subject_id = n.id::text) AS told
      FROM evaluation_run n JOIN job j ON j.id = n.job_id WHERE n.id = ${id}`.execute(system.database.ownerDb)
  return rows[0]
}

/** As if the minutes had passed after which a worker that gives no sign is taken for dead. */
async function passMinutes(): Promise<void> {
  const db = system.database.ownerDb
  await sql`UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '10 minutes'
             WHERE name = ${RUN_QUEUE.name} AND state = 'active'`.execute(db)
  await sql`UPDATE pgboss.queue SET monitor_on = NULL, monitor_claim_on = NULL`.execute(db)
  const boss = new PgBoss({ connectionString: system.database.ownerUrl, max: 1, supervise: false })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.supervise(RUN_QUEUE.name)
  await boss.stop()
}

const DONE = { state: 'done', result: true, standings: UNITS, job: 'done', told: 1 }
const NOTHING = { digest: null, result: false, standings: 0, told: 0 }

test('killed again and again at work, a run is computed exactly once, and as if nothing had happened', async () => {
  const id = await begin()
  // In the loading, early, and further on: whenever it hits, nothing half is there.
  for (const patience of [0, 300, 1_500]) {
    const server = await startServer()
    await until(async () => (await runOf(id)).state === 'running')
    if (patience > 0) await untilAtWork(id)
    await sleep(patience)
    server.child.kill('SIGKILL')
    await server.ended
    expect(await keptOf(id)).toEqual({ ...NOTHING, state: 'running', job: 'running' })
    await passMinutes()
  }
  await startServer()
  await until(async () => (await runOf(id)).state === 'done')
  expect(await keptOf(id)).toEqual({ ...DONE, digest })
  // A second worker that comes late changes nothing.
  await sleep(1_000)
  expect(await keptOf(id)).toEqual({ ...DONE, digest })
}, 240_000)

test('killed at every try, a run ends as failed and does not wait for ever; the next one is computed', async () => {
  const id = await begin()
  for (let tried = 0; tried <= RUN_QUEUE.retryLimit; tried++) {
    const server = await startServer()
    await until(async () => {
      const { rows } = await sql<{ active: boolean }>`
        SELECT EXISTS (SELECT FROM pgboss.job WHERE name = ${RUN_QUEUE.name} AND state = 'active'
                          AND retry_count = ${tried}) AS active`.execute(system.database.ownerDb)
      return rows[0]?.active === true
    })
    server.child.kill('SIGKILL')
    await server.ended
    await passMinutes()
  }
  await startServer()
  await until(async () => (await runOf(id)).state === 'failed')
  expect(await keptOf(id)).toEqual({ ...NOTHING, state: 'failed', job: 'failed' })
  const { issues } = await office.call(contract.readRun, { params: { runId: id } })
  expect(issues.map(({ code }) => code)).toEqual(['evaluation.run_failed'])
  const next = await begin()
  await until(async () => (await runOf(next)).state === 'done')
  expect(await keptOf(next)).toEqual({ ...DONE, digest })
}, 240_000)

test('cancelled at work by a colleague, it leaves nothing, and the server goes on', async () => {
  await startServer()
  const id = await begin()
  await untilAtWork(id)
  const colleague = await system.signIn('colleague')
  await colleague.call(contract.cancelRun, { params: { runId: id } })
  await until(async () => (await runOf(id)).state === 'cancelled')
  expect(await keptOf(id)).toEqual({ ...NOTHING, state: 'cancelled', job: 'cancelled' })
  const waiting = await begin()
  await until(async () => (await runOf(waiting)).state === 'done')
  expect(await keptOf(waiting)).toEqual({ ...DONE, digest })
}, 120_000)

test('a database that goes away for a moment costs the server nothing and the run no more than time', async () => {
  const server = await startServer()
  const id = await begin()
  await untilAtWork(id)
  const name = new URL(system.database.ownerUrl).pathname.slice(1)
  // Each role ends its own connections.
  const owner = new pg.Client({ connectionString: inject('testServer').ownerUrl })
  const app = new pg.Client({ connectionString: system.database.appUrl })
  await owner.connect()
  await app.connect()
  try {
    await owner.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} ALLOW_CONNECTIONS false`)
    for (const client of [owner, app])
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = $1 AND usename = current_user AND pid <> pg_backend_pid()`,
        [name],
      )
    await sleep(1_500)
  } finally {
    await owner.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} ALLOW_CONNECTIONS true`)
    await owner.end()
    await app.end()
  }
  await until(async () => {
    try {
      return (await runOf(id)).state === 'done'
    } catch {
      return false
    }
  })
  expect(server.child.exitCode).toBeNull()
  const signedIn = await fetch(`${server.address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'office', password: PASSWORD }),
  })
  expect(signedIn.status).toBe(201)
  expect(await keptOf(id)).toEqual({ ...DONE, digest })
}, 120_000)
