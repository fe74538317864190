import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '#domain/kernel'
import { cleanFileName, sendAttachment, type Context } from '#platform/http'
import { writeTemplate } from '#platform/spreadsheets'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { EnterpriseImport, ImportLine } from './contract.ts'
import type * as contract from './contract.ts'
import { ENTERPRISES_QUEUE, ImportInput, Tally } from './import-job.ts'
import { planOf } from './import-subject.ts'
import { recordKind } from './record-kinds.ts'
import type { Tx } from './store.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function titleOf(subject: string): string {
  return subject === 'register'
    ? '企业名录'
    : `企业档案：${recordKind(subject.replace(/^records-/u, '')).title.zh}`
}

/** A workbook to fill in. */
export async function sendEnterpriseTemplate(
  ctx: Context,
  { subject, language }: QueryOf<typeof contract.downloadEnterpriseTemplate>,
  reply: FastifyReply,
): Promise<unknown> {
  const { declaration } = await ctx.read((tx) => planOf(tx, subject))
  const content = await writeTemplate(declaration, {
    language,
    title: titleOf(subject),
    guide:
      language === 'zh'
        ? [
            '一行一条。先预检，看清会新增、变更、不导入的各行，再导入同一个文件。',
            subject === 'register'
              ? '名录里没有的代码会新登记；已有的，只改填了的格子，空格子保持不变，自“自何日起”那天生效。'
              : '与已有档案完全相同的行不重复导入；失效日期不含当天，长期有效的空着。',
          ]
        : [
            'One row each. Run it dry first, look at what is added, changed and refused, then import the same file.',
            subject === 'register'
              ? 'Unknown codes are registered; of known ones only filled cells change, from the day given on.'
              : 'Rows that say what is there already are skipped. The last day is exclusive; leave it empty where there is none.',
          ],
  })
  return sendAttachment(
    reply,
    Readable.from([Buffer.from(content)]),
    `${titleOf(subject).replace('：', '-')}-模板.xlsx`,
    XLSX,
    content.length,
  )
}

/** Takes the file in and records the job of its dry run; a restart loses neither. */
export async function uploadEnterprises(
  ctx: Context,
  { subject }: QueryOf<typeof contract.uploadEnterprises>,
  request: FastifyRequest,
): Promise<{ jobId: string }> {
  if (!request.isMultipart()) refuse('enterprises.import_one_file')
  if (subject !== 'register') recordKind(subject.replace(/^records-/u, ''))
  const received: { fileName: string; digest: string; sizeBytes: number }[] = []
  for await (const part of request.files()) {
    const stored = await ctx.files.put(part.file)
    if (part.file.truncated) refuse('documents.too_large')
    received.push({ ...stored, fileName: cleanFileName(part.filename, '企业') })
  }
  const [file, more] = received
  if (file === undefined || more !== undefined) return refuse('enterprises.import_one_file')
  const { fileName, digest, sizeBytes } = file
  return ctx.inTransaction(async (tx) => ({
    jobId: await addImportJob(tx, ctx, { subject, fileName, digest, dryRun: true, follows: null }, sizeBytes),
  }))
}

