import type { CompiledQuery, Selectable, Transaction } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import type { Assessment, Decision, Duty, DutyState } from '#domain/ledger'
import type { Context } from '#platform/http'
import { sentAlong, type Database } from '#platform/postgres'

export type Tx = Transaction<Database>
export type DutyRecord = Selectable<Database['duty']>

/** A duty as the engine knows it, beside what the database knows of it. */
export interface StoredDuty {
  readonly duty: Duty
  readonly row: DutyRecord
}

export async function loadDuty(tx: Tx, id: string, lock = false): Promise<StoredDuty> {
  const query = tx.selectFrom('duty').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (row === undefined) return refuse(await whyNot(tx, id, lock))
  return { row, duty: toDuty(row, row.supporting) }
}

/** What may be read but not changed is not missing: it is another body's. */
async function whyNot(tx: Tx, id: string, lock: boolean): Promise<'ledger.not_found' | 'ledger.not_yours'> {
  if (!lock) return 'ledger.not_found'
  const visible = await tx.selectFrom('duty').select('id').where('id', '=', id).executeTakeFirst()
  return visible === undefined ? 'ledger.not_found' : 'ledger.not_yours'
}

/** For rows whose writing answers nothing that is needed: travels with the next statement, which fails if this does. */
export async function sendAlong(tx: Tx, query: { compile(): CompiledQuery }): Promise<void> {
  await tx.executeQuery(sentAlong(query.compile()))
}

export function toDuty(row: DutyRecord, supporting: readonly string[]): Duty {
  return {
    id: row.id,
    ownerId: row.ownerId,
    kind: row.kind,
    parentId: row.parentId,
    title: row.title,
    content: row.content,
    number: row.number,
    categories: row.categories,
    parkId: row.parkId,
    leadId: row.leadId,
    personId: row.personId,
    personName: row.personName,
    supporting,
    startsOn: row.startsOn,
    dueOn: row.dueOn,
    precision: row.duePrecision,
    dueText: row.dueText,
    rhythm: row.rhythm,
    period: row.period,
    reportEvery: row.reportEvery,
    weight: row.weight,
    rollUp: row.rollUp,
    state: row.state,
    suspendedFrom: row.suspendedFrom as DutyState | null,
    progress: row.progress,
    override:
      row.overrideLight === null ? null : { light: row.overrideLight, reason: row.overrideReason ?? '' },
    mergedInto: row.mergedInto,
    visibility: row.visibility,
    forEvaluation: row.forEvaluation,
  }
}

/** The columns that hold the engine's record. */
export function columnsOf(duty: Duty) {
  return {
    kind: duty.kind,
    parentId: duty.parentId,
    title: duty.title,
    content: duty.content,
    number: duty.number,
    categories: [...duty.categories],
    parkId: duty.parkId,
    leadId: duty.leadId,
    personId: duty.personId,
    personName: duty.personName,
    startsOn: duty.startsOn,
    dueOn: duty.dueOn,
    duePrecision: duty.precision,
    dueText: duty.dueText,
    rhythm: duty.rhythm,
    period: duty.period,
    reportEvery: duty.reportEvery,
    weight: duty.weight,
    rollUp: duty.rollUp,
    state: duty.state,
    suspendedFrom: duty.suspendedFrom,
    progress: duty.progress,
    overrideLight: duty.override?.light ?? null,
    overrideReason: duty.override?.reason ?? null,
    mergedInto: duty.mergedInto,
    visibility: duty.visibility,
    forEvaluation: duty.forEvaluation,
  }
}

export function assessedColumns(assessment: Assessment, rolledProgress: number) {
  return {
    rolledProgress,
    light: assessment.light,
    flags: [...assessment.flags],
    assessment: JSON.stringify({ ruled: assessment.ruled, because: assessment.because }),
    assessAgainOn: assessment.changesOn,
    reportDueOn: assessment.reportDueOn,
  }
}

export interface ChangeToKeep {
  readonly duty: Duty
  readonly version: number
  readonly act: string
  readonly reason?: string | null
  readonly decision?: Decision | null
  readonly changed: Readonly<Record<string, readonly [unknown, unknown]>>
  readonly progress: number
  readonly light: string
  readonly planId: string | null
}

/** The history: who did what, and the whole record after it. */
export async function keepChanges(
  tx: Tx,
  ctx: Pick<Context, 'caller' | 'now'>,
  changes: readonly ChangeToKeep[],
): Promise<void> {
  const { userId, name, organisationId } = ctx.caller
  for (let i = 0; i < changes.length; i += 500)
    await sendAlong(
      tx,
      tx.insertInto('dutyChange').values(
        changes.slice(i, i + 500).map((change) => ({
          dutyId: change.duty.id,
          version: change.version,
          at: ctx.now.toISOString(),
          byId: userId,
          byName: name,
          byOrganisationId: organisationId,
          act: change.act,
          reason: change.reason ?? null,
          decisionReference: change.decision?.reference ?? null,
          decisionOn: change.decision?.on ?? null,
          changed: JSON.stringify(change.changed),
          record: JSON.stringify({
            duty: change.duty,
            progress: change.progress,
            light: change.light,
            planId: change.planId,
          }),
        })),
      ),
    )
}

/** A change that somebody made after a version, field by field: first value before, last value after. */
export async function changesSince(
  tx: Tx,
  id: string,
  version: number,
): Promise<{ by: string; at: string; changes: Record<string, [Json, Json]> }> {
  const rows = await tx
    .selectFrom('dutyChange')
    .select(['byName', 'at', 'changed'])
    .where('dutyId', '=', id)
    .where('version', '>', version)
    .orderBy('version')
    .execute()
  const changes: Record<string, [Json, Json]> = {}
  for (const { changed } of rows)
    for (const [field, pair] of Object.entries(changed)) {
      const [before, after] = pairOf(pair)
      changes[field] = [changes[field]?.[0] ?? before, after]
    }
  const last = rows.at(-1)
  return { by: last?.byName ?? '', at: last?.at ?? '', changes }
}

/** [before, after] of a changed field as it was kept. */
export function pairOf(value: Json): readonly [Json, Json] {
  const pair: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : []
  return [pair[0] ?? null, pair[1] ?? null]
}

export async function setSupporting(
  tx: Tx,
  id: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  const gone = before.filter((one) => !after.includes(one))
  const fresh = after.filter((one) => !before.includes(one))
  if (gone.length > 0)
    await tx.deleteFrom('dutySupport').where('dutyId', '=', id).where('organisationId', 'in', gone).execute()
  if (fresh.length > 0)
    await tx
      .insertInto('dutySupport')
      .values(fresh.map((organisationId) => ({ dutyId: id, organisationId })))
      .execute()
}
