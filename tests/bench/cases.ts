/**
 * How the system does with 100,000 open cases and 300,000 clocks: the in-tray of a body, the timers of a day, and all cases
 * recomputed from their events. Takes some minutes, most of them to fill the database.
 *
 *   node tests/bench/cases.ts [CASES]
 */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { fireDueTimers, nextCaseIds, verifyCases } from '#features/procedures'
import { TIMEKEEPER, createContext } from '#platform/http'
import { beijing } from '#tests/calendars'
import { listCases } from '../../src/features/procedures/list-cases.ts'
import { fillCases } from './support/fill-cases.ts'
import { openBenchSystem, type BenchSystem } from './support/open-bench-system.ts'

const cases = Number(process.argv[2] ?? 100_000)
const NOW = beijing('2026-03-23 00:00')
const END_OF_DAY = beijing('2026-03-23 23:59')
const REQUESTS = 200
/** Of connections that have ended, what was last seen. */
const ticksOf = new Map<number, number>()

const system = await openBenchSystem()
try {
  await system.addAccount('office', 'zone_office', 'office')
  const [departments, districts, parks] = [
    await addAccounts('department', 'department'),
    await addAccounts('district', 'district'),
    await addAccounts('park', 'park_committee'),
  ]
  const started = performance.now()
  const filled = await fillCases(system, {
    cases,
    dueThatDay: cases / 5,
    now: NOW,
    bodies: [...departments, ...districts, ...parks],
    parks,
    raisers: districts,
  })
  console.log(
    `filled in ${seconds(started)}: ${filled.cases} open cases, ${filled.clocks} clocks, ${filled.tasks} open seats, ${filled.events} events`,
  )
  await benchInTrays(system)
  await benchTimers(system, filled.dueThatDay)
  await benchReplay(system)
} finally {
  await system.close()
}

/** One for every organisation of that kind in the zone; answers the log-ins. */
async function addAccounts(kind: 'department' | 'district' | 'park', role: string): Promise<string[]> {
  const rows = await system.ownerDb
    .selectFrom('organisation')
    .select('code')
    .where('kind', '=', kind)
    .orderBy('code')
    .execute()
  for (const { code } of rows) await system.addAccount(code, role, code)
  return rows.map(({ code }) => code)
}

async function benchInTrays(bench: BenchSystem): Promise<void> {
  console.log(
    `\n${'list, first page of 50'.padEnd(44)}${'rows'.padStart(7)}${'p50 ms'.padStart(9)}${'p99 ms'.padStart(9)}${'most ms'.padStart(9)}${'CPU ms'.padStart(9)}`,
  )
  const now = new Date(beijing('2026-03-23 10:00'))
  const bodies = ['department.science', 'district.haidian', 'park.haidian', 'park.yizhuang', 'office']
  const lists = [
    { name: 'in-tray', box: 'todo', who: 'body' },
    { name: 'in-tray, mine only', box: 'todo', who: 'me' },
    { name: 'overdue', box: 'overdue', who: 'body' },
    { name: 'waiting', box: 'waiting', who: 'body' },
    { name: 'all', box: 'all', who: 'body' },
  ] as const
  for (const { name, box, who } of lists)
    for (const login of box === 'todo' && who === 'body' ? bodies : ['department.science', 'office']) {
      const ctx = await bench.contextOf(login, now)
      const times: number[] = []
      let total = 0
      let cpuBefore = 0
      // The first few find the pool and the caches cold.
      for (let n = -5; n < REQUESTS; n++) {
        if (n === 0) cpuBefore = await cpuMs(bench)
        const started = performance.now()
        const answer = await listCases(ctx, { box, who, sort: 'due', offset: 0, limit: 50 })
        if (n >= 0) times.push(performance.now() - started)
        total = answer.total
      }
      const cpu = ((await cpuMs(bench)) - cpuBefore) / REQUESTS
      times.sort((a, b) => a - b)
      console.log(
        `${`${name} of ${login}`.padEnd(44)}${String(total).padStart(7)}${ms(times[times.length >> 1])}${ms(times[Math.ceil(times.length * 0.99) - 1])}${ms(times.at(-1))}${ms(cpu)}`,
      )
    }
}

async function benchTimers({ services, ownerDb }: BenchSystem, due: number): Promise<void> {
  const before = await countStages()
  const cpuBefore = await cpuMs(system)
  const started = performance.now()
  const fired = await fireDueTimers(services, new Date(END_OF_DAY))
  const taken = `${seconds(started)} (CPU ${(((await cpuMs(system)) - cpuBefore) / 1000).toFixed(1)} s)`
  const stages = (await countStages()) - before
  const left = await ownerDb
    .selectFrom('procedureCase')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('nextTimerAt', '<=', new Date(END_OF_DAY).toISOString())
    .executeTakeFirstOrThrow()
  console.log(
    `\ntimers of a day: ${due} cases due; ${fired} moved, ${stages} stages fired in ${taken}; ${left.n} left`,
  )

  async function countStages(): Promise<number> {
    const { n } = await ownerDb
      .selectFrom('caseEvent')
      .select(sql<number>`count(*)::int`.as('n'))
      .where('kind', '=', 'clock-stage')
      .executeTakeFirstOrThrow()
    return n
  }
}

async function benchReplay({ services }: BenchSystem): Promise<void> {
  const ctx = createContext(services, TIMEKEEPER, new Date(END_OF_DAY))
  const started = performance.now()
  let [checked, events, wrong] = [0, 0, 0]
  for (
    let ids = await nextCaseIds(ctx, null, 200);
    ids.length > 0;
    ids = await nextCaseIds(ctx, ids.at(-1) ?? null, 200)
  )
    for (const verdict of await verifyCases(ctx, ids)) {
      checked++
      events += verdict.events
      if (verdict.differences.length > 0) {
        if (wrong === 0) console.log(JSON.stringify(verdict, null, 1))
        wrong++
      }
    }
  console.log(
    `recomputed from the database: ${checked} cases, ${events} events in ${seconds(started)}; ${wrong} differ from what is stored`,
  )
}

/**
 * Processor time of this process and of the database's own for its connections, which a busy machine does not lengthen much;
 * without the database's where the system does not tell it (other than Linux).
 */
async function cpuMs({ ownerDb }: BenchSystem): Promise<number> {
  const { user, system: inSystem } = process.cpuUsage()
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where backend_type = 'client backend' order by pid`.execute(ownerDb)
  for (const { pid } of rows) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
    if (stat === null) continue
    // The name in brackets may hold blanks; user and system time are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    ticksOf.set(pid, Number(fields[11] ?? 0) + Number(fields[12] ?? 0))
  }
  const ticks = [...ticksOf.values()].reduce((sum, one) => sum + one, 0)
  return (user + inSystem) / 1000 + ticks * 10
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

function ms(time: number | undefined): string {
  return (time ?? 0).toFixed(1).padStart(9)
}
