import type { Logger } from 'pino'
import { AnalyticsStore } from '#platform/analytics'
import { join } from 'node:path'
import type { AnalyticsPlace } from '../../../src/features/statistics/feed-analytics.ts'
import { createLog } from '../../../src/main/system.ts'
import { openBenchSystem, type BenchSystem } from '../support/open-bench-system.ts'
import { fillFilings, type Filled } from './fill-filings.ts'

/** What row groups share: the system is opened and filled when the first of them asks for it. */
export interface Bench {
  readonly options: BenchOptions
  system(): Promise<BenchSystem>
  /** A register and a final filing of each enterprise for every month, in PostgreSQL. */
  filled(): Promise<Filled>
  /** The columnar store of that system, not fed yet. */
  analytics(): Promise<AnalyticsPlace>
  close(): Promise<void>
}

export interface BenchOptions {
  readonly enterprises: number
  readonly months: number
  readonly rounds: number
}

/** Rows of the table: one file a group, `rows-NAME.ts`, that exports `run`. */
export interface RowGroup {
  run(bench: Bench): Promise<void>
}

export function createBench(options: BenchOptions): Bench {
  const log: Logger = createLog('error')
  let system: Promise<BenchSystem> | undefined
  let filled: Promise<Filled> | undefined
  let place: Promise<AnalyticsPlace> | undefined
  const bench: Bench = {
    options,
    system: () => (system ??= openBenchSystem()),
    filled: () =>
      (filled ??= timed(
        'filled with the register and filings',
        async () => fillFilings((await bench.system()).ownerUrl, options.enterprises, options.months),
        ({ filings, enterprises, periods }) =>
          `${filings} filings x 40 figures: ${enterprises} enterprises, ${periods.length} months`,
      )),
    analytics: () => (place ??= openPlace(bench, log)),
    async close() {
      await (await place)?.store.close()
      await (await system)?.close()
    },
  }
  return bench
}

async function openPlace(bench: Bench, log: Logger): Promise<AnalyticsPlace> {
  const { appUrl, services, dataDir } = await bench.system()
  const store = await AnalyticsStore.open({ folder: join(dataDir, 'analytics') })
  return { store, databaseUrl: appUrl, db: services.db, log }
}

/** Does it once and prints how long it took and what it was. */
export async function timed<T>(
  name: string,
  work: () => Promise<T>,
  note: (result: T) => string,
): Promise<T> {
  const started = performance.now()
  const result = await work()
  console.log(`${name} in ${((performance.now() - started) / 1000).toFixed(1)} s: ${note(result)}`)
  return result
}

/** Milliseconds of the middle and the slowest round, after one that is not counted. */
export async function measure(
  rounds: number,
  work: () => Promise<unknown>,
): Promise<{ middle: number; most: number }> {
  await work()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  const sorted = times.toSorted((a, b) => a - b)
  return { middle: sorted[sorted.length >> 1] ?? NaN, most: sorted.at(-1) ?? NaN }
}

export function printCells(name: string, cells: readonly string[]): void {
  console.log(`${name.padEnd(72)}${cells.map((cell) => cell.padStart(15)).join('')}`)
}
