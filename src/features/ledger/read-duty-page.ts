import { sql } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import { OPEN_STATES } from '#domain/ledger'
import type { DutyReport, DutyView } from './contract.ts'
import type { DutyRecord, Tx } from './store.ts'

/** What a duty's page shows beside other duties' rows; bodies still by id, moments as JSON writes them. */
export interface DutyPage extends DutyRecord {
  readonly partsCount: number
  readonly openParts: number
  readonly links: readonly { readonly fromId: string; readonly toId: string; readonly kind: string }[]
  readonly addresseeIds: readonly string[]
  readonly reports: readonly (Omit<DutyReport, 'files' | 'organisation'> & {
    readonly organisationId: string
  })[]
  readonly files: readonly {
    readonly id: string
    readonly reportId: string | null
    readonly name: string
    readonly sizeBytes: number
    readonly digest: string
  }[]
  readonly cases: DutyView['cases']
  readonly proposals: DutyView['proposals']
  readonly history: readonly {
    readonly version: number
    readonly at: string
    readonly by: string
    readonly organisationId: string | null
    readonly act: string
    readonly reason: string | null
    readonly reference: string | null
    readonly decidedOn: string | null
    readonly changed: Readonly<Record<string, Json>>
  }[]
}

/**
 * In one journey: a dozen questions one after the other cost several times as much as their answers. PostgreSQL plans it once
 * for each connection, since its only value is the id.
 */
export async function readDutyPage(tx: Tx, id: string): Promise<DutyPage> {
  const { rows } = await sql<DutyPage>`
    select d.*, parts.*,
      (select coalesce(json_agg(json_build_object('fromId', l.from_id, 'toId', l.to_id, 'kind', l.kind)), '[]')
         from duty_link l where l.from_id = d.id or l.to_id = d.id) as links,
      array(select a.park_id::text from duty_addressee a where a.duty_id = d.id) as "addresseeIds",
      (select coalesce(json_agg(json_build_object('id', r.id, 'kind', r.kind, 'period', r.period, 'percent', r.percent,
                'text', r.text, 'figures', r.figures, 'at', r.at, 'by', r.by_name, 'organisationId', r.organisation_id)
              order by r.at desc), '[]')
         from duty_report r where r.duty_id = d.id) as reports,
      (select coalesce(json_agg(json_build_object('id', f.id, 'reportId', f.report_id, 'name', f.name,
                'sizeBytes', f.size_bytes, 'digest', f.digest) order by f.at), '[]')
         from duty_file f where f.duty_id = d.id) as files,
      (select coalesce(json_agg(json_build_object('id', c.id, 'number', c.number, 'title', c.title,
                'procedure', c.procedure, 'stage', c.stage) order by c.opened_at desc), '[]')
         from procedure_case c where c.origin_kind = 'duty' and c.origin_id = d.id::text) as cases,
      (select coalesce(json_agg(json_build_object('id', p.id, 'cause', p.cause, 'raisedOn', p.raised_on, 'state', p.state,
                'reason', p.reason) order by p.raised_on desc), '[]')
         from supervision_proposal p where p.duty_id = d.id) as proposals,
      (select coalesce(json_agg(json_build_object('version', h.version, 'at', h.at, 'by', h.by_name,
                'organisationId', h.by_organisation_id, 'act', h.act, 'reason', h.reason,
                'reference', h.decision_reference, 'decidedOn', h.decision_on, 'changed', h.changed)
              order by h.version desc), '[]')
         from duty_change h where h.duty_id = d.id) as history
      from duty d
     cross join lateral (
       select count(*)::int as "partsCount", (count(*) filter (where c.state = any(${[...OPEN_STATES]}::text[])))::int as "openParts"
         from duty c where c.parent_id = d.id) as parts
     where d.id = ${id}::uuid`.execute(tx)
  return rows[0] ?? refuse('ledger.not_found')
}

/** A moment as JSON of the database writes it, in UTC, as columns are read elsewhere. */
export function momentOf(json: string): string {
  return json.replace(/\+00:00$/, 'Z')
}
