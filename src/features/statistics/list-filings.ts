import { sql, type RawBuilder } from 'kysely'
import type { CompiledForm } from '#domain/indicators'
import type { Context } from '#platform/http'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { headOf } from './collections.ts'
import type { FilingRow } from './contract.ts'
import type * as contract from './contract.ts'
import { placesOf } from './cells.ts'
import { formAt } from './forms.ts'
import { parksById, unitsById } from './frame.ts'
import { filingCaller } from './read-filing.ts'
import { loadPeriod, type PeriodRow, type Tx } from './store.ts'
import { whoFiles } from './who-files.ts'
import { todayOf } from './workdays.ts'

type Filter = Pick<QueryOf<typeof contract.listFilings>, 'park' | 'state' | 'flag' | 'search'>

/** How many figures a list shows of each filing. */
const LEADING = 3

/** The form's first compulsory figures (or its first), for orientation. */
export function leadingFields(form: CompiledForm): readonly string[] {
  const figures = form.fields.filter(({ isFigure, field }) => isFigure && field.type !== 'flag')
  const compulsory = figures.filter(({ field }) => field.compulsory)
  return (compulsory.length > 0 ? compulsory : figures).slice(0, LEADING).map(({ field }) => field.code)
}

/**
 * Everybody who must file with what came, and what came from others: `u` for unit_id, park_id, name…, `h` for the filing, filtered.
 */
export function filingsSql(form: CompiledForm, period: PeriodRow, filter: Filter): RawBuilder<unknown> {
  const { park, state, flag, search } = filter
  const conditions = [
    ...(park === undefined ? [] : [sql`u.park_id = ${park}::uuid`]),
    ...(state === undefined ? [] : [stateSql(state)]),
    ...(flag === undefined ? [] : [flagSql(flag)]),
    ...(search === undefined || search === ''
      ? []
      : [
          sql`(u.name LIKE ${`%${escaped(search)}%`} OR u.initials LIKE ${`${escaped(search.toLowerCase())}%`}
               OR u.credit_code LIKE ${`${escaped(search.toUpperCase())}%`})`,
        ]),
  ]
  return sql`
    WITH owed AS (${whoFiles(form.definition.filers, period.toOn)}),
         had AS (SELECT * FROM statistics_filing WHERE form = ${period.form} AND period = ${period.period}),
         u AS (
           SELECT coalesce(h.unit_id, o.unit_id) AS unit_id, coalesce(h.park_id, o.park_id) AS park_id,
                  coalesce(o.name, s.name, p.name) AS name, coalesce(o.initials, s.initials, p.initials, '') AS initials,
                  coalesce(o.credit_code, e.credit_code) AS credit_code, o.unit_id IS NOT NULL AS owes, h.*::text IS NOT NULL AS has
             FROM owed o FULL JOIN had h ON h.unit_id = o.unit_id
             LEFT JOIN enterprise e ON o.unit_id IS NULL AND e.id = h.enterprise_id
             LEFT JOIN LATERAL (
               SELECT name, initials FROM enterprise_state s
                WHERE o.unit_id IS NULL AND s.enterprise_id = h.enterprise_id AND upper_inf(s.known)
                ORDER BY s.valid @> ${period.toOn}::date DESC, upper(s.valid) DESC NULLS FIRST LIMIT 1
             ) s ON true
             LEFT JOIN organisation_name p ON o.unit_id IS NULL AND p.organisation_id = h.park_unit_id AND p.valid @> current_date
         ),
         listed AS (
           SELECT u.unit_id, u.park_id, u.name, u.initials, u.owes, h.state, coalesce(h.final, false) AS final, h.version, coalesce(h.errors, 0) AS errors,
                  coalesce(h.unexplained, 0) AS unexplained, coalesce(h.open_queries, 0) AS open_queries, h.imputed,
                  h.submitted_at, h.late, h.changed_at, h.figures, h.words, h.form_version, h.known_from
             FROM u LEFT JOIN had h ON h.unit_id = u.unit_id
            ${conditions.length === 0 ? sql`` : sql`WHERE ${sql.join(conditions, sql` AND `)}`}
         )`
}

