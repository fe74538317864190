import { sql, type Selectable } from 'kysely'
import { refuse } from '#domain/kernel'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { ALERT_BUDGET, type AlertRow, type AlertView } from './contract.ts'
import type * as contract from './contract.ts'
import { groupNames } from './explore.ts'
import { parksById, unitsById } from './frame.ts'
import { judgedAt, keptWatch, type AlertNumbers } from './keep-warnings.ts'
import type { Tx } from './store.ts'
import { conditionOf } from './watch-definition.ts'
import { watchedSeries } from './watch-series.ts'
import { subjectOf } from './watch-subject.ts'

export type AlertRecord = Selectable<Database['statisticsAlert']>

/** Beyond this a list is filtered. */
const SHOWN = 300

/** Alerts that the caller may see, the most serious first. What is held back is told as a number. */
export async function listAlerts(
  ctx: Context,
  query: QueryOf<typeof contract.listAlerts>,
): Promise<ResponseOf<typeof contract.listAlerts>> {
  return ctx.read(async (tx) => {
    const { level, watch, park, mine } = query
    const conditions = [
      stateSql(query.state),
      ...(level === undefined ? [] : [sql`a.level = ${level}`]),
      ...(watch === undefined ? [] : [sql`a.watch = ${watch}`]),
      ...(park === undefined ? [] : [sql`a.group_code = ${park}`]),
      ...(mine ? [sql`a.owner_id = ${ctx.caller.organisationId}::uuid`] : []),
    ]
    const { rows } = await sql<AlertRecord>`
      SELECT a.* FROM statistics_alert a WHERE ${sql.join(conditions, sql` AND `)}
       ORDER BY array_position('{open,acknowledged,task,case,closed}', a.state),
                array_position('{alarm,warning,notice}', a.level), a.period DESC, a.serial DESC LIMIT ${SHOWN + 1}`.execute(
      tx,
    )
    const counts = await sql<{
      open: number
      acknowledged: number
      handed: number
      closed: number
      held: number
    }>`
      SELECT count(*) FILTER (WHERE state = 'open')::int AS open,
             count(*) FILTER (WHERE state = 'acknowledged')::int AS acknowledged,
             count(*) FILTER (WHERE state IN ('task', 'case'))::int AS handed,
             count(*) FILTER (WHERE state = 'closed')::int AS closed,
             count(*) FILTER (WHERE state = 'held')::int AS held FROM statistics_alert`.execute(tx)
    return {
      alerts: await viewAlerts(tx, ctx, rows.slice(0, SHOWN)),
      counts: counts.rows[0] ?? { open: 0, acknowledged: 0, handed: 0, closed: 0, held: 0 },
      budget: ALERT_BUDGET,
      judgedAt: judgedAt(ctx),
      more: rows.length > SHOWN,
    }
  })
}

function stateSql(state: QueryOf<typeof contract.listAlerts>['state']) {
  switch (state) {
    case 'active':
      return sql`a.state IN ('open', 'acknowledged')`
    case 'open':
    case 'acknowledged':
    case 'closed':
      return sql`a.state = ${state}`
    case 'handed':
      return sql`a.state IN ('task', 'case')`
    case 'all':
      return sql`a.state <> 'held'`
  }
}

/** Refuses with `statistics.alert_unknown`. */
export async function loadAlert(tx: Tx, id: string): Promise<AlertRecord> {
  const row = await tx.selectFrom('statisticsAlert').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? refuse('statistics.alert_unknown')
}

/** An alert with its series as it is now, and what was done. */
export async function readAlert(
  ctx: Context,
  { alertId }: ParamsOf<typeof contract.readAlert>,
): Promise<AlertView> {
  const { row, alert, history } = await ctx.read(async (tx) => {
    const found = await loadAlert(tx, alertId)
    const [viewed] = await viewAlerts(tx, ctx, [found])
    return {
      row: found,
      alert: viewed ?? refuse('statistics.alert_unknown'),
      history: await tx
        .selectFrom('statisticsAlertAct')
        .select(['no', 'act', 'reason', 'at', 'byName'])
        .where('alertId', '=', alertId)
        .orderBy('no', 'desc')
        .execute(),
    }
  })
  return { alert, history, series: await seriesOf(ctx, row) }
}

