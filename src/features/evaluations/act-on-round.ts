import { decideRound, type RoundStepTaken } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import { sayDate } from '#features/procedures'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { Updateable } from 'kysely'
import type { BodyOf } from '../route-contract.ts'
import type { RoundView, WireJson } from './contract.ts'
import type * as contract from './contract.ts'
import { gatherSnapshot, keepSnapshot, type GatheredSnapshot, type KeptSnapshot } from './gather-snapshot.ts'
import { uncarriedCorrections } from './objection-corrections.ts'
import { readRound, schemeOf } from './read-round.ts'
import { factsOf, roundActor } from './round-facts.ts'
import {
  addAct,
  loadRound,
  orRefuse,
  requireVersion,
  saveRound,
  soFar,
  type RoundRecord,
} from './round-store.ts'
import type { Tx } from './store.ts'
import { parksOfRun, tellOffice, tellParks } from './tell-parks.ts'

type Request = BodyOf<typeof contract.actOnRound>

interface FreshData {
  readonly gathered: GatheredSnapshot
  /** Ids of the objections that it takes in. */
  readonly carries: readonly string[]
}

interface Change {
  readonly set: Updateable<Database['evaluationRound']>
  readonly detail: Readonly<Record<string, WireJson>>
}

/** The next step of a round: asked before data are gathered, which takes a while, and again when it is written. */
export async function actOnRound(ctx: Context, roundId: string, request: Request): Promise<RoundView> {
  const fresh =
    request.act === 'freeze' || request.act === 'refreeze' ? await gatherData(ctx, roundId, request) : null
  await ctx.inTransaction(async (tx) => {
    const round = await loadRound(tx, roundId, true)
    const taken = await decide(tx, ctx, round, request)
    const data =
      fresh === null ? null : { ...(await keepSnapshot(tx, ctx, fresh.gathered)), carries: fresh.carries }
    const { set, detail } = await changeOf(tx, ctx, round, request, taken, data)
    if (data !== null && data.carries.length > 0)
      await tx
        .updateTable('evaluationObjection')
        .set({ snapshotId: data.id })
        .where('id', 'in', [...data.carries])
        .where('state', '=', 'accepted')
        .where('snapshotId', 'is', null)
        .execute()
    await saveRound(tx, round, { ...set, state: taken.state })
    await addAct(tx, ctx, roundId, request.act, request.reason, detail)
    await tell(tx, ctx, round, request)
    await ctx.audit(tx, {
      action: `evaluation.round_${request.act.replace('-', '_')}`,
      subjectKind: 'evaluation-round',
      subjectId: roundId,
      detail: { period: round.period, from: round.state, to: taken.state, reason: request.reason, ...detail },
    })
  })
  return readRound(ctx, roundId)
}

async function decide(
  tx: Tx,
  ctx: Context,
  round: RoundRecord,
  { version, act, reason }: Request,
): Promise<RoundStepTaken> {
  requireVersion(round, version)
  return orRefuse(decideRound(soFar(round), act, roundActor(ctx), await factsOf(tx, ctx, round), reason))
}

/** During the review data stay as they were but for what was accepted; before it they are gathered anew. */
async function gatherData(ctx: Context, roundId: string, request: Request): Promise<FreshData> {
  const { round, scheme, corrections } = await ctx.read(async (tx) => {
    const found = await loadRound(tx, roundId)
    await decide(tx, ctx, found, request)
    return {
      round: found,
      scheme: await schemeOf(tx, found),
      corrections: found.state === 'review' ? await uncarriedCorrections(tx, found.id) : [],
    }
  })
  const gathered = await gatherSnapshot(ctx, {
    schemeId: round.schemeId,
    scheme,
    period: round.period,
    roundId,
    basedOn: round.state === 'review' ? round.snapshotId : null,
    corrections: corrections.map(({ id: _, ...correction }) => correction),
    reason: request.reason,
  })
  return { gathered, carries: corrections.map(({ id }) => id) }
}

