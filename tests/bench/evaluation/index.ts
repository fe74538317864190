/**
 * Evaluation at the size of a zone (17 parks) and of the country (178 zones), 60 indicators. Each file `rows-NAME.ts` of this
 * folder prints its rows of the table.
 *
 *   node tests/bench/evaluation/index.ts [--only=NAME] [--replications=10000] [--rounds=5]
 */
import { readdirSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { RowGroup } from './sized-evaluation.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    replications: { type: 'string', default: '10000' },
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
for (const name of values.only === undefined ? names : [values.only]) {
  console.log(`\n${name}`)
  const group = (await import(join(import.meta.dirname, `rows-${name}.ts`))) as RowGroup
  await group.run({ replications: Number(values.replications), rounds: Number(values.rounds) })
}
console.log(`\nload after the run ${loadavg()[0]?.toFixed(1)}`)
