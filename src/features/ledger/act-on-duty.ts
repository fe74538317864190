import { Refusal, refuse } from '#domain/kernel'
import {
  assessDuty,
  decideDuty,
  reportedPeriod,
  type Duty,
  type DutyAct,
  type DutyFacts,
} from '#domain/ledger'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { checkNamed } from './check-named.ts'
import { actorOf } from './actor.ts'
import type { DutyActInput, DutyView, WireJson } from './contract.ts'
import type * as contract from './contract.ts'
import { makeInstances } from './instances.ts'
import { progressOf, refreshAbove, rollUpOf } from './reassess.ts'
import { zoneRules } from './rules.ts'
import {
  assessedColumns,
  changesSince,
  columnsOf,
  keepChanges,
  loadDuty,
  setSupporting,
  type DutyRecord,
  type StoredDuty,
  type Tx,
} from './store.ts'
import { dayOf } from './today.ts'
import { readDuty } from './view-duty.ts'

/** One act on one duty; the answer is its page. */
export async function actOnDuty(
  ctx: Context,
  id: string,
  { version, act }: BodyOf<typeof contract.actOnDuty>,
): Promise<DutyView> {
  await ctx.inTransaction((tx) => perform(tx, ctx, id, version, act))
  return readDuty(ctx, id)
}

