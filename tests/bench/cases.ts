/**
 * How the system does with 100,000 open cases and 300,000 clocks: the in-tray of a body, the timers of a day, and all cases
 * recomputed from their events. Takes some minutes, most of them to fill the database.
 *
 *   node tests/bench/cases.ts [CASES]
 */
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

const DEPARTMENTS = ['department.committee', 'department.science']
const DISTRICTS = ['haidian', 'xicheng', 'chaoyang', 'fengtai', 'daxing', 'changping'].map(
  (d) => `district.${d}`,
)
const PARKS = ['haidian', 'xicheng', 'chaoyang', 'fengtai', 'yizhuang', 'changping'].map((p) => `park.${p}`)

const system = await openBenchSystem()
try {
  await system.addAccount('office', 'zone_office', 'office')
  for (const code of DEPARTMENTS) await system.addAccount(code, 'department', code)
  for (const code of DISTRICTS) await system.addAccount(code, 'district', code)
  for (const code of PARKS) await system.addAccount(code, 'park_committee', code)
  const started = performance.now()
  const filled = await fillCases(system, {
    cases,
    dueThatDay: cases / 5,
    now: NOW,
    bodies: [...DEPARTMENTS, ...DISTRICTS],
    parks: PARKS,
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

async function benchInTrays(bench: BenchSystem): Promise<void> {
  console.log(
    `\n${'list, first page of 50'.padEnd(44)}${'rows'.padStart(7)}${'p50 ms'.padStart(9)}${'p99 ms'.padStart(9)}${'most ms'.padStart(9)}`,
  )
  const now = new Date(beijing('2026-03-23 10:00'))
  const bodies = [...DEPARTMENTS, 'district.haidian', 'park.haidian', 'park.yizhuang', 'office']
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
      // The first few find the pool and the caches cold.
      for (let n = -5; n < REQUESTS; n++) {
        const started = performance.now()
        const answer = await listCases(ctx, { box, who, sort: 'due', offset: 0, limit: 50 })
        if (n >= 0) times.push(performance.now() - started)
        total = answer.total
      }
      times.sort((a, b) => a - b)
      console.log(
        `${`${name} of ${login}`.padEnd(44)}${String(total).padStart(7)}${ms(times[times.length >> 1])}${ms(times[Math.ceil(times.length * 0.99) - 1])}${ms(times.at(-1))}`,
      )
    }
}

async function benchTimers({ services, ownerDb }: BenchSystem, due: number): Promise<void> {
  const before = await countStages()
  const started = performance.now()
  const fired = await fireDueTimers(services, new Date(END_OF_DAY))
  const taken = seconds(started)
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

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

function ms(time: number | undefined): string {
  return (time ?? 0).toFixed(1).padStart(9)
}
