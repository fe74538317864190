import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Kysely } from 'kysely'
import pino, { type Logger } from 'pino'
import { accessRoutes } from '#features/access'
import { IMPORT_QUEUE, LOST_IMPORTS_QUEUE, giveUpImport, importWorker, planRoutes } from '#features/plans'
import {
  DELIVERY_QUEUE,
  deliveryWorker,
  giveUpDelivery,
  noticeRoutes,
  resumeDeliveries,
} from '#features/notices'
import {
  CASE_EFFECTS_QUEUE,
  effectsWorker,
  giveUpEffects,
  loadProcedures,
  procedureRoutes,
  startTimekeeper,
} from '#features/procedures'
import {
  LOST_REGISTERS_QUEUE,
  REGISTER_QUEUE,
  giveUpRegister,
  ledgerRoutes,
  startLedgerKeeper,
  registerWorker,
} from '#features/ledger'
import {
  LADDER_QUEUE,
  cultivationRoutes,
  giveUpLadder,
  ladderWorker,
  loadCultivation,
  startCultivationKeeper,
} from '#features/cultivation'
import {
  ENTERPRISES_QUEUE,
  enterpriseRoutes,
  enterprisesWorker,
  giveUpEnterprises,
} from '#features/enterprises'
import {
  LOST_RUNS_QUEUE,
  RUN_QUEUE,
  evaluationRoutes,
  giveUpRun,
  loadEvaluation,
  runWorker,
  startEvaluationKeeper,
} from '#features/evaluations'
import { loadPolicies, matchingRoutes, policyRoutes, startPolicyKeeper } from '#features/policies'
import { registryRoutes } from '#features/registry'
import { loadParameters, ruleRoutes } from '#features/rules'
import {
  FILINGS_QUEUE,
  LOST_FILINGS_QUEUE,
  filingsWorker,
  giveUpFilings,
  loadStatistics,
  startStatisticsKeeper,
  statisticsRoutes,
  useAnalytics,
} from '#features/statistics'
import { AnalyticsStore } from '#platform/analytics'
import { workRoutes } from '#features/work'
import { AuditTrail } from '#platform/audit'
import type { Config } from '#platform/config'
import { FileStore } from '#platform/files'
import type { RegisteredRoute, Services } from '#platform/http'
import { createMailer } from '#platform/mail'
import { JobQueue } from '#platform/jobs'
import {
  createDatabase,
  inReadOnlyTransaction,
  migrate,
  migrationsFolder,
  nobody,
  openPostgres,
  type Database,
  type PostgresServer,
} from '#platform/postgres'

/** Where the program's own folders are, whatever the working directory is. */
export const PROGRAM_ROOT = resolve(import.meta.dirname, '../..')

export function createLog(level: Config['logLevel']): Logger {
  return pino(
    { level, redact: ['password', '*.password', 'headers.cookie'] },
    pino.destination({ fd: 2, sync: true }),
  )
}

export const QUEUES = [
  LOST_IMPORTS_QUEUE,
  IMPORT_QUEUE,
  CASE_EFFECTS_QUEUE,
  DELIVERY_QUEUE,
  LOST_REGISTERS_QUEUE,
  REGISTER_QUEUE,
  LOST_FILINGS_QUEUE,
  FILINGS_QUEUE,
  ENTERPRISES_QUEUE,
  LOST_RUNS_QUEUE,
  RUN_QUEUE,
  LADDER_QUEUE,
] as const

export interface System {
  readonly config: Config
  readonly services: Services
  readonly postgres: PostgresServer
  readonly ownerDb: Kysely<Database>
  /** Fixes the end of the audit chain outside the database. */
  anchorAudit(): Promise<void>
  close(): Promise<void>
}

/** Database, audit trail, files and queue of one data folder: what the server and the command line both stand on. */
export async function openSystem(config: Config, log: Logger): Promise<System> {
  // Others may pass through but not list it: as root, the database runs as a user who must reach its own folder. Keys and
  // files below are closed to everybody else.
  await mkdir(config.dataDir, { recursive: true, mode: 0o711 })
  const postgres = await openPostgres({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, log })
  const opened: (() => Promise<void>)[] = [() => postgres.stop()]
  const close = async () => {
    for (const step of opened.splice(0).reverse()) await step()
  }
  try {
    await migrate(postgres.ownerUrl, migrationsFolder)
    const ownerDb = createDatabase(postgres.ownerUrl, { log, maxConnections: 2 })
    opened.push(() => ownerDb.destroy())
    const db = createDatabase(postgres.appUrl, { log })
    opened.push(() => db.destroy())
    const audit = await AuditTrail.open(config.dataDir)
    // What a process told that was killed before its acts had their places in the chain.
    await audit.link(db)
    const anchorAudit = () =>
      inReadOnlyTransaction(db, { ...nobody, roles: ['verifier'] }, (tx) => audit.anchor(tx))
    opened.push(anchorAudit)
    const jobs = await JobQueue.start(postgres.ownerUrl, QUEUES, log)
    opened.push(() => jobs.stop())
    const services: Services = { db, log, audit, files: new FileStore(config.dataDir), jobs }
    return { config, services, postgres, ownerDb, anchorAudit, close }
  } catch (error) {
    await close()
    throw error
  }
}

