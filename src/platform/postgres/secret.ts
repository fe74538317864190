import { createHmac, randomBytes, scryptSync } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseUnavailable, errorCode } from './failures.ts'

/**
 * The secret of this data folder, from which the passwords of the embedded server's roles derive; null if there is
 * none yet. It never leaves the machine.
 */
export async function readSecret(dataDir: string): Promise<string | null> {
  const file = join(dataDir, 'keys', 'postgres.secret')
  try {
    const secret = (await readFile(file, 'utf8')).trim()
    if (!/^[0-9a-f]{64}$/.test(secret))
      throw new DatabaseUnavailable(`${file} is damaged; restore it from a backup.`)
    return secret
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    if (errorCode(error) === 'EACCES') {
      throw new DatabaseUnavailable(
        `${file} belongs to another user; run as the user who made the data folder.`,
      )
    }
    throw error
  }
}

/** Reads the secret or makes one. Of two processes that make one at the same time, both get the first one's. */
export async function provideSecret(dataDir: string): Promise<string> {
  const before = await readSecret(dataDir)
  if (before !== null) return before
  const keys = join(dataDir, 'keys')
  await mkdir(keys, { recursive: true, mode: 0o700 })
  const draft = join(keys, `postgres.secret.${randomBytes(6).toString('hex')}`)
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    // A link, not a rename: it appears complete, and never replaces one that is there.
    await link(draft, join(keys, 'postgres.secret'))
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  const after = await readSecret(dataDir)
  if (after === null) throw new DatabaseUnavailable(`${keys} can't keep the database's secret.`)
  return after
}

export function passwordFor(role: string, secret: string): string {
  return createHmac('sha256', secret).update(`postgres role ${role}`).digest('hex')
}

/**
 * The app role's password on a server of one's own, derived from the owner's: every machine that knows DATABASE_URL
 * gets the same, without sharing files. Slow on purpose, so that it doesn't give the owner's away.
 */
export function passwordFromOwner(role: string, owner: string, ownerPassword: string): string {
  return scryptSync(ownerPassword, `duoyuan ${owner} ${role}`, 32).toString('hex')
}
