/**
 * `npm test`: everything that CI runs. Installs what the browser journeys need where it can (Debian, root), otherwise says
 * in one line what to install; never skips silently.
 */
import { execFileSync, spawnSync, type ExecFileSyncOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from '../tests/support/chromium.ts'

const started = performance.now()

ensureBrowser()
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['npm', 'run', '--silent', 'types']],
  ['lint', ['npm', 'run', '--silent', 'lint']],
  ['boundaries', ['npm', 'run', '--silent', 'boundaries']],
  ['web build', ['npm', 'run', '--silent', 'build']],
  ['tests', ['npx', 'vitest', 'run']],
]
for (const [name, command] of steps) run(name, command)
console.log(`\nAll of it passed in ${Math.round((performance.now() - started) / 1000)} s.`)

function run(name: string, [program = '', ...args]: readonly string[]): void {
  console.log(`\n— ${name}`)
  const begun = performance.now()
  const { status } = spawnSync(program, args, { stdio: 'inherit' })
  if (status !== 0) {
    console.error(`\n${name} failed.`)
    process.exit(status ?? 1)
  }
  console.log(`  ${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}

function ensureBrowser(): void {
  if (findChromium() !== null && hasChineseFont()) return
  const packages = ['chromium', 'fonts-noto-cjk']
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!canInstall) {
    console.error(
      `The browser journeys need Chromium and a Chinese font. Debian/Ubuntu: sudo apt-get install ${packages.join(' ')}; elsewhere install Chrome or Chromium and set CHROMIUM=/path/to/it.`,
    )
    process.exit(1)
  }
  console.log(`Installing ${packages.join(' and ')} for the browser journeys …`)
  const quiet: ExecFileSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  execFileSync('apt-get', ['update', '-qq'], quiet)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)
}

/** Without one, screenshots and widths would be of empty boxes. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true
  const { stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return typeof stdout === 'string' && stdout.trim() !== ''
}
