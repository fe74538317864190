import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { addDays, lightOn, type DutyProgress, type Light } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import { loadBodies } from './bodies.ts'
import type { TargetRow } from './contract.ts'
import type * as contract from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import { whereDuty } from './filter-duties.ts'
import { assessAt, readLedgerAt, rulesAt } from './ledger-at.ts'
import { countWhere, rounded } from './list-duties.ts'
import type { Tx } from './store.ts'
import { readTargetRows } from './targets.ts'
import { dayOf, endOfDay } from './today.ts'

type Overview = ResponseOf<typeof contract.readOverview>

/** As much as stays readable on one page. */
const RED_SHOWN = 30
const TARGETS_SHOWN = 40
const BEFORE_DAYS = 30

/** 领导一屏: of what is in the ledger and the asker may see, or of one document of it. */
export function readOverview(
  ctx: Context,
  { document }: QueryOf<typeof contract.readOverview>,
): Promise<Overview> {
  const filter = document === undefined ? {} : { document }
  const where = whereDuty(filter, ctx.caller)
  const today = dayOf(ctx.now)
  return ctx.read(async (tx) => {
    const counts = await countWhere(tx, ctx, filter)
    const of = (states: readonly string[]) =>
      states.reduce((sum, state) => sum + (counts.states[state] ?? 0), 0)
    const done = of(['verified', 'closed'])
    return {
      today,
      totals: {
        duties: counts.total,
        open: counts.total - done - of(['suspended']),
        done,
        meanProgress: counts.meanProgress,
        lights: counts.lights,
        flags: counts.flags,
        before: await totalsBefore(tx, document, addDays(today, -BEFORE_DAYS)),
      },
      parks: await countParks(tx, ctx, where),
      bodies: await countBodies(tx, ctx, where),
      red: await readDutyRows(tx, ctx, {
        where: sql`${where} and d.light = 'red'`,
        order: sql`d.due_on nulls last, d.id`,
        limit: RED_SHOWN,
      }),
      targets: worstFirst(
        await readTargetRows(
          tx,
          ctx,
          document === undefined ? sql`true` : sql`t.document_id = ${document}::uuid`,
        ),
      ).slice(0, TARGETS_SHOWN),
      supervision: await countSupervision(tx, where),
    }
  })
}

interface Sum {
  readonly light: Light
  readonly duties: number
  readonly progress: number
}

/**
 * The same counts as they were at the end of an earlier day. What nobody touched since then is judged as of that day by what it
 * says now; being untouched it can only have grown worse, so what is green was green. What was touched is read from the history.
 */
async function totalsBefore(
  tx: Tx,
  document: string | undefined,
  on: string,
): Promise<Overview['totals']['before']> {
  const end = endOfDay(on)
  const among = document === undefined ? sql<SqlBool>`true` : sql<SqlBool>`d.document_id = ${document}::uuid`
  const rules = await rulesAt(tx, on)
  const sums: Sum[] = (await untouchedSince(tx, end, among)).map(({ duties, rolled, ...one }) => ({
    light:
      one.light === 'green' || one.light === 'grey' || one.override !== null
        ? one.light
        : lightOn({ ...one, progress: rolled }, on, rules),
    duties,
    progress: rolled * duties,
  }))
  const touched = await readLedgerAt(
    tx,
    on,
    sql`${among} and d.created_at < ${end}::timestamptz and d.changed_at >= ${end}::timestamptz`,
  )
  for (const one of touched)
    if (one.duty.state !== 'merged' && one.duty.state !== 'dropped')
      sums.push({ light: assessAt(one, one.progress, on, rules).light, duties: 1, progress: one.progress })
  const lights: Record<string, number> = {}
  let [duties, progress] = [0, 0]
  for (const sum of sums) {
    lights[sum.light] = (lights[sum.light] ?? 0) + sum.duties
    duties += sum.duties
    progress += sum.progress
  }
  return { on, lights, meanProgress: duties === 0 ? null : rounded(progress / duties) }
}

interface Untouched extends Omit<DutyProgress, 'progress'> {
  readonly light: Light
  readonly duties: number
  readonly rolled: number
}

