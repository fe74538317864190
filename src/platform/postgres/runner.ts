import { execFile } from 'node:child_process'
import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseUnavailable, errorCode } from './failures.ts'

/** The unprivileged user whom PostgreSQL runs as when we are root, which it refuses to be. */
export interface Runner {
  readonly uid: number
  readonly gid: number
}

/**
 * Null when we aren't root: PostgreSQL then runs as ourselves. As root, an existing cluster keeps its owner (it may
 * have been made before by an ordinary user); a new one belongs to `nobody`.
 */
export async function findRunner(cluster: string): Promise<Runner | null> {
  if (process.getuid?.() !== 0) return null
  try {
    const owner = await stat(cluster)
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  // initdb looks its user up by number, so one without an entry wouldn't do.
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const entry = passwd.split('\n').find((line) => line.startsWith('nobody:'))
  const [, , uid, gid] = (entry ?? '').split(':').map(Number)
  if (
    uid === undefined ||
    gid === undefined ||
    !Number.isInteger(uid) ||
    !Number.isInteger(gid) ||
    uid === 0
  ) {
    throw new DatabaseUnavailable(
      'PostgreSQL does not run as root, and there is no user "nobody" to run it as; start as an ordinary user, or set DATABASE_URL.',
    )
  }
  return { uid, gid }
}

/** Whether the runner may pass through every folder down to `path`, and has `bits` (4 read, 1 execute) on it. */
export async function canReach(runner: Runner, path: string, bits: number): Promise<boolean> {
  let place = await realpath(path)
  let wanted = bits
  for (;;) {
    const { uid, gid, mode } = await lstat(place)
    const granted = uid === runner.uid ? mode >> 6 : gid === runner.gid ? mode >> 3 : mode
    if ((granted & wanted) !== wanted) return false
    const parent = dirname(place)
    if (parent === place) return true
    place = parent
    wanted = 1
  }
}

/** Runs a program as the runner, with none of our environment, and gives its output; rejects when it fails. */
export async function runAs(
  runner: Runner | null,
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    ...(runner ?? {}),
    ...bareEnvironment,
    cwd,
    windowsHide: true,
  })
  return stdout
}

/** No PG* variable, locale or time zone of the caller may change what PostgreSQL does. Windows needs its own. */
export const bareEnvironment: { env?: Record<string, string> } =
  process.platform === 'win32'
    ? {}
    : { env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' } }
