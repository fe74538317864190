import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Refusal, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { checkRecord, type CheckedRecord, type RecordContent } from './check-record.ts'
import type { EnterpriseRecord, RecordKind } from './contract.ts'
import type * as contract from './contract.ts'
import { recordKind } from './record-kinds.ts'
import { mayDo, recordRows, recordView, standingRecord, type RecordRow } from './record-rows.ts'
import type { Tx } from './store.ts'
import { tellOfRecord } from './tell-record.ts'
import { addVersion, endVersion, lockRecords, recordToWrite, refuseStale } from './write-record.ts'

/** Adds a record: declared by the enterprise itself, confirmed by its park of today and by the office. */
export function addRecord(
  ctx: Context,
  enterpriseId: string,
  body: BodyOf<typeof contract.addRecord>,
): Promise<EnterpriseRecord> {
  const kind = recordKind(body.kind)
  const content = checked(kind, body)
  return ctx.inTransaction(async (tx) => {
    const { keeps, own, synthetic } = await standingTo(tx, enterpriseId)
    if (!keeps && !own) refuse('enterprises.forbidden')
    if (!keeps && !kind.declarable) refuse('enterprises.kind_not_declarable', { kind: kind.title }, ['kind'])
    await lockRecords(tx, enterpriseId)
    const id = randomUUID()
    await nameFiles(tx, ctx, enterpriseId, id, [], body.files)
    await addVersion(tx, ctx, {
      id,
      version: 1,
      enterpriseId,
      kind: kind.code,
      content,
      status: keeps ? 'confirmed' : 'declared',
      source: body.source,
      note: body.note,
      files: body.files,
      said: { id: ctx.caller.userId, name: ctx.caller.name },
      decided: null,
      act: keeps ? 'add' : 'declare',
      reason: null,
      jobId: null,
      synthetic,
    })
    return ended(tx, ctx, id, keeps ? 'enterprise.record-add' : 'enterprise.record-declare', {
      kind: kind.code,
    })
  })
}

/** Says a record anew. By the enterprise it waits for confirmation again. */
export function reviseRecord(
  ctx: Context,
  id: string,
  body: BodyOf<typeof contract.reviseRecord>,
): Promise<EnterpriseRecord> {
  return ctx.inTransaction(async (tx) => {
    const before = await recordToWrite(tx, id)
    await refuseOthers(tx, before, body.version)
    if (!mayDo(ctx, before).includes('revise'))
      refuse('enterprises.record_not_now', { status: before.status })
    const kind = recordKind(before.kind)
    const content = checked(kind, body, before)
    await endVersion(tx, before, body.version)
    await nameFiles(tx, ctx, before.enterpriseId, id, before.fileIds, body.files)
    await addVersion(tx, ctx, {
      id,
      version: before.version + 1,
      enterpriseId: before.enterpriseId,
      kind: before.kind,
      content,
      status: before.keeps ? 'confirmed' : 'declared',
      source: body.source,
      note: body.note,
      files: body.files,
      said: { id: ctx.caller.userId, name: ctx.caller.name },
      decided: null,
      act: 'revise',
      reason: body.reason,
      jobId: null,
      synthetic: before.synthetic,
    })
    return ended(tx, ctx, id, 'enterprise.record-revise', { kind: before.kind, version: before.version + 1 })
  })
}

/** Confirms or refuses what an enterprise declared, or takes a record back. */
export function decideRecord(
  ctx: Context,
  id: string,
  { decision, reason, version }: BodyOf<typeof contract.decideRecord>,
): Promise<EnterpriseRecord> {
  if (decision !== 'confirm' && (reason ?? '') === '') refuse('enterprises.reason_missing', {}, ['reason'])
  return ctx.inTransaction(async (tx) => {
    const before = await recordToWrite(tx, id)
    await refuseOthers(tx, before, version)
    if (!mayDo(ctx, before).includes(decision)) {
      if (decision === 'confirm' && before.keeps && before.status === 'declared')
        refuse('enterprises.own_word')
      refuse('enterprises.record_not_now', { status: before.status })
    }
    await endVersion(tx, before, version)
    const decides = decision === 'confirm' || decision === 'refuse'
    await addVersion(tx, ctx, {
      id,
      version: before.version + 1,
      enterpriseId: before.enterpriseId,
      kind: before.kind,
      content: contentOf(before),
      status: decision === 'confirm' ? 'confirmed' : decision === 'refuse' ? 'refused' : 'withdrawn',
      source: before.source,
      note: before.note,
      files: before.fileIds,
      said: { id: before.saidById, name: before.saidByName },
      decided: decides
        ? { at: ctx.now.toISOString(), byName: ctx.caller.name, reason }
        : before.decidedAt === null || before.decidedByName === null
          ? null
          : { at: before.decidedAt, byName: before.decidedByName, reason: before.decisionReason },
      act: decision,
      reason,
      jobId: null,
      synthetic: before.synthetic,
    })
    return ended(tx, ctx, id, `enterprise.record-${decision}`, { kind: before.kind, reason })
  })
}

