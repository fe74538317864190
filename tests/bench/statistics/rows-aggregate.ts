/**
 * Ad-hoc aggregates: the columnar store through the same function that the explorer calls, and beside it the same question as
 * SQL to PostgreSQL, once to the record as it stands (filings with arrays, joined with the register) and once to a copy that has
 * the store's own shape, a column for every figure. The answers are compared before anything is timed.
 */
import { loadavg } from 'node:os'
import pg from 'pg'
import { compileIndicator, formTable } from '#domain/indicators'
import { aggregate, type AggregateQuestion } from '../../../src/features/statistics/aggregate-filings.ts'
import { feedAnalytics, rebuildAnalytics } from '../../../src/features/statistics/feed-analytics.ts'
import { rowsSql } from '../../../src/features/statistics/feed-rows-sql.ts'
import { fedForms } from '../../../src/features/statistics/feed-tables.ts'
import { verifyAnalytics } from '../../../src/features/statistics/feed-verify.ts'
import { mostResidentMb } from '../support/process-use.ts'
import { measure, printCells, timed, type Bench } from './bench.ts'
import { BENCH_FORM, type Filled } from './fill-filings.ts'

interface Question {
  readonly name: string
  readonly expression: string
  readonly unit: string
  readonly dimension: AggregateQuestion['dimension']
  readonly months: number
  /** Of the wide table. */
  readonly group: string
  readonly value: string
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'sum by park, every month',
    expression: 'sum(B-M40!K01)',
    unit: '千元',
    dimension: 'park',
    months: Infinity,
    group: 'registration_park',
    value: 'sum("K01")',
  },
  {
    name: 'ratio of two sums by industry division, every month',
    expression: 'sum(B-M40!K02) / sum(B-M40!K03)',
    unit: '1',
    dimension: 'industry-division',
    months: Infinity,
    group: 'left(industry, 3)',
    value: 'sum("K02") / nullif(sum("K03"), 0)',
  },
  {
    name: 'mean by technical field, last 24 months',
    expression: 'mean(B-M40!K40)',
    unit: '千元',
    dimension: 'field',
    months: 24,
    group: 'field',
    value: 'avg("K40")',
  },
  {
    name: 'median by size, every month',
    expression: 'median(B-M40!K17)',
    unit: '千元',
    dimension: 'size',
    months: Infinity,
    group: 'size_class',
    value: 'percentile_cont(0.5) WITHIN GROUP (ORDER BY "K17")',
  },
  {
    name: 'concentration by industry class, last month',
    expression: 'hhi(B-M40!K05)',
    unit: '1',
    dimension: 'industry-class',
    months: 1,
    group: 'left(industry, 5)',
    value: 'sum("K05" * "K05") / sum("K05") ^ 2',
  },
]

export async function run(bench: Bench): Promise<void> {
  const filled = await bench.filled()
  const place = await bench.analytics()
  await timed(
    'columnar store built from PostgreSQL',
    () => rebuildAnalytics(place),
    ({ rows }) => `${rows} rows`,
  )
  console.log(
    `  ${((await place.store.sizeBytes()) / 2 ** 20).toFixed(0)} MB; memory of this process ${((await mostResidentMb(process.pid)) ?? NaN).toFixed(0)} MB at most`,
  )
  const { ownerUrl } = await bench.system()
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await timed('2,000 filings changed and taken over', () => changeSome(client, place), String)
    await timed(
      'store verified against PostgreSQL',
      () => verifyAnalytics(place),
      ({ differences }) => `${differences.length} differences`,
    )
    await timed('the same wide table made in PostgreSQL', () => copyWide(client, filled), String)
    console.log(
      `\nmiddle of ${bench.options.rounds} rounds in turn, ms; load ${loadavg()[0]?.toFixed(1)}; must be < 500`,
    )
    printCells('', ['store', 'slowest', 'PG wide', 'PG record', 'wide : store', 'record : store'])
    for (const question of QUESTIONS) await ask(bench, client, filled, question)
    console.log(
      `memory of this process ${((await mostResidentMb(process.pid)) ?? NaN).toFixed(0)} MB at most, the fill and the comparisons included`,
    )
  } finally {
    await client.end()
  }
}

