import { createHash } from 'node:crypto'
import { lstat, mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseUnavailable, errorCode } from './failures.ts'
import { canReach, findRunner } from './runner.ts'
import type { Runner } from './runner.ts'

/** Where things of root's clusters go that can't be below the data folder. */
const rootsPlace = '/var/lib/duoyuan'

export interface ClusterPlace {
  /** The folder that holds the cluster; ours. */
  readonly home: string
  /** PostgreSQL's own folder, `home/postgres`; the runner's. May not exist yet. */
  readonly cluster: string
  /** Where copies of the programs go when they can't be used in place. */
  readonly copies: string
  /** Whom PostgreSQL runs as; null for ourselves. */
  readonly runner: Runner | null
}

/**
 * Decides where the embedded cluster of a data folder lives: in it, unless we are root and the unprivileged runner
 * can't get there (a checkout below /root, say). Then it is below /var/lib/duoyuan and `postgres.location` says where.
 */
export async function findClusterPlace(dataDir: string): Promise<ClusterPlace> {
  // 711: the runner has to pass through to its own folder, and needn't see what else is here.
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  const folder = await realpath(dataDir)
  const note = join(folder, 'postgres.location')
  const noted = await readNote(note)
  const inside = join(folder, 'postgres')
  const runner = await findRunner(noted ?? inside)
  if (noted !== null) {
    const home = dirname(noted)
    if (!(await isThere(home))) {
      throw new DatabaseUnavailable(
        `${note} says that the database is in ${noted}, which is gone; restore it from a backup, or remove ${folder} to begin with an empty one.`,
      )
    }
    return { home, cluster: noted, copies: runner === null ? folder : rootsPlace, runner }
  }
  if (runner === null) return { home: folder, cluster: inside, copies: folder, runner }
  if (await canReach(runner, folder, 1)) return { home: folder, cluster: inside, copies: rootsPlace, runner }
  if (await isThere(inside)) {
    throw new DatabaseUnavailable(
      `The database in ${inside} can no longer be reached by the unprivileged user it runs as: give every folder above it execute permission for others (chmod o+x).`,
    )
  }
  const home = join(rootsPlace, createHash('sha256').update(folder).digest('hex').slice(0, 12))
  await mkdir(home, { recursive: true, mode: 0o711 })
  if (!(await canReach(runner, home, 1))) {
    throw new DatabaseUnavailable(
      `PostgreSQL can't run as root, and its unprivileged user reaches neither ${folder} nor ${home}; use a data folder that others may pass through, or set DATABASE_URL.`,
    )
  }
  const cluster = join(home, 'postgres')
  // Both ways: whoever finds the cluster there must be able to tell whose it is before removing anything.
  await writeFile(join(home, 'data-folder'), `${folder}\n`, { flush: true })
  await writeFile(note, `${cluster}\n`, { flush: true })
  return { home, cluster, copies: rootsPlace, runner }
}

/** The cluster of a data folder, wherever it is; asks nothing of the machine and makes nothing. */
export async function clusterOf(dataDir: string): Promise<string> {
  return (await readNote(join(dataDir, 'postgres.location'))) ?? join(dataDir, 'postgres')
}

async function readNote(note: string): Promise<string | null> {
  try {
    return (await readFile(note, 'utf8')).trim()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}
