import { accessRoutes, authenticateBySession } from '#features/access'
import { DELIVERY_QUEUE, noticeRoutes, type NoticeSettings } from '#features/notices'
import { TIMEKEEPER, createContext, createServer, type Context, type Services } from '#platform/http'
import { JobQueue } from '#platform/jobs'
import { createLog } from '../../src/main/system.ts'
import { TestClient, createTestSystem, type TestSystem } from './system.ts'

export const PUBLIC_URL = 'https://duoyuan.example.org'

export interface NoticeSystem {
  readonly system: TestSystem
  readonly services: Services
  readonly timekeeper: () => Context
  organisationId(code: string): Promise<string>
  /** Over HTTP with these settings. */
  signIn(login: string): Promise<TestClient>
  anonymous(): TestClient
  close(): Promise<void>
}

/** The test system with notices as this installation is configured, and the queue that deliveries go through. */
export async function createNoticeSystem(settings: NoticeSettings): Promise<NoticeSystem> {
  const system = await createTestSystem()
  const jobs = await JobQueue.start(system.database.ownerUrl, [DELIVERY_QUEUE], createLog('silent'))
  const services: Services = { ...system.services, jobs }
  const app = await createServer({
    services,
    routes: [...accessRoutes(services, { demo: false, secureCookies: false }), ...noticeRoutes(settings)],
    authenticate: authenticateBySession(services),
    webRoot: null,
    secureCookies: false,
  })
  return {
    system,
    services,
    timekeeper: () => createContext(services, TIMEKEEPER),
    async organisationId(code) {
      const { id } = await system.database.ownerDb
        .selectFrom('organisation')
        .select('id')
        .where('code', '=', code)
        .executeTakeFirstOrThrow()
      return id
    },
    async signIn(login) {
      const client = new TestClient(app)
      await client.signIn(login)
      return client
    },
    anonymous: () => new TestClient(app),
    async close() {
      await app.close()
      await jobs.stop()
      await system.close()
    },
  }
}
