import { sql } from 'kysely'
import type { CompiledForm } from '#domain/indicators'
import { refuse, type DateOn } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { CollectionCounts, CollectionHead } from './contract.ts'
import type * as contract from './contract.ts'
import { formAt } from './forms.ts'
import { parksById, unitsById } from './frame.ts'
import { loadPeriod, type PeriodRow, type Tx } from './store.ts'
import { whoFiles } from './who-files.ts'
import { todayOf } from './workdays.ts'

type CountRow = CollectionCounts & { readonly parkId: string | null }

/** Periods with how far they are, newest first. */
export async function listCollections(
  ctx: Context,
  query: QueryOf<typeof contract.listCollections>,
): Promise<ResponseOf<typeof contract.listCollections>> {
  return ctx.read(async (tx) => {
    const today = await todayOf(tx, ctx)
    const { rows } = await sql<PeriodRow & { readonly reopened: number }>`
      SELECT p.form, p.period, p.form_version, p.from_on, p.to_on, p.opens_on, p.due_on, p.locked_at, p.locked_by_name,
             p.version, coalesce(r.reopened, 0)::int AS reopened
        FROM statistics_period p
        JOIN statistics_form f ON f.code = p.form AND f.version = p.form_version
        LEFT JOIN (SELECT form, period, count(*) AS reopened FROM statistics_period_act
                    WHERE act = 'reopen' AND ended_at IS NULL GROUP BY form, period) r USING (form, period)
       WHERE (${query.form ?? null}::text IS NULL OR p.form = ${query.form ?? null})
         AND (${query.rhythm ?? null}::text IS NULL OR f.rhythm = ${query.rhythm ?? null})
         AND (${query.which} = 'all' OR (p.opens_on <= ${today} AND (p.locked_at IS NULL OR r.reopened > 0)))
       ORDER BY p.to_on DESC, p.form LIMIT ${query.limit + 1}`.execute(tx)
    const collections = []
    for (const row of rows.slice(0, query.limit)) {
      const form = await formAt(tx, ctx.place, row.form, row.formVersion)
      collections.push({
        ...headOf(form, row, row.reopened, today),
        counts: total(await countByPark(tx, form, row)),
      })
    }
    return { collections, more: rows.length > query.limit }
  })
}

/** One period: by park, and what was done to it. */
export async function readCollection(
  ctx: Context,
  key: ParamsOf<typeof contract.readCollection>,
): Promise<ResponseOf<typeof contract.readCollection>> {
  return ctx.read(async (tx) => {
    const row = await loadPeriod(tx, key)
    const form = await formAt(tx, ctx.place, row.form, row.formVersion)
    const today = await todayOf(tx, ctx)
    const counts = await countByPark(tx, form, row)
    const parks = await parksById(tx)
    const acts = await actsOf(tx, row)
    const reopened = acts.filter(({ act, endedAt }) => act === 'reopen' && endedAt === null).length
    const head = headOf(form, row, reopened, today)
    const office = ctx.caller.roles.includes('zone_office')
    const park = ctx.caller.roles.includes('park_committee')
    const running = head.state !== 'planned' && (head.state !== 'locked' || reopened > 0)
    return {
      collection: head,
      counts: total(counts),
      parks: counts
        .map(({ parkId, ...rest }) => ({
          park: parkId === null ? null : (parks.get(parkId) ?? null),
          counts: rest,
        }))
        .sort((a, b) => (a.park?.code ?? '~').localeCompare(b.park?.code ?? '~')),
      acts: await withNames(tx, acts, parks, row.toOn),
      may: {
        lock: office && head.state !== 'locked' && head.state !== 'planned',
        reopen: office && head.state === 'locked',
        changeDue: office && head.state !== 'locked',
        import: (office || park || ctx.caller.roles.includes('enterprise')) && running,
        approve: (form.definition.filers.unit === 'park' ? office : park) && running,
        accept: office && running && form.definition.approval === 'approve-then-accept',
        chase: (office || park) && running,
      },
    }
  })
}

export function headOf(
  { definition }: CompiledForm,
  row: PeriodRow,
  reopened: number,
  today: DateOn,
): CollectionHead {
  return {
    form: row.form,
    title: definition.title,
    rhythm: definition.rhythm,
    unit: definition.filers.unit,
    own: definition.own,
    approval: definition.approval,
    period: row.period,
    formVersion: row.formVersion,
    fromOn: row.fromOn,
    toOn: row.toOn,
    opensOn: row.opensOn,
    dueOn: row.dueOn,
    state: stateOf(row, today),
    reopened,
    lockedAt: row.lockedAt,
    version: row.version,
  }
}

