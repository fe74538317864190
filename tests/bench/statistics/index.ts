/**
 * Statistics at the size of a zone over ten years. Each file `rows-NAME.ts` of this folder prints its rows of the table.
 *
 *   node tests/bench/statistics/index.ts [--only=NAME] [--enterprises=30000] [--months=120] [--rounds=5]
 */
import { readdirSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createBench, type RowGroup } from './bench.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    enterprises: { type: 'string', default: '30000' },
    months: { type: 'string', default: '120' },
    rounds: { type: 'string', default: '5' },
  },
})
const names = readdirSync(import.meta.dirname)
  .flatMap((file) => /^rows-(.+)\.ts$/.exec(file)?.[1] ?? [])
  .sort()
if (values.only !== undefined && !names.includes(values.only))
  throw new Error(`--only is one of ${names.join(', ')}`)

console.log(
  `machine: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.versions.node}; ` +
    `load before the run ${loadavg()[0]?.toFixed(1)}`,
)
const bench = createBench({
  enterprises: Number(values.enterprises),
  months: Number(values.months),
  rounds: Number(values.rounds),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void bench.close().finally(() => process.exit(130)))
try {
  for (const name of values.only === undefined ? names : [values.only]) {
    console.log(`\n${name}`)
    const group = (await import(join(import.meta.dirname, `rows-${name}.ts`))) as RowGroup
    await group.run(bench)
  }
} finally {
  await bench.close()
}