export async function readRecordHistory(
  ctx: Context,
  id: string,
): Promise<ResponseOf<typeof contract.readRecordHistory>> {
  const rows = await ctx.read((tx) =>
    recordRows(tx, { where: sql`r.id = ${id}::uuid`, order: sql`r.version DESC`, limit: 1000, offset: 0 }),
  )
  if (rows.length === 0) return refuse('enterprises.record_not_found')
  return { versions: rows.map((row) => ({ ...recordView(ctx, row), reason: row.reason })) }
}

function contentOf(row: RecordRow): CheckedRecord {
  return { from: row.from, to: row.to, open: row.open, confidential: row.secret ?? {} }
}

/** Whoever writes a record sees its confidential fields: what `fields` leaves out becomes empty. */
function checked(kind: RecordKind, content: RecordContent, before?: RecordRow): CheckedRecord {
  const hidden = before === undefined || before.secret !== null || before.filled.length === 0
  if (!hidden) refuse('enterprises.forbidden')
  const outcome = checkRecord(kind, content)
  if (!outcome.ok) throw new Refusal(outcome.issues)
  return outcome.value
}

/** A change is for who keeps the record or declared it, and of the version that he saw. */
async function refuseOthers(tx: Tx, before: RecordRow, seen: number): Promise<void> {
  if (!before.keeps && !before.own) refuse('enterprises.forbidden')
  if (before.version !== seen) await refuseStale(tx, before.id, seen)
}

/** What the caller may do with records of an enterprise that he can see. */
export async function standingTo(
  tx: Tx,
  enterpriseId: string,
): Promise<{ readonly keeps: boolean; readonly own: boolean; readonly synthetic: boolean }> {
  const { rows } = await sql<{ keeps: boolean; own: boolean; synthetic: boolean }>`
    SELECT (acting_as('zone_office') OR in_acting_park(e.id)) AS keeps, e.synthetic,
           (acting_as('enterprise') AND e.id IS NOT DISTINCT FROM acting_enterprise()) AS own
      FROM enterprise e WHERE e.id = ${enterpriseId}::uuid`.execute(tx)
  return rows[0] ?? refuse('enterprises.not_found')
}

/** Ties files that the caller sent to the record; those that a version named before may be named again. */
async function nameFiles(
  tx: Tx,
  ctx: Context,
  enterpriseId: string,
  recordId: string,
  before: readonly string[],
  files: readonly string[],
): Promise<void> {
  const fresh = [...new Set(files)].filter((id) => !before.includes(id))
  if (fresh.length === 0) return
  const named = await tx
    .updateTable('enterpriseRecordFile')
    .set({ recordId })
    .where('id', 'in', fresh)
    .where('enterpriseId', '=', enterpriseId)
    .where('recordId', 'is', null)
    .where('byId', '=', ctx.caller.userId)
    .executeTakeFirst()
  if (named.numUpdatedRows < BigInt(fresh.length)) refuse('enterprises.file_unknown', {}, ['files'])
}

async function ended(
  tx: Tx,
  ctx: Context,
  id: string,
  action: string,
  detail: Readonly<Record<string, string | number | null>>,
): Promise<EnterpriseRecord> {
  const row = (await standingRecord(tx, id)) ?? refuse('enterprises.record_not_found')
  await tellOfRecord(tx, ctx, row)
  await ctx.audit(tx, {
    action,
    subjectKind: 'enterprise',
    subjectId: row.enterpriseId,
    detail: { record: id, ...detail },
  })
  return recordView(ctx, row)
}
