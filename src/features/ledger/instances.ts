import { randomUUID } from 'node:crypto'
import { assessDuty, instancesDue, periodById, type Duty } from '#domain/ledger'
import { TIMEKEEPER, type Context } from '#platform/http'
import { actAs } from '#platform/postgres'
import { progressOf } from './reassess.ts'
import { zoneRules } from './rules.ts'
import { assessedColumns, columnsOf, keepChanges, loadDuty, type DutyRecord, type Tx } from './store.ts'
import { dayOf } from './today.ts'

/** The first periods of a duty that has run for long are history that nobody reported on. */
export const MOST_AT_ONCE = 60

/**
 * 定期任务: makes the instances that a periodic duty should have by now. The system does it, whoever caused it; a series that is
 * not assigned, or is over, makes none. Called again it adds nothing.
 */
export async function makeInstances(tx: Tx, ctx: Context, seriesId: string): Promise<number> {
  const { row, duty } = await loadDuty(tx, seriesId)
  if (duty.rhythm === null || duty.kind === 'instance' || duty.leadId === null) return 0
  if (!['assigned', 'accepted', 'in-progress'].includes(duty.state)) return 0
  const today = dayOf(ctx.now)
  const existing = await tx.selectFrom('duty').select('period').where('parentId', '=', seriesId).execute()
  const due = instancesDue(
    { rhythm: duty.rhythm, startsOn: duty.startsOn, dueOn: duty.dueOn },
    today,
    existing.flatMap(({ period }) => period ?? []),
  ).slice(-MOST_AT_ONCE)
  if (due.length === 0) return 0
  const rules = await zoneRules(tx, ctx)
  await actAs(tx, TIMEKEEPER)
  const keeper = ctx.actingAs(TIMEKEEPER)
  for (const { period, from, to } of due) {
    const instance = instanceOf(duty, period, from, to)
    const record: DutyRecord = {
      ...row,
      ...blank,
      ...columnsOf(instance),
      id: instance.id,
      assignedOn: today,
    }
    const assessment = assessDuty(progressOf(record, 0), today, rules)
    const { number, categories } = instance
    await tx
      .insertInto('duty')
      .values({
        ...columnsOf(instance),
        ...assessedColumns(assessment, 0),
        id: instance.id,
        ownerId: row.ownerId,
        number,
        categories: [...categories],
        source: row.source,
        planId: row.planId,
        itemId: row.itemId,
        documentId: row.documentId,
        versionId: row.versionId,
        startAt: row.startAt,
        endAt: row.endAt,
        quote: row.quote,
        documentTitle: row.documentTitle,
        headingPath: row.headingPath,
        stateSince: ctx.now.toISOString(),
        assignedOn: today,
        lastReportOn: null,
        completedOn: null,
        synthetic: row.synthetic,
        createdAt: ctx.now.toISOString(),
        changedAt: ctx.now.toISOString(),
      })
      .execute()
    if (instance.supporting.length > 0)
      await tx
        .insertInto('dutySupport')
        .values(instance.supporting.map((organisationId) => ({ dutyId: instance.id, organisationId })))
        .execute()
    await keepChanges(tx, keeper, [
      {
        duty: instance,
        version: 1,
        act: 'instance',
        changed: {},
        progress: 0,
        light: assessment.light,
        planId: row.planId,
      },
    ])
  }
  await actAs(tx, ctx.caller)
  return due.length
}

const blank = { version: 1, evidence: 0, lastReportOn: null, completedOn: null } as const

/** One period of the series: whoever accepted the series has accepted its periods. */
export function instanceOf(series: Duty, period: string, from: string, to: string): Duty {
  const known = periodById(period)
  return {
    ...series,
    id: randomUUID(),
    kind: 'instance',
    parentId: series.id,
    title: `${series.title}（${period}）`,
    startsOn: from,
    dueOn: to,
    precision: known === null ? 'day' : precisionOf(series.rhythm),
    dueText: series.dueText,
    rhythm: null,
    period,
    reportEvery: null,
    weight: 1,
    rollUp: 'own',
    state: series.state === 'in-progress' ? 'accepted' : series.state,
    suspendedFrom: null,
    progress: 0,
    override: null,
    mergedInto: null,
  }
}

function precisionOf(rhythm: Duty['rhythm']): Duty['precision'] {
  return rhythm === null || rhythm === 'week' ? 'day' : rhythm
}
