/**
 * One month's filings of the whole zone from one workbook, with all checks: 30,000 rows of 64 figures, submitted where they have
 * no errors; the yearly form, whose rules look at last year.
 *
 *   node tests/bench/statistics/index.ts --only=import
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import { loadStatistics, toStored } from '#features/statistics'
import { compileForm, type CompiledForm, type FilingValues } from '#domain/indicators'
import type { Context } from '#platform/http'
import { writeWorkbook, type ExportRow } from '#platform/spreadsheets'
import { shippedForm } from '#tests/shipped-statistics'
import { codeOf } from '#tests/statistics-stage'
import { addImportJob, runFilingsImport } from '../../../src/features/statistics/import-job.ts'
import { PROGRAM_ROOT } from '../../../src/main/system.ts'
import { UseMeter } from '../support/process-use.ts'
import { openBenchSystem, type BenchSystem } from '../support/open-bench-system.ts'
import { printCells, type Bench } from './bench.ts'

const NOW = new Date('2026-03-10T02:00:00Z')
const form = compileForm(shippedForm('gq-002'))

/** On a system of its own, whose register has as many enterprises. */
export async function run({ options: { enterprises } }: Bench): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'duoyuan-bench-import-'))
  const bench = await openBenchSystem()
  try {
    await loadStatistics(bench.ownerDb, join(PROGRAM_ROOT, 'data'))
    await bench.addAccount('office', 'zone_office', 'office')
    await fillRegister(bench, enterprises)
    await fillLastYear(bench)
    const path = join(folder, 'filings.xlsx')
    const sheet = { name: 'GQ-002', columns: columns(), rows: rows(enterprises) }
    await pipeline(writeWorkbook([sheet]), createWriteStream(path))
    const office = await bench.contextOf('office', NOW)
    const file = await office.files.put(createReadStream(path))
    for (const dryRun of [true, false]) await runImport(bench, office, file, enterprises, dryRun)
  } finally {
    await bench.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function runImport(
  bench: BenchSystem,
  office: Context,
  file: { readonly digest: string; readonly sizeBytes: number },
  enterprises: number,
  dryRun: boolean,
): Promise<void> {
  const input = {
    form: 'GQ-002',
    period: '2025',
    fileName: 'filings.xlsx',
    digest: file.digest,
    dryRun,
    submit: true,
    parkId: null,
  }
  const jobId = await office.inTransaction((tx) => addImportJob(tx, office, input, file.sizeBytes))
  const meter = await UseMeter.open(process.pid, new URL(bench.ownerUrl).pathname.slice(1), bench.ownerUrl)
  const before = await meter.read()
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 50)
  const started = performance.now()
  await runFilingsImport(() => office, jobId)
  const wall = (performance.now() - started) / 1000
  clearInterval(watch)
  const after = await meter.read()
  await meter.close()
  const { result, state } = await bench.ownerDb
    .selectFrom('job')
    .select(['result', 'state'])
    .where('id', '=', jobId)
    .executeTakeFirstOrThrow()
  const { rows: read, written, submitted, withErrors, issueCount, refused } = result
  const found = JSON.stringify({ read, refused, written, submitted, withErrors, issueCount })
  printCells(
    `import ${enterprises} x ${form.fields.length} from .xlsx, ${dryRun ? 'dry run' : 'written, submitted'}`,
    [
      `${wall.toFixed(1)} s`,
      `CPU ${seconds(before?.cpuMs, after?.cpuMs)}+${seconds(before?.databaseCpuMs, after?.databaseCpuMs)} s`,
      `peak ${(peak / 1024 ** 2).toFixed(0)} MB`,
    ],
  )
  console.log(`  ${state}: ${found}`)
}

/** Processor time of this process and of the database, which a busy machine lengthens less than the clock. */
function seconds(before: number | undefined, after: number | undefined): string {
  return before === undefined || after === undefined ? '?' : ((after - before) / 1000).toFixed(1)
}

