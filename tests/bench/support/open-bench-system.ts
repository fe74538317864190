import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { callerOf, findAccount, hashPassword } from '#features/access'
import { CASE_EFFECTS_QUEUE, loadProcedures } from '#features/procedures'
import { loadZoneLedger } from '#features/ledger'
import { loadZone } from '#features/registry'
import { AuditTrail } from '#platform/audit'
import { FileStore } from '#platform/files'
import { createContext, type Context, type Services } from '#platform/http'
import { JobQueue } from '#platform/jobs'
import { createDatabase, migrate, migrationsFolder, openPostgres, type Database } from '#platform/postgres'
import { endDataFolder } from '#tests/test-server'
import { PROGRAM_ROOT, createLog } from '../../../src/main/system.ts'

export interface BenchSystem {
  readonly services: Services
  /** As the owner: for filling tables. */
  readonly ownerDb: Kysely<Database>
  readonly ownerUrl: string
  /** As the application: row-level security applies. */
  readonly appUrl: string
  readonly dataDir: string
  /** Without a password nobody can log in to it. */
  addAccount(login: string, role: string, organisationCode: string, password?: string): Promise<void>
  contextOf(login: string, now: Date): Promise<Context>
  close(): Promise<void>
}

/**
 * The system on an embedded server of its own with the settings of a real installation (nothing is traded for speed), in a
 * folder that is removed at the end.
 */
export async function openBenchSystem(): Promise<BenchSystem> {
  const dataDir = await mkdtemp(join(tmpdir(), 'duoyuan-bench-'))
  // As root, PostgreSQL's unprivileged user must be able to pass through.
  await chmod(dataDir, 0o711)
  const log = createLog('error')
  const postgres = await openPostgres({ dataDir, databaseUrl: null, log })
  await migrate(postgres.ownerUrl, migrationsFolder)
  const ownerDb = createDatabase(postgres.ownerUrl, { log, maxConnections: 3, statementTimeoutMs: 0 })
  const db = createDatabase(postgres.appUrl, { log })
  await loadZone(ownerDb, join(PROGRAM_ROOT, 'data', 'zones', 'zhongguancun'))
  await loadZoneLedger(ownerDb, join(PROGRAM_ROOT, 'data', 'zones', 'zhongguancun'))
  await loadProcedures(ownerDb, join(PROGRAM_ROOT, 'data'))
  const jobs = await JobQueue.start(postgres.ownerUrl, [CASE_EFFECTS_QUEUE], log)
  const audit = await AuditTrail.open(dataDir)
  const services: Services = { db, log, audit, files: new FileStore(dataDir), jobs }
  return {
    services,
    ownerDb,
    ownerUrl: postgres.ownerUrl,
    appUrl: postgres.appUrl,
    dataDir,
    async addAccount(login, role, organisationCode, password) {
      const { id: organisationId } = await ownerDb
        .selectFrom('organisation')
        .select('id')
        .where('code', '=', organisationCode)
        .executeTakeFirstOrThrow()
      const { id: userId } = await ownerDb
        .insertInto('userAccount')
        .values({
          login,
          name: login,
          organisationId,
          passwordHash: password === undefined ? 'nobody logs in' : await hashPassword(password),
          mustChangePassword: false,
          lockedUntil: null,
          lastSignInAt: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await ownerDb.insertInto('userRole').values({ userId, role, grantedBy: null }).execute()
    },
    async contextOf(login, now) {
      const account = await ownerDb.transaction().execute((tx) => findAccount(tx, { login }))
      if (account === null) throw new Error(`No account ${login}`)
      return createContext(services, callerOf(account), now)
    },
    async close() {
      await jobs.stop()
      await db.destroy()
      await ownerDb.destroy()
      await postgres.stop()
      await endDataFolder(dataDir)
    },
  }
}
