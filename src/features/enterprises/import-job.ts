import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { z } from 'zod'
import { AUTHENTICATOR, callerOf, findAccount } from '#features/access'
import { Refusal, refuse, type Issue } from '#domain/kernel'
import { createContext, type Context, type Services } from '#platform/http'
import type { QueueDefinition } from '#platform/jobs'
import {
  annotateWorkbook,
  readCsv,
  readWorkbook,
  type ReadRow,
  type SheetIssue,
} from '#platform/spreadsheets'
import { EnterpriseImportIssue } from './contract.ts'
import { CODE } from './import-declaration.ts'
import { refusedRow, type ImportPlan, type PlannedRow, type RowIssue } from './import-plan.ts'
import { importRemark } from './import-remarks.ts'
import { planOf } from './import-subject.ts'
import type { Tx } from './store.ts'

export const ENTERPRISES_QUEUE: QueueDefinition = {
  name: 'enterprise-import',
  expireInSeconds: 1_800,
  retryLimit: 5,
  heartbeatSeconds: 30,
}

/** So many rows are one transaction: what a crash can cost, and how often progress is told. */
const BATCH = 500
/** More enterprises than any zone has. */
const MOST_ROWS = 100_000
const LISTED = 1_000
/** Notes that a copy of the file can hold. */
const REMARKED = 20_000

export const ImportInput = z.object({
  subject: z.string(),
  fileName: z.string(),
  digest: z.string(),
  dryRun: z.boolean(),
  follows: z.string().nullable(),
})
export type ImportInput = z.infer<typeof ImportInput>

export const Tally = z.object({
  rows: z.int().default(0),
  added: z.int().default(0),
  changed: z.int().default(0),
  same: z.int().default(0),
  refused: z.int().default(0),
  issues: z.array(EnterpriseImportIssue).default([]),
  issueCount: z.int().default(0),
  annotated: z.string().nullable().default(null),
})
export type Tally = z.infer<typeof Tally>
const EMPTY_TALLY: Tally = Tally.parse({})

interface Table {
  readonly rows: readonly ReadRow[]
  readonly notices: readonly SheetIssue[]
  readonly cellOf: (row: ReadRow, key: string) => string | null
  /** Rows whose key others have too: the lines that share it. */
  readonly twice: ReadonlyMap<ReadRow, readonly number[]>
}

/** Imports under the rights of the person who asked; the queue runs it again after a crash. */
export function enterprisesWorker(services: Services) {
  return async ({ jobId, userId }: { jobId: string; userId: string }): Promise<void> => {
    const account = await createContext(services, AUTHENTICATOR).read((tx) => findAccount(tx, { id: userId }))
    if (account === null) throw new Error(`The account ${userId} that asked for job ${jobId} is gone`)
    const caller = callerOf(account)
    await runEnterpriseImport(() => createContext(services, caller), jobId)
  }
}

/** After the last try has failed: the person is told; batches that were written stay. */
export function giveUpEnterprises(services: Services) {
  return async ({ jobId, userId }: { jobId: string; userId: string }): Promise<void> => {
    await createContext(services, { ...AUTHENTICATOR, userId }).inTransaction((tx) =>
      tx
        .updateTable('job')
        .set({ state: 'failed', note: null, finishedAt: new Date().toISOString() })
        .where('id', '=', jobId)
        .where('state', 'in', ['queued', 'running'])
        .execute(),
    )
  }
}

/**
 * Runs a job from where it stands. A batch of rows, the count of them and what was found in them are one transaction: a run after a
 * crash goes on behind the last batch that is there, so that nothing is done twice.
 */
export async function runEnterpriseImport(now: () => Context, jobId: string): Promise<void> {
  const begun = await begin(now(), jobId)
  if (begun === null) return endCancelled(now(), jobId)
  const { input } = begun
  const bytes = await now().files.read(input.digest)
  let plan: ImportPlan
  let table: Table
  try {
    plan = await now().read((tx) => planOf(tx, input.subject))
    table = await readTable(input.fileName, bytes, plan)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refuseFile(now(), jobId, error.issues)
  }
  await now().inTransaction((tx) =>
    tx.updateTable('job').set({ total: table.rows.length }).where('id', '=', jobId).execute(),
  )
  let { tally } = begun
  for (let from = begun.done; from < table.rows.length; from += BATCH) {
    const next = await runBatch(now(), { jobId, input, plan, table }, from, tally)
    if (next === null) return endCancelled(now(), jobId)
    tally = next
  }
  await finish(now(), jobId, input, { ...tally, annotated: await keepAnnotated(now(), jobId, input, bytes) })
}

