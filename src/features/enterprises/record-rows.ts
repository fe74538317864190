import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#platform/http'
import type { EnterpriseRecord, RecordStatus, RecordValue } from './contract.ts'
import { placeholderName } from './names.ts'
import { recordKinds } from './record-kinds.ts'
import type { Tx } from './store.ts'

/** A version of a record as the database gives it to the caller. */
export interface RecordRow {
  readonly id: string
  readonly version: number
  readonly enterpriseId: string
  readonly enterpriseName: string | null
  readonly creditCode: string
  readonly kind: string
  readonly from: string
  readonly to: string | null
  readonly open: Readonly<Record<string, Exclude<RecordValue, null>>>
  /** Codes of confidential fields that are filled in. */
  readonly filled: readonly string[]
  /** Null: the caller may not see them, or there are none. */
  readonly secret: Readonly<Record<string, Exclude<RecordValue, null>>> | null
  readonly status: RecordStatus
  readonly source: string
  readonly note: string | null
  readonly fileIds: readonly string[]
  readonly files: readonly { id: string; name: string; sizeBytes: number }[]
  readonly saidById: string | null
  readonly saidByName: string
  readonly decidedAt: string | null
  readonly decidedByName: string | null
  readonly decisionReason: string | null
  readonly reason: string | null
  readonly knownFrom: string
  readonly knownTo: string | null
  readonly synthetic: boolean
  /** The caller confirms, refuses and corrects it: the office, the park of today. */
  readonly keeps: boolean
  /** The caller is the enterprise itself. */
  readonly own: boolean
}

const MOMENT = `YYYY-MM-DD"T"HH24:MI:SS.US"Z"`

/** Versions of records under the caller's rights: `r` is enterprise_record, `e` enterprise. */
export async function recordRows(
  tx: Tx,
  {
    where,
    order,
    limit,
    offset,
  }: {
    readonly where: RawBuilder<unknown>
    readonly order: RawBuilder<unknown>
    readonly limit: number
    readonly offset: number
  },
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    SELECT p.*, (acting_as('zone_office') OR in_acting_park(p.enterprise_id)) AS keeps,
           (acting_as('enterprise') AND p.enterprise_id IS NOT DISTINCT FROM (SELECT acting_enterprise())) AS own,
           c.fields AS secret,
           (SELECT s.name FROM enterprise_state s WHERE s.enterprise_id = p.enterprise_id AND upper_inf(s.known)
             ORDER BY s.valid @> china_today() DESC, lower(s.valid) DESC NULLS LAST LIMIT 1) AS enterprise_name,
           coalesce((SELECT json_agg(json_build_object('id', f.id, 'name', f.name, 'sizeBytes', f.size_bytes) ORDER BY f.at, f.id)
                       FROM enterprise_record_file f WHERE f.id = ANY (p.file_ids)), '[]') AS files
      FROM (SELECT r.id, r.version, r.enterprise_id, e.credit_code, r.kind, lower(r.valid)::text AS "from", upper(r.valid)::text AS "to",
                   r.fields AS open, r.confidential AS filled, r.status, r.source, r.note, r.files AS file_ids, r.said_by_id, r.said_by_name,
                   r.decided_at, r.decided_by_name, r.decision_reason, r.reason,
                   to_char(lower(r.known) AT TIME ZONE 'UTC', ${MOMENT}) AS known_from,
                   to_char(upper(r.known) AT TIME ZONE 'UTC', ${MOMENT}) AS known_to, r.synthetic,
                   row_number() OVER (ORDER BY ${order}) AS place
              FROM enterprise_record r JOIN enterprise e ON e.id = r.enterprise_id
             WHERE ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}) p
      LEFT JOIN enterprise_record_confidential c ON c.id = p.id AND c.version = p.version
     ORDER BY p.place`.execute(tx)
  return rows
}

/** The version that stands; null where there is none that the caller may see. */
export async function standingRecord(tx: Tx, id: string): Promise<RecordRow | null> {
  const [row] = await recordRows(tx, {
    where: sql`r.id = ${id}::uuid AND upper_inf(r.known)`,
    order: sql`r.id`,
    limit: 1,
    offset: 0,
  })
  return row ?? null
}

export function recordView(ctx: Context, row: RecordRow): EnterpriseRecord {
  const shown = row.secret ?? {}
  return {
    id: row.id,
    enterprise: {
      id: row.enterpriseId,
      name: row.enterpriseName ?? placeholderName(row.creditCode),
      creditCode: row.creditCode,
    },
    kind: row.kind,
    from: row.from,
    to: row.to,
    fields: { ...row.open, ...shown },
    hidden: row.filled.filter((code) => !(code in shown)),
    status: row.status,
    source: row.source,
    note: row.note,
    files: [...row.files],
    byName: row.saidByName,
    decidedAt: row.decidedAt,
    decidedByName: row.decidedByName,
    decisionReason: row.decisionReason,
    knownFrom: row.knownFrom,
    knownTo: row.knownTo,
    synthetic: row.synthetic,
    version: row.version,
    can: row.knownTo === null ? mayDo(ctx, row) : [],
  }
}

/** What the caller may do with a record that stands. */
export function mayDo(ctx: Context, row: RecordRow): EnterpriseRecord['can'] {
  if (row.status === 'withdrawn') return []
  if (row.keeps) {
    if (row.status === 'confirmed') return ['revise', 'withdraw']
    if (row.status === 'refused') return ['revise']
    return row.saidById !== null && row.saidById === ctx.caller.userId
      ? ['revise', 'refuse', 'withdraw']
      : ['confirm', 'revise', 'refuse', 'withdraw']
  }
  const declarable = recordKinds().get(row.kind)?.declarable === true
  if (!row.own || !declarable || row.status === 'confirmed') return []
  return row.status === 'declared' ? ['revise', 'withdraw'] : ['revise']
}
