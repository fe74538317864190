/**
 * A server on a database that another process opened, for tests that kill it: `node evaluation-server.ts DATA_DIR OWNER_URL APP_URL`.
 * Says its address once it answers.
 */
import { authenticateBySession } from '#features/access'
import { AuditTrail } from '#platform/audit'
import { FileStore } from '#platform/files'
import { createServer, type Services } from '#platform/http'
import { JobQueue } from '#platform/jobs'
import { createDatabase } from '#platform/postgres'
import { QUEUES, allRoutes, createLog, startWorkers } from '../../src/main/system.ts'

const [dataDir = '', ownerUrl = '', appUrl = ''] = process.argv.slice(2)
const settings = { demo: false, secureCookies: false, mail: null, publicUrl: null, privateWebhooks: false }
const log = createLog('fatal')
const db = createDatabase(appUrl, { log, maxConnections: 8 })
const audit = await AuditTrail.open(dataDir)
await audit.link(db)
const jobs = await JobQueue.start(ownerUrl, QUEUES, log)
const services: Services = { db, log, audit, files: new FileStore(dataDir), jobs }
const app = await createServer({
  services,
  routes: allRoutes(services, settings),
  authenticate: authenticateBySession(services),
  webRoot: null,
  secureCookies: false,
})
await startWorkers(services, settings)
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
// The test that started us is gone.
process.stdin.once('end', () => process.exit(2)).resume()
