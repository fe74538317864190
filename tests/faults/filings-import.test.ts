import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as contract from '#contract/statistics'
import { stagePark } from '#tests/import-story'
import { sheetOf } from '#tests/sheet-of'
import { soundMonth, stagePeriod } from '#tests/statistics-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { addImportJob } from '../../src/features/statistics/import-job.ts'

const program = fileURLToPath(new URL('filings-worker.ts', import.meta.url))
const FORM = 'ZK-M01'
const ROWS = 3_000
const KILLS = 6

let system: TestSystem
let park: TestClient
let digest: string
let sizeBytes: number
const workers: ChildProcess[] = []

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('park', ['park_committee'], 'park.haidian')
  park = await system.signIn('park')
  const enterprises = await stagePark(system, 'park.haidian', 10_000, ROWS)
  await stagePeriod(system, FORM, '2025-06')
  const values = soundMonth()
  const codes = Object.keys(values)
  // Every hundredth filing has an error: those must stay drafts, however often the import was cut off.
  const file = sheetOf([
    ['统一社会信用代码', ...codes],
    ...enterprises.map(({ creditCode }, at) => [
      creditCode,
      ...codes.map(
        (code) =>
          Number(code === 'QC09' && at % 100 === 7 ? 900 : (values[code] ?? 0)) + (code === 'QC02' ? at : 0),
      ),
    ]),
  ])
  const ctx = await system.contextOf('park')
  ;({ digest, sizeBytes } = await ctx.files.put(file))
})
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL')
})
afterAll(() => system.close())

function startWorker(jobId: string): { child: ChildProcess; ended: Promise<number | null> } {
  const { ownerUrl, appUrl } = system.database
  const child = spawn(process.execPath, [program, system.dataDir, ownerUrl, appUrl, 'park', jobId], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  workers.push(child)
  return { child, ended: new Promise((resolve) => child.once('close', resolve)) }
}

interface Standing {
  readonly filings: number
  readonly acts: number
  readonly uneven: number
}

/** What is in the database: filings, their acts, and filings whose history does not say what they are. */
async function standing(): Promise<Standing> {
  const { rows } = await sql<Standing>`
    SELECT (SELECT count(*)::int FROM statistics_filing) AS filings,
           (SELECT count(*)::int FROM statistics_filing_act) AS acts,
           (SELECT count(*)::int FROM statistics_filing f
             WHERE f.version <> (SELECT count(*) FROM statistics_filing_act a WHERE a.unit_id = f.unit_id)
                OR (f.state = 'submitted') <> (f.errors = 0)) AS uneven`.execute(system.database.ownerDb)
  return rows[0] ?? { filings: -1, acts: -1, uneven: -1 }
}

test('killed again and again in the middle, an import leaves every filing whole or not there, and ends with the right counts', async () => {
  const ctx = await system.contextOf('park')
  const input = {
    form: FORM,
    period: '2025-06',
    fileName: '填报.xlsx',
    digest,
    dryRun: false,
    submit: true,
    parkId: null,
  }
  const jobId = await ctx.inTransaction((tx) => addImportJob(tx, ctx, input, sizeBytes))
  const read = () => park.call(contract.readImport, { params: { jobId } })
  let interrupted = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, ended } = startWorker(jobId)
    const before = (await read()).done
    // Once it is at work, after a while that is different each time: in the reading, in a batch, between two.
    let { done, state } = await read()
    const patience = Date.now() + 20_000
    while (state !== 'done' && kill % 3 !== 0 && done === before && Date.now() < patience) {
      await sleep(5)
      ;({ done, state } = await read())
    }
    await sleep(kill % 3 === 0 ? 1_500 + kill * 400 : (kill * 17) % 60)
    if (state !== 'done') interrupted += 1
    child.kill('SIGKILL')
    await ended
    const now = await standing()
    const told = await read()
    expect(now.uneven).toBe(0)
    expect(now.filings).toBe(told.written)
    expect(now.filings).toBe(told.done)
    if (told.state === 'done') break
  }
  expect(interrupted).toBeGreaterThanOrEqual(3)
  const last = startWorker(jobId)
  expect(await last.ended).toBe(0)
  expect(await read()).toMatchObject({
    state: 'done',
    rows: ROWS,
    done: ROWS,
    fresh: ROWS,
    changed: 0,
    same: 0,
    refused: 0,
    written: ROWS,
    submitted: ROWS - ROWS / 100,
    withErrors: ROWS / 100,
    annotated: true,
  })
  expect(await standing()).toEqual({ filings: ROWS, acts: ROWS + (ROWS - ROWS / 100), uneven: 0 })
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (SELECT action FROM audit_act UNION ALL SELECT action FROM audit_entry) told
     WHERE action = 'filings.import'`.execute(system.database.ownerDb)
  expect(rows[0]?.count).toBe(1)
}, 240_000)
