/** The rows of the audit trail: acts that wait for their place, entries of the chain, and its end. */
import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool, type Transaction } from 'kysely'
import type { Json } from '#domain/kernel'
import type { Database } from '#platform/postgres'

type Tx = Transaction<Database>

/** What is told, before it has its place in the chain. */
export interface Act {
  readonly id: string
  readonly at: string
  readonly actorId: string | null
  readonly actorName: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly detail: Readonly<Record<string, Json>>
}

export interface ActRow extends Act {
  readonly number: number
  readonly seal: string
}

export interface Entry extends Omit<Act, 'id'> {
  readonly sequence: number
  readonly previous: string
  /** Null in entries from before acts had one. */
  readonly actId: string | null
}

/** The end of the chain. */
export interface Head {
  readonly sequence: number
  readonly hash: string
}

export interface Chain {
  readonly head: Head
  readonly entries: readonly (Entry & { readonly hash: string })[]
  readonly last: Head
}

/** Held until commit: nobody else continues the chain meanwhile. */
export function lockHead(tx: Tx): Promise<Head> {
  return tx.selectFrom('auditHead').select(['sequence', 'hash']).forUpdate().executeTakeFirstOrThrow()
}

export const ACTS_AT_ONCE = 1000

export function readActs(tx: Tx): SelectQueryBuilder<Database & { a: Database['auditAct'] }, 'a', ActRow> {
  return tx.selectFrom('auditAct as a').selectAll('a').orderBy('a.number').limit(ACTS_AT_ONCE)
}

/** An act that was put there a second time must not be told twice. */
export const isNotLinked: RawBuilder<SqlBool> = sql`not exists (select from audit_entry e where e.act_id = a.id)`

export function toAct({ id, actorId, actorName, action, subjectKind, subjectId, detail, at }: ActRow): Act {
  return {
    id,
    at: new Date(at).toISOString(),
    actorId,
    actorName,
    action,
    subjectKind,
    subjectId,
    detail,
  }
}

export function insertActs(acts: readonly (Act & { readonly seal: string })[]): RawBuilder<unknown> {
  return sql`
    INSERT INTO audit_act (id, at, actor_id, actor_name, action, subject_kind, subject_id, detail, seal)
    SELECT e."id", e."at", e."actorId", e."actorName", e."action", e."subjectKind", e."subjectId", e."detail", e."seal"
      FROM jsonb_to_recordset(${JSON.stringify(acts)}::jsonb) AS e("id" uuid, "at" timestamptz, "actorId" uuid,
           "actorName" text, "action" text, "subjectKind" text, "subjectId" text, "detail" jsonb, "seal" text)`
}

/**
 * The statement that adds these entries after the head in place of the acts of these numbers; it fails with a division by
 * zero when the head is no longer that, or an act no longer waits.
 */
export function appendEntries(
  { head, entries, last }: Chain,
  numbers: readonly number[],
): RawBuilder<unknown> {
  return sql`
    WITH moved AS (
      UPDATE audit_head SET sequence = ${last.sequence}, hash = ${last.hash}
       WHERE sequence = ${head.sequence} AND hash = ${head.hash} RETURNING true),
    gone AS (
      DELETE FROM audit_act WHERE number = ANY (${numbers}::bigint[]) RETURNING true),
    added AS (
      INSERT INTO audit_entry
             (sequence, at, actor_id, actor_name, action, subject_kind, subject_id, detail, previous, hash, act_id)
      SELECT e."sequence", e."at", e."actorId", e."actorName", e."action", e."subjectKind", e."subjectId", e."detail",
             e."previous", e."hash", e."actId"
        FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS e("sequence" bigint, "at" timestamptz,
             "actorId" uuid, "actorName" text, "action" text, "subjectKind" text, "subjectId" text, "detail" jsonb,
             "previous" text, "hash" text, "actId" uuid))
    SELECT 1 / (CASE WHEN EXISTS (SELECT FROM moved) AND (SELECT count(*) FROM gone) = ${numbers.length}::int
                     THEN 1 ELSE 0 END)`
}
