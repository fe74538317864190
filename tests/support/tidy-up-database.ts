/**
 * Run by `database-setup.ts` beside a test run: `node tidy-up-database.ts DATA_DIR RUN [DATABASE_URL]`. Waits until the
 * run has ended, in whatever way, and clears what it left. After a proper end there is nothing left to do.
 */
import { openPostgres } from '../../src/platform/postgres/index.ts'
import { dropDatabasesOf, isThere, removeDataDir } from './test-server.ts'

const [dataDir, run, databaseUrl] = process.argv.slice(2)
if (dataDir === undefined || run === undefined) throw new Error('DATA_DIR and RUN are missing')

// Ctrl-C reaches the whole terminal.
process.on('SIGINT', () => undefined)
process.stdin.resume()
await new Promise((resolve) => process.stdin.once('close', resolve))

if (await isThere(dataDir)) {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const postgres = await openPostgres({ dataDir, databaseUrl: databaseUrl ?? null, log: quiet })
  if (!postgres.embedded) await dropDatabasesOf(postgres.ownerUrl, run)
  // Nobody else uses the run's own server, so this ends it.
  await postgres.stop()
  await removeDataDir(dataDir)
}
