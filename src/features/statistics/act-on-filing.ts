import { sql } from 'kysely'
import { decideFiling, type CellValue, type FilingValues } from '#domain/indicators'
import { Refusal, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf } from '../route-contract.ts'
import { changedCells, toStored } from './cells.ts'
import type { FilingAct, FilingSheet } from './contract.ts'
import type * as contract from './contract.ts'
import { filingActor, type FilingCaller } from './filing-actor.ts'
import { idOf, tellUnit } from './tell-unit.ts'
import {
  checkNow,
  standingExplanations,
  countFindings,
  factsOf,
  filingCaller,
  loadFiling,
  type FilingNow,
  type FilingRowNow,
} from './read-filing.ts'
import { sheetOf } from './sheet.ts'
import type { FilingKey, Tx } from './store.ts'

/** Saves what is not yet approved; errors do not prevent it. The first save begins the filing. */
export async function saveFiling(
  ctx: Context,
  key: ParamsOf<typeof contract.saveFiling>,
  { version, values }: BodyOf<typeof contract.saveFiling>,
): Promise<FilingSheet> {
  return ctx.inTransaction(async (tx) => {
    const now = await loadFiling(tx, ctx, key, true)
    const caller = await filingCaller(tx, ctx)
    refuseStale(now, version, values)
    const written = await writeValues(tx, ctx, now, caller, values, 'sheet')
    if (written)
      await ctx.audit(tx, {
        action: 'filing.save',
        subjectKind: 'filing',
        subjectId: idOf(key),
        detail: { cells: Object.keys(changedCells(now.values, values)).length },
      })
    return sheetOf(tx, ctx, key)
  })
}

/** Somebody saved meanwhile: nothing is written, and the answer tells what differs. */
function refuseStale(now: FilingNow, version: number | null, values: FilingValues | null): void {
  if ((now.row?.version ?? null) === version) return
  refuse('statistics.stale', {
    version: now.row?.version ?? null,
    at: now.row?.changedAt ?? null,
    changes: values === null ? {} : changedCells(now.values, values),
  })
}

/**
 * Writes values of a filing that is not approved, with its checks and its act in the history; answers false where nothing is
 * different. For the sheet and for imports alike; who calls has loaded the filing for update.
 */
export async function writeValues(
  tx: Tx,
  ctx: Context,
  now: FilingNow,
  caller: FilingCaller,
  values: FilingValues,
  source: 'sheet' | 'import',
  jobId: string | null = null,
): Promise<boolean> {
  const actor = filingActor(caller, { unitId: now.key.unitId, parkId: now.parkId })
  const decided = decideFiling(factsOf(now), 'save', actor)
  if (!decided.ok) throw new Refusal(decided.issues)
  for (const code of Object.keys(values))
    if (!now.form.fieldByCode.has(code)) refuse('statistics.field_unknown', { field: code }, ['values', code])
  const changed = changedCells(now.values, values)
  if (now.row !== null && Object.keys(changed).length === 0) return false
  const explanations = standingExplanations(now.form, now.explanations, changed)
  const { errors, unexplained } = await checkNow(tx, ctx, { ...now, explanations }, values)
  const at = ctx.now.toISOString()
  const cells = {
    ...toStored(now.form, values),
    errors,
    unexplained,
    explanations: JSON.stringify(explanations),
    // A cell that a person wrote is no estimate any more.
    imputed: JSON.stringify(withoutKeys(now.row?.imputed, Object.keys(changed))),
    source,
    jobId,
    changedAt: at,
  }
  if (now.row === null) await insertFiling(tx, now, { ...cells, state: decided.value.state })
  else await updateFiling(tx, now.row, { ...cells, state: decided.value.state })
  await keepAct(
    tx,
    ctx,
    now,
    (now.row?.version ?? 0) + 1,
    source === 'import' ? 'import' : 'save',
    null,
    changed,
  )
  return true
}

type NewCells = ReturnType<typeof toStored> & {
  readonly errors: number
  readonly unexplained: number
  readonly imputed: string
  readonly explanations: string
  readonly source: 'sheet' | 'import'
  readonly jobId: string | null
  readonly changedAt: string
  readonly state: FilingRowNow['state']
}

