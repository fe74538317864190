/**
 * A small program that imports filings, for tests that kill it: `node filings-worker.ts DATA_DIR OWNER_URL APP_URL LOGIN JOB`.
 * Runs the job from where it stands and ends.
 */
import { callerOf, findAccount } from '#features/access'
import { AuditTrail } from '#platform/audit'
import { FileStore } from '#platform/files'
import { createContext, type Services } from '#platform/http'
import { JobQueue } from '#platform/jobs'
import { createDatabase } from '#platform/postgres'
import { runFilingsImport } from '../../src/features/statistics/import-job.ts'
import { createLog } from '../../src/main/system.ts'

const [dataDir = '', ownerUrl = '', appUrl = '', login = '', jobId = ''] = process.argv.slice(2)
const log = createLog('error')
const ownerDb = createDatabase(ownerUrl, { maxConnections: 2 })
const db = createDatabase(appUrl, { maxConnections: 4 })
const jobs = await JobQueue.start(ownerUrl, [], log)
const services: Services = {
  db,
  log,
  audit: await AuditTrail.open(dataDir),
  files: new FileStore(dataDir),
  jobs,
}
const account = await ownerDb.transaction().execute((tx) => findAccount(tx, { login }))
if (account === null) throw new Error(`No account ${login}`)
const caller = callerOf(account)
await runFilingsImport(() => createContext(services, caller), jobId)
await jobs.stop()
await db.destroy()
await ownerDb.destroy()
