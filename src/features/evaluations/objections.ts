import { parseEvaluationData, type Scheme } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import type { Objection } from './contract.ts'
import type * as contract from './contract.ts'
import { neededColumns } from './needed-columns.ts'
import { ownStanding } from './own-result.ts'
import { schemeOf } from './read-round.ts'
import { isOffice, loadRound, requireVersion, type RoundRecord } from './round-store.ts'
import type { Tx } from './store.ts'
import { tellOffice, tellParks } from './tell-parks.ts'
import { todayOf } from './workdays.ts'

/** Doubts of a round, as far as the asker sees them: a park its own. */
export function listObjections(ctx: Context, roundId: string): Promise<{ objections: Objection[] }> {
  return ctx.read(async (tx) => {
    const round = await loadRound(tx, roundId)
    return { objections: await viewObjections(tx, ctx, round, null) }
  })
}

/** 提出异议: a park doubts one figure of its own, within the days of the review. */
export async function object(
  ctx: Context,
  roundId: string,
  request: BodyOf<typeof contract.object>,
): Promise<Objection> {
  const current = await currentValue(ctx, roundId, request)
  return ctx.inTransaction(async (tx) => {
    const round = await loadRound(tx, roundId)
    await requireReviewDays(tx, ctx, round)
    if (round.runId !== current.runId) refuse('evaluation.stale', { version: round.version })
    if (current.value === request.claimedValue)
      refuse('evaluation.objection_unchanged', { column: request.column }, ['claimedValue'])
    const parkId = ctx.caller.organisationId ?? refuse('evaluation.not_found')
    const added = await tx
      .insertInto('evaluationObjection')
      .values({
        roundId,
        runId: current.runId,
        unit: current.unit,
        parkId,
        columnCode: request.column,
        period: request.period,
        currentValue: current.value,
        claimedValue: request.claimedValue,
        reason: request.reason,
        newValue: null,
        answer: null,
        answeredById: null,
        answeredByName: null,
        snapshotId: null,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(['id', 'serial'])
      .executeTakeFirst()
    if (added === undefined)
      return refuse('evaluation.objection_twice', { column: request.column, period: request.period })
    await attach(tx, ctx, roundId, added.id, request.files)
    const serial = Number(added.serial)
    await tellOffice(tx, ctx, round, `objection:${added.id}`, {
      message: 'evaluation-objection',
      text: {
        zh: `${round.title}：收到第${String(serial)}号数据异议，请核实答复。`,
        en: `${round.title}: objection ${String(serial)} to a figure; please check and answer it.`,
      },
    })
    await ctx.audit(tx, {
      action: 'evaluation.object',
      subjectKind: 'evaluation-objection',
      subjectId: added.id,
      detail: { serial, unit: current.unit, column: request.column, period: request.period },
    })
    return viewOne(tx, ctx, round, added.id)
  })
}

/** 异议答复: accepted with the figure that counts, rejected with the reasons, or taken back by who raised it. */
export function answerObjection(
  ctx: Context,
  objectionId: string,
  { version, act, newValue, answer }: BodyOf<typeof contract.answerObjection>,
): Promise<Objection> {
  return ctx.inTransaction(async (tx) => {
    const stored =
      (await tx
        .selectFrom('evaluationObjection')
        .select(['id', 'serial', 'roundId', 'parkId', 'state', 'version', 'claimedValue', 'currentValue'])
        .where('id', '=', objectionId)
        .executeTakeFirst()) ?? refuse('evaluation.not_found')
    const round = await loadRound(tx, stored.roundId)
    requireVersion(stored, version)
    if (!actsOn(ctx, round, stored).includes(act)) {
      const mine = act === 'withdraw' ? stored.parkId === ctx.caller.organisationId : isOffice(ctx)
      if (!mine) refuse('evaluation.objection_forbidden', { act })
      refuse('evaluation.objection_not_now', { act, state: stored.state, round: round.state })
    }
    if (act !== 'withdraw' && answer === null) refuse('evaluation.answer_missing', {}, ['answer'])
    // Accepting may also mean that there is no figure, but only where the park says so itself.
    if (act === 'accept' && newValue === null && stored.claimedValue !== null)
      refuse('evaluation.value_missing', {}, ['newValue'])
    if (act === 'accept' && newValue === stored.currentValue)
      refuse('evaluation.value_unchanged', {}, ['newValue'])
    const state = act === 'accept' ? 'accepted' : act === 'reject' ? 'rejected' : 'withdrawn'
    const written = await tx
      .updateTable('evaluationObjection')
      .set({
        state,
        version: version + 1,
        ...(act === 'withdraw'
          ? {}
          : {
              newValue: act === 'accept' ? newValue : null,
              answer,
              answeredAt: ctx.now.toISOString(),
              answeredById: ctx.caller.userId,
              answeredByName: ctx.caller.name,
            }),
      })
      .where('id', '=', objectionId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (written.numUpdatedRows === 0n) refuse('evaluation.stale', { version })
    const serial = String(stored.serial)
    if (act === 'withdraw')
      await tellOffice(tx, ctx, round, `objection:${objectionId}:withdrawn`, {
        message: 'evaluation-objection-withdrawn',
        text: {
          zh: `${round.title}：第${serial}号数据异议已撤回。`,
          en: `${round.title}: objection ${serial} was taken back.`,
        },
      })
    else
      await tellParks(tx, ctx, round, [stored.parkId], `objection:${objectionId}:answered`, {
        message: 'evaluation-objection-answered',
        text:
          act === 'accept'
            ? {
                zh: `${round.title}：您提出的第${serial}号数据异议已采纳，将按新值重新计算。`,
                en: `${round.title}: your objection ${serial} is accepted; the result will be computed anew.`,
              }
            : {
                zh: `${round.title}：您提出的第${serial}号数据异议未采纳，理由见答复。`,
                en: `${round.title}: your objection ${serial} is rejected; the answer says why.`,
              },
      })
    await ctx.audit(tx, {
      action: `evaluation.objection_${act}`,
      subjectKind: 'evaluation-objection',
      subjectId: objectionId,
      detail: { serial: Number(stored.serial), ...(act === 'accept' ? { newValue } : {}) },
    })
    return viewOne(tx, ctx, round, objectionId)
  })
}

async function requireReviewDays(
  tx: Tx,
  ctx: Context,
  { state, reviewFrom, reviewTo }: RoundRecord,
): Promise<void> {
  if (state !== 'review') refuse('evaluation.round_not_now', { act: 'object', state })
  const today = await todayOf(tx, ctx)
  if (today < reviewFrom) refuse('evaluation.before_day', { act: 'object', on: reviewFrom })
  if (today > reviewTo) refuse('evaluation.after_day', { act: 'object', on: reviewTo })
}

interface Current {
  readonly runId: string
  readonly unit: string
  readonly value: number | null
}

/**
 * The figure that is doubted, out of the data that the adopted run stood on: leaves, denominators, gates and adjustments alike. The
 * frozen data are not the park's to read before publication; its own cell is.
 */
async function currentValue(
  ctx: Context,
  roundId: string,
  { unit, column, period }: BodyOf<typeof contract.object>,
): Promise<Current> {
  const { round, scheme, own } = await ctx.read(async (tx) => {
    const found = await loadRound(tx, roundId)
    await requireReviewDays(tx, ctx, found)
    const standing = await ownStanding(tx, ctx, found, unit)
    if (standing.parkId !== ctx.caller.organisationId) refuse('evaluation.not_found')
    return { round: found, scheme: await schemeOf(tx, found), own: standing }
  })
  const needed = neededColumns(scheme).find((one) => one.column === column)
  if (needed === undefined) return refuse('evaluation.objection_cell', { column, period }, ['column'])
  if (needed.panel) return refuse('evaluation.objection_panel', { column }, ['column'])
  const stored = await ctx
    .actingAs(TIMEKEEPER)
    .read((tx) =>
      tx
        .selectFrom('evaluationRun as n')
        .innerJoin('evaluationSnapshot as s', 's.id', 'n.snapshotId')
        .select(['n.id', 's.data'])
        .where('n.id', '=', round.runId)
        .executeTakeFirst(),
    )
  const data = stored === undefined ? null : parseEvaluationData(stored.data)
  if (stored === undefined || data?.ok !== true)
    throw new Error(`The data of round ${roundId} cannot be read`)
  const { periods, units, columns } = data.value
  const at = units.findIndex(({ code }) => code === own.unit)
  const figures = columns[column]?.[periods.indexOf(period)]
  if (at < 0 || figures === undefined)
    return refuse('evaluation.objection_cell', { column, period }, ['period'])
  return { runId: stored.id, unit: own.unit, value: figures[at] ?? null }
}

async function attach(
  tx: Tx,
  ctx: Context,
  roundId: string,
  objectionId: string,
  files: readonly string[],
): Promise<void> {
  const wanted = [...new Set(files)]
  if (wanted.length === 0) return
  const attached = await tx
    .updateTable('evaluationFile')
    .set({ objectionId })
    .where('id', 'in', wanted)
    .where('roundId', '=', roundId)
    .where('byId', '=', ctx.caller.userId)
    .where('objectionId', 'is', null)
    .executeTakeFirst()
  if (Number(attached.numUpdatedRows) < wanted.length) refuse('evaluation.file_not_found', {}, ['files'])
}

async function viewOne(tx: Tx, ctx: Context, round: RoundRecord, id: string): Promise<Objection> {
  const [view] = await viewObjections(tx, ctx, round, id)
  return view ?? refuse('evaluation.not_found')
}

async function viewObjections(
  tx: Tx,
  ctx: Context,
  round: RoundRecord,
  only: string | null,
): Promise<Objection[]> {
  const words = columnWords(await schemeOf(tx, round))
  let query = tx
    .selectFrom('evaluationObjection as o')
    .leftJoin('evaluationUnit as u', (join) =>
      join.onRef('u.code', '=', 'o.unit').on('u.kind', '=', round.unitKind),
    )
    .selectAll('o')
    .select(['u.nameZh', 'u.nameEn'])
    .where('o.roundId', '=', round.id)
    .orderBy('o.serial', 'desc')
  if (only !== null) query = query.where('o.id', '=', only)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const files = await tx
    .selectFrom('evaluationFile')
    .select(['id', 'objectionId', 'name', 'sizeBytes'])
    .where(
      'objectionId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('at')
    .execute()
  const isComputed = await computedSnapshots(ctx, round)
  return rows.map((row) => ({
    id: row.id,
    serial: Number(row.serial),
    unit: row.unit,
    unitName: { zh: row.nameZh ?? row.unit, en: row.nameEn ?? row.unit },
    column: row.columnCode,
    columnName: words.get(row.columnCode)?.name ?? { zh: row.columnCode, en: row.columnCode },
    measureUnit: words.get(row.columnCode)?.unit ?? null,
    period: row.period,
    currentValue: row.currentValue,
    claimedValue: row.claimedValue,
    reason: row.reason,
    files: files
      .filter(({ objectionId }) => objectionId === row.id)
      .map(({ id, name, sizeBytes }) => ({ id, name, sizeBytes: Number(sizeBytes) })),
    state: row.state,
    newValue: row.newValue,
    answer: row.answer,
    answeredAt: row.answeredAt,
    answeredByName: row.answeredByName,
    computed: row.snapshotId !== null && isComputed.has(row.snapshotId),
    at: row.at,
    byName: row.byName,
    version: row.version,
    can: actsOn(ctx, round, row),
  }))
}

/** Frozen data of the round up to those of its adopted run: later ones build on earlier ones. Says nothing of what is in them. */
async function computedSnapshots(ctx: Context, { id, runId }: RoundRecord): Promise<ReadonlySet<string>> {
  if (runId === null) return new Set()
  const rows = await ctx
    .actingAs(TIMEKEEPER)
    .read((tx) =>
      tx
        .selectFrom('evaluationSnapshot as s')
        .innerJoin('evaluationSnapshot as own', 'own.roundId', 's.roundId')
        .innerJoin('evaluationRun as n', 'n.snapshotId', 'own.id')
        .select('s.id')
        .where('n.id', '=', runId)
        .where('s.roundId', '=', id)
        .whereRef('s.no', '<=', 'own.no')
        .execute(),
    )
  return new Set(rows.map((row) => row.id))
}

function actsOn(
  ctx: Context,
  round: RoundRecord,
  { state, parkId }: Pick<Objection, 'state'> & { readonly parkId: string },
): Objection['can'] {
  if (round.state !== 'review' || state !== 'open') return []
  const acts: Objection['can'] = isOffice(ctx) ? ['accept', 'reject'] : []
  if (ctx.caller.roles.includes('park_committee') && parkId === ctx.caller.organisationId)
    acts.push('withdraw')
  return acts
}

/** Words for what a scheme reads: of the indicator, gate or adjustment; a denominator is called as its column. */
function columnWords(
  scheme: Scheme,
): ReadonlyMap<string, { readonly name: { zh: string; en: string }; readonly unit: string | null }> {
  const words = new Map<string, { readonly name: { zh: string; en: string }; readonly unit: string | null }>()
  for (const { column, name } of [...scheme.adjustments, ...scheme.gates])
    words.set(column, { name: { ...name }, unit: null })
  for (const { input, name } of scheme.nodes)
    if (input !== null) words.set(input.column, { name: { ...name }, unit: input.unit })
  return words
}
