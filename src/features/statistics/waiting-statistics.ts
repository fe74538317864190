import { sql } from 'kysely'
import type { Context } from '#platform/http'
import { listMyFilings } from './list-filings.ts'
import type { Tx } from './store.ts'

/** What statistics ask of the caller, for the in-tray. */
export interface WaitingInStatistics {
  readonly alerts: readonly {
    readonly id: string
    readonly name: { readonly zh: string; readonly en: string }
    readonly level: 'notice' | 'warning' | 'alarm'
    readonly period: string
    readonly raisedAt: string
  }[]
  /** Filings that my enterprise, or my park itself, owes. */
  readonly owed: readonly {
    readonly unitId: string
    readonly form: string
    readonly title: { readonly zh: string; readonly en: string }
    readonly period: string
    readonly dueOn: string
    readonly isReturned: boolean
  }[]
  /** Submitted filings that wait for my approval, or acceptance, by form and period. */
  readonly toApprove: readonly FormPeriodCount[]
  /** Queries that wait for my answer, or for me to close them, by form and period. */
  readonly queries: readonly (FormPeriodCount & { readonly unitId: string | null })[]
}

interface FormPeriodCount {
  readonly form: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly period: string
  readonly count: number
  readonly since: string | null
}

const SHOWN = 20

/** Read anew each time: an in-tray that is stored goes stale. */
export async function waitingInStatistics(ctx: Context): Promise<WaitingInStatistics> {
  const { caller } = ctx
  const mine = caller.organisationId
  const isOffice = caller.roles.includes('zone_office')
  const isPark = caller.roles.includes('park_committee')
  const isFiler = isPark || caller.roles.includes('enterprise')
  if (mine === null || !(isOffice || isFiler)) return { alerts: [], owed: [], toApprove: [], queries: [] }
  const own = isFiler ? await listMyFilings(ctx) : { unit: null, filings: [] }
  const unitId = own.unit?.id ?? null
  return ctx.read(async (tx) => ({
    alerts: isOffice || isPark ? await alertsOf(tx, mine) : [],
    owed: own.filings
      .filter(
        ({ collection, state }) =>
          (collection.state === 'open' || collection.state === 'due' || collection.state === 'overdue') &&
          (state === null || state === 'draft' || state === 'returned'),
      )
      .slice(0, SHOWN)
      .map(({ collection, state }) => ({
        unitId: unitId ?? '',
        form: collection.form,
        title: collection.title,
        period: collection.period,
        dueOn: collection.dueOn,
        isReturned: state === 'returned',
      })),
    toApprove: isOffice || isPark ? await toApprove(tx, mine, isOffice) : [],
    queries: await queriesOf(tx, mine, unitId),
  }))
}

async function alertsOf(tx: Tx, mine: string): Promise<WaitingInStatistics['alerts']> {
  const rows = await tx
    .selectFrom('statisticsAlert')
    .select(['id', 'watchDefinition', 'level', 'period', 'raisedAt'])
    .where('ownerId', '=', mine)
    .where('state', '=', 'open')
    .orderBy(sql`array_position('{alarm,warning,notice}', level)`)
    .orderBy('serial', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(({ watchDefinition, ...alert }) => ({
    ...alert,
    name: (watchDefinition as { readonly name: { readonly zh: string; readonly en: string } }).name,
  }))
}

/** A park approves its enterprises; the office approves the parks' own forms, and accepts where a form asks for two steps. */
async function toApprove(tx: Tx, mine: string, isOffice: boolean): Promise<FormPeriodCount[]> {
  const waits = isOffice
    ? sql`(f.unit = 'park' AND h.state = 'submitted')
          OR (f.definition ->> 'approval' = 'approve-then-accept' AND h.state = 'approved' AND NOT h.final)`
    : sql`f.unit <> 'park' AND h.state = 'submitted' AND h.park_id = ${mine}::uuid`
  const { rows } = await sql<FormPeriodCount>`
    SELECT h.form, (f.definition -> 'title')::text::json AS title, h.period, count(*)::int AS count, min(h.submitted_at) AS since
      FROM statistics_filing h JOIN statistics_form f ON f.code = h.form AND f.version = h.form_version
     WHERE h.state IN ('submitted', 'approved') AND NOT h.final AND (${waits})
     GROUP BY h.form, h.period, (f.definition -> 'title')::text
     ORDER BY h.period DESC, h.form LIMIT ${SHOWN}`.execute(tx)
  return rows
}

/** A filer answers open ones; whoever asked looks at the answers. */
async function queriesOf(
  tx: Tx,
  mine: string,
  unitId: string | null,
): Promise<WaitingInStatistics['queries']> {
  const { rows } = await sql<WaitingInStatistics['queries'][number]>`
    SELECT q.form, (SELECT f.definition -> 'title' FROM statistics_form f WHERE f.code = q.form ORDER BY f.version DESC LIMIT 1)
             AS title, q.period, count(*)::int AS count, min(q.at) AS since,
           CASE WHEN q.unit_id = ${unitId}::uuid THEN q.unit_id END AS unit_id
      FROM statistics_query q
     WHERE (q.state = 'open' AND q.unit_id = ${unitId}::uuid)
        OR (q.state = 'answered' AND q.organisation_id = ${mine}::uuid)
     GROUP BY q.form, q.period, 6
     ORDER BY q.period DESC, q.form LIMIT ${SHOWN}`.execute(tx)
  return rows
}
