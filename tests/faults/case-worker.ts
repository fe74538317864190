/**
 * A small program that works on cases, for tests that kill it: `node case-worker.ts DATA_DIR OWNER_URL APP_URL work|fire FROM`.
 * Says on a line of its own, as JSON, what the database has acknowledged; `stop` on its input ends it properly.
 *
 * - work: two hands carry the duties from step to step and now and then issue a notice, which draws a number, while the
 *   timekeeper fires what falls due. Time is made: ten minutes pass with every act, counted from FROM.
 * - fire: fires everything that is due at FROM (a moment in milliseconds) and says how many cases moved
 */
import { sql } from 'kysely'
import { callerOf, findAccount } from '#features/access'
import { CASE_EFFECTS_QUEUE, beginCase, fireDueTimers, runCommand } from '#features/procedures'
import { AuditTrail } from '#platform/audit'
import { FileStore } from '#platform/files'
import { createContext, type Context, type Services } from '#platform/http'
import { JobQueue } from '#platform/jobs'
import { createDatabase } from '#platform/postgres'
import { createLog } from '../../src/main/system.ts'
import { momentOfAct } from './case-work.ts'

const [dataDir = '', ownerUrl = '', appUrl = '', mode = '', from = ''] = process.argv.slice(2)

const NEXT: Readonly<Record<string, { login: string; action: string; data: Record<string, string> }>> = {
  receive: { login: 'science', action: 'accept', data: {} },
  handle: { login: 'science', action: 'report', data: { result: '已登记十二栋。' } },
  verify: { login: 'office', action: 'back', data: { verification: '请补齐产权情况。' } },
}

const log = createLog('error')
const ownerDb = createDatabase(ownerUrl, { maxConnections: 2 })
const db = createDatabase(appUrl, { maxConnections: 6 })
const jobs = await JobQueue.start(ownerUrl, [CASE_EFFECTS_QUEUE], log)
const audit = await AuditTrail.open(dataDir)
const services: Services = { db, log, audit, files: new FileStore(dataDir), jobs }

let stopping = false
process.stdin.once('data', () => (stopping = true))
// The test that started us is gone.
process.stdin.once('end', () => process.exit(2))

if (mode === 'fire') {
  say({ ready: true })
  say({ moved: await fireDueTimers(services, new Date(Number(from))) })
} else {
  let acts = Number(from)
  say({ ready: true })
  await Promise.all([carry(0), carry(1), keepTime()])
  say({ acts })

  async function carry(hand: number): Promise<void> {
    const { rows: duties } = await sql<{ id: string }>`
      select id from procedure_case where procedure = 'assigned-duty' order by id`.execute(ownerDb)
    const own = duties.filter((_duty, at) => at % 2 === hand)
    for (let turn = 0; !stopping; turn++) {
      const now = momentOfAct(acts++)
      if (turn % 10 === 9) await issueNotice(now)
      else await carryOn(own[turn % own.length]?.id ?? '', now)
    }
  }

  /** The timekeeper of a running system, with made time. */
  async function keepTime(): Promise<void> {
    while (!stopping) {
      const moved = await fireDueTimers(services, momentOfAct(acts))
      if (moved > 0) say({ moved })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
process.stdin.destroy()
await jobs.stop()
await db.destroy()
await ownerDb.destroy()

async function carryOn(caseId: string, now: Date): Promise<void> {
  const task = await taskOf(caseId)
  const next = NEXT[task.node]
  if (next === undefined) throw new Error(`${caseId} is at ${task.node}`)
  const ctx = await contextOf(next.login, now)
  const { sequence } = await ctx.inTransaction((tx) =>
    runCommand(tx, ctx, caseId, null, {
      kind: 'act',
      activation: task.activation,
      action: next.action,
      opinion: null,
      data: next.data,
      attachments: [],
    }),
  )
  say({ caseId, sequence })
}

async function issueNotice(now: Date): Promise<void> {
  const ctx = await contextOf('office', now)
  const { rows } = await sql<{
    id: string
  }>`select id from organisation where code = 'department.science'`.execute(ownerDb)
  const id = await beginCase(ctx, {
    procedure: 'supervision',
    origin: null,
    data: { matter: '产业空间台账未按时报送', body: rows[0]?.id ?? '', requirement: '五日内补报。' },
  })
  const { activation } = await taskOf(id)
  const { sequence, number } = await ctx.inTransaction((tx) =>
    runCommand(tx, ctx, id, null, {
      kind: 'act',
      activation,
      action: 'submit',
      opinion: null,
      data: {},
      attachments: [],
    }),
  )
  say({ caseId: id, sequence, number })
}

async function taskOf(caseId: string): Promise<{ node: string; activation: string }> {
  const { rows } = await sql<{ node: string; activation: string }>`
    select node, activation from case_task where case_id = ${caseId}::uuid`.execute(ownerDb)
  const [task] = rows
  if (task === undefined) throw new Error(`${caseId} waits for nobody`)
  return task
}

async function contextOf(login: string, now: Date): Promise<Context> {
  const account = await ownerDb.transaction().execute((tx) => findAccount(tx, { login }))
  if (account === null) throw new Error(`No account ${login}`)
  return createContext(services, callerOf(account), now)
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
