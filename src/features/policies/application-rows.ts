import { sql, type RawBuilder, type Transaction } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { ApplicationState } from './contract-matching.ts'
import type { ApplicationRow, ApplicationView } from './contract-applications.ts'
import type { z } from 'zod'

type Tx = Transaction<Database>
type Row = z.infer<typeof ApplicationRow>
type View = z.infer<typeof ApplicationView>
type State = z.infer<typeof ApplicationState>

export interface ApplicationFilter {
  readonly state?: State | undefined
  readonly policy?: string | undefined
  readonly enterprise?: string | undefined
  readonly park?: string | undefined
  readonly list?: string | undefined
  readonly year?: number | undefined
  readonly flagged?: 'yes' | undefined
  readonly search?: string | undefined
}

/** Listed ones belong to their list until it is sent. */
function conditionOf(filter: ApplicationFilter): RawBuilder<boolean> {
  const like = `%${(filter.search ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const parts: RawBuilder<boolean>[] = [
    filter.list === undefined ? sql<boolean>`a.state <> 'listed'` : sql<boolean>`a.list_id = ${filter.list}`,
  ]
  if (filter.state !== undefined) parts.push(sql`a.state = ${filter.state}`)
  if (filter.policy !== undefined) parts.push(sql`a.policy_id = ${filter.policy}`)
  if (filter.enterprise !== undefined) parts.push(sql`a.enterprise_id = ${filter.enterprise}`)
  if (filter.park !== undefined) parts.push(sql`a.park_id = ${filter.park}`)
  if (filter.year !== undefined) parts.push(sql`a.year = ${filter.year}`)
  if (filter.flagged === 'yes')
    parts.push(sql`EXISTS (SELECT FROM policy_flag f WHERE f.application_id = a.id AND f.state = 'open')`)
  if (filter.search !== undefined && filter.search !== '')
    parts.push(
      sql`(s.name ILIKE ${like} OR e.credit_code ILIKE ${like} OR a.case_number ILIKE ${like}
           OR v.definition -> 'title' ->> 'zh' ILIKE ${like})`,
    )
  return sql.join(parts, sql` AND `)
}

const FROM = sql`
  policy_application a
  JOIN policy_version v ON v.id = a.policy_version_id
  JOIN policy p ON p.id = a.policy_id
  JOIN enterprise e ON e.id = a.enterprise_id
  LEFT JOIN LATERAL (SELECT name FROM enterprise_state s WHERE s.enterprise_id = a.enterprise_id AND upper_inf(s.known)
    AND s.valid @> a.on_day LIMIT 1) s ON true
  LEFT JOIN LATERAL (SELECT short_name FROM organisation_name n WHERE n.organisation_id = a.park_id
    AND n.valid @> current_date LIMIT 1) n ON true`

const ORDERS = {
  newest: sql`a.at DESC, a.id`,
  amount: sql`coalesce(a.approved, a.worked) DESC NULLS LAST, a.id`,
  enterprise: sql`s.name, a.id`,
} as const
export type ApplicationOrder = keyof typeof ORDERS

/** A listed one is shown as invited: the list says itself whether it was sent. */
const COLUMNS = sql`
  a.id, a.procedure, CASE a.state WHEN 'listed' THEN 'invited' ELSE a.state END AS state, a.year, a.worked, a.approved, a.paid,
  a.case_id, a.case_number, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, a.synthetic, a.version,
  json_build_object('id', a.policy_id, 'code', p.code, 'title', v.definition -> 'title', 'versionId', a.policy_version_id) AS policy,
  json_build_object('id', a.enterprise_id, 'name', coalesce(s.name, e.credit_code), 'creditCode', e.credit_code) AS enterprise,
  CASE WHEN a.park_id IS NULL THEN NULL ELSE json_build_object('id', a.park_id, 'name', n.short_name) END AS park,
  (SELECT count(*)::int FROM policy_flag f WHERE f.application_id = a.id AND f.state = 'open') AS open_flags`

export async function countApplications(tx: Tx, filter: ApplicationFilter) {
  const { rows } = await sql<{ total: number; approved: number; paid: number }>`
    SELECT count(*)::int AS total, coalesce(sum(a.approved), 0)::float8 AS approved, coalesce(sum(a.paid), 0)::float8 AS paid
      FROM ${FROM} WHERE ${conditionOf(filter)}`.execute(tx)
  return rows[0] ?? { total: 0, approved: 0, paid: 0 }
}

export async function loadApplications(
  tx: Tx,
  filter: ApplicationFilter,
  page: { readonly sort?: ApplicationOrder; readonly offset?: number; readonly limit?: number } = {},
): Promise<Row[]> {
  const limit = page.limit === undefined ? sql`ALL` : sql`${page.limit}`
  const { rows } = await sql<Row>`
    SELECT ${COLUMNS} FROM ${FROM} WHERE ${conditionOf(filter)}
     ORDER BY ${ORDERS[page.sort ?? 'newest']} OFFSET ${page.offset ?? 0} LIMIT ${limit}`.execute(tx)
  return rows
}

type Detail = Pick<View, 'note' | 'byName' | 'facts' | 'files' | 'payments' | 'flags'> & Row

/** One application with everything that hangs on it; refuses what the caller may not see by the words of what is not there. */
export async function loadApplication(tx: Tx, ctx: Context, id: string): Promise<View> {
  const { rows } = await sql<Detail>`
    SELECT ${COLUMNS}, a.note, a.by_name, a.facts,
           coalesce((SELECT json_agg(json_build_object('id', f.id, 'evidence', f.evidence, 'name', f.name, 'sizeBytes', f.size_bytes)
              ORDER BY f.at, f.name) FROM policy_application_file f WHERE f.application_id = a.id), '[]') AS files,
           coalesce((SELECT json_agg(json_build_object('id', m.id, 'amount', m.amount, 'on', m.paid_on, 'reference', m.reference,
              'byName', m.by_name, 'at', to_char(m.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              'reversed', CASE WHEN m.reversed_at IS NULL THEN NULL ELSE json_build_object('reason', m.reversal_reason,
                'at', to_char(m.reversed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'byName', m.reversed_by_name) END)
              ORDER BY m.paid_on, m.at) FROM policy_payment m WHERE m.application_id = a.id), '[]') AS payments,
           coalesce((SELECT json_agg(json_build_object('id', f.id, 'kind', f.kind, 'detail', f.detail, 'state', f.state,
              'at', to_char(f.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              'decision', CASE WHEN f.decided_at IS NULL THEN NULL ELSE json_build_object('reason', f.decision_reason,
                'byName', f.decided_by_name, 'at', to_char(f.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) END)
              ORDER BY f.at) FROM policy_flag f WHERE f.application_id = a.id), '[]') AS flags
      FROM ${FROM} WHERE a.id = ${id}`.execute(tx)
  const row = rows[0] ?? refuse('policies.application_not_found')
  return { ...row, can: abilitiesOf(ctx, row) }
}

function abilitiesOf(ctx: Context, row: Detail): View['can'] {
  const { roles } = ctx.caller
  const office = roles.includes('zone_office')
  const can: View['can'] = []
  if (row.state === 'invited' && (roles.includes('enterprise') || roles.includes('park_committee')))
    can.push('withdraw')
  if (office && (row.state === 'approved' || row.state === 'paid') && row.paid < (row.approved ?? 0))
    can.push('pay')
  if (office && row.payments.some(({ reversed }) => reversed === null)) can.push('reverse')
  if (office && row.flags.some(({ state }) => state === 'open')) can.push('decide-flag')
  return can
}

/** The row as it stands, locked; another version than the caller saw is refused. */
export async function lockApplication(tx: Tx, id: string, version: number | null) {
  const row = await tx
    .selectFrom('policyApplication')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return refuse('policies.application_not_found')
  if (version !== null && row.version !== version)
    refuse('policies.application_stale', { state: row.state, version: row.version })
  return row
}