function stateSql(state: NonNullable<Filter['state']>): RawBuilder<unknown> {
  switch (state) {
    case 'missing':
      return sql`h.unit_id IS NULL`
    case 'owed':
      return sql`u.owes AND (h.unit_id IS NULL OR h.state IN ('draft', 'returned'))`
    case 'final':
      return sql`h.final`
    case 'draft':
    case 'submitted':
    case 'returned':
    case 'approved':
    case 'accepted':
      return sql`h.state = ${state}`
  }
}

function flagSql(flag: NonNullable<Filter['flag']>): RawBuilder<unknown> {
  switch (flag) {
    case 'errors':
      return sql`h.errors > 0`
    case 'unexplained':
      return sql`h.unexplained > 0`
    case 'queries':
      return sql`h.open_queries > 0`
    case 'late':
      return sql`h.late`
    case 'imputed':
      return sql`h.imputed::text <> '{}'`
  }
}

function escaped(words: string): string {
  return words.replaceAll(/[\\%_]/gu, (character) => `\\${character}`)
}

const ORDER = {
  name: sql`initials, name`,
  park: sql`park_id, initials, name`,
  state: sql`state NULLS FIRST, initials, name`,
  changed: sql`changed_at DESC NULLS LAST, initials`,
  findings: sql`errors DESC, unexplained DESC, open_queries DESC, initials`,
} as const

type Row = Omit<FilingRow, 'unit' | 'park' | 'imputed' | 'figures' | 'chased' | 'chasedAt'> & {
  readonly unitId: string
  readonly parkId: string | null
  readonly imputed: Record<string, unknown> | null
  readonly figures: (number | null)[] | null
  readonly formVersion: number | null
  readonly total: number
}

/** Who must file and what came. */
export async function listFilings(
  ctx: Context,
  key: ParamsOf<typeof contract.listFilings>,
  query: QueryOf<typeof contract.listFilings>,
): Promise<ResponseOf<typeof contract.listFilings>> {
  return ctx.read(async (tx) => {
    const period = await loadPeriod(tx, key)
    const form = await formAt(tx, ctx.place, key.form, period.formVersion)
    const leading = leadingFields(form)
    const { rows } = await sql<Row>`
      ${filingsSql(form, period, query)}
      SELECT unit_id, park_id, state, final, version, errors, unexplained, open_queries, imputed, submitted_at, late, changed_at,
             figures, form_version, (count(*) OVER ())::int AS total
        FROM listed ORDER BY ${ORDER[query.sort]}, unit_id LIMIT ${query.limit} OFFSET ${query.offset}`.execute(
      tx,
    )
    const parks = await parksById(tx)
    const ids = rows.map(({ unitId }) => unitId)
    const units = await unitsById(tx, ids, period.toOn)
    const chases = await chasesOf(tx, key, ids)
    const filings: FilingRow[] = []
    for (const { unitId, parkId, imputed, figures, formVersion, total: _, ...row } of rows) {
      const unit = units.get(unitId)
      if (unit === undefined) continue
      const version = formVersion === null ? form : await formAt(tx, ctx.place, key.form, formVersion)
      const places = placesOf(version).figures
      const chase = chases.get(unitId)
      filings.push({
        ...row,
        unit,
        park: parkId === null ? null : (parks.get(parkId) ?? null),
        imputed: Object.keys(imputed ?? {}).length,
        chased: chase?.times ?? 0,
        chasedAt: chase?.at ?? null,
        figures: leading.map((code) => figures?.[places.indexOf(code)] ?? null),
      })
    }
    return {
      total: rows[0]?.total ?? (query.offset === 0 ? 0 : await countAll(tx, form, period, query)),
      leading: leading.flatMap((code) => {
        const field = form.fieldByCode.get(code)?.field
        return field === undefined ? [] : { code, label: field.label, unit: field.unit }
      }),
      filings,
    }
  })
}