/** Null where there is nothing to do any more, or cancelling was asked for. */
async function begin(ctx: Context, jobId: string) {
  const job = await ctx.inTransaction((tx) =>
    tx
      .updateTable('job')
      .set((eb) => ({
        state: 'running' as const,
        startedAt: eb.fn.coalesce('startedAt', eb.val(ctx.now.toISOString())),
      }))
      .where('id', '=', jobId)
      .where('kind', '=', 'enterprise-import')
      .where('state', 'in', ['queued', 'running'])
      .where('cancelRequested', '=', false)
      .returning(['input', 'done', 'result'])
      .executeTakeFirst(),
  )
  if (job === undefined) return null
  return { input: ImportInput.parse(job.input), done: job.done, tally: Tally.parse(job.result) }
}

async function readTable(fileName: string, bytes: Uint8Array, plan: ImportPlan): Promise<Table> {
  const isText = /^\.(?:csv|txt|tsv)$/iu.test(extname(fileName))
  const reading = await (isText ? readCsv(bytes, plan.declaration) : readWorkbook(bytes, plan.declaration))
  if (!reading.ok) throw new Refusal(reading.issues)
  const rows: ReadRow[] = []
  const byKey = new Map<string, ReadRow[]>()
  for await (const row of reading.value.rows) {
    if (rows.length >= MOST_ROWS) refuse('enterprises.import_too_long', { most: MOST_ROWS })
    rows.push(row)
    const key = plan.keyOf(row)
    if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), row])
  }
  if (rows.length === 0) refuse('enterprises.import_empty')
  const twice = new Map<ReadRow, readonly number[]>()
  for (const same of byKey.values())
    if (same.length > 1)
      for (const row of same)
        twice.set(
          row,
          same.filter((other) => other !== row).map((other) => other.row),
        )
  const { cellOf, notices } = reading.value
  return { rows, notices, twice, cellOf: (row, key) => cellOf(row.sheet, row.row, key) }
}

interface Work {
  readonly jobId: string
  readonly input: ImportInput
  readonly plan: ImportPlan
  readonly table: Table
}

/** Null where the job is to be cancelled, or another worker has taken it over. */
async function runBatch(ctx: Context, work: Work, from: number, tally: Tally): Promise<Tally | null> {
  const { jobId, input, plan, table } = work
  const rows = table.rows.slice(from, from + BATCH)
  return ctx.inTransaction(async (tx) => {
    const own = await tx
      .updateTable('job')
      .set({ done: from + rows.length })
      .where('id', '=', jobId)
      .where('state', '=', 'running')
      .where('done', '=', from)
      .where('cancelRequested', '=', false)
      .executeTakeFirst()
    if (own.numUpdatedRows === 0n) return null
    const planned = (await plan.plan(tx, ctx, rows)).map((row, at) => withFileIssues(row, rows[at], table))
    const checked = input.follows === null ? planned : await onlyAsShown(tx, input.follows, planned, from)
    const done = await writeRows(tx, ctx, work, checked)
    await keepLines(tx, work, done, from)
    const next = counted(from === 0 ? noticed(tally, table) : tally, work, done, rows)
    await tx
      .updateTable('job')
      .set({ result: JSON.stringify(next) })
      .where('id', '=', jobId)
      .execute()
    return next
  })
}

/** A row that stands twice in the file is refused, and one with what cannot be stored. */
function withFileIssues(planned: PlannedRow, row: ReadRow | undefined, table: Table): PlannedRow {
  if (row === undefined) throw new RangeError('a plan without its row')
  const unreadable = Object.entries(row.values).find(
    ([, value]) => typeof value === 'string' && value.includes('\0'),
  )
  if (unreadable !== undefined)
    return refusedRow({ creditCode: null, name: null, enterpriseId: planned.enterpriseId }, [
      { code: 'enterprises.import_unreadable', params: {}, key: unreadable[0] },
    ])
  const others = table.twice.get(row)
  if (others === undefined || planned.outcome === 'refuse') return planned
  return refusedRow(planned, [
    { code: 'enterprises.import_twice', params: { rows: others.slice(0, 20) }, key: CODE },
  ])
}