/** due: the last five days before it is overdue. */
export function stateOf(
  row: Pick<PeriodRow, 'lockedAt' | 'opensOn' | 'dueOn'>,
  today: DateOn,
): CollectionHead['state'] {
  if (row.lockedAt !== null) return 'locked'
  if (today < row.opensOn) return 'planned'
  if (today > row.dueOn) return 'overdue'
  return daysUntil(row.dueOn, today) <= DUE_SOON_DAYS ? 'due' : 'open'
}
const DUE_SOON_DAYS = 5

function daysUntil(on: DateOn, today: DateOn): number {
  return (Date.parse(on) - Date.parse(today)) / 86_400_000
}

/** Counts of what the caller sees, by the park that approves. */
export async function countByPark(tx: Tx, form: CompiledForm, row: PeriodRow): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    WITH owed AS (${whoFiles(form.definition.filers, row.toOn)}),
         had AS (SELECT unit_id, park_id, state, final, late, errors, unexplained, open_queries FROM statistics_filing
                  WHERE form = ${row.form} AND period = ${row.period})
    SELECT coalesce(h.park_id, o.park_id) AS park_id,
           count(o.unit_id)::int AS expected,
           count(*) FILTER (WHERE o.unit_id IS NOT NULL AND h.state IN ('submitted', 'approved', 'accepted'))::int AS filed,
           count(*) FILTER (WHERE o.unit_id IS NOT NULL AND h.state IN ('submitted', 'approved', 'accepted') AND NOT h.late)::int
             AS on_time,
           count(*) FILTER (WHERE o.unit_id IS NOT NULL AND h.state IN ('submitted', 'approved', 'accepted') AND h.late)::int AS late,
           count(*) FILTER (WHERE o.unit_id IS NOT NULL AND (h.state IS NULL OR h.state IN ('draft', 'returned')))::int AS missing,
           count(*) FILTER (WHERE h.state = 'draft')::int AS drafts,
           count(*) FILTER (WHERE h.state = 'submitted')::int AS submitted,
           count(*) FILTER (WHERE h.state = 'returned')::int AS returned,
           count(*) FILTER (WHERE h.state IN ('approved', 'accepted'))::int AS approved,
           count(*) FILTER (WHERE h.final)::int AS final,
           count(*) FILTER (WHERE h.errors > 0)::int AS with_errors,
           count(*) FILTER (WHERE h.unexplained > 0)::int AS unexplained,
           coalesce(sum(h.open_queries), 0)::int AS open_queries
      FROM owed o FULL JOIN had h USING (unit_id)
     GROUP BY 1`.execute(tx)
  return rows
}

const NO_COUNTS: CollectionCounts = {
  expected: 0,
  filed: 0,
  onTime: 0,
  late: 0,
  missing: 0,
  drafts: 0,
  submitted: 0,
  returned: 0,
  approved: 0,
  final: 0,
  withErrors: 0,
  unexplained: 0,
  openQueries: 0,
}

function total(rows: readonly CountRow[]): CollectionCounts {
  const keys = Object.keys(NO_COUNTS) as (keyof CollectionCounts)[]
  return rows.reduce(
    (sum, row) => Object.fromEntries(keys.map((key) => [key, sum[key] + row[key]])) as CollectionCounts,
    NO_COUNTS,
  )
}

async function actsOf(tx: Tx, { form, period }: PeriodRow) {
  return tx
    .selectFrom('statisticsPeriodAct')
    .select(['no', 'act', 'reason', 'basis', 'parkId', 'unitId', 'untilOn', 'endedAt', 'at', 'byName'])
    .where('form', '=', form)
    .where('period', '=', period)
    .orderBy('no', 'desc')
    .execute()
}

async function withNames(
  tx: Tx,
  acts: Awaited<ReturnType<typeof actsOf>>,
  parks: Awaited<ReturnType<typeof parksById>>,
  on: DateOn,
) {
  const units = await unitsById(
    tx,
    acts.flatMap(({ unitId }) => unitId ?? []),
    on,
  )
  return acts.map(({ parkId, unitId, ...act }) => ({
    ...act,
    park: parkId === null ? null : (parks.get(parkId) ?? null),
    unit: unitId === null ? null : (units.get(unitId) ?? null),
  }))
}

/** A park that the caller names must be one. */
export function parkOrRefuse(parks: Awaited<ReturnType<typeof parksById>>, id: string) {
  return parks.get(id) ?? refuse('statistics.park_unknown')
}
