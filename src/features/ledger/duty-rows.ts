import { sql, type RawBuilder } from 'kysely'
import type { Context } from '#platform/http'
import { loadBodies, type Bodies } from './bodies.ts'
import type { DutyRow } from './contract.ts'
import type { DutyRecord, Tx } from './store.ts'

/** A row as SQL gives it: bodies still by id. */
export type FoundDuty = Omit<DutyRow, 'owner' | 'lead' | 'supporting' | 'park' | 'document'> & {
  readonly ownerId: string
  readonly leadId: string | null
  readonly supportingIds: readonly string[]
  readonly parkId: string | null
  readonly documentId: string | null
  readonly documentTitle: string | null
}

/** All that a list shows of `duty as d`; supporting bodies and parts are looked up for the rows of the page only. */
const COLUMNS = sql`d.id, d.serial, d.kind, d.parent_id as "parentId", d.title, d.number, d.owner_id as "ownerId",
  d.lead_id as "leadId", d.person_name as person, d.park_id as "parkId", d.categories, d.starts_on as "startsOn",
  d.due_on as "dueOn", d.due_precision as precision, d.due_text as "dueText", d.rhythm, d.period, d.state, d.light,
  d.override_light is not null as overridden, d.flags, d.rolled_progress as progress, d.evidence,
  d.last_report_on as "lastReportOn", d.report_due_on as "reportDueOn", d.document_id as "documentId",
  d.document_title as "documentTitle", d.source, d.visibility, d.for_evaluation as "forEvaluation", d.synthetic,
  d.changed_at as "changedAt", d.version,
  d.supporting as "supportingIds",
  (select count(*)::int from duty c where c.parent_id = d.id) as parts`

export interface DutyQuery {
  readonly where: RawBuilder<unknown>
  readonly order?: RawBuilder<unknown>
  readonly limit?: number
  readonly offset?: number
}

export async function findDuties(tx: Tx, query: DutyQuery): Promise<readonly FoundDuty[]> {
  const order = query.order ?? sql`d.serial`
  const { where, limit, offset = 0 } = query
  // A page is found first, in an index if that has all that is asked; what is shown is fetched after, for its rows alone.
  const chosen =
    limit === undefined
      ? where
      : sql`d.id in (select d.id from duty d where ${where} order by ${order} limit ${limit} offset ${offset})`
  const { rows } = await sql<FoundDuty>`
    select ${COLUMNS} from duty d where ${chosen} order by ${order}`.execute(tx)
  return rows
}

/** A page and how many there are in one question; counting stops at `most`. */
export async function findPage(
  tx: Tx,
  query: DutyQuery & { readonly limit: number },
  most: number,
): Promise<{ found: readonly FoundDuty[]; total: number }> {
  const order = query.order ?? sql`d.serial`
  const { rows } = await sql<FoundDuty & { total: number; place: number | null }>`
    select page.*, counted.total
      from (select count(*)::int as total from (select from duty d where ${query.where} limit ${most}) as some_duties) as counted
      left join (
        select row_number() over (order by ${order}) as place, ${COLUMNS}
          from (select d.id from duty d where ${query.where} order by ${order} limit ${query.limit} offset ${query.offset ?? 0}) as found
          join duty d on d.id = found.id
      ) as page on true
     order by page.place`.execute(tx)
  return {
    // Where nothing is found there is one row, with the count alone.
    found: rows.flatMap(({ total: _total, place, ...duty }) => (place === null ? [] : [duty])),
    total: rows[0]?.total ?? 0,
  }
}

/** The same of a whole record. */
export function foundOf(row: DutyRecord, parts: number): FoundDuty {
  return {
    id: row.id,
    serial: row.serial,
    kind: row.kind,
    parentId: row.parentId,
    title: row.title,
    number: row.number,
    ownerId: row.ownerId,
    leadId: row.leadId,
    person: row.personName,
    supportingIds: row.supporting,
    parkId: row.parkId,
    categories: row.categories,
    startsOn: row.startsOn,
    dueOn: row.dueOn,
    precision: row.duePrecision,
    dueText: row.dueText,
    rhythm: row.rhythm,
    period: row.period,
    state: row.state,
    light: row.light,
    overridden: row.overrideLight !== null,
    flags: row.flags as FoundDuty['flags'],
    progress: row.rolledProgress,
    evidence: row.evidence,
    lastReportOn: row.lastReportOn,
    reportDueOn: row.reportDueOn,
    documentId: row.documentId,
    documentTitle: row.documentTitle,
    source: row.source,
    visibility: row.visibility,
    forEvaluation: row.forEvaluation,
    synthetic: row.synthetic,
    changedAt: row.changedAt,
    version: row.version,
    parts,
  }
}

export function toDutyRow(found: FoundDuty, bodies: Bodies): DutyRow {
  const { ownerId, leadId, supportingIds, parkId, documentId, documentTitle, ...row } = found
  return {
    ...row,
    owner: bodies.of(ownerId),
    lead: bodies.orNull(leadId),
    supporting: supportingIds.map((id) => bodies.of(id)),
    park: bodies.orNull(parkId),
    document: documentId === null ? null : { id: documentId, title: documentTitle ?? '' },
  }
}

export async function rowsOf(tx: Tx, ctx: Context, found: readonly FoundDuty[]): Promise<DutyRow[]> {
  const bodies = await loadBodies(
    tx,
    ctx,
    found.flatMap((row) => [row.ownerId, row.leadId, row.parkId, ...row.supportingIds]),
  )
  return found.map((row) => toDutyRow(row, bodies))
}

export async function readDutyRows(tx: Tx, ctx: Context, query: DutyQuery): Promise<DutyRow[]> {
  return rowsOf(tx, ctx, await findDuties(tx, query))
}
