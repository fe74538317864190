import { backtest, budgetAlerts, type WarningRule } from '#domain/indicators'
import { sql } from 'kysely'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import { analyticsOf } from './analytics-place.ts'
import { ALERT_BUDGET } from './contract.ts'
import { feedTargets, followingSignature } from './follow-targets.ts'
import { groupNames } from './explore.ts'
import { feedAnalytics } from './feed-analytics.ts'
import { newestForm } from './forms.ts'
import { latestPeriods } from './latest-periods.ts'
import type { Tx } from './store.ts'
import { storedWatch, weightOf, type FilingWatch, type Watch } from './watch-definition.ts'
import { outliersOf, type FoundOutlier } from './watch-outliers.ts'
import { watchedSeries, type CountsSoFar } from './watch-series.ts'
import { subjectOf } from './watch-subject.ts'
import { todayOf } from './workdays.ts'

/** An alarm that is over since longer than this many judged periods is history, not news. */
const NEWEST = 2
/** Outlying figures that an alert keeps, the farthest first. */
const KEPT_OUTLIERS = 20
/** Rules are judged again at most this often, and only where something changed. */
const AT_MOST_EVERY_MS = 3 * 60_000

type Numbers = Readonly<Record<string, number | string | null>>

/** What an alert keeps: the numbers that decided, and for rules over filings the figures that stand out. */
export interface AlertNumbers {
  readonly numbers: Numbers
  readonly outliers: readonly Omit<FoundOutlier, 'park'>[]
}

interface Fired extends AlertNumbers {
  readonly group: string
  /** It began to fire in the first, and fired last in the other. */
  readonly from: string
  readonly to: string
}

interface Standing {
  signature: string
  judgedAt: number
  running: Promise<Kept> | null
}
const standings = new WeakMap<object, Standing>()

export interface Kept {
  readonly raised: number
  readonly released: number
}

/** When the rules were judged last in this process; null: not yet. */
export function judgedAt({ place }: Pick<Context, 'place'>): string | null {
  const at = standings.get(place)?.judgedAt ?? 0
  return at === 0 ? null : new Date(at).toISOString()
}

/**
 * Judges the rules that are on where anything changed, keeps new alerts, and gives out what there is room for. Calls at once
 * share one round. Run by time itself; `now` true also judges where the last round is a moment ago.
 */
export function keepWarnings(ctx: Context, { now = false }: { readonly now?: boolean } = {}): Promise<Kept> {
  const standing = standings.get(ctx.place) ?? { signature: '', judgedAt: 0, running: null }
  standings.set(ctx.place, standing)
  standing.running ??= keepRound(ctx, standing, now).finally(() => {
    standing.running = null
  })
  return standing.running
}

async function keepRound(ctx: Context, standing: Standing, isUrgent: boolean): Promise<Kept> {
  let raised = 0
  if (isUrgent || Date.now() - standing.judgedAt >= AT_MOST_EVERY_MS) {
    const { fedAt } = await feedAnalytics(analyticsOf(ctx))
    const { rows, today } = await ctx.read(async (tx) => ({
      rows: await enabledWatches(tx),
      today: await todayOf(tx, ctx),
    }))
    const signature = [
      fedAt,
      today,
      await followingSignature(ctx),
      ...rows.map(({ code, version }) => `${code}@${String(version)}`),
    ].join()
    if (isUrgent || signature !== standing.signature) {
      raised = await judgeAll(ctx, rows)
      await feedTargets(ctx)
      standing.signature = signature
    }
    standing.judgedAt = Date.now()
  }
  return { raised, released: await releaseHeld(ctx) }
}

type EnabledWatch = Awaited<ReturnType<typeof enabledWatches>>[number]

function enabledWatches(tx: Tx) {
  return tx
    .selectFrom('statisticsWatch')
    .select(['code', 'kind', 'definition', 'version'])
    .where('enabled', '=', true)
    .orderBy('code')
    .execute()
}

async function judgeAll(ctx: Context, rows: readonly EnabledWatch[]): Promise<number> {
  const counted: CountsSoFar = new Map()
  let raised = 0
  for (const row of rows) {
    const watch = storedWatch(row)
    const fired =
      watch.kind === 'warning'
        ? await firedOfSeries(ctx, watch.definition, counted)
        : await firedOfFilings(ctx, watch.definition)
    if (fired.length > 0) raised += await ctx.inTransaction((tx) => keepAlerts(tx, ctx, row, watch, fired))
  }
  return raised
}

