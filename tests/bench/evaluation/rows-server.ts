import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { digestOf } from '#features/evaluations'
import { sampleEvaluation } from '#tests/sample-evaluation'
import { startDuoyuan } from '../ledger/start-duoyuan.ts'
import { freePort } from '../support/free-port.ts'
import { runLoad, type LoadRequest, type LoadResult } from '../support/load.ts'
import { openBenchSystem, type BenchSystem } from '../support/open-bench-system.ts'
import type { BenchOptions } from './sized-evaluation.ts'

const LOGIN = 'bench-office'
const PASSWORD = 'correct horse battery'
/** A quiet morning of an office; together far less than the server could answer. */
const PER_SECOND = 50
const SECONDS = 15

/** Other people's requests while runs are computed one after the other in the server's thread, and the same without them. */
export async function run({ replications }: BenchOptions): Promise<void> {
  const system = await openBenchSystem()
  try {
    await system.addAccount(LOGIN, 'zone_office', 'office', PASSWORD)
    const server = await startDuoyuan({
      appUrl: system.appUrl,
      ownerUrl: system.ownerUrl,
      dataDir: system.dataDir,
      port: await freePort(),
      maxConnections: 10,
    })
    try {
      const headers = await server.signIn(LOGIN, PASSWORD)
      const requests: LoadRequest[] = [
        { name: 'who is logged in', method: 'GET', path: '/api/session', headers },
        { name: 'list of duties', method: 'GET', path: '/api/ledger/duties?limit=50', headers },
        { name: 'list of runs', method: 'GET', path: '/api/evaluations/runs', headers },
      ]
      const load = (): Promise<LoadResult> =>
        runLoad({
          port: server.port,
          requests,
          connections: 32,
          arrivals: { perSecond: PER_SECOND },
          warmUpSeconds: 3,
          seconds: SECONDS,
        })
      printCells('', ['p50 ms', 'p95 ms', 'p99 ms', 'most ms', 'runs done', 'load', 'must be'])
      printLoad('no run', await load(), 0)
      for (const units of [17, 178]) {
        const ids = await stage(system, units)
        const url = `http://127.0.0.1:${server.port}/api/evaluations/runs`
        const start = async (): Promise<string> => {
          const response = await fetch(url, {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify({
              roundId: null,
              ...ids,
              period: '2025',
              name: null,
              replications,
              seed: 7,
            }),
          })
          const row = (await response.json()) as { readonly id?: string }
          if (row.id === undefined) throw new Error(`${response.status} ${JSON.stringify(row)}`)
          return row.id
        }
        const stopping = new AbortController()
        let done = 0
        const running = (async () => {
          while (!stopping.signal.aborted) {
            await ended(system, await start())
            done += 1
          }
        })()
        const result = await load()
        const doneInTime = done
        stopping.abort()
        await running
        printLoad(
          `while runs of ${units} x 60 with ${replications} replications are computed`,
          result,
          doneInTime,
        )
      }
    } finally {
      await server.stop()
    }
  } finally {
    await system.close()
  }
}

/** Scheme and frozen data of one size; everything that a run by the office needs. */
async function stage(
  { ownerDb }: BenchSystem,
  units: number,
): Promise<{ readonly schemeId: string; readonly snapshotId: string }> {
  const { scheme, data } = sampleEvaluation(
    { units, leaves: 60, headings: 8, seed: 2026 },
    {
      code: `sized-${units}`,
      uncertainty: {
        replications: 1_000,
        seed: 7,
        weights: { kind: 'noise', share: 0.25 },
        normalisations: [{ method: 'z-score', mean: 50, deviation: 10 }],
        aggregations: [{ method: 'geometric' }],
        imputations: [],
        treatments: [],
        omitLeaf: false,
        sobolRows: null,
      },
    },
  )
  const moment = '2026-01-01T00:00:00Z'
  const by = { byId: null, byName: 'bench' }
  const { id: schemeId } = await ownerDb
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
      ...by,
      changedByName: 'bench',
      publishedAt: moment,
      publishedById: null,
      publishedByName: 'bench',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: snapshotId } = await ownerDb
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
      ...by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { schemeId, snapshotId }
}

async function ended({ ownerDb }: BenchSystem, id: string): Promise<void> {
  for (;;) {
    const { state } = await ownerDb
      .selectFrom('evaluationRun')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    if (state === 'done') return
    if (state !== 'queued' && state !== 'running') throw new Error(`A run ended as ${state}`)
    await sleep(100)
  }
}

function printLoad(name: string, { p50, p95, p99, most, byName }: LoadResult, runs: number): void {
  const times = [p50, p95, p99, most].map((ms) => ms.toFixed(1))
  printCells(name, [...times, String(runs), loadavg()[0]?.toFixed(1) ?? '', runs > 0 ? 'p99 < 100' : ''])
  for (const [request, one] of Object.entries(byName))
    printCells(
      `  ${request}`,
      [one.p50, one.p95, one.p99, one.most].map((ms) => ms.toFixed(1)),
    )
}

function printCells(name: string, cells: readonly string[]): void {
  console.log(`${name.padEnd(72)}${cells.map((cell) => cell.padStart(12)).join('')}`)
}
