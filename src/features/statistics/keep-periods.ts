import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf, ResponseOf } from '../route-contract.ts'
import { readCollection, stateOf } from './collections.ts'
import type * as contract from './contract.ts'
import { formAt } from './forms.ts'
import { filingsSql } from './list-filings.ts'
import { pathOf } from './tell-unit.ts'
import { loadPeriod, type PeriodRow, type Tx } from './store.ts'
import { todayOf } from './workdays.ts'

type Key = ParamsOf<typeof contract.readCollection>
type Answer = ResponseOf<typeof contract.readCollection>

/** Locks a period: nothing of it changes any more. What is owed or not final is told, and stays out of the numbers. */
export async function lockPeriod(
  ctx: Context,
  key: Key,
  { version, despiteGaps }: BodyOf<typeof contract.lockPeriod>,
): Promise<Answer> {
  await ctx.inTransaction(async (tx) => {
    const row = await loadForChange(tx, key, version)
    if (row.lockedAt !== null) refuse('statistics.period_locked')
    const today = await todayOf(tx, ctx)
    if (today < row.opensOn) refuse('statistics.not_yet_open')
    const form = await formAt(tx, ctx.place, row.form, row.formVersion)
    const { rows } = await sql<{ owed: number; open: number }>`
      ${filingsSql(form, row, {})}
      SELECT count(*) FILTER (WHERE owes AND (state IS NULL OR state IN ('draft', 'returned')))::int AS owed,
             count(*) FILTER (WHERE state = 'submitted' OR (state = 'approved' AND NOT final))::int AS open FROM listed`.execute(
      tx,
    )
    const { owed = 0, open = 0 } = rows[0] ?? {}
    if (!despiteGaps && owed + open > 0) refuse('statistics.gaps', { owed, open })
    await changePeriod(tx, ctx, row, { lockedAt: ctx.now.toISOString(), lockedByName: ctx.caller.name })
    await keepPeriodAct(tx, ctx, row, { act: 'lock' })
    await ctx.audit(tx, {
      action: 'period.lock',
      subjectKind: 'period',
      subjectId: `${key.form}/${key.period}`,
      detail: { owed, open },
    })
  })
  return readCollection(ctx, key)
}

/** Reopens a locked period for all, a park or one unit, until a day, with reason and legal basis. */
export async function reopenPeriod(
  ctx: Context,
  key: Key,
  { version, reason, basis, parkId, unitId, untilOn }: BodyOf<typeof contract.reopenPeriod>,
): Promise<Answer> {
  await ctx.inTransaction(async (tx) => {
    const row = await loadForChange(tx, key, version)
    if (row.lockedAt === null) refuse('statistics.not_locked')
    if (untilOn < (await todayOf(tx, ctx))) refuse('statistics.day_past', { day: untilOn }, ['untilOn'])
    await changePeriod(tx, ctx, row, {})
    const no = await keepPeriodAct(tx, ctx, row, { act: 'reopen', reason, basis, parkId, unitId, untilOn })
    await ctx.audit(tx, {
      action: 'period.reopen',
      subjectKind: 'period',
      subjectId: `${key.form}/${key.period}`,
      detail: { no, reason, basis, parkId, unitId, untilOn },
    })
  })
  return readCollection(ctx, key)
}

export async function endReopening(
  ctx: Context,
  key: Key,
  { version, no }: BodyOf<typeof contract.endReopening>,
): Promise<Answer> {
  await ctx.inTransaction(async (tx) => {
    const row = await loadForChange(tx, key, version)
    const ended = await tx
      .updateTable('statisticsPeriodAct')
      .set({ endedAt: ctx.now.toISOString() })
      .where('form', '=', key.form)
      .where('period', '=', key.period)
      .where('no', '=', no)
      .where('act', '=', 'reopen')
      .where('endedAt', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) refuse('statistics.reopening_unknown')
    await changePeriod(tx, ctx, row, {})
    await keepPeriodAct(tx, ctx, row, { act: 'end-reopening', reason: `#${String(no)}` })
    await ctx.audit(tx, {
      action: 'period.end-reopening',
      subjectKind: 'period',
      subjectId: `${key.form}/${key.period}`,
      detail: { no },
    })
  })
  return readCollection(ctx, key)
}

export async function changeDue(
  ctx: Context,
  key: Key,
  { version, dueOn, reason }: BodyOf<typeof contract.changeDue>,
): Promise<Answer> {
  await ctx.inTransaction(async (tx) => {
    const row = await loadForChange(tx, key, version)
    if (row.lockedAt !== null) refuse('statistics.period_locked')
    if (dueOn < row.opensOn) refuse('statistics.due_before_open', { opensOn: row.opensOn }, ['dueOn'])
    await changePeriod(tx, ctx, row, { dueOn })
    await keepPeriodAct(tx, ctx, row, { act: 'due-changed', reason: `${row.dueOn} → ${dueOn}：${reason}` })
    await ctx.audit(tx, {
      action: 'period.due',
      subjectKind: 'period',
      subjectId: `${key.form}/${key.period}`,
      detail: { from: row.dueOn, to: dueOn, reason },
    })
  })
  return readCollection(ctx, key)
}