/** Alarms that run, or ended only just now, in each group. */
async function firedOfSeries(ctx: Context, rule: WarningRule, counted: CountsSoFar): Promise<Fired[]> {
  const { groups } = await watchedSeries(ctx, rule, counted)
  return groups.flatMap(({ code, points }) => {
    const { verdicts, alarms } = backtest(rule, points)
    const newest = verdicts.filter(({ fires }) => fires !== null).slice(-NEWEST)
    const last = alarms.at(-1)
    if (last === undefined || !newest.some(({ period }) => period === last.to)) return []
    const verdict = verdicts.find(({ period }) => period === last.to) ?? last.verdict
    return [
      {
        group: code,
        from: last.from,
        to: last.to,
        numbers: { ...verdict.numbers, period: last.to },
        outliers: [],
      },
    ]
  })
}

/** Figures of the newest period that was due, by park. */
async function firedOfFilings(ctx: Context, watch: FilingWatch): Promise<Fired[]> {
  const period = await ctx.read(async (tx) => {
    const { definition } = await newestForm(tx, ctx.place, watch.form)
    const [newest] = await dueOf(tx, ctx, watch.form, await latestPeriods(tx, definition.rhythm, 6))
    return newest ?? null
  })
  if (period === null) return []
  const { judged, outliers } = await outliersOf(analyticsOf(ctx), watch, period)
  const groups = Map.groupBy(outliers, ({ park }) => park ?? '')
  return [...groups].map(([group, found]) => ({
    group,
    from: period,
    to: period,
    numbers: { judged: judged.get(group) ?? 0, outliers: found.length, period },
    outliers: found
      .toSorted((a, b) => Math.abs(b.score) - Math.abs(a.score))
      .slice(0, KEPT_OUTLIERS)
      .map(({ park: _, ...outlier }) => outlier),
  }))
}

/** Those of the periods, newest first, whose due day is past. */
async function dueOf(tx: Tx, ctx: Context, form: string, periods: readonly string[]): Promise<string[]> {
  if (periods.length === 0) return []
  const rows = await tx
    .selectFrom('statisticsPeriod')
    .select('period')
    .where('form', '=', form)
    .where('period', 'in', [...periods])
    .where('dueOn', '<', await todayOf(tx, ctx))
    .orderBy('period', 'desc')
    .execute()
  return rows.map(({ period }) => period)
}

