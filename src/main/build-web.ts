import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PROGRAM_ROOT } from './system.ts'

const SOURCES = ['web', 'src/features', 'src/domain', 'package-lock.json']

/** Builds the web application when it is missing or older than its sources; some seconds, only then. */
export async function buildWeb(webRoot: string): Promise<void> {
  const built = join(webRoot, 'index.html')
  if (existsSync(built) && (await stat(built)).mtimeMs >= (await newestOf(SOURCES))) return
  console.log('Building the web application …')
  const { build } = await import('vite')
  await build({
    root: join(PROGRAM_ROOT, 'web'),
    configFile: join(PROGRAM_ROOT, 'web', 'vite.config.ts'),
    logLevel: 'warn',
  })
}

async function newestOf(paths: readonly string[]): Promise<number> {
  let newest = 0
  for (const path of paths) {
    const full = join(PROGRAM_ROOT, path)
    const { mtimeMs } = await stat(full)
    newest = Math.max(newest, mtimeMs)
    if (!(await stat(full)).isDirectory()) continue
    for (const entry of await readdir(full, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) newest = Math.max(newest, (await stat(join(entry.parentPath, entry.name))).mtimeMs)
  }
  return newest
}