async function insertFiling(tx: Tx, now: FilingNow, cells: NewCells): Promise<void> {
  const { key, unitKind } = now
  await tx
    .insertInto('statisticsFiling')
    .values({
      ...key,
      enterpriseId: unitKind === 'enterprise' ? key.unitId : null,
      parkUnitId: unitKind === 'park' ? key.unitId : null,
      formVersion: now.form.definition.version,
      parkId: now.parkId,
      ...cells,
      submittedByName: null,
      late: null,
      approvedByName: null,
      acceptedByName: null,
      returnReason: null,
      synthetic: await isSynthetic(tx, key),
    })
    .execute()
}

async function isSynthetic(tx: Tx, { unitId }: FilingKey): Promise<boolean> {
  const row = await tx
    .selectFrom('enterprise')
    .select('synthetic')
    .where('id', '=', unitId)
    .executeTakeFirst()
  return row?.synthetic ?? false
}

type FilingChange = Partial<
  Omit<FilingRowNow, 'unitId' | 'form' | 'period' | 'version' | 'txid' | 'imputed' | 'explanations'>
> & { readonly imputed?: string; readonly explanations?: string }

async function updateFiling(tx: Tx, row: FilingRowNow, change: FilingChange): Promise<void> {
  const result = await tx
    .updateTable('statisticsFiling')
    .set({ ...change, version: row.version + 1, txid: sql`pg_current_xact_id()` })
    .where('unitId', '=', row.unitId)
    .where('form', '=', row.form)
    .where('period', '=', row.period)
    .executeTakeFirst()
  // Row-level security has the last word on a locked period.
  if (result.numUpdatedRows === 0n) refuse('statistics.period_locked')
}

/** One act on one filing; the answer is its sheet. */
export async function actOnFiling(
  ctx: Context,
  key: ParamsOf<typeof contract.actOnFiling>,
  { version, act }: BodyOf<typeof contract.actOnFiling>,
): Promise<FilingSheet> {
  return ctx.inTransaction(async (tx) => {
    await performAct(tx, ctx, key, version, act)
    return sheetOf(tx, ctx, key)
  })
}

/** Decides, saves, keeps what is overtaken, writes history and audit. */
export async function performAct(
  tx: Tx,
  ctx: Context,
  key: FilingKey,
  version: number,
  act: FilingAct,
): Promise<void> {
  const now = await loadFiling(tx, ctx, key, true)
  const { row } = now
  refuseStale(now, version, act.kind === 'correct' ? act.values : null)
  if (row === null) return refuse('statistics.wrong_state', { act: act.kind, state: null })
  const actor = filingActor(await filingCaller(tx, ctx), { unitId: key.unitId, parkId: now.parkId })
  // Rules and what is beside the filing may have changed since it was saved: nothing is approved on old findings.
  const values = act.kind === 'correct' ? act.values : now.values
  const explanations = act.kind === 'explain' ? explained(now, act) : now.explanations
  const checked = await checkNow(tx, ctx, now, values)
  const counts = countFindings(checked.findings, explanations)
  const judged = act.kind === 'correct' ? row : counts
  const decided = decideFiling(
    { ...factsOf(now), errors: judged.errors, unexplained: judged.unexplained },
    act.kind,
    actor,
  )
  if (!decided.ok) throw new Refusal(decided.issues)
  if (act.kind === 'correct') refuseUnfit(now, values, counts)
  const at = ctx.now.toISOString()
  const changed = act.kind === 'correct' ? changedCells(now.values, values) : {}
  if (act.kind === 'correct' && Object.keys(changed).length === 0) refuse('statistics.nothing_changed')
  if (row.final && (act.kind === 'correct' || act.kind === 'unapprove')) await keepPast(tx, row, at)
  await updateFiling(tx, row, {
    ...decided.value,
    ...counts,
    changedAt: at,
    ...(decided.value.final ? {} : { knownFrom: null }),
    ...specialColumns(ctx, now, act, at),
    ...(act.kind === 'explain' ? { explanations: JSON.stringify(explanations) } : {}),
    ...(act.kind === 'correct'
      ? {
          ...toStored(now.form, values),
          knownFrom: at,
          imputed: JSON.stringify(withoutKeys(row.imputed, Object.keys(changed))),
        }
      : {}),
  })
  await keepAct(tx, ctx, now, row.version + 1, act.kind, reasonOf(act), changed)
  if (act.kind === 'return') await tellReturned(tx, ctx, now, row.version + 1, act.reason)
  await ctx.audit(tx, {
    action: `filing.${act.kind}`,
    subjectKind: 'filing',
    subjectId: idOf(key),
    detail: { version: row.version + 1, reason: reasonOf(act), cells: Object.keys(changed).length },
  })
}

