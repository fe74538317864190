import { sql } from 'kysely'
import { Refusal, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { RecordKind, RecordStatus } from './contract.ts'
import type { CheckedRecord } from './check-record.ts'
import { recordRows, standingRecord, type RecordRow } from './record-rows.ts'
import { recordKind } from './record-kinds.ts'
import type { Tx } from './store.ts'

export interface RecordVersion {
  readonly id: string
  readonly version: number
  readonly enterpriseId: string
  readonly kind: string
  readonly content: CheckedRecord
  readonly status: RecordStatus
  readonly source: string
  readonly note: string | null
  readonly files: readonly string[]
  readonly said: { readonly id: string | null; readonly name: string }
  readonly decided: { readonly at: string; readonly byName: string; readonly reason: string | null } | null
  readonly act: 'declare' | 'add' | 'revise' | 'confirm' | 'refuse' | 'withdraw' | 'import'
  readonly reason: string | null
  readonly jobId: string | null
  readonly synthetic: boolean
}

/** One after the other on one enterprise, so that what excludes itself is seen. */
export async function lockRecords(tx: Tx, enterpriseId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${enterpriseId}, 9))`.execute(tx)
}

/** Adds a version; the one before was ended by `endVersion`. */
export async function addVersion(tx: Tx, ctx: Context, version: RecordVersion): Promise<void> {
  const { content } = version
  if (version.status === 'confirmed') await refuseTwice(tx, version)
  const confidential = Object.keys(content.confidential)
  await tx
    .insertInto('enterpriseRecord')
    .values({
      id: version.id,
      version: version.version,
      enterpriseId: version.enterpriseId,
      kind: version.kind,
      valid: sql<string>`daterange(${content.from}::date, ${content.to}::date)`,
      fields: JSON.stringify(content.open),
      confidential,
      status: version.status,
      source: version.source,
      note: version.note,
      files: [...version.files],
      saidById: version.said.id,
      saidByName: version.said.name,
      decidedAt: version.decided?.at ?? null,
      decidedByName: version.decided?.byName ?? null,
      decisionReason: version.decided?.reason ?? null,
      act: version.act,
      reason: version.reason,
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
      jobId: version.jobId,
      synthetic: version.synthetic,
    })
    .execute()
  if (confidential.length > 0)
    await tx
      .insertInto('enterpriseRecordConfidential')
      .values({
        id: version.id,
        version: version.version,
        enterpriseId: version.enterpriseId,
        fields: JSON.stringify(content.confidential),
      })
      .execute()
}

/** Ends what is known of the version that stands. Refuses another version than the caller saw, with what differs. */
export async function endVersion(tx: Tx, row: RecordRow, seen: number): Promise<void> {
  if (row.version === seen) {
    const ended = await tx
      .updateTable('enterpriseRecord')
      .set({ known: sql<string>`tstzrange(lower(known), now())`, txid: sql<string>`pg_current_xact_id()` })
      .where('id', '=', row.id)
      .where('version', '=', seen)
      .where(sql<boolean>`upper_inf(known) AND lower(known) < now()`)
      .executeTakeFirst()
    if (ended.numUpdatedRows > 0n) return
  }
  await refuseStale(tx, row.id, seen)
}

export async function refuseStale(tx: Tx, id: string, seen: number): Promise<never> {
  const versions = await recordRows(tx, {
    where: sql`r.id = ${id}::uuid`,
    order: sql`r.version DESC`,
    limit: 1000,
    offset: 0,
  })
  const [now] = versions
  const then = versions.find(({ version }) => version === seen)
  if (now === undefined) return refuse('enterprises.not_found')
  return refuse('enterprises.stale', {
    version: now.version,
    byName: now.decidedByName ?? now.saidByName,
    differs: then === undefined ? [] : differing(then, now),
  })
}

/** Fields in which two versions differ; days and status by these names. */
export function differing(a: RecordRow, b: RecordRow): string[] {
  const one = { ...a.open, ...a.secret }
  const other = { ...b.open, ...b.secret }
  const codes = new Set([...Object.keys(one), ...Object.keys(other)])
  return [
    ...(['from', 'to', 'status', 'source', 'note'] as const).filter((key) => a[key] !== b[key]),
    ...[...codes].filter((code) => (one[code] ?? null) !== (other[code] ?? null)).sort(),
  ]
}

/** No two confirmed records that say the same of the same time. */
async function refuseTwice(tx: Tx, version: RecordVersion): Promise<void> {
  const kind = recordKind(version.kind)
  if (kind.unique.length === 0) return
  const same = sameFields(kind, version.content)
  const { rows } = await sql<{ id: string; from: string }>`
    SELECT r.id, lower(r.valid)::text AS "from" FROM enterprise_record r
     WHERE r.enterprise_id = ${version.enterpriseId}::uuid AND r.kind = ${version.kind} AND upper_inf(r.known)
       AND r.status = 'confirmed' AND r.id <> ${version.id}::uuid AND r.fields @> ${JSON.stringify(same)}::jsonb
       AND r.valid && daterange(${version.content.from}::date, ${version.content.to}::date)
     LIMIT 1`.execute(tx)
  const [twin] = rows
  if (twin !== undefined)
    throw new Refusal([
      {
        code: 'enterprises.record_twice',
        path: ['from'],
        params: { kind: kind.title, from: twin.from, recordId: twin.id },
      },
    ])
}

export function sameFields(kind: RecordKind, content: CheckedRecord): Record<string, unknown> {
  return Object.fromEntries(kind.unique.map((code) => [code, content.open[code] ?? null]))
}

/** The record that the caller may see. */
export async function recordToWrite(tx: Tx, id: string): Promise<RecordRow> {
  const seen = (await standingRecord(tx, id)) ?? refuse('enterprises.record_not_found')
  await lockRecords(tx, seen.enterpriseId)
  return (await standingRecord(tx, id)) ?? refuse('enterprises.record_not_found')
}
