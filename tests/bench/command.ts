/**
 * How long the command line takes as a whole process, start-up included: `duoyuan extract` on five documents (the source
 * documents where they are at hand, else synthetic ones of 10,000 characters each).
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { syntheticPlan } from './plan.ts'

const RUNS = 7
const root = resolve(import.meta.dirname, '../..')
const seeds = join(root, '..', 'shared', 'seeds')
const scratch = mkdtempSync(join(tmpdir(), 'duoyuan-bench-'))
try {
  const files = existsSync(seeds)
    ? readdirSync(seeds).map((name) => join(seeds, name))
    : Array.from({ length: 5 }, (_, i) => {
        const file = join(scratch, `plan-${i + 1}.txt`)
        writeFileSync(file, syntheticPlan(10_000))
        return file
      })
  const times: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    const started = performance.now()
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'src/main/cli.ts'), 'extract', ...files, '--out', scratch],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(stderr)
    // The first run fills the compile cache, as it does once after every update.
    if (run > 0) times.push((performance.now() - started) / 1000)
    else console.log(`first run ${((performance.now() - started) / 1000).toFixed(2)} s`)
  }
  times.sort((a, b) => a - b)
  const [least = 0] = times
  console.log(
    `extract ${files.length} documents, whole process, ${RUNS} runs: least ${least.toFixed(2)} s, median ${(times[RUNS >> 1] ?? 0).toFixed(2)} s, most ${(times.at(-1) ?? 0).toFixed(2)} s`,
  )
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
