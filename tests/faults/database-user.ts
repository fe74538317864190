/**
 * A small program that uses a data folder, for tests that kill it: `node database-user.ts DATA_DIR hold|write|serve`.
 * Says each step on a line of its own, as JSON; `stop` on its input ends it properly.
 *
 * - hold: opens the database and waits
 * - write: also inserts one row after another, and says each number only once the database has acknowledged it
 * - serve: also takes the server lock, or says in one sentence why not, and exits with 1
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { createDatabase, lockServer, openPostgres, ServerAlreadyRunning } from '#platform/postgres'

const [dataDir, mode] = process.argv.slice(2)
if (dataDir === undefined) throw new Error('DATA_DIR is missing')

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

let stopping = false
const server = await openPostgres({ dataDir, databaseUrl: null, log: quiet })
const db = createDatabase(server.ownerUrl, { maxConnections: 2 })
say({ opened: server.ownerUrl })

if (mode === 'serve') {
  try {
    const lock = await lockServer(server)
    await lock.announce('http://127.0.0.1:8080')
    say({ locked: true })
  } catch (error) {
    if (!(error instanceof ServerAlreadyRunning)) throw error
    say({ refused: error.message })
    await db.destroy()
    await server.stop()
    process.exit(1)
  }
}

const writing = mode === 'write' ? write() : Promise.resolve()

process.stdin.once('data', () => void stop())
// The test that started us is gone.
process.stdin.once('end', () => process.exit(2))

async function write(): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS kept (number integer PRIMARY KEY, filler text)`.execute(db)
  const { rows } = await sql<{ next: number }>`SELECT coalesce(max(number), 0) + 1 AS next FROM kept`.execute(
    db,
  )
  let number = rows[0]?.next ?? 1
  while (!stopping) {
    try {
      await sql`INSERT INTO kept VALUES (${number}, repeat('园', 500))`.execute(db)
    } catch (error) {
      say({ broke: error instanceof Error ? error.message : String(error) })
      await sleep(20)
      // Whether the failed insert arrived is unknown; the next number is free either way.
      number++
      continue
    }
    say({ wrote: number })
    number++
  }
}

async function stop(): Promise<void> {
  stopping = true
  await writing
  await db.destroy()
  await server.stop()
  say({ stopped: true })
  process.exit(0)
}
