/** The server as `npm start` runs it, without the web's files, on a database that another process opened; started by `fork`. */
import { authenticateBySession } from '#features/access'
import { AuditTrail } from '#platform/audit'
import { FileStore } from '#platform/files'
import { createServer, type Services } from '#platform/http'
import { JobQueue } from '#platform/jobs'
import { createDatabase } from '#platform/postgres'
import { QUEUES, allRoutes, createLog, startWorkers } from '../../../src/main/system.ts'

export interface ServerPlan {
  readonly appUrl: string
  readonly ownerUrl: string
  readonly dataDir: string
  readonly port: number
  readonly maxConnections: number
}

const settings = { demo: false, secureCookies: false, mail: null, publicUrl: null, privateWebhooks: false }

process.once('message', (plan: ServerPlan) => {
  serve(plan).then(
    () => process.send?.('ready'),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))

async function serve(plan: ServerPlan): Promise<void> {
  const log = createLog('error')
  const db = createDatabase(plan.appUrl, { log, maxConnections: plan.maxConnections })
  const services: Services = {
    db,
    log,
    audit: await AuditTrail.open(plan.dataDir),
    files: new FileStore(plan.dataDir),
    jobs: await JobQueue.start(plan.ownerUrl, QUEUES, log),
  }
  const app = await createServer({
    services,
    routes: allRoutes(services, settings),
    authenticate: authenticateBySession(services),
    webRoot: null,
    secureCookies: false,
    // All of the load comes from one address.
    requestsPerMinute: 100_000_000,
  })
  await startWorkers(services, settings)
  await app.listen({ host: '127.0.0.1', port: plan.port })
}
