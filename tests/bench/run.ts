/**
 * `npm run bench [NAME…]`: prints tables of speed; nothing here passes or fails. Each benchmark is a file of this folder
 * that runs by itself: `node tests/bench/plan.ts`, or a folder with an `index.ts`: `node tests/bench/ledger/index.ts`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname
const scripts = new Map(
  readdirSync(folder)
    .filter((name) => name !== 'run.ts')
    .sort()
    .flatMap((name): [string, string][] => {
      if (name.endsWith('.ts')) return [[name.slice(0, -'.ts'.length), join(folder, name)]]
      const index = join(folder, name, 'index.ts')
      return existsSync(index) ? [[name, index]] : []
    }),
)
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !scripts.has(name))
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${[...scripts.keys()].join(', ')}`)
  process.exit(2)
}
for (const [name, script] of scripts) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n— ${name}`)
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