function columns() {
  return [
    { key: 'code', heading: '统一社会信用代码', type: 'text' as const },
    { key: 'name', heading: '企业名称', type: 'text' as const },
    ...form.fields.map(({ field }) => ({
      key: field.code,
      heading: `${field.code} ${field.label.zh}`,
      type: 'integer' as const,
    })),
  ]
}

function* rows(enterprises: number): Generator<ExportRow> {
  for (let n = 1; n <= enterprises; n++)
    yield {
      code: codeOf(n),
      name: `测试企业${n}有限公司`,
      ...filing(n, 1.1 + (n % 10) / 50),
      ...(n % 100 === 0 ? { QC05_0: 1 } : {}),
    }
}

/** Cells that relations bind; what stands in the others is free. */
const bound = new Set(
  form.rules.flatMap((rule) =>
    rule.kind === 'linear' ? rule.cells : rule.kind === 'pair' ? rule.rule.cells : [],
  ),
)

/** Sound: all revenue is of products sold, and the other bound cells are nought. */
function filing(n: number, growth: number): FilingValues {
  const base = Math.round((10_000 + ((n * 7919) % 1_000_003)) * growth)
  const values: Record<string, number> = {}
  for (const [at, { field }] of form.fields.entries())
    values[field.code] = bound.has(field.code) ? 0 : Math.round(base / (at + 2))
  return { ...values, QC05_0: base, QC07: base }
}

async function fillRegister({ ownerDb }: BenchSystem, enterprises: number): Promise<void> {
  const codes = Array.from({ length: enterprises }, (_, at) => codeOf(at + 1))
  await sql`INSERT INTO enterprise (credit_code) SELECT unnest(${codes}::text[])`.execute(ownerDb)
  await sql`
    INSERT INTO enterprise_state (enterprise_id, valid, known, name, status, registration_park_id, operation_park_id, above_scale, source, by_name)
    SELECT e.id, '[2015-01-01,)', '[2015-01-01,)', '测试企业' || substr(e.credit_code, 9, 9)::int || '有限公司', 'active', p.id, p.id, true, 'bench', 'bench'
      FROM enterprise e
      JOIN (SELECT id, row_number() OVER (ORDER BY code) - 1 AS nth, count(*) OVER () AS parks FROM organisation WHERE kind = 'park') p
        ON p.nth = substr(e.credit_code, 9, 9)::int % p.parks`.execute(ownerDb)
  for (const year of ['2024', '2025'])
    await sql`INSERT INTO statistics_period (form, period, form_version, from_on, to_on, opens_on, due_on)
      VALUES ('GQ-002', ${year}, 1, ${`${year}-01-01`}::date, ${`${year}-12-31`}::date, '2025-01-01', '2026-03-20')`.execute(
      ownerDb,
    )
}

async function fillLastYear({ ownerDb }: BenchSystem): Promise<void> {
  const { rows: units } = await sql<{ id: string; n: number; park: string }>`
    SELECT e.id, substr(e.credit_code, 9, 9)::int AS n, s.registration_park_id AS park
      FROM enterprise e JOIN enterprise_state s ON s.enterprise_id = e.id`.execute(ownerDb)
  for (let from = 0; from < units.length; from += 1_000) {
    const part = units.slice(from, from + 1_000)
    const figures = part.map(({ n }) => `{${figuresOf(form, filing(n, 1)).join(',')}}`)
    await sql`
      INSERT INTO statistics_filing (unit_id, form, period, enterprise_id, form_version, park_id, state, final, figures, words, submitted_at, known_from, source)
      SELECT u.id, 'GQ-002', '2024', u.id, 1, u.park, 'accepted', true, u.figures::float8[], '{}', '2025-03-01', '2025-04-01', 'demo'
        FROM unnest(${part.map(({ id }) => id)}::uuid[], ${part.map(({ park }) => park)}::uuid[], ${figures}::text[]) AS u (id, park, figures)`.execute(
      ownerDb,
    )
  }
  await sql`ANALYZE`.execute(ownerDb)
}

function figuresOf(of: CompiledForm, values: FilingValues): string[] {
  return toStored(of, values).figures.map((figure) => (figure === null ? 'NULL' : String(figure)))
}
