/**
 * The ledger with 100,000 duties, and Directus beside it: on the same PostgreSQL server, with its own copy of the same rows,
 * with item permissions that show the same rows, with counts, and with its record of acts and revisions. Both are loaded in
 * turn in the same run; lists are first compared answer by answer.
 *
 *   node tests/bench/ledger/index.ts [--duties=100000] [--seconds=15] [--rounds=3] [--only=duoyuan|directus]
 */
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { createEmptyDatabase, urlOf } from '#tests/test-server'
import { freePort } from '../support/free-port.ts'
import { runLoad, type LoadRequest, type LoadResult } from '../support/load.ts'
import { openBenchSystem, type BenchSystem } from '../support/open-bench-system.ts'
import { UseMeter, mostResidentMb, residentMb } from '../support/process-use.ts'
import { copyLedger } from './copy-to-directus.ts'
import { addDepartments, fillLedger, withClient } from './fill-ledger.ts'
import { installDirectus } from './install-directus.ts'
import { requireSameAnswers, type Speaker } from './same-answers.ts'
import { setUpDirectus } from './set-up-directus.ts'
import { startDirectus } from './start-directus.ts'
import { startDuoyuan } from './start-duoyuan.ts'
import {
  createQuestions,
  listQuestions,
  readQuestions,
  requestsOf,
  type Asker,
  type KnownIds,
  type Question,
} from './workload.ts'