/** Who may see the alert may see the one series that it is about, and no other. */
async function seriesOf(ctx: Context, row: AlertRecord): Promise<AlertView['series']> {
  const watch = keptWatch(row.watchDefinition)
  if (watch.kind !== 'warning') return []
  const { groups } = await watchedSeries(ctx.actingAs(TIMEKEEPER), watch.definition)
  const points = groups.find(({ code }) => code === row.groupCode)?.points ?? []
  return points.map(({ period, value, completeness }) => ({
    period,
    value,
    completeness: completeness ?? null,
  }))
}

export async function viewAlerts(tx: Tx, ctx: Context, rows: readonly AlertRecord[]): Promise<AlertRow[]> {
  if (rows.length === 0) return []
  const parks = await parksById(tx)
  const parkByCode = new Map([...parks.values()].map((park) => [park.code, park]))
  const bodies = await tx
    .selectFrom('organisationName')
    .select(['organisationId as id', 'shortName as name', 'nameEn'])
    .where('organisationId', 'in', [...new Set(rows.map(({ ownerId }) => ownerId))])
    .where(sql<boolean>`valid @> current_date`)
    .execute()
  const owners = new Map(bodies.map((body) => [body.id, body]))
  const duties = await namesOf(
    tx,
    'duty',
    rows.flatMap(({ dutyId }) => dutyId ?? []),
  )
  const cases = await namesOf(
    tx,
    'procedureCase',
    rows.flatMap(({ caseId }) => caseId ?? []),
  )
  const numbers = rows.map((row) => row.numbers as AlertNumbers)
  const units = await unitsById(
    tx,
    numbers.flatMap(({ outliers }) => outliers.map(({ unitId }) => unitId)),
    ctx.now.toISOString().slice(0, 10),
  )
  const views: AlertRow[] = []
  for (const [index, row] of rows.entries()) {
    const watch = keptWatch(row.watchDefinition)
    const dimension = watch.kind === 'warning' ? watch.definition.dimension : 'park'
    const names = await groupNames(tx, dimension)
    const owner = owners.get(row.ownerId)
    const kept = numbers[index]
    views.push({
      id: row.id,
      serial: row.serial,
      watch: { code: row.watch, version: row.watchVersion, kind: watch.kind, name: watch.definition.name },
      subject: await subjectOf(tx, ctx, watch),
      dimension,
      group: {
        code: row.groupCode,
        name: names.get(row.groupCode) ?? { zh: '全区', en: 'The zone' },
        park: parkByCode.get(row.groupCode) ?? null,
      },
      period: row.period,
      level: row.level,
      condition: conditionOf(watch),
      numbers: { ...kept?.numbers },
      outliers: (kept?.outliers ?? []).map((outlier) => ({
        ...outlier,
        unit: units.get(outlier.unitId) ?? null,
      })),
      owner: { id: row.ownerId, name: owner?.name ?? '', nameEn: owner?.nameEn ?? '' },
      state: row.state,
      duty: row.dutyId === null ? null : { id: row.dutyId, serial: Number(duties.get(row.dutyId) ?? 0) },
      case:
        row.caseId === null ? null : { id: row.caseId, number: cases.get(row.caseId)?.toString() ?? null },
      closeReason: row.closeReason,
      raisedAt: row.raisedAt,
      version: row.version,
      may: abilities(ctx, row),
    })
  }
  return views
}

async function namesOf(
  tx: Tx,
  table: 'duty' | 'procedureCase',
  ids: readonly string[],
): Promise<ReadonlyMap<string, number | string | null>> {
  if (ids.length === 0) return new Map()
  const rows =
    table === 'duty'
      ? await tx
          .selectFrom('duty')
          .select(['id', 'serial as name'])
          .where('id', 'in', [...ids])
          .execute()
      : await tx
          .selectFrom('procedureCase')
          .select(['id', 'number as name'])
          .where('id', 'in', [...ids])
          .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The owner answers, and the zone's office for everybody. */
export function mayActOn(
  { caller }: Pick<Context, 'caller'>,
  { ownerId }: Pick<AlertRecord, 'ownerId'>,
): boolean {
  return (
    caller.roles.includes('zone_office') ||
    (caller.roles.includes('park_committee') && caller.organisationId === ownerId)
  )
}

function abilities(ctx: Context, row: AlertRecord): AlertRow['may'] {
  const acts = mayActOn(ctx, row)
  const waits = acts && (row.state === 'open' || row.state === 'acknowledged')
  return { acknowledge: acts && row.state === 'open', task: waits, case: waits, close: waits }
}