/** Past the last page the window knows no total. */
async function countAll(tx: Tx, form: CompiledForm, period: PeriodRow, filter: Filter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    ${filingsSql(form, period, filter)} SELECT count(*)::int AS total FROM listed`.execute(tx)
  return rows[0]?.total ?? 0
}

async function chasesOf(tx: Tx, { form, period }: { form: string; period: string }, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { times: number; at: string }>()
  const { rows } = await sql<{ unitId: string; times: number; at: string }>`
    SELECT unit_id, count(*)::int AS times, max(at) AS at FROM statistics_chase
     WHERE form = ${form} AND period = ${period} AND unit_id = ANY (${[...ids]}::uuid[]) GROUP BY unit_id`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.unitId, row]))
}

/** What my enterprise (or my park itself) files and owes, by due day: everything that runs, and the last dozen of each form. */
export async function listMyFilings(ctx: Context): Promise<ResponseOf<typeof contract.listMyFilings>> {
  return ctx.read(async (tx) => {
    const { enterpriseId } = await filingCaller(tx, ctx)
    const ofPark = ctx.caller.roles.includes('park_committee')
    const unitId = enterpriseId ?? (ofPark ? ctx.caller.organisationId : null)
    if (unitId === null) return { unit: null, filings: [] }
    const today = await todayOf(tx, ctx)
    const { rows } = await sql<
      PeriodRow & {
        readonly reopened: number
        readonly owes: boolean
        readonly state: FilingRow['state']
        readonly final: boolean
        readonly late: boolean | null
        readonly errors: number
        readonly unexplained: number
        readonly openQueries: number
        readonly returnReason: string | null
        readonly submittedAt: string | null
        readonly chasedAt: string | null
      }
    >`
      SELECT p.form, p.period, p.form_version, p.from_on, p.to_on, p.opens_on, p.due_on, p.locked_at, p.locked_by_name, p.version,
             (SELECT count(*)::int FROM statistics_period_act a WHERE a.form = p.form AND a.period = p.period
                AND a.act = 'reopen' AND a.ended_at IS NULL) AS reopened,
             h.state, coalesce(h.final, false) AS final, h.late, coalesce(h.errors, 0) AS errors,
             coalesce(h.unexplained, 0) AS unexplained, coalesce(h.open_queries, 0) AS open_queries, h.return_reason,
             h.submitted_at,
             (SELECT max(at) FROM statistics_chase c WHERE c.unit_id = ${unitId}::uuid AND c.form = p.form AND c.period = p.period)
               AS chased_at
        FROM (SELECT p.*, row_number() OVER (PARTITION BY p.form ORDER BY p.to_on DESC) AS nth FROM statistics_period p) p
        JOIN statistics_form f ON f.code = p.form AND f.version = p.form_version
        LEFT JOIN statistics_filing h ON h.unit_id = ${unitId}::uuid AND h.form = p.form AND h.period = p.period
       WHERE f.unit = ${enterpriseId === null ? 'park' : 'enterprise'} AND (h.unit_id IS NOT NULL OR p.locked_at IS NULL)
         AND (p.locked_at IS NULL OR p.nth <= 14)
       ORDER BY p.locked_at IS NULL DESC, p.due_on DESC, p.to_on DESC, p.form LIMIT 120`.execute(tx)
    const filings = []
    for (const row of rows) {
      const form = await formAt(tx, ctx.place, row.form, row.formVersion)
      if (row.state === null && !(await owes(tx, form, row, unitId))) continue
      filings.push({
        collection: headOf(form, row, row.reopened, today),
        state: row.state,
        final: row.final,
        late: row.late,
        errors: row.errors,
        unexplained: row.unexplained,
        openQueries: row.openQueries,
        returnReason: row.returnReason,
        submittedAt: row.submittedAt,
        chasedAt: row.chasedAt,
      })
    }
    return { unit: (await unitsById(tx, [unitId], today)).get(unitId) ?? null, filings }
  })
}

async function owes(tx: Tx, form: CompiledForm, period: PeriodRow, unitId: string): Promise<boolean> {
  const { rows } = await sql`
    WITH owed AS (${whoFiles(form.definition.filers, period.toOn)})
    SELECT FROM owed WHERE unit_id = ${unitId}::uuid`.execute(tx)
  return rows.length > 0
}
