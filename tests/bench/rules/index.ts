/**
 * Rules at the size of a zone. Each file `rows-NAME.ts` of this folder prints its rows of the table.
 *
 *   node tests/bench/rules/index.ts [--only=NAME] [--rules=500] [--entities=30000] [--rounds=5] [--alone]
 *
 * `--alone` leaves the other engines out.
 */
import { readdirSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

export interface RulesBench {
  readonly rules: number
  readonly entities: number
  readonly rounds: number
  readonly peers: boolean
}

interface RowGroup {
  run(bench: RulesBench): Promise<void> | void
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rules: { type: 'string', default: '500' },
    entities: { type: 'string', default: '30000' },
    rounds: { type: 'string', default: '5' },
    alone: { type: 'boolean', default: false },
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
  await group.run({
    rules: Number(values.rules),
    entities: Number(values.entities),
    rounds: Number(values.rounds),
    peers: !values.alone,
  })
}