/** Makes the job and puts it in the queue. */
export async function addImportJob(
  tx: Tx,
  ctx: Context,
  input: ImportInput,
  sizeBytes: number | null,
): Promise<string> {
  const userId = ctx.caller.userId ?? refuse('access.not_signed_in')
  if (sizeBytes !== null)
    await tx
      .insertInto('attachment')
      .values({ digest: input.digest, sizeBytes })
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute()
  const { id } = await tx
    .insertInto('job')
    .values({
      kind: 'enterprise-import',
      input: JSON.stringify(input),
      createdBy: userId,
      createdAt: ctx.now.toISOString(),
      note: input.fileName,
      startedAt: null,
      finishedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.enqueue(tx, ENTERPRISES_QUEUE.name, { jobId: id, userId })
  await ctx.audit(tx, {
    action: input.dryRun ? 'enterprise.import-dry-run' : 'enterprise.import-apply',
    subjectKind: 'job',
    subjectId: id,
    detail: { ...input },
  })
  return id
}

/** Writes what a dry run showed, from exactly its file; once. */
export function applyEnterpriseImport(
  ctx: Context,
  jobId: string,
  { digest }: BodyOf<typeof contract.applyEnterpriseImport>,
): Promise<{ jobId: string }> {
  return ctx.inTransaction(async (tx) => {
    // Two who press at once get one job.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${jobId}, 10))`.execute(tx)
    const [row] = await importRows(tx, jobId)
    const found = row ?? refuse('enterprises.import_not_found')
    if (found.digest !== digest) refuse('enterprises.import_conflict')
    if (!found.mayApply) refuse('enterprises.import_not_now', { state: found.state })
    const { subject, fileName } = found
    return {
      jobId: await addImportJob(tx, ctx, { subject, fileName, digest, dryRun: false, follows: jobId }, null),
    }
  })
}

interface ImportRow extends EnterpriseImport {
  readonly tally: Tally
}

/** The caller's own, newest first. */
async function importRows(tx: Tx, jobId?: string): Promise<ImportRow[]> {
  let query = tx
    .selectFrom('job as j')
    .innerJoin('userAccount as u', 'u.id', 'j.createdBy')
    .select([
      'j.id',
      'j.state',
      'j.done',
      'j.total',
      'j.input',
      'j.result',
      'j.createdAt',
      'u.name as byName',
    ])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('job as n')
            .select('n.id')
            .where('n.kind', '=', 'enterprise-import')
            .where(sql<boolean>`n.input ->> 'follows' = j.id::text`)
            .where('n.state', 'in', ['queued', 'running', 'done']),
        )
        .as('applied'),
    )
    .where('j.kind', '=', 'enterprise-import')
    .orderBy('j.createdAt', 'desc')
    .limit(50)
  if (jobId !== undefined) query = query.where('j.id', '=', jobId)
  return (await query.execute()).map((row) => {
    const input = ImportInput.parse(row.input)
    const tally = Tally.parse(row.result)
    const { rows, added, changed, same, refused, issueCount, annotated } = tally
    return {
      jobId: row.id,
      ...input,
      state: row.state,
      at: row.createdAt,
      byName: row.byName,
      done: row.done,
      total: row.total,
      rows,
      added,
      changed,
      same,
      refused,
      issueCount,
      annotated: annotated !== null,
      mayApply: input.dryRun && row.state === 'done' && row.applied !== true && added + changed > 0,
      tally,
    }
  })
}

export async function readEnterpriseImport(
  ctx: Context,
  jobId: string,
  { outcome, offset, limit }: QueryOf<typeof contract.readEnterpriseImport>,
): Promise<ResponseOf<typeof contract.readEnterpriseImport>> {
  return ctx.read(async (tx) => {
    const [found] = await importRows(tx, jobId)
    if (found === undefined) return refuse('enterprises.import_not_found')
    const { rows } = await sql<ImportLine & { total: number }>`
      SELECT l.sheet, l.line AS "row", l.outcome, l.credit_code, l.name, l.enterprise_id, l.changes, count(*) OVER ()::int AS total
        FROM enterprise_import_line l
       WHERE l.job_id = ${jobId}::uuid AND (${outcome ?? null}::text IS NULL OR l.outcome = ${outcome ?? null}::text)
       ORDER BY l.no LIMIT ${limit} OFFSET ${offset}`.execute(tx)
    const { tally, ...view } = found
    return {
      ...view,
      issues: tally.issues,
      lineCount: rows[0]?.total ?? 0,
      lines: rows.map(({ total: _, ...line }) => line),
    }
  })
}

export function listEnterpriseImports(
  ctx: Context,
): Promise<ResponseOf<typeof contract.listEnterpriseImports>> {
  return ctx.read(async (tx) => ({
    imports: (await importRows(tx)).map(({ tally: _, ...view }) => view),
  }))
}

/** The file with a note in each cell that is not right. */
export async function sendAnnotatedEnterprises(
  ctx: Context,
  jobId: string,
  reply: FastifyReply,
): Promise<unknown> {
  const [row] = await ctx.read((tx) => importRows(tx, jobId))
  const annotated = row?.tally.annotated ?? null
  if (row === undefined || annotated === null) return refuse('enterprises.import_not_found')
  const { stream, sizeBytes } = await ctx.files.openStream(annotated)
  return sendAttachment(reply, stream, `批注 ${row.fileName}`, XLSX, sizeBytes)
}