/** What is not as the dry run showed it is not written. */
async function onlyAsShown(
  tx: Tx,
  dryRun: string,
  planned: readonly PlannedRow[],
  from: number,
): Promise<PlannedRow[]> {
  const lines = await tx
    .selectFrom('enterpriseImportLine')
    .select(['no', 'digest', 'outcome'])
    .where('jobId', '=', dryRun)
    .where('no', '>=', from)
    .where('no', '<', from + planned.length)
    .execute()
  const shown = new Map(lines.map((line) => [line.no, line]))
  return planned.map((row, at) => {
    const line = shown.get(from + at)
    if (row.outcome === 'refuse' || (line?.outcome === row.outcome && line.digest === row.digest)) return row
    return refusedRow(row, [{ code: 'enterprises.import_changed_since', params: {}, key: CODE }])
  })
}

/** Writes each row by itself; of a dry run nothing stays. What only writing can find is found by both. */
async function writeRows(
  tx: Tx,
  ctx: Context,
  { jobId, input }: Work,
  rows: readonly PlannedRow[],
): Promise<PlannedRow[]> {
  await sql`SAVEPOINT whole_batch`.execute(tx)
  const done: PlannedRow[] = []
  for (const row of rows) {
    if (row.write === null) {
      done.push(row)
      continue
    }
    await sql`SAVEPOINT one_row`.execute(tx)
    try {
      const enterpriseId = await row.write(tx, ctx, jobId)
      await sql`RELEASE SAVEPOINT one_row`.execute(tx)
      done.push(input.dryRun ? row : { ...row, enterpriseId })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await sql`ROLLBACK TO SAVEPOINT one_row`.execute(tx)
      done.push(
        refusedRow(
          row,
          error.issues.map((issue) => rowIssue(issue)),
        ),
      )
    }
  }
  if (input.dryRun) await sql`ROLLBACK TO SAVEPOINT whole_batch`.execute(tx)
  return done
}

function rowIssue({ code, params, path }: Issue): RowIssue {
  const last = path?.at(-1)
  return { code, params: wired(params), key: typeof last === 'string' && last !== 'creditCode' ? last : CODE }
}

function wired(params: Issue['params']): EnterpriseImportIssue['params'] {
  return { ...params } as EnterpriseImportIssue['params']
}

async function keepLines(
  tx: Tx,
  { jobId, table }: Work,
  done: readonly PlannedRow[],
  from: number,
): Promise<void> {
  const lines = done.map((planned, at) => {
    const row = table.rows[from + at]
    if (row === undefined) throw new RangeError('a plan without its row')
    return {
      jobId,
      no: from + at,
      sheet: row.sheet,
      line: row.row,
      outcome: planned.outcome,
      creditCode: planned.creditCode?.slice(0, 40) ?? null,
      name: planned.name,
      enterpriseId: planned.enterpriseId,
      changes: JSON.stringify(planned.changes),
      issues: JSON.stringify(issuesOf(planned, row, table)),
      digest: planned.digest,
    }
  })
  await tx.insertInto('enterpriseImportLine').values(lines).execute()
}

function issuesOf(planned: PlannedRow, row: ReadRow, table: Table): EnterpriseImportIssue[] {
  const head = { sheet: row.sheet === '' ? null : row.sheet, row: row.row, severity: 'error' as const }
  return [
    ...row.issues.map(({ code, params, cell, column, key }) => ({
      ...head,
      column,
      cell,
      code,
      params: { ...wired(params), field: key },
    })),
    ...planned.issues.map(({ code, params, key }) => {
      const cell = table.cellOf(row, key) ?? table.cellOf(row, CODE)
      return {
        ...head,
        column: cell?.replace(/\d+$/u, '') ?? null,
        cell,
        code,
        params: { field: key, ...params },
      }
    }),
  ]
}

function noticed(tally: Tally, { notices }: Table): Tally {
  const issues = notices.map(({ code, params }): EnterpriseImportIssue => {
    const { sheet = null } = params ?? {}
    return {
      sheet: typeof sheet === 'string' && sheet !== '' ? sheet : null,
      row: null,
      column: null,
      cell: null,
      code,
      params: wired(params),
      severity: 'query',
    }
  })
  return { ...tally, issues, issueCount: issues.length }
}