/** Each alarm once, however often it is judged: not again while the one that was raised of it lasts. */
async function keepAlerts(
  tx: Tx,
  ctx: Context,
  row: EnabledWatch,
  watch: Watch,
  fired: readonly Fired[],
): Promise<number> {
  const owners = await ownersOf(tx)
  const known = await tx
    .selectFrom('statisticsAlert')
    .select(['groupCode', 'period'])
    .where('watch', '=', row.code)
    .execute()
  const subject = await subjectOf(tx, ctx, watch)
  const { level, owner } = watch.definition
  let raised = 0
  for (const { group, from, to, ...numbers } of fired) {
    if (known.some((one) => one.groupCode === group && one.period >= from && one.period <= to)) continue
    const ownerId = (owner === 'park' ? owners.byCode.get(group) : undefined) ?? owners.office
    if (ownerId === null) continue
    const added = await tx
      .insertInto('statisticsAlert')
      .values({
        watch: row.code,
        watchVersion: row.version,
        watchDefinition: JSON.stringify({ ...watch.definition, kind: watch.kind }),
        indicator: subject.code,
        dimension: watch.kind === 'warning' ? watch.definition.dimension : 'park',
        groupCode: group,
        period: from,
        level,
        numbers: JSON.stringify(numbers satisfies AlertNumbers),
        ownerId,
        state: 'held',
        dutyId: null,
        caseId: null,
        closeReason: null,
        raisedAt: ctx.now.toISOString(),
      })
      .onConflict((conflict) => conflict.columns(['watch', 'groupCode', 'period']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added === undefined) continue
    await keepAlertAct(tx, ctx, added.id, 'raise', null)
    raised += 1
  }
  if (raised > 0)
    await ctx.audit(tx, {
      action: 'alert.raise',
      subjectKind: 'watch',
      subjectId: row.code,
      detail: { raised, version: row.version },
    })
  return raised
}

/** Who answers: a park for itself, the office for the zone and for what no park stands for. */
async function ownersOf(tx: Tx): Promise<{ office: string | null; byCode: ReadonlyMap<string, string> }> {
  const rows = await tx
    .selectFrom('organisation')
    .select(['id', 'code', 'kind'])
    .where('kind', 'in', ['office', 'park'])
    .orderBy('code')
    .execute()
  return {
    office: rows.find(({ kind }) => kind === 'office')?.id ?? null,
    byCode: new Map(rows.filter(({ kind }) => kind === 'park').map(({ id, code }) => [code, id])),
  }
}

/** Shows every owner what he has room for, the most serious first; the rest stays held and competes again. */
async function releaseHeld(ctx: Context): Promise<number> {
  const none = await ctx.read((tx) =>
    tx.selectFrom('statisticsAlert').select('id').where('state', '=', 'held').limit(1).executeTakeFirst(),
  )
  if (none === undefined) return 0
  return ctx.inTransaction(async (tx) => {
    // One hand at a time gives out: two servers must not both find the same room.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('statistics_alert.release', 0))`.execute(tx)
    const held = await tx
      .selectFrom('statisticsAlert')
      .select([
        'id',
        'serial',
        'ownerId',
        'level',
        'numbers',
        'watchDefinition',
        'raisedAt',
        'period',
        'groupCode',
        'dimension',
      ])
      .where('state', '=', 'held')
      .execute()
    const open = await tx
      .selectFrom('statisticsAlert')
      .select((eb) => ['ownerId', eb.fn.countAll<number>().as('count')])
      .where('state', '=', 'open')
      .groupBy('ownerId')
      .execute()
    const { now } = budgetAlerts(
      held.map(({ id, ownerId, level, numbers, watchDefinition, raisedAt }) => ({
        id,
        person: ownerId,
        level,
        weight: weightOf(keptWatch(watchDefinition), (numbers as AlertNumbers).numbers),
        raised: raisedAt,
      })),
      {
        perPerson: ALERT_BUDGET,
        given: new Map(open.map(({ ownerId, count }) => [ownerId, Number(count)])),
        alarmsAlways: false,
      },
    )
    const given = [...now.values()].flat()
    const byId = new Map(held.map((one) => [one.id, one]))
    for (const { id } of given) {
      const alert = byId.get(id)
      if (alert === undefined) continue
      await tx.updateTable('statisticsAlert').set({ state: 'open' }).where('id', '=', id).execute()
      await keepAlertAct(tx, ctx, id, 'release', null)
      const { name } = keptWatch(alert.watchDefinition).definition
      const groups = await groupNames(tx, alert.dimension === 'zone' ? 'zone' : 'park')
      const group = groups.get(alert.groupCode) ?? { zh: '全区', en: 'the zone' }
      await tellOf(tx, ctx, [
        {
          subjectKey: `alert:${id}`,
          subjectPath: `/statistics/warnings/${id}`,
          message: 'statistics-alert',
          party: `org:${alert.ownerId}`,
          text: {
            zh: `统计预警：${name.zh}（${group.zh}，${alert.period}）。请查看数据并办理。`,
            en: `Statistical alert: ${name.en} (${group.en}, ${alert.period}). Please look at the numbers and act.`,
          },
        },
      ])
    }
    return given.length
  })
}

/** The rule as it was when the alert was raised. */
export function keptWatch(definition: unknown): Watch {
  const { kind, ...rule } = definition as { readonly kind: Watch['kind'] }
  return storedWatch({ code: '', kind, definition: rule })
}

export async function keepAlertAct(
  tx: Tx,
  ctx: Context,
  alertId: string,
  act: 'raise' | 'release' | 'acknowledge' | 'task' | 'case' | 'close',
  reason: string | null,
): Promise<void> {
  await tx
    .insertInto('statisticsAlertAct')
    .values((eb) => ({
      alertId,
      no: eb
        .selectFrom('statisticsAlertAct')
        .select((of) => of(of.fn.coalesce(of.fn.max('no'), of.lit(0)), '+', of.lit(1)).as('next'))
        .where('alertId', '=', alertId),
      act,
      reason,
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
    }))
    .execute()
}
