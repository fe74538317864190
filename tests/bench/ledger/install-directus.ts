import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

export type Installed = { readonly folder: string; readonly version: string } | { readonly missing: string }

const pinned = join(import.meta.dirname, '..', 'peers', 'directus')

/**
 * The folder of the pinned Directus, installed from the registry when it is not there yet. It lies in the user's cache folder,
 * named by the digest of its lock file, so that another lock is another installation.
 */
export async function installDirectus(): Promise<Installed> {
  const lock = await readFile(join(pinned, 'package-lock.json'))
  const digest = createHash('sha256').update(lock).digest('hex').slice(0, 16)
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const folder = join(cache, 'duoyuan-bench', `directus-${digest}`)
  if (!(await exists(folder))) {
    console.log('Directus is not installed yet: npm ci, some 800 MB, a minute or two …')
    const partial = `${folder}.partial`
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true })
    for (const name of ['package.json', 'package-lock.json'])
      await cp(join(pinned, name), join(partial, name))
    const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter)
    const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--omit=dev'], {
      cwd: partial,
      env: { ...process.env, PATH: path },
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0) {
      await rm(partial, { recursive: true, force: true })
      return { missing: `npm ci did not succeed: ${error?.message ?? lastLines(stderr)}` }
    }
    await rename(partial, folder)
  }
  const manifest: unknown = JSON.parse(
    await readFile(join(folder, 'node_modules', '@directus', 'api', 'package.json'), 'utf8'),
  )
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : '?'
  return { folder, version }
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join(' / ')
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