/** Those that are judged by the same facts are counted together; of green ones only the progress matters. */
async function untouchedSince(tx: Tx, end: string, among: RawBuilder<SqlBool>): Promise<Untouched[]> {
  const { rows } = await sql<Untouched>`
    select d.light, count(*)::int as duties, d.rolled_progress as rolled,
           case when j.now then d.state end as state, case when j.now then d.starts_on end as "startsOn",
           case when j.now then d.due_on end as "dueOn", case when j.now then d.due_precision end as precision,
           case when j.now then d.report_every end as "reportEvery",
           case when j.now then d.assigned_on end as "assignedOn",
           case when j.now then d.last_report_on end as "lastReportOn",
           case when j.now then d.completed_on end as "completedOn",
           case when j.now then d.evidence end as evidence,
           case when d.override_light is not null then json_build_object('light', d.override_light, 'reason', '')::jsonb
             end as override
      from duty d
      cross join lateral (select d.light in ('yellow', 'red') and d.override_light is null as now) j
     where ${among} and d.changed_at < ${end}::timestamptz and d.state not in ('merged', 'dropped')
     group by 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13`.execute(tx)
  return rows
}

const SEVERITY = ['grey', 'green', 'yellow', 'red'] as const

/** A duty is a park's when it is about the park or the park leads it. All parks are told, those without a duty too. */
async function countParks(tx: Tx, ctx: Context, where: RawBuilder<SqlBool>): Promise<Overview['parks']> {
  const parks = await tx
    .selectFrom('organisation')
    .select('id')
    .where('kind', '=', 'park')
    .orderBy('code')
    .execute()
  const { rows } = await sql<Sum & { park: string }>`
    select p.id as park, d.light, count(*)::int as duties, sum(d.rolled_progress)::float8 as progress
      from duty d
      join lateral (select distinct o.id from organisation o
        where o.id in (d.park_id, d.lead_id) and o.kind = 'park') p on true
     where ${where} group by 1, 2`.execute(tx)
  const bodies = await loadBodies(
    tx,
    ctx,
    parks.map(({ id }) => id),
  )
  return parks
    .filter(({ id }) => bodies.has(id))
    .map(({ id }) => {
      const own = rows.filter(({ park }) => park === id)
      const duties = own.reduce((sum, row) => sum + row.duties, 0)
      return {
        park: bodies.of(id),
        duties,
        lights: Object.fromEntries(own.map(({ light, duties: n }) => [light, n])),
        worst: SEVERITY.toReversed().find((light) => own.some((row) => row.light === light)) ?? null,
        meanProgress: meanOf(own),
      }
    })
}

/** Leads, those with most red first. */
async function countBodies(tx: Tx, ctx: Context, where: RawBuilder<SqlBool>): Promise<Overview['bodies']> {
  const { rows } = await sql<{
    lead: string
    duties: number
    red: number
    yellow: number
    late: number
    progress: number
  }>`select d.lead_id as lead, count(*)::int as duties, sum(d.rolled_progress)::float8 as progress,
            count(*) filter (where d.light = 'red')::int as red,
            count(*) filter (where d.light = 'yellow')::int as yellow,
            count(*) filter (where 'late' = any(d.flags))::int as late
       from duty d where ${where} and d.lead_id is not null group by 1
      order by red desc, yellow desc, duties desc, lead`.execute(tx)
  const bodies = await loadBodies(
    tx,
    ctx,
    rows.map(({ lead }) => lead),
  )
  return rows.map(({ lead, progress, ...row }) => ({
    body: bodies.of(lead),
    ...row,
    meanProgress: meanOf([{ duties: row.duties, progress }]),
  }))
}

function meanOf(sums: readonly Pick<Sum, 'duties' | 'progress'>[]): number | null {
  const duties = sums.reduce((sum, row) => sum + row.duties, 0)
  return duties === 0 ? null : rounded(sums.reduce((sum, row) => sum + row.progress, 0) / duties)
}

const STANDINGS = ['off-track', 'missed', 'at-risk', 'unknown', 'on-track', 'met']

/** Those that somebody must look at first; within one standing by year. */
function worstFirst(targets: readonly TargetRow[]): TargetRow[] {
  return [...targets].sort(
    (a, b) =>
      STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
      (a.year ?? 9999) - (b.year ?? 9999) ||
      a.serial - b.serial,
  )
}

async function countSupervision(tx: Tx, where: RawBuilder<SqlBool>): Promise<Overview['supervision']> {
  const { rows } = await sql<Overview['supervision']>`
    select (select count(*)::int from supervision_proposal s
             where s.state = 'open' and s.duty_id in (select d.id from duty d where ${where})) as proposals,
           (select count(*)::int from procedure_case c
             where c.origin_kind = 'duty' and c.closed_at is null
               and c.origin_id in (select d.id::text from duty d where ${where})) as open`.execute(tx)
  return rows[0] ?? { proposals: 0, open: 0 }
}