async function tellReturned(
  tx: Tx,
  ctx: Context,
  { key, form }: FilingNow,
  version: number,
  reason: string,
): Promise<void> {
  const { title } = form.definition
  await tellUnit(tx, ctx, key, {
    subjectKey: `filing-return:${idOf(key)}:${String(version)}`,
    message: 'filing-return',
    text: {
      zh: `《${title.zh}》${key.period}已退回，请改正后重新上报：${reason}`,
      en: `“${title.en}”, ${key.period}, was returned; correct and submit it again: ${reason}`,
    },
  })
}

/** A corrected value must pass the checks as a new one does: what is final has no errors. */
function refuseUnfit(
  now: FilingNow,
  values: FilingValues,
  counts: { errors: number; unexplained: number },
): void {
  for (const code of Object.keys(values))
    if (!now.form.fieldByCode.has(code)) refuse('statistics.field_unknown', { field: code }, ['values', code])
  if (counts.errors > 0) refuse('statistics.errors_stand', { errors: counts.errors })
}

function specialColumns(ctx: Context, now: FilingNow, act: FilingAct, at: string): FilingChange {
  switch (act.kind) {
    case 'submit':
      return {
        submittedAt: at,
        submittedByName: ctx.caller.name,
        late: now.today > now.period.dueOn,
        returnReason: null,
      }
    case 'withdraw':
      return { submittedAt: null, submittedByName: null, late: null }
    case 'return':
      return { returnReason: act.reason, approvedAt: null, approvedByName: null }
    case 'approve':
      return {
        approvedAt: at,
        approvedByName: ctx.caller.name,
        ...(now.form.definition.approval === 'approve' ? { knownFrom: at } : {}),
      }
    case 'accept':
      return { acceptedAt: at, acceptedByName: ctx.caller.name, knownFrom: at }
    case 'unapprove':
      return { approvedAt: null, approvedByName: null, acceptedAt: null, acceptedByName: null }
    // Who corrects says why: the reason explains what is only to be asked about.
    case 'correct':
      return { unexplained: 0 }
    case 'explain':
      return {}
  }
}

function explained(now: FilingNow, act: Extract<FilingAct, { kind: 'explain' }>): Record<string, string> {
  const { [act.rule]: _, ...others } = now.explanations
  return act.text === '' ? others : { ...others, [act.rule]: act.text }
}

/** A final state that is overtaken goes to the past, with the time in which it stood. */
async function keepPast(tx: Tx, row: FilingRowNow, at: string): Promise<void> {
  if (row.knownFrom === null) return
  await tx
    .insertInto('statisticsFilingPast')
    .values({
      unitId: row.unitId,
      form: row.form,
      period: row.period,
      no: row.version,
      formVersion: row.formVersion,
      parkId: row.parkId,
      figures: row.figures,
      words: row.words,
      imputed: JSON.stringify(row.imputed),
      knownFrom: row.knownFrom,
      knownTo: at,
    })
    .execute()
}

export async function keepAct(
  tx: Tx,
  ctx: Context,
  now: Pick<FilingNow, 'key' | 'parkId'>,
  no: number,
  act: 'import' | 'impute' | Exclude<FilingAct['kind'], never> | 'save',
  reason: string | null,
  changed: Readonly<Record<string, readonly [CellValue, CellValue]>>,
): Promise<void> {
  await tx
    .insertInto('statisticsFilingAct')
    .values({
      ...now.key,
      no,
      parkId: now.parkId,
      act,
      reason,
      changed: JSON.stringify(changed),
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
    })
    .execute()
}

function reasonOf(act: FilingAct): string | null {
  if ('reason' in act) return act.reason
  return act.kind === 'explain' ? `${act.rule}: ${act.text}` : null
}

function withoutKeys(record: unknown, keys: readonly string[]): Record<string, unknown> {
  const entries = Object.entries((record ?? {}) as Record<string, unknown>)
  return Object.fromEntries(entries.filter(([key]) => !keys.includes(key)))
}
