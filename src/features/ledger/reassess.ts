import { assessDuty, rollUp, type DutyProgress, type LedgerRules, type RollUp } from '#domain/ledger'
import type { DateOn } from '#domain/kernel'
import { TIMEKEEPER, type Context } from '#platform/http'
import { actAs } from '#platform/postgres'
import { assessedColumns, type DutyRecord, type Tx } from './store.ts'
import { zoneRules } from './rules.ts'
import { dayOf } from './today.ts'

/** What the engine's assessment looks at. */
export function progressOf(row: DutyRecord, progress: number): DutyProgress {
  return {
    state: row.state,
    startsOn: row.startsOn,
    dueOn: row.dueOn,
    precision: row.duePrecision,
    reportEvery: row.reportEvery,
    assignedOn: row.assignedOn,
    lastReportOn: row.lastReportOn,
    progress,
    evidence: row.evidence,
    hasParts: row.rollUp === 'parts',
    override:
      row.overrideLight === null ? null : { light: row.overrideLight, reason: row.overrideReason ?? '' },
    completedOn: row.completedOn,
  }
}

/** Parts of a duty: its measures and instances, and what takes it up in other plans (一园一策). */
export async function rollUpOf(tx: Tx, row: DutyRecord): Promise<RollUp> {
  if (row.rollUp === 'own') return rollUp({ rollUp: 'own', progress: row.progress }, [])
  const parts = await tx
    .selectFrom('duty as p')
    .select(['p.id', 'p.weight', 'p.rolledProgress as progress', 'p.state'])
    .where((eb) =>
      eb.or([
        eb('p.parentId', '=', row.id),
        eb(
          'p.id',
          'in',
          eb
            .selectFrom('dutyLink')
            .select('fromId')
            .where('toId', '=', row.id)
            .where('kind', '=', 'takes-up'),
        ),
      ]),
    )
    .orderBy('p.serial')
    .execute()
  return rollUp({ rollUp: 'parts', progress: row.progress }, parts)
}

/** Deeper than any plan; a circle of links ends here. */
const DEEPEST = 20

/**
 * After a duty changed: what lies above it. Parents may be another body's, so this is the system's own work; the transaction is
 * the caller's again afterwards.
 */
export async function refreshAbove(tx: Tx, ctx: Context, ids: readonly string[]): Promise<void> {
  let level = await parentsOf(tx, ids)
  if (level.length === 0) return
  const today = dayOf(ctx.now)
  const rules = await zoneRules(tx, ctx)
  await actAs(tx, TIMEKEEPER)
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const changed: string[] = []
    for (const id of level) if (await refresh(tx, id, today, rules)) changed.push(id)
    level = await parentsOf(tx, changed)
  }
  await actAs(tx, ctx.caller)
}

async function parentsOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('duty')
    .select('parentId as id')
    .where('id', 'in', [...ids])
    .where('parentId', 'is not', null)
    .union(
      tx
        .selectFrom('dutyLink')
        .select('toId as id')
        .where('fromId', 'in', [...ids])
        .where('kind', '=', 'takes-up'),
    )
    .execute()
  // In one order for everybody, so that two who climb meet and do not wait for each other.
  return [...new Set(rows.flatMap(({ id }) => id ?? []))].sort()
}

/** Works out progress and colour of a duty anew; true when something came out differently. */
export async function refresh(tx: Tx, id: string, today: DateOn, rules: LedgerRules): Promise<boolean> {
  const row = await tx.selectFrom('duty').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) return false
  const { progress } = await rollUpOf(tx, row)
  const assessment = assessDuty(progressOf(row, progress), today, rules)
  await tx.updateTable('duty').set(assessedColumns(assessment, progress)).where('id', '=', id).execute()
  return progress !== row.rolledProgress || assessment.light !== row.light
}

const BATCH = 200

/** Colours that time alone changes by today; other workers' rows are left to them. Answers how many were looked at. */
export async function reassessDue(ctx: Context): Promise<number> {
  const today = dayOf(ctx.now)
  return ctx.actingAs(TIMEKEEPER).inTransaction(async (tx) => {
    const rules = await zoneRules(tx, ctx)
    const rows = await tx
      .selectFrom('duty')
      .selectAll()
      .where('assessAgainOn', '<=', today)
      .orderBy('assessAgainOn')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const row of rows) {
      const assessment = assessDuty(progressOf(row, row.rolledProgress), today, rules)
      await tx
        .updateTable('duty')
        .set(assessedColumns(assessment, row.rolledProgress))
        .where('id', '=', row.id)
        .execute()
    }
    return rows.length
  })
}

/** After the rules changed: every duty, in batches. */
export async function reassessAll(ctx: Context): Promise<number> {
  const today = dayOf(ctx.now)
  const keeper = ctx.actingAs(TIMEKEEPER)
  let after = 0
  for (let count = 0; ;) {
    const done = await keeper.inTransaction(async (tx) => {
      const rules = await zoneRules(tx, ctx)
      const rows = await tx
        .selectFrom('duty')
        .selectAll()
        .where('serial', '>', after)
        .orderBy('serial')
        .limit(BATCH)
        .forUpdate()
        .execute()
      for (const row of rows)
        await tx
          .updateTable('duty')
          .set(
            assessedColumns(
              assessDuty(progressOf(row, row.rolledProgress), today, rules),
              row.rolledProgress,
            ),
          )
          .where('id', '=', row.id)
          .execute()
      after = rows.at(-1)?.serial ?? after
      return rows.length
    })
    count += done
    if (done < BATCH) return count
  }
}
