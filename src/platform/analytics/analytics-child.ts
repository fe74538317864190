/** Another process for the store's tests: opens the folder, says who has it, or writes until it is killed. */
import { AnalyticsBusy, AnalyticsStore } from './index.ts'

const [folder = '', task] = process.argv.slice(2)
try {
  const store = await AnalyticsStore.open({ folder, memoryLimitMb: 100 })
  if (task === 'write') await writeForever(store)
  await store.close()
} catch (error) {
  if (!(error instanceof AnalyticsBusy)) throw error
  console.log(`busy ${error.pid}`)
  process.exitCode = 3
}

/** Each number stands 500 times, written in one transaction; it is told after the commit. */
async function writeForever(store: AnalyticsStore): Promise<void> {
  if (!store.isBuilt)
    await store.rebuild((writer) =>
      writer.createTable({ name: 'numbers', columns: [{ name: 'n', type: 'count' }] }),
    )
  const [last] = await store.query<{ n: number | null }>('SELECT max(n) AS n FROM numbers')
  for (let n = (last?.n ?? -1) + 1; ; n++) {
    await store.write((writer) => writer.run('INSERT INTO numbers SELECT $1::BIGINT FROM range(500)', [n]))
    process.stdout.write(`${n}\n`)
  }
}
