/**
 * Run by `database-setup.ts` beside a test run: `node tidy-up-database.ts FOLDER RUN`. Waits until the run has ended,
 * in whatever way, and clears what it left: servers, folders, and databases on the server of DATABASE_URL.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { dropDatabasesOf, endDataFolder, endDataFoldersIn } from './test-server.ts'

const [folder, run] = process.argv.slice(2)
const databaseUrl = process.env['DATABASE_URL']
if (folder === undefined || run === undefined) throw new Error('FOLDER and RUN are missing')

// Ctrl-C reaches the whole terminal.
process.on('SIGINT', () => undefined)
let endedProperly = false
process.stdin.once('data', () => (endedProperly = true))
await new Promise((resolve) => process.stdin.once('close', resolve))

await tidyUp()
if (!endedProperly) {
  // Workers of a killed run live on for a moment, and bring back or add what was just cleared.
  await sleep(1_500)
  await tidyUp()
}

async function tidyUp(): Promise<void> {
  if (folder === undefined || run === undefined) return
  await endDataFoldersIn(join(folder, 'scratch'))
  await endDataFolder(join(folder, 'server'))
  await rm(folder, { recursive: true, force: true })
  if (databaseUrl !== undefined) await dropDatabasesOf(databaseUrl, run)
}