/** The same act on many; each in a transaction of its own, so that one refusal leaves the others done. */
export async function actOnDuties(
  ctx: Context,
  { duties, act }: BodyOf<typeof contract.actOnDuties>,
): Promise<ResponseOf<typeof contract.actOnDuties>> {
  const done: string[] = []
  const refused: { id: string; code: string; params: Record<string, WireJson> }[] = []
  for (const { id, version } of duties) {
    try {
      await ctx.inTransaction((tx) => perform(tx, ctx, id, version, act))
      done.push(id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const issue = error.issues[0]
      refused.push({
        id,
        code: issue?.code ?? 'http.fault',
        params: { ...issue?.params } as Record<string, WireJson>,
      })
    }
  }
  return { done, refused }
}

/** Decides, saves, keeps the history, works out what lies above; the audit entry last. */
export async function perform(
  tx: Tx,
  ctx: Context,
  id: string,
  version: number,
  input: DutyActInput,
): Promise<Duty> {
  const stored = await loadDuty(tx, id, true)
  const { row, duty } = stored
  if (row.version !== version) {
    const since = await changesSince(tx, id, version)
    refuse('ledger.stale', { version: row.version, by: since.by, at: since.at, changes: since.changes })
  }
  const act = toAct(input)
  await checkNamed(tx, duty, act)
  const decided = decideDuty(duty, act, actorOf(ctx.caller), await factsOf(tx, stored, act))
  if (!decided.ok) throw new Refusal(decided.issues)
  const after = decided.value.duty
  const moved = await save(tx, ctx, row, duty, after, act)
  await keepChanges(tx, ctx, [
    {
      duty: after,
      version: row.version + 1,
      act: act.kind,
      reason: reasonOf(act),
      decision: 'decision' in act ? act.decision : null,
      changed: decided.value.changed,
      progress: moved.progress,
      light: moved.light,
      planId: row.planId,
    },
  ])
  if (input.kind === 'report' || input.kind === 'complete')
    await keepReport(tx, ctx, row.version + 1, duty, after, input)
  if (after.rhythm !== null) await makeInstances(tx, ctx, id)
  await refreshAbove(tx, ctx, [id])
  await ctx.audit(tx, {
    action: `duty.${act.kind}`,
    subjectKind: 'duty',
    subjectId: id,
    detail: { version: row.version + 1, changed: Object.keys(decided.value.changed), reason: reasonOf(act) },
  })
  return after
}

/** The contract's act as the engine takes it: files as their number. */
export function toAct(input: DutyActInput): DutyAct {
  const { kind } = input
  if (kind === 'report') return { kind, percent: input.percent, text: input.text, files: input.files.length }
  if (kind === 'complete') return { kind, text: input.text, files: input.files.length }
  if (kind === 'change') return { kind, reason: input.reason, fields: withoutUndefined(input.fields) }
  return input
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

function withoutUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}

async function factsOf(tx: Tx, { row, duty }: StoredDuty, act: DutyAct): Promise<DutyFacts> {
  const parts = await tx
    .selectFrom('duty')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('parentId', '=', duty.id)
    .where('state', 'in', ['unassigned', 'assigned', 'returned', 'accepted', 'in-progress', 'reported'])
    .executeTakeFirstOrThrow()
  return {
    openParts: Number(parts.open),
    evidence: row.evidence,
    mergeable: act.kind === 'merge' && (await isMergeable(tx, duty, act.into)),
  }
}

/** Another open duty of the same ledger that is not a part, at any depth, of this one. */
async function isMergeable(tx: Tx, duty: Duty, into: string): Promise<boolean> {
  let at: string | null = into
  for (let depth = 0; at !== null && depth < 30; depth++) {
    if (at === duty.id) return false
    const row: { ownerId: string; state: string; parentId: string | null } | undefined = await tx
      .selectFrom('duty')
      .select(['ownerId', 'state', 'parentId'])
      .where('id', '=', at)
      .executeTakeFirst()
    if (row === undefined) return depth > 0
    if (depth === 0 && (row.ownerId !== duty.ownerId || ['closed', 'merged', 'dropped'].includes(row.state)))
      return false
    at = row.parentId
  }
  return true
}

/** What follows from an act beside the engine's record: since when, who has reported, how far it is now. */
async function save(
  tx: Tx,
  ctx: Context,
  row: DutyRecord,
  before: Duty,
  after: Duty,
  act: DutyAct,
): Promise<{ progress: number; light: string }> {
  const today = dayOf(ctx.now)
  const known = recordAfter(ctx, row, before, after, act)
  const { progress } = await rollUpOf(tx, known)
  const assessment = assessDuty(progressOf(known, progress), today, await zoneRules(tx, ctx))
  await tx
    .updateTable('duty')
    .set({
      ...columnsOf(after),
      supporting: [...after.supporting].sort(),
      stateSince: known.stateSince,
      assignedOn: known.assignedOn,
      lastReportOn: known.lastReportOn,
      completedOn: known.completedOn,
      evidence: known.evidence,
      ...assessedColumns(assessment, progress),
      changedAt: ctx.now.toISOString(),
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
  await setSupporting(tx, row.id, before.supporting, after.supporting)
  return { progress, light: assessment.light }
}

/** The columns after an act, without what is worked out from them: progress of parts and colour. */
export function recordAfter(
  { caller, now }: Pick<Context, 'caller' | 'now'>,
  row: DutyRecord,
  before: Duty,
  after: Duty,
  act: DutyAct,
): DutyRecord {
  const today = dayOf(now)
  const ofLead = after.leadId === caller.organisationId
  const reports = act.kind === 'complete' || (act.kind === 'report' && ofLead)
  const files = act.kind === 'report' || act.kind === 'complete' ? act.files : 0
  return {
    ...row,
    ...columnsOf(after),
    stateSince: after.state === before.state ? row.stateSince : now.toISOString(),
    assignedOn: isAssignedAnew(before, after) ? today : row.assignedOn,
    lastReportOn: reports ? today : row.lastReportOn,
    completedOn: act.kind === 'complete' ? today : reopened(act) ? null : row.completedOn,
    evidence: row.evidence + files,
  }
}

/** A new lead has its time to answer; who only gets another helper has had it. */
function isAssignedAnew(before: Duty, after: Duty): boolean {
  return after.state === 'assigned' && (before.state !== 'assigned' || after.leadId !== before.leadId)
}

function reopened(act: DutyAct): boolean {
  return act.kind === 'send-back' || act.kind === 'reopen'
}

export function reasonOf(act: DutyAct): string | null {
  if ('reason' in act) return act.reason
  if (act.kind === 'assign') return act.note
  return act.kind === 'verify' || act.kind === 'close' ? act.text : null
}

/** The report with its figures; the files that it names are its own from now on. */
async function keepReport(
  tx: Tx,
  ctx: Context,
  version: number,
  before: Duty,
  after: Duty,
  input: Extract<DutyActInput, { kind: 'report' | 'complete' }>,
): Promise<void> {
  const { id: reportId } = await tx
    .insertInto('dutyReport')
    .values(reportOf(ctx, version, before, after, input))
    .returning('id')
    .executeTakeFirstOrThrow()
  if (input.files.length === 0) return
  const named = await tx
    .updateTable('dutyFile')
    .set({ reportId })
    .where('id', 'in', [...new Set(input.files)])
    .where('dutyId', '=', before.id)
    .where('reportId', 'is', null)
    .returning('id')
    .execute()
  if (named.length !== input.files.length) refuse('ledger.file_unknown', {}, ['files'])
}

/** What is kept of a report, without its files. */
export function reportOf(
  { caller, now }: Pick<Context, 'caller' | 'now'>,
  version: number,
  before: Duty,
  after: Duty,
  input: Extract<DutyActInput, { kind: 'report' | 'complete' }>,
) {
  const { userId, name, organisationId } = caller
  if (organisationId === null) return refuse('access.forbidden')
  const isLead = before.leadId === organisationId
  const chosen = input.kind === 'report' ? input.period : null
  return {
    dutyId: before.id,
    version,
    kind:
      input.kind === 'complete'
        ? ('completion' as const)
        : isLead
          ? ('progress' as const)
          : ('contribution' as const),
    period: chosen ?? (after.reportEvery === null ? null : reportedPeriod(dayOf(now), after.reportEvery).id),
    percent: input.kind === 'complete' ? 100 : input.percent,
    text: input.text,
    figures: JSON.stringify(input.figures),
    at: now.toISOString(),
    byId: userId,
    byName: name,
    organisationId,
  }
}