async function ask(bench: Bench, client: pg.Client, filled: Filled, question: Question): Promise<void> {
  const place = await bench.analytics()
  const periods = filled.periods.slice(-Math.min(question.months, filled.periods.length))
  const indicator = compileIndicator(
    {
      code: 'bench',
      name: { zh: '测试', en: 'Bench' },
      expression: question.expression,
      unit: question.unit,
      decimals: 4,
      rhythm: 'month',
      measure: 'flow',
      direction: 'none',
      aliases: [],
      note: null,
      source: 'bench',
    },
    [BENCH_FORM],
  )
  if (!indicator.ok) throw new Error(JSON.stringify(indicator.issues))
  const asked: AggregateQuestion = {
    indicator: indicator.value,
    dimension: question.dimension,
    scope: 'registration',
    periods,
    asOf: null,
    restriction: { kind: 'all' },
    filters: {},
    transform: 'value',
  }
  const statementFor = (from: string) =>
    `SELECT period, ${question.group} AS "group", ${question.value} AS value FROM (${from}) AS filings
      WHERE period = ANY($1) AND registration_park IS NOT NULL GROUP BY GROUPING SETS ((1, 2), (1))`
  const wide = statementFor(WIDE)
  const ours = flat(await aggregate(place, asked))
  requireSame(question.name, ours, (await client.query<PgRow>(wide, [periods])).rows)
  const store = await measure(bench.options.rounds, () => aggregate(place, asked))
  const inWide = await measure(Math.min(3, bench.options.rounds), () => client.query(wide, [periods]))
  // Over all months the record takes minutes; what it is for is one filing.
  let inRecord: number | null = null
  if (periods.length <= RECORD_MONTHS) {
    const started = performance.now()
    const { rows } = await client.query<PgRow>(statementFor(recordSql(filled)), [periods])
    inRecord = performance.now() - started
    requireSame(question.name, ours, rows)
  }
  printCells(`${question.name} (${periods.length * filled.enterprises} filings)`, [
    store.middle.toFixed(0),
    store.most.toFixed(0),
    inWide.middle.toFixed(0),
    inRecord === null ? '-' : inRecord.toFixed(0),
    (inWide.middle / store.middle).toFixed(1),
    inRecord === null ? '-' : (inRecord / store.middle).toFixed(1),
  ])
}

const RECORD_MONTHS = 24

interface PgRow {
  readonly period: string
  readonly group: string | null
  readonly value: number | null
}

function flat({ periods, groups, total }: Awaited<ReturnType<typeof aggregate>>): Map<string, number | null> {
  const values = new Map<string, number | null>()
  for (const { code, cells } of [...groups, { code: null, cells: total }])
    periods.forEach((period, index) => values.set(`${period} ${code ?? ''}`, cells[index]?.value ?? null))
  return values
}

/** To 1e-9 of the value: databases add in different orders. */
function requireSame(name: string, ours: Map<string, number | null>, rows: readonly PgRow[]): void {
  for (const { period, group, value } of rows) {
    const own = ours.get(`${period} ${group ?? ''}`) ?? null
    const same =
      own === null || value === null ? own === value : Math.abs(own - value) <= 1e-9 * Math.abs(value)
    if (!same)
      throw new Error(`${name}: ${period} ${group ?? 'all'} is ${own} here and ${value} in PostgreSQL`)
  }
  if (rows.length === 0) throw new Error(`${name}: PostgreSQL found nothing`)
}

const [FORM] = fedForms([BENCH_FORM])
const WIDE_NAME = formTable(BENCH_FORM.code)
const WIDE = `SELECT * FROM ${WIDE_NAME} WHERE known_to IS NULL`

/** The final filings with the register of the last day of their period, as one would ask PostgreSQL by itself. */
function recordSql({ form }: Filled): string {
  const figures = form.sections
    .flatMap(({ fields }) => fields)
    .map(({ code }, index) => `f.figures[${index + 1}] AS "${code}"`)
  return `SELECT f.period, o.code AS registration_park, e.industry, e.field, e.size_class, ${figures.join(', ')}
    FROM statistics_filing f
    JOIN statistics_period p ON p.form = f.form AND p.period = f.period
    JOIN enterprise_state e ON e.enterprise_id = f.unit_id AND e.valid @> p.to_on AND upper_inf(e.known)
    LEFT JOIN organisation o ON o.id = e.registration_park_id
   WHERE f.form = '${form.code}' AND f.final`
}

async function copyWide(client: pg.Client, { periods }: Filled): Promise<string> {
  if (FORM === undefined) throw new Error('No form')
  const [first] = periods
  if (first === undefined) throw new Error('No periods')
  await client.query(`CREATE TABLE ${WIDE_NAME} AS ${rowsSql(FORM, 1, { period: first })}`)
  for (const period of periods.slice(1))
    await client.query(`INSERT INTO ${WIDE_NAME} ${rowsSql(FORM, 1, { period })}`)
  await client.query(`CREATE INDEX ON ${WIDE_NAME} (period)`)
  await client.query(`VACUUM ANALYZE ${WIDE_NAME}`)
  const { rows } = await client.query<{ size: string }>(
    `SELECT pg_size_pretty(pg_total_relation_size('${WIDE_NAME}')) AS size`,
  )
  return rows[0]?.size ?? ''
}

async function changeSome(
  client: pg.Client,
  place: Awaited<ReturnType<Bench['analytics']>>,
): Promise<string> {
  await client.query(
    `UPDATE statistics_filing SET figures[1] = coalesce(figures[1], 0) + 1, txid = pg_current_xact_id()
      WHERE period = (SELECT max(period) FROM statistics_period WHERE form = $1)
        AND unit_id IN (SELECT id FROM enterprise ORDER BY credit_code LIMIT 2000)`,
    [BENCH_FORM.code],
  )
  const { rows, did } = await feedAnalytics(place)
  return `${rows} rows, ${did}`
}
