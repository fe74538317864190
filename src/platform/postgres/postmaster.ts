import { execFile } from 'node:child_process'
import { readFile, readlink, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { errorCode } from './failures.ts'

/** What a running PostgreSQL writes about itself into its folder. */
export interface Postmaster {
  readonly pid: number
  /** Null in the first moments of its start. */
  readonly port: number | null
}

/** The PostgreSQL that runs on this cluster now; null when none does, whatever an old postmaster.pid says. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const lines = (await readPidFile(cluster))?.split('\n')
  const pid = Number(lines?.[0])
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return null
  if (!(await isPostmasterOf(pid, cluster))) return null
  const port = Number(lines[3])
  return { pid, port: Number.isInteger(port) && port > 0 ? port : null }
}

/**
 * After a power cut the number in postmaster.pid may belong to another program of the same user, or to a dead process
 * that nobody collected; PostgreSQL then refuses to start. Puts a number there that no process can have, and leaves
 * the other lines: by them PostgreSQL still finds survivors of its former self. True if there was something to mend.
 */
export async function mendPidFile(cluster: string): Promise<boolean> {
  const before = await readPidFile(cluster)
  if (before === null || (await findPostmaster(cluster)) !== null) return false
  if ((await readPidFile(cluster)) !== before) return false
  await writeFile(join(cluster, 'postmaster.pid'), before.replace(/^\d+/, '2147483646'))
  return true
}

/** Waits until that process is gone; false when it is still there after `timeoutMs`. */
export async function waitUntilGone(pid: number, cluster: string, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (await isPostmasterOf(pid, cluster)) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  return true
}

async function readPidFile(cluster: string): Promise<string | null> {
  try {
    return await readFile(join(cluster, 'postmaster.pid'), 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') {
    try {
      // PostgreSQL works inside its folder. A dead process that nobody collected has no folder.
      return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(cluster))
    } catch {
      return false
    }
  }
  if (process.platform === 'win32') return true
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)])
    return stdout.includes('postgres') && stdout.includes(cluster)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}
