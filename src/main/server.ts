/** Runs the system: `npm start`. Wiring only. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { authenticateBySession, DEMO_ACCOUNTS } from '#features/access'
import { correctCalendars } from '#features/procedures'
import { loadZoneLedger } from '#features/ledger'
import { loadZone } from '#features/registry'
import { readConfig } from '#platform/config'
import { createServer } from '#platform/http'
import { repeatEvery } from '#platform/jobs'
import { DatabaseUnavailable, MigrationRefused, ServerAlreadyRunning, lockServer } from '#platform/postgres'
import { buildWeb } from './build-web.ts'
import { playEvaluations } from './play-evaluations.ts'
import { playDemoPolicies, seedDemo, tryDemoWatches } from './seed-demo.ts'
import {
  PROGRAM_ROOT,
  allRoutes,
  createLog,
  loadReferenceData,
  openAnalytics,
  openSystem,
  startWorkers,
  zoneFolder,
} from './system.ts'

const ANCHOR_EVERY_MS = 60_000

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const webRoot = join(PROGRAM_ROOT, 'dist', 'web')
  await buildWeb(webRoot)
  if (!existsSync(zoneFolder(config))) throw new Error(`There is no zone ${config.zone} under data/zones`)

  const system = await openSystem(config, log)
  const closing: (() => Promise<unknown>)[] = [() => system.close()]
  let stopping = false
  const stop = async (code: number): Promise<never> => {
    stopping = true
    for (const step of closing.splice(0).reverse()) await step()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // A second Ctrl-C while the database closes must not leave it half closed.
      if (!stopping) void stop(0)
    })

  try {
    const lock = await lockServer(system.postgres, { address: `${config.host}:${config.port}` })
    closing.push(() => lock.release())
    await loadZone(system.ownerDb, zoneFolder(config))
    await loadZoneLedger(system.ownerDb, zoneFolder(config))
    await loadReferenceData(system.ownerDb)
    if (config.demo) await seedDemo(system)
    closing.push(
      await openAnalytics(system.services, { dataDir: config.dataDir, appUrl: system.postgres.appUrl }),
    )
    const app = await createServer({
      services: system.services,
      routes: allRoutes(system.services, config),
      authenticate: authenticateBySession(system.services),
      webRoot,
      secureCookies: config.secureCookies,
    })
    closing.push(() => app.close())
    const corrected = await correctCalendars(system.services)
    if (corrected > 0) log.warn({ cases: corrected }, 'deadlines recomputed after a correction of a calendar')
    const workers = await startWorkers(system.services, config)
    closing.push(() => workers.stop())
    await app.listen({ host: config.host, port: config.port })
    if (config.demo) {
      // It takes a while, and nobody waits for it.
      const policies = playDemoPolicies(system).catch((error: unknown) =>
        log.error({ err: error }, 'the policies of the demonstration could not be played'),
      )
      const tried = policies.then(() =>
        tryDemoWatches(system).catch((error: unknown) =>
          log.error({ err: error }, 'the warning rules of the demonstration could not be tried'),
        ),
      )
      const played = tried.then(() =>
        playEvaluations(system).catch((error: unknown) =>
          log.error({ err: error }, 'the evaluations of the demonstration could not be played'),
        ),
      )
      closing.push(() => played)
    }
    const failure = 'the end of the audit chain could not be anchored; tried again in a minute'
    const anchoring = repeatEvery(ANCHOR_EVERY_MS, { log, failure }, () => system.anchorAudit())
    closing.push(() => anchoring.stop())
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : config.port
    announce(config.host, port, config.demo)
    if (config.demo && !isLoopback(config.host))
      console.warn(
        'Others on the network can reach this address, and the demo passwords are public: start with DUOYUAN_DEMO=off for real use.',
      )
  } catch (error) {
    if (error instanceof ServerAlreadyRunning || isPortTaken(error)) {
      console.error(
        error instanceof ServerAlreadyRunning ? error.message : portTaken(config.host, config.port),
      )
      await stop(1)
    }
    console.error(error)
    await stop(1)
  }
}

function announce(host: string, port: number, demo: boolean): void {
  const shown = host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host
  console.log(`Duoyuan 多园  http://${shown}:${port}`)
  if (!demo) return
  console.log('Demo log-ins (demonstration zone only):')
  for (const { login, password, name } of DEMO_ACCOUNTS)
    console.log(`  ${login.padEnd(10)} ${password.padEnd(18)} ${name}`)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function portTaken(host: string, port: number): string {
  return `Port ${port} on ${host} is taken by another program. Stop it, or choose another port: PORT=8081 npm start`
}

main().catch((error: unknown) => {
  const expected = error instanceof DatabaseUnavailable || error instanceof MigrationRefused
  console.error(expected || error instanceof Error ? (error as Error).message : error)
  process.exit(1)
})