async function changeOf(
  tx: Tx,
  ctx: Context,
  round: RoundRecord,
  request: Request,
  { dropsRun }: RoundStepTaken,
  data: (KeptSnapshot & Pick<FreshData, 'carries'>) | null,
): Promise<Change> {
  const at = ctx.now.toISOString()
  switch (request.act) {
    case 'freeze':
    case 'refreeze':
      if (data === null) throw new Error('nothing was frozen')
      return {
        set: { snapshotId: data.id, ...(dropsRun ? { runId: null, runById: null } : {}) },
        detail: { digest: data.digest, corrections: data.carries.length },
      }
    case 'adopt': {
      const run = await adoptable(tx, round, request.runId)
      return {
        set: { runId: run.id, runById: ctx.caller.userId },
        detail: { run: run.serial, digest: run.resultDigest },
      }
    }
    case 'open-review':
      return { set: {}, detail: { from: round.reviewFrom, to: round.reviewTo } }
    case 'close-review':
      return { set: {}, detail: {} }
    case 'confirm':
      return {
        set: { confirmedById: ctx.caller.userId, confirmedByName: ctx.caller.name, confirmedAt: at },
        detail: {},
      }
    case 'publish':
      return { set: { publishedAt: at }, detail: {} }
    case 'abandon':
      return {
        set: { confirmedById: null, confirmedByName: null, confirmedAt: null },
        detail: { state: round.state },
      }
  }
}

async function adoptable(tx: Tx, round: RoundRecord, runId: string | null) {
  if (runId === null) return refuse('evaluation.run_missing', {}, ['runId'])
  const run = await tx
    .selectFrom('evaluationRun')
    .select(['id', 'serial', 'state', 'snapshotId', 'resultDigest'])
    .where('id', '=', runId)
    .where('roundId', '=', round.id)
    .where('kind', '=', 'official')
    .executeTakeFirst()
  if (run === undefined) return refuse('evaluation.run_unknown', {}, ['runId'])
  const serial = Number(run.serial)
  if (run.state !== 'done') refuse('evaluation.run_not_done', { serial, state: run.state }, ['runId'])
  if (run.snapshotId !== round.snapshotId) refuse('evaluation.run_on_older_data', { serial }, ['runId'])
  return { ...run, serial }
}

/** Parks hear of what they may now look at; the office of what the leader did. */
async function tell(tx: Tx, ctx: Context, round: RoundRecord, { act, runId }: Request): Promise<void> {
  const { title } = round
  const parks = (run: string | null) => parksOfRun(tx, run)
  if (act === 'open-review')
    await tellParks(tx, ctx, round, await parks(round.runId), 'review', {
      message: 'evaluation-review',
      text: {
        zh: `${title}：请核对本园评价结果，对数据有异议的，请在${sayDate(round.reviewTo)}前提出。`,
        en: `${title}: please look at your park’s result; doubts about figures can be raised until ${round.reviewTo}.`,
      },
    })
  if (act === 'adopt' && round.state === 'review')
    await tellParks(tx, ctx, round, await parks(runId), `computed:${runId ?? ''}`, {
      message: 'evaluation-computed',
      text: {
        zh: `${title}：采纳异议后已重新计算，请再次核对本园结果（${sayDate(round.reviewTo)}截止）。`,
        en: `${title}: computed anew after accepted objections; please look at your result again (until ${round.reviewTo}).`,
      },
    })
  if (act === 'confirm')
    await tellOffice(tx, ctx, round, 'confirmed', {
      message: 'evaluation-confirmed',
      text: {
        zh: `${title}：结果已由${ctx.caller.name}确认，可以拟定支持和整改决定。`,
        en: `${title}: confirmed by ${ctx.caller.name}; what follows can be proposed.`,
      },
    })
  if (act === 'publish')
    await tellParks(tx, ctx, round, await parks(round.runId), 'published', {
      message: 'evaluation-published',
      text: { zh: `${title}：结果和决定已公布。`, en: `${title}: result and decisions are published.` },
    })
  if (
    act === 'abandon' &&
    round.state !== 'planned' &&
    round.state !== 'frozen' &&
    round.state !== 'computed'
  )
    await tellParks(tx, ctx, round, await parks(round.runId), 'abandoned', {
      message: 'evaluation-abandoned',
      text: {
        zh: `${title}：本轮评价已终止，结果作废。`,
        en: `${title}: this evaluation was abandoned; its result is void.`,
      },
    })
}
