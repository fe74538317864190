/**
 * npm run eval:tck: how the engine answers the public DMN test kit. Prints passed and total by folder, the first failures with
 * what was expected and found, and the totals; exits with 1 when a case fails.
 *
 *   node scripts/eval-tck.ts [--kit DIR] [--only PART-OF-FOLDER] [--failures N]
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runTck } from '#tests/tck'

const { values } = parseArgs({
  options: { kit: { type: 'string' }, only: { type: 'string' }, failures: { type: 'string' } },
})
const kit = resolve(values.kit ?? resolve(import.meta.dirname, '../../shared/tck'))
if (!existsSync(kit)) {
  console.error(
    `No such folder: ${kit}\nGive the folder with compliance-level-2 and compliance-level-3: --kit DIR`,
  )
  process.exit(2)
}
const shown = Number(values.failures ?? 3)
const folders = runTck(kit, values.only)
const width = Math.max(...folders.map(({ name }) => name.length), 5)
for (const { name, results } of folders) {
  const passed = results.filter((result) => result.passed).length
  console.log(`${name.padEnd(width)}  ${String(passed).padStart(4)} / ${String(results.length).padStart(4)}`)
  for (const failure of results.filter((result) => !result.passed).slice(0, shown))
    console.log(
      `    ${failure.test}: expected ${failure.expected.slice(0, 300)}, found ${failure.found.slice(0, 300)}`,
    )
}
const all = folders.flatMap(({ results }) => results)
const passed = all.filter((result) => result.passed).length
console.log(`${'All'.padEnd(width)}  ${String(passed).padStart(4)} / ${String(all.length).padStart(4)}`)
if (passed < all.length || all.length === 0) process.exitCode = 1