/** Asks those who owe a filing for it; each gets a notice, and the list tells how often. */
export async function chaseFilings(
  ctx: Context,
  key: Key,
  { note, units, park }: BodyOf<typeof contract.chaseFilings>,
): Promise<{ chased: number }> {
  return ctx.inTransaction(async (tx) => {
    const row = await loadPeriod(tx, key)
    const today = await todayOf(tx, ctx)
    const state = stateOf(row, today)
    if (state === 'planned') refuse('statistics.not_yet_open')
    if (state === 'locked') refuse('statistics.period_locked')
    const form = await formAt(tx, ctx.place, row.form, row.formVersion)
    const chosen = units ?? null
    const at = ctx.now.toISOString()
    const { rows } = await sql<{ unitId: string; no: number; organisationId: string | null }>`
      ${filingsSql(form, row, { state: 'owed', ...(park === undefined ? {} : { park }) })},
      asked AS (
        INSERT INTO statistics_chase (form, period, unit_id, no, park_id, note, at, by_id, by_name)
        SELECT ${key.form}, ${key.period}, l.unit_id,
               (SELECT coalesce(max(c.no), 0) + 1 FROM statistics_chase c
                 WHERE c.unit_id = l.unit_id AND c.form = ${key.form} AND c.period = ${key.period}),
               l.park_id, ${note}, ${at}::timestamptz, ${ctx.caller.userId}::uuid, ${ctx.caller.name}
          FROM listed l WHERE ${chosen}::uuid[] IS NULL OR l.unit_id = ANY (${chosen}::uuid[])
        RETURNING unit_id, no
      )
      SELECT a.unit_id, a.no, coalesce(e.organisation_id, o.id) AS organisation_id
        FROM asked a LEFT JOIN enterprise e ON e.id = a.unit_id LEFT JOIN organisation o ON o.id = a.unit_id`.execute(
      tx,
    )
    const { title } = form.definition
    await tellOf(
      tx,
      ctx,
      rows.flatMap(({ unitId, no, organisationId }) =>
        organisationId === null
          ? []
          : {
              subjectKey: `filing-chase:${unitId}:${key.form}:${key.period}:${String(no)}`,
              subjectPath: pathOf({ unitId, ...key }),
              message: 'filing-chase',
              party: `org:${organisationId}` as const,
              text: {
                zh: `催报：《${title.zh}》${key.period}应于${row.dueOn}前报送${note === '' ? '' : `。${note}`}`,
                en: `Reminder: “${title.en}”, ${key.period}, is due by ${row.dueOn}${note === '' ? '' : `. ${note}`}`,
              },
            },
      ),
    )
    await ctx.audit(tx, {
      action: 'period.chase',
      subjectKind: 'period',
      subjectId: `${key.form}/${key.period}`,
      detail: { units: rows.length },
    })
    return { chased: rows.length }
  })
}

async function loadForChange(tx: Tx, key: Key, version: number): Promise<PeriodRow> {
  const row = await loadPeriod(tx, key, true)
  if (row.version !== version) refuse('statistics.stale', { version: row.version })
  return row
}

async function changePeriod(
  tx: Tx,
  _ctx: Context,
  row: PeriodRow,
  change: Partial<Pick<PeriodRow, 'lockedAt' | 'lockedByName' | 'dueOn'>>,
): Promise<void> {
  await tx
    .updateTable('statisticsPeriod')
    .set({ ...change, version: row.version + 1 })
    .where('form', '=', row.form)
    .where('period', '=', row.period)
    .execute()
}

interface NewPeriodAct {
  readonly act: 'lock' | 'reopen' | 'end-reopening' | 'due-changed'
  readonly reason?: string
  readonly basis?: string
  readonly parkId?: string | null
  readonly unitId?: string | null
  readonly untilOn?: string
}

async function keepPeriodAct(tx: Tx, ctx: Context, row: PeriodRow, act: NewPeriodAct): Promise<number> {
  const { no } = await tx
    .insertInto('statisticsPeriodAct')
    .values({
      form: row.form,
      period: row.period,
      no: sql<number>`(SELECT coalesce(max(no), 0) + 1 FROM statistics_period_act WHERE form = ${row.form} AND period = ${row.period})`,
      act: act.act,
      reason: act.reason ?? null,
      basis: act.basis ?? null,
      parkId: act.parkId ?? null,
      unitId: act.unitId ?? null,
      untilOn: act.untilOn ?? null,
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
    })
    .returning('no')
    .executeTakeFirstOrThrow()
  return no
}
