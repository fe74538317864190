/**
 * Run by `database-setup.ts` beside a test run: `node tidy-up-database.ts FOLDER RUN [DATABASE_URL]`. Waits until the
 * run has ended, in whatever way, and clears what it left: servers, folders, databases.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dropDatabasesOf, endDataFolder, endDataFoldersIn } from './test-server.ts'

const [folder, run, databaseUrl] = process.argv.slice(2)
if (folder === undefined || run === undefined) throw new Error('FOLDER and RUN are missing')

// Ctrl-C reaches the whole terminal.
process.on('SIGINT', () => undefined)
process.stdin.resume()
await new Promise((resolve) => process.stdin.once('close', resolve))

await endDataFoldersIn(join(folder, 'scratch'))
await endDataFolder(join(folder, 'server'))
await rm(folder, { recursive: true, force: true })
if (databaseUrl !== undefined) await dropDatabasesOf(databaseUrl, run)