function counted(
  tally: Tally,
  { table }: Work,
  done: readonly PlannedRow[],
  rows: readonly ReadRow[],
): Tally {
  const next = { ...tally, issues: [...tally.issues] }
  for (const [at, planned] of done.entries()) {
    const row = rows[at]
    if (row === undefined) continue
    next.rows += 1
    if (planned.outcome === 'add') next.added += 1
    else if (planned.outcome === 'change') next.changed += 1
    else if (planned.outcome === 'same') next.same += 1
    else next.refused += 1
    const issues = issuesOf(planned, row, table)
    next.issueCount += issues.length
    next.issues.push(...issues.slice(0, Math.max(0, LISTED - next.issues.length)))
  }
  return next
}

async function finish(ctx: Context, jobId: string, input: ImportInput, tally: Tally): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    if (tally.annotated !== null) await keepAttachment(tx, ctx, tally.annotated)
    const ended = await tx
      .updateTable('job')
      .set({ state: 'done', note: null, result: JSON.stringify(tally), finishedAt: ctx.now.toISOString() })
      .where('id', '=', jobId)
      .where('state', '=', 'running')
      .executeTakeFirst()
    if (ended.numUpdatedRows > 0n) await auditEnd(tx, ctx, jobId, input, tally, 'done')
  })
}

async function auditEnd(
  tx: Tx,
  ctx: Context,
  jobId: string,
  input: ImportInput,
  { rows, added, changed, same, refused }: Tally,
  end: 'done' | 'cancelled',
): Promise<void> {
  await ctx.audit(tx, {
    action: 'enterprise.import',
    subjectKind: 'job',
    subjectId: jobId,
    detail: { ...input, end, rows, added, changed, same, refused },
  })
}

/** The file as a whole is no such table: nothing was written. */
async function refuseFile(ctx: Context, jobId: string, issues: readonly Issue[]): Promise<void> {
  const listed = issues.map(({ code, params }): EnterpriseImportIssue => ({
    sheet: null,
    row: null,
    column: null,
    cell: null,
    code,
    params: wired(params),
    severity: 'error',
  }))
  await ctx.inTransaction((tx) =>
    tx
      .updateTable('job')
      .set({
        state: 'failed',
        note: null,
        result: JSON.stringify({ ...EMPTY_TALLY, issues: listed, issueCount: listed.length }),
        finishedAt: ctx.now.toISOString(),
      })
      .where('id', '=', jobId)
      .where('state', '=', 'running')
      .execute(),
  )
}

/** What was written until then stays, and is told. */
async function endCancelled(ctx: Context, jobId: string): Promise<void> {
  await ctx.inTransaction(async (tx) => {
    const job = await tx
      .updateTable('job')
      .set({ state: 'cancelled', note: null, finishedAt: ctx.now.toISOString() })
      .where('id', '=', jobId)
      .where('state', 'in', ['queued', 'running'])
      .where('cancelRequested', '=', true)
      .returning(['input', 'result'])
      .executeTakeFirst()
    if (job !== undefined)
      await auditEnd(tx, ctx, jobId, ImportInput.parse(job.input), Tally.parse(job.result), 'cancelled')
  })
}

/** A convenience on top: where it cannot be made, the lines in the result say the same. */
async function keepAnnotated(
  ctx: Context,
  jobId: string,
  { fileName }: ImportInput,
  bytes: Uint8Array,
): Promise<string | null> {
  if (!/\.xlsx$/iu.test(fileName)) return null
  const { rows } = await ctx.read((tx) =>
    sql<{ sheet: string; issue: unknown }>`
      SELECT l.sheet, i.issue FROM enterprise_import_line l, json_array_elements(l.issues) i (issue)
       WHERE l.job_id = ${jobId}::uuid AND l.outcome = 'refuse' ORDER BY l.no LIMIT ${REMARKED}`.execute(tx),
  )
  const remarks = rows.flatMap(({ sheet, issue }) => {
    const parsed = EnterpriseImportIssue.parse(issue)
    return parsed.cell === null ? [] : [{ sheet, cell: parsed.cell, text: importRemark(parsed) }]
  })
  if (remarks.length === 0) return null
  try {
    const copy = await annotateWorkbook(bytes, remarks)
    if (!copy.ok) return null
    return (await ctx.files.put(Readable.from(copy.value))).digest
  } catch (error) {
    ctx.log.error({ err: error, file: fileName }, 'the enterprises could not be annotated')
    return null
  }
}

async function keepAttachment(tx: Tx, ctx: Context, digest: string): Promise<void> {
  const { stream, sizeBytes } = await ctx.files.openStream(digest)
  stream.destroy()
  await tx
    .insertInto('attachment')
    .values({ digest, sizeBytes })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
}