const { values } = parseArgs({
  options: {
    duties: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '15' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
})
const duties = Number(values.duties)
const seconds = Number(values.seconds)
const rounds = Number(values.rounds)
const { only } = values
if (only !== undefined && only !== 'duoyuan' && only !== 'directus')
  throw new Error('--only is duoyuan or directus')

const PASSWORD = 'correct horse battery'
/** Of the pool of either server: Duoyuan's own default. */
const POOL = 10
/** Requests at once when throughput is measured. */
const WIDTH = 16
const PER_SECOND = 200
/** Connections that wait for a free answer at a fixed rate; those beyond queue, and their time counts. */
const AT_ONCE_AT_RATE = 64
const COLUMNS = ['a second', 'p50 ms', 'p95 ms', 'p99 ms', 'most ms', 'CPU ms', 'db CPU ms']

interface Peer extends Speaker {
  readonly name: string
  readonly system: 'ours' | 'theirs'
  readonly pid: number
  readonly meter: UseMeter
}
interface Measure extends LoadResult {
  readonly cpuMs: number | null
  readonly databaseCpuMs: number | null
}

const system = await openBenchSystem()
const closing: (() => Promise<void>)[] = []
const close = async () => {
  for (const step of closing.splice(0).reverse()) await step()
  await system.close()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void close().finally(() => process.exit(130)))
try {
  await bench()
} finally {
  await close()
}

async function bench(): Promise<void> {
  console.log(
    `machine: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB; Node ${process.versions.node}`,
  )
  const askers = await addAskers(system)
  let started = performance.now()
  const filled = await fillLedger(system.ownerUrl, duties, 'office')
  console.log(
    `filled in ${since(started)}: ${filled.duties} duties of ${filled.bodies} bodies, ${filled.supports} supporting bodies, ${filled.changes} entries of history, ${filled.reports} reports`,
  )
  const known = await readKnown(system.ownerUrl, askers)
  const peers: Peer[] = []
  if (only !== 'duoyuan') {
    started = performance.now()
    const theirs = await openDirectus(askers)
    if (theirs !== null) {
      peers.push(theirs)
      console.log(`${theirs.name} with its copy of the rows, ready in ${since(started)}`)
    }
  }
  if (only !== 'directus') peers.unshift(await openDuoyuan(askers))
  await printSizes(peers)

  const lists = listQuestions(askers, known)
  const [ours, theirs] = [
    peers.find((peer) => peer.system === 'ours'),
    peers.find((peer) => peer.system === 'theirs'),
  ]
  if (ours !== undefined && theirs !== undefined) {
    const { pages, rows } = await requireSameAnswers(lists, ours, theirs)
    console.log(
      `the same answers from both: ${pages} lists with ${rows} rows on their first pages, and their counts (ours counts to 1,000)`,
    )
  }

  const work: [string, readonly Question[]][] = [
    ['list 50, filtered, sorted, counted', lists],
    ['read one, all that its page shows', readQuestions(askers, known, 'page')],
    ['read one, of Directus the bare row', readQuestions(askers, known, 'row')],
    ['create, checked and recorded', createQuestions(askers, known)],
  ]
  console.log(`\nthroughput, ${WIDTH} at once, ${rounds} rounds of ${seconds} s in turn, the middle one`)
  printHead()
  for (const [name, questions] of work) {
    const measured = new Map<Peer, Measure[]>()
    for (let round = 0; round < rounds; round++)
      for (const peer of peers) {
        const measure = await load(peer, requestsOf(questions, peer.system, peer.headers), 'closed')
        measured.set(peer, [...(measured.get(peer) ?? []), measure])
      }
    const middle = peers.map((peer) => ({ peer, measure: middleOf(measured.get(peer) ?? []) }))
    for (const { peer, measure } of middle) printRow(name, peer, measure)
    printRatio(middle)
    // At a fixed rate that is not kept up with, all wait for the slowest: here each shows its own time.
    if (questions === lists && ours !== undefined)
      printByName(middle.find(({ peer }) => peer === ours)?.measure ?? null)
  }

  console.log(`\nlists at ${PER_SECOND} a second, ${seconds * 2} s, time from when each was meant to go out`)
  printHead()
  for (const peer of peers) {
    const requests = requestsOf(lists, peer.system, peer.headers)
    const measure = await load(peer, requests, { perSecond: PER_SECOND })
    printRow('list 50, filtered, sorted, counted', peer, measure)
    if (measure.unanswered > 0)
      console.log(`  ${peer.name} does not keep up: ${measure.unanswered} not answered 5 s after the end`)
    else if (peer.system === 'ours') printByName(measure)
  }
  for (const peer of peers)
    console.log(
      `memory of ${peer.name}: ${mb(await residentMb(peer.pid))} now, ${mb(await mostResidentMb(peer.pid))} at most`,
    )
}

async function addAskers(bench: BenchSystem): Promise<Asker[]> {
  await addDepartments(bench.ownerUrl)
  const wanted = [
    { login: 'office', role: 'zone_office', organisationCode: 'office', seesAll: true },
    { login: 'park', role: 'park_committee', organisationCode: 'park.haidian', seesAll: false },
    { login: 'department', role: 'department', organisationCode: 'department.science', seesAll: false },
  ] as const
  const askers: Asker[] = []
  for (const one of wanted) {
    await bench.addAccount(one.login, one.role, one.organisationCode, PASSWORD)
    const { id } = await bench.ownerDb
      .selectFrom('organisation')
      .select('id')
      .where('code', '=', one.organisationCode)
      .executeTakeFirstOrThrow()
    askers.push({ ...one, organisationId: id })
  }
  return askers
}

/** Bodies and parks that lists ask for, and duties to read: the same for both, and readable for who asks. */
async function readKnown(url: string, askers: readonly Asker[]): Promise<KnownIds> {
  return withClient(url, async (client) => {
    const ids = async (query: string, ...params: unknown[]) =>
      (await client.query<{ id: string }>(query, params)).rows.map(({ id }) => id)
    const known = new Map<string, readonly string[]>()
    for (const { login, organisationId, seesAll } of askers)
      known.set(
        login,
        await ids(
          `select id from duty where $2 or visibility <> 'organisation' or owner_id = $1 or lead_id = $1
             order by md5(id::text) limit 300`,
          organisationId,
          seesAll,
        ),
      )
    return {
      bodies: await ids(
        'select lead_id as id from duty where lead_id is not null group by 1 order by count(*) desc, 1 limit 20',
      ),
      parks: await ids(
        'select park_id as id from duty where park_id is not null group by 1 order by count(*) desc, 1 limit 10',
      ),
      categories: (
        await client.query<{ code: string }>(
          "select code from ledger_code where list = 'action' order by position",
        )
      ).rows.map(({ code }) => code),
      duties: known,
    }
  })
}

async function openDuoyuan(askers: readonly Asker[]): Promise<Peer> {
  const server = await startDuoyuan({
    appUrl: system.appUrl,
    ownerUrl: system.ownerUrl,
    dataDir: system.dataDir,
    port: await freePort(),
    maxConnections: POOL,
  })
  closing.push(() => server.stop())
  const headers = new Map<string, Readonly<Record<string, string>>>()
  for (const { login } of askers) headers.set(login, await server.signIn(login, PASSWORD))
  const meter = await UseMeter.open(server.pid, databaseOf(system.ownerUrl), system.ownerUrl)
  closing.push(() => meter.close())
  return { name: 'Duoyuan', system: 'ours', pid: server.pid, port: server.port, headers, meter }
}

async function openDirectus(askers: readonly Asker[]): Promise<Peer | null> {
  const installed = await installDirectus()
  if ('missing' in installed) {
    console.log(`without Directus: ${installed.missing}`)
    return null
  }
  const url = urlOf(system.ownerUrl, 'directus')
  await createEmptyDatabase(system.ownerUrl, 'directus')
  await copyLedger(system.ownerUrl, url)
  const directus = await startDirectus({
    folder: installed.folder,
    databaseUrl: url,
    scratch: system.dataDir,
    port: await freePort(),
    maxConnections: POOL,
  })
  closing.push(() => directus.stop())
  const tokens = await setUpDirectus(directus, url, askers)
  const headers = new Map([...tokens].map(([login, authorization]) => [login, { authorization }]))
  const meter = await UseMeter.open(directus.pid, 'directus', url)
  closing.push(() => meter.close())
  return {
    name: `Directus ${directus.version}`,
    system: 'theirs',
    pid: directus.pid,
    port: directus.port,
    headers,
    meter,
  }
}

async function load(
  peer: Peer,
  requests: readonly LoadRequest[],
  arrivals: 'closed' | { readonly perSecond: number },
): Promise<Measure> {
  const closed = arrivals === 'closed'
  const warmUpSeconds = 5
  const before = await peer.meter.read()
  const result = await runLoad({
    port: peer.port,
    requests,
    connections: closed ? WIDTH : AT_ONCE_AT_RATE,
    arrivals,
    warmUpSeconds,
    seconds: closed ? seconds : seconds * 2,
  })
  const after = await peer.meter.read()
  const sent = result.sent
  return {
    ...result,
    cpuMs: before === null || after === null ? null : (after.cpuMs - before.cpuMs) / sent,
    databaseCpuMs:
      before === null || after === null ? null : (after.databaseCpuMs - before.databaseCpuMs) / sent,
  }
}

function middleOf(measures: readonly Measure[]): Measure {
  const sorted = measures.toSorted((a, b) => a.perSecond - b.perSecond)
  const middle = sorted[sorted.length >> 1]
  if (middle === undefined) throw new Error('Nothing was measured')
  return middle
}

function printHead(): void {
  console.log(`${''.padEnd(38)}${''.padEnd(18)}${COLUMNS.map((column) => column.padStart(11)).join('')}`)
}

function printRow(name: string, peer: Peer, measure: Measure): void {
  const { perSecond, p50, p95, p99, most, cpuMs, databaseCpuMs } = measure
  const cells = [perSecond, p50, p95, p99, most, cpuMs, databaseCpuMs]
  console.log(
    `${name.padEnd(38)}${peer.name.padEnd(18)}${cells.map((cell) => (cell === null ? '-' : cell.toFixed(1)).padStart(11)).join('')}`,
  )
}

function printRatio(middle: readonly { peer: Peer; measure: Measure }[]): void {
  const [ours, theirs] = middle
  if (ours === undefined || theirs === undefined) return
  const cpu = [theirs.measure, ours.measure].map(
    ({ cpuMs, databaseCpuMs }) => (cpuMs ?? NaN) + (databaseCpuMs ?? NaN),
  )
  const byCpu = (cpu[0] ?? NaN) / (cpu[1] ?? NaN)
  console.log(
    `${''.padEnd(38)}${'times as many'.padEnd(18)}${(ours.measure.perSecond / theirs.measure.perSecond).toFixed(1).padStart(11)}` +
      (Number.isNaN(byCpu)
        ? ''
        : `; ${byCpu.toFixed(1)} times less processor time for each, database included`),
  )
}

function printByName(measure: LoadResult | null): void {
  const byName = measure?.byName ?? {}
  for (const [name, { answered, p50, p95, p99, most }] of Object.entries(byName))
    console.log(
      `  ${name.padEnd(54)}${String(answered).padStart(11)}${[p50, p95, p99, most].map((cell) => cell.toFixed(1).padStart(11)).join('')}`,
    )
}

async function printSizes(peers: readonly Peer[]): Promise<void> {
  for (const peer of peers) {
    const url = peer.system === 'ours' ? system.ownerUrl : urlOf(system.ownerUrl, 'directus')
    const size = await withClient(url, async (client) => {
      const { rows } = await client.query<{ table: string; all: string }>(
        `select pg_size_pretty(pg_total_relation_size('duty')) as table, pg_size_pretty(pg_database_size(current_database())) as all`,
      )
      return rows[0]
    })
    console.log(
      `${peer.name}: duties with indexes ${size?.table ?? '?'}, database ${size?.all ?? '?'}, memory ${mb(await residentMb(peer.pid))} after start`,
    )
  }
}

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1))
}

function since(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}

function mb(size: number | null): string {
  return size === null ? 'not told' : `${size.toFixed(0)} MB`
}
