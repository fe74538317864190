/**
 * Search among 300,000 enterprises under row-level security, as the list, the picker and the search over everything ask it: as the
 * office, which sees all, and as a park, which sees a seventeenth.
 *
 *   node tests/bench/enterprises/index.ts [--enterprises=300000] [--rounds=300]
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { creditCheckCharacter } from '#domain/kernel'
import { enterpriseHits, initialsOf, recordsOf, visibleEnterprises } from '#features/enterprises'
import { writeInBulk, type CopyValue, type Database } from '#platform/postgres'
import type { Context } from '#platform/http'
import { listEnterprises } from '../../../src/features/enterprises/list-enterprises.ts'
import { openBenchSystem } from '../support/open-bench-system.ts'

type Tx = Transaction<Database>

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: '300000' },
    rounds: { type: 'string', default: '300' },
    only: { type: 'string' },
  },
})
const COUNT = Number(values.enterprises)
const ROUNDS = Number(values.rounds)
const NOW = new Date('2026-03-10T02:00:00Z')
const TODAY = '2026-03-10'

const PLACES = ['北京', '北京', '北京', '北京', '北京', '北京', '中关村', '海淀', '首都', '华夏']
const SIGNS =
  '智星云海天元华中盛瑞博恒信达安泰诚锐捷创新科联通远景明德嘉禾朗润和普思维晟鼎拓卓翔飞腾跃凌霄皓月清源泓溪'
const TRADES = [
  '科技',
  '科技',
  '科技',
  '软件',
  '信息技术',
  '生物医药',
  '智能装备',
  '新材料',
  '网络',
  '数据',
  '环保',
  '文化传播',
  '精密仪器',
  '半导体',
  '能源',
]
const FORMS = ['有限公司', '有限公司', '有限公司', '有限责任公司', '股份有限公司']

/** The same names for the same number, as real ones are made: place, two to four signs, trade, form. */
function nameOf(number: number): string {
  let state = (number + 1) * 2_654_435_761
  const next = (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0
    return state % below
  }
  const signs = Array.from({ length: 2 + next(3) }, () => SIGNS[next(SIGNS.length)] ?? '智').join('')
  return `${PLACES[next(PLACES.length)] ?? ''}${signs}${TRADES[next(TRADES.length)] ?? ''}${FORMS[next(FORMS.length)] ?? ''}`
}

function codeOf(number: number): string {
  const body = `0111${String(number % 10_000).padStart(4, '0')}${String(number).padStart(9, '0')}`
  return body + creditCheckCharacter(body)
}

function at(n: number): string {
  return nameOf((n * 7_919) % COUNT)
}

/** What people type; another one each time. */
const SEARCHES: Readonly<Record<string, (n: number) => string>> = {
  'whole name': (n) => at(n),
  'two signs': (n) =>
    at(n)
      .replace(/^(?:北京|中关村|海淀|首都|华夏)/u, '')
      .slice(0, 2),
  'three signs': (n) =>
    at(n)
      .replace(/^(?:北京|中关村|海淀|首都|华夏)/u, '')
      .slice(0, 3),
  'one sign': (n) => SIGNS[n % SIGNS.length] ?? '智',
  'common words': (n) =>
    ['有限公司', '科技', '北京', '科技有限公司', '软件', '生物医药', '半导体', '数据有限'][n % 8] ?? '',
  'two words apart': (n) => ['云海软件', '天元科技股份', '智星生物', '北京智星', '首都云'][n % 5] ?? '',
  initials: (n) => initialsOf(at(n)).slice(0, 4 + (n % 3)),
  'initials within': (n) => initialsOf(at(n)).slice(2, 6),
  'two letters': (n) => ['bj', 'kj', 'zg', 'hx', 'sd'][n % 5] ?? '',
  'code prefix': (n) => codeOf(n * 37).slice(0, 6 + (n % 12)),
  'nothing there': (n) => `龘${String(n)}靐`,
}