export function allRoutes(
  services: Services,
  config: Pick<Config, 'demo' | 'secureCookies' | 'mail' | 'publicUrl' | 'privateWebhooks'>,
): RegisteredRoute[] {
  return [
    ...accessRoutes(services, { demo: config.demo, secureCookies: config.secureCookies }),
    ...workRoutes(),
    ...planRoutes(),
    ...registryRoutes(),
    ...procedureRoutes(),
    ...ledgerRoutes(),
    ...statisticsRoutes(),
    ...enterpriseRoutes(),
    ...evaluationRoutes(),
    ...ruleRoutes(),
    ...matchingRoutes(),
    ...policyRoutes(),
    ...cultivationRoutes(),
    ...noticeRoutes(config),
  ]
}

/**
 * Opens the columnar store of a data folder and ties it to its database; answers how to close it. One process has it: the
 * server, or a command while no server runs.
 *
 * @throws AnalyticsBusy naming the process that has it.
 */
export async function openAnalytics(
  services: Services,
  { dataDir, appUrl }: { readonly dataDir: string; readonly appUrl: string },
): Promise<() => Promise<void>> {
  const store = await AnalyticsStore.open({ folder: join(dataDir, 'analytics'), log: services.log })
  useAnalytics(services.db, { store, databaseUrl: appUrl, db: services.db, log: services.log })
  return () => store.close()
}

export interface Workers {
  stop(): Promise<void>
}

/** Begins work on the queues and lets the clocks of cases fire. */
export async function startWorkers(
  services: Services,
  config: Pick<Config, 'mail' | 'publicUrl' | 'privateWebhooks'>,
): Promise<Workers> {
  const { jobs } = services
  await jobs.work(IMPORT_QUEUE.name, importWorker(services), giveUpImport(services))
  await jobs.work(LOST_IMPORTS_QUEUE.name, giveUpImport(services), giveUpImport(services))
  await jobs.work(CASE_EFFECTS_QUEUE.name, effectsWorker(services, config), giveUpEffects(services), AT_ONCE)
  await jobs.work(REGISTER_QUEUE.name, registerWorker(services), giveUpRegister(services))
  await jobs.work(LOST_REGISTERS_QUEUE.name, giveUpRegister(services), giveUpRegister(services))
  await jobs.work(FILINGS_QUEUE.name, filingsWorker(services), giveUpFilings(services))
  await jobs.work(LOST_FILINGS_QUEUE.name, giveUpFilings(services), giveUpFilings(services))
  await jobs.work(ENTERPRISES_QUEUE.name, enterprisesWorker(services), giveUpEnterprises(services))
  await jobs.work(RUN_QUEUE.name, runWorker(services), giveUpRun(services))
  await jobs.work(LOST_RUNS_QUEUE.name, giveUpRun(services), giveUpRun(services))
  await jobs.work(LADDER_QUEUE.name, ladderWorker(services), giveUpLadder(services))
  const mailer = createMailer(config.mail)
  await jobs.work(
    DELIVERY_QUEUE.name,
    deliveryWorker(services, mailer, config),
    giveUpDelivery(services),
    AT_ONCE,
  )
  await resumeDeliveries(services)
  const keepers = [
    startTimekeeper,
    startLedgerKeeper,
    startStatisticsKeeper,
    startEvaluationKeeper,
    startPolicyKeeper,
    startCultivationKeeper,
  ].map((start) => start(services))
  return {
    async stop() {
      for (const keeper of keepers) await keeper.stop()
      mailer?.close()
    },
  }
}

/** Jobs of one queue side by side; each holds a connection of the pool. */
const AT_ONCE = 4

/** What the program ships: calendars, procedures, statistical forms and lists, evaluation schemes, parameters of rules. What is there already stays. */
export async function loadReferenceData(ownerDb: Kysely<Database>): Promise<void> {
  await loadProcedures(ownerDb, join(PROGRAM_ROOT, 'data'))
  await loadStatistics(ownerDb, join(PROGRAM_ROOT, 'data'))
  await loadEvaluation(ownerDb, join(PROGRAM_ROOT, 'data'))
  await loadParameters(ownerDb, join(PROGRAM_ROOT, 'data'))
  await loadPolicies(ownerDb, join(PROGRAM_ROOT, 'data'))
  await loadCultivation(ownerDb, join(PROGRAM_ROOT, 'data'))
}

export function zoneFolder(config: Config): string {
  return join(PROGRAM_ROOT, 'data', 'zones', config.zone)
}
