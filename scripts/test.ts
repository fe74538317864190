/**
 * `npm test`: everything that CI runs. Installs what the browser journeys need where it can (Debian, root), otherwise says
 * in one line what to install; never skips silently.
 */
import { execFileSync, spawn, spawnSync, type ExecFileSyncOptions } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { findChromium } from '../tests/support/chromium.ts'

const started = performance.now()

ensureBrowser()
// Neither fills two cores: side by side they take as long as the longer one.
await Promise.all([
  run('types', 'npm', 'run', '--silent', 'types'),
  run('lint', 'npm', 'run', '--silent', 'lint'),
])
await run('boundaries', 'npm', 'run', '--silent', 'boundaries')
await run('web build', 'npm', 'run', '--silent', 'build')
await run('tests', 'npx', 'vitest', 'run')
console.log(`\nAll of it passed in ${seconds(started)} s.`)

/** Its output is shown as it comes; it ends this process where it fails. */
async function run(name: string, program: string, ...args: readonly string[]): Promise<void> {
  console.log(`\n— ${name}`)
  const begun = performance.now()
  const child = spawn(program, args, { stdio: 'inherit' })
  await once(child, 'close')
  if (child.exitCode !== 0) {
    console.error(`\n${name} failed.`)
    process.exit(child.exitCode ?? 1)
  }
  console.log(`  ${name}: ${seconds(begun)} s`)
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
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