const bench = await openBenchSystem()
try {
  console.log(
    `machine: ${String(cpus().length)} cores; Node ${process.versions.node}; load ${loadavg()[0]?.toFixed(1) ?? ''}`,
  )
  await bench.addAccount('office', 'zone_office', 'office')
  await bench.addAccount('haidian', 'park_committee', 'park.haidian')
  await fill()
  const office = await bench.contextOf('office', NOW)
  const park = await bench.contextOf('haidian', NOW)
  const { rows } = await sql<{ n: number; park: number }>`
    SELECT count(*)::int AS n, count(*) FILTER (WHERE registration_park_id = ${park.caller.organisationId}::uuid)::int AS park
      FROM enterprise_state`.execute(bench.ownerDb)
  console.log(
    `${String(rows[0]?.n)} enterprises, ${String(rows[0]?.park)} of the park; ${String(ROUNDS)} searches each`,
  )
  console.log('who     what                              p50 ms   p95 ms   p99 ms   max ms   hits')
  for (const [who, ctx] of [
    ['office', office],
    ['park', park],
  ] as const) {
    for (const [what, words] of Object.entries(SEARCHES)) {
      await measure(
        `${who.padEnd(7)} picker ${what}`,
        ctx,
        (n) => (tx) => enterpriseHits(tx, words(n), 11).then(({ length }) => length),
      )
    }
    for (const [what, words] of Object.entries(SEARCHES)) {
      const times: number[] = []
      let hits = 0
      for (let n = 0; n < Math.ceil(ROUNDS / 3); n += 1) {
        const started = performance.now()
        const { total } = await listEnterprises(ctx, {
          search: words(n),
          sort: 'name',
          offset: 0,
          limit: 100,
        })
        times.push(performance.now() - started)
        hits += total
      }
      print(`${who.padEnd(7)} list   ${what}`, times, hits)
    }
  }
  for (const [who, ctx] of [
    ['office', office],
    ['park', park],
  ] as const) {
    const seen = performance.now()
    const visible = await ctx.read((tx) => visibleEnterprises(tx, TODAY))
    console.log(
      `${who} visibleEnterprises: ${String(visible.size)} in ${(performance.now() - seen).toFixed(0)} ms`,
    )
    const started = performance.now()
    const all = await ctx.read((tx) => recordsOf(tx, 'all', TODAY))
    const count = [...all.values()].reduce((sum, { length }) => sum + length, 0)
    console.log(
      `${who} recordsOf all: ${String(count)} records of ${String(all.size)} in ${(performance.now() - started).toFixed(0)} ms`,
    )
    const some = [...visible].slice(0, 1000)
    const part = performance.now()
    await ctx.read((tx) => recordsOf(tx, some, TODAY))
    console.log(`${who} recordsOf 1,000: ${(performance.now() - part).toFixed(0)} ms`)
  }
  console.log(`load after ${loadavg()[0]?.toFixed(1) ?? ''}`)
} finally {
  await bench.close()
}

async function measure(
  what: string,
  ctx: Context,
  work: (n: number) => (tx: Tx) => Promise<number>,
): Promise<void> {
  const times: number[] = []
  let hits = 0
  for (let n = 0; n < ROUNDS; n += 1) {
    const started = performance.now()
    hits += await ctx.read(work(n))
    times.push(performance.now() - started)
  }
  print(what, times, hits)
}

function print(what: string, times: number[], hits: number): void {
  times.sort((a, b) => a - b)
  const cells = [0.5, 0.95, 0.99, 1].map((share) =>
    (times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? 0).toFixed(1).padStart(7),
  )
  console.log(`${what.padEnd(40)} ${cells.join('  ')}  ${(hits / times.length).toFixed(1)}`)
}

/** Enterprises evenly over the parks, one in ten renamed once; for each tenth a record. */
async function fill(): Promise<void> {
  const parks = await bench.ownerDb
    .selectFrom('organisation')
    .select('id')
    .where('kind', '=', 'park')
    .orderBy('code')
    .execute()
  const ids = Array.from({ length: COUNT }, () => randomUUID())
  const started = performance.now()
  await writeInBulk(bench.ownerUrl, async (writer) => {
    await writer.copyInto(
      'enterprise',
      ['id', 'credit_code', 'synthetic'],
      (function* (): Iterable<CopyValue[]> {
        for (const [number, id] of ids.entries()) yield [id, codeOf(number), true]
      })(),
    )
    await writer.copyInto(
      'enterprise_state',
      [
        'enterprise_id',
        'valid',
        'known',
        'name',
        'initials',
        'status',
        'registration_park_id',
        'operation_park_id',
        'source',
        'by_name',
      ],
      (function* (): Iterable<CopyValue[]> {
        for (const [number, id] of ids.entries()) {
          const park = parks[number % parks.length]?.id ?? null
          const line = (valid: string, name: string): CopyValue[] => [
            id,
            valid,
            '[2020-01-01,)',
            name,
            initialsOf(name),
            'active',
            park,
            park,
            '（演示）',
            '（演示）',
          ]
          if (number % 10 > 0) yield line('[2015-01-01,)', nameOf(number))
          else {
            yield line('[2015-01-01,2022-01-01)', nameOf(number + COUNT))
            yield line('[2022-01-01,)', nameOf(number))
          }
        }
      })(),
    )
    await writer.copyInto(
      'enterprise_record',
      [
        'id',
        'version',
        'enterprise_id',
        'kind',
        'valid',
        'fields',
        'status',
        'source',
        'said_by_name',
        'act',
        'by_name',
        'synthetic',
      ],
      (function* (): Iterable<CopyValue[]> {
        for (const [number, id] of ids.entries())
          if (number % 10 === 0)
            for (const code of ['high-tech', 'tech-sme', 'gazelle'])
              yield [
                randomUUID(),
                1,
                id,
                'qualification',
                '[2024-01-01,2027-01-01)',
                JSON.stringify({ code, issuer: '（演示）' }),
                'confirmed',
                '（演示）',
                '（演示）',
                'demo',
                '（演示）',
                true,
              ]
      })(),
    )
    await writer.query('ANALYZE enterprise, enterprise_state, enterprise_name, enterprise_record')
  })
  console.log(`loaded in ${((performance.now() - started) / 1000).toFixed(0)} s`)
}
