import { checkRoundDays, proposeCalendar, type RoundDays } from '#domain/evaluation'
import { periodById, Refusal, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import { calendarSettings } from './calendar-settings.ts'
import type { RoundView } from './contract.ts'
import type * as contract from './contract.ts'
import { readRound, schemeOf } from './read-round.ts'
import {
  addAct,
  daysOf,
  loadRound,
  orRefuse,
  requireVersion,
  saveRound,
  type RoundRecord,
} from './round-store.ts'
import { loadScheme, readDefinition, type Tx } from './store.ts'
import { loadRule, requireFit } from './support-rules.ts'
import { workdaysOf } from './workdays.ts'

/** Plans the evaluation of a period by a published scheme of the zone; one round for each scheme and period. */
export async function planRound(
  ctx: Context,
  request: BodyOf<typeof contract.planRound>,
): Promise<RoundView> {
  const { period } = request
  const id = await ctx.inTransaction(async (tx) => {
    const stored = await loadScheme(tx, request.schemeId)
    if (stored.state !== 'published' || stored.ownerId !== null)
      refuse('evaluation.scheme_not_published', {}, ['schemeId'])
    const read = readDefinition(stored.definition)
    if (!read.ok) throw new Refusal(read.issues)
    if (read.scheme.standing === 'incomplete')
      refuse('evaluation.incomplete_scheme', { scheme: stored.code }, ['schemeId'])
    if (periodById(period)?.rhythm !== stored.rhythm)
      refuse('evaluation.period_of_rhythm', { period, rhythm: stored.rhythm }, ['period'])
    const days =
      request.calendar ??
      orRefuse(proposeCalendar(calendarSettings(), period, await workdaysOf(tx, ctx.place)))
    requireOrder(days)
    const rule = request.supportRule === null ? null : (await loadRule(tx, request.supportRule)).rule
    if (rule !== null) requireFit(rule, read.scheme, period)
    const added = await tx
      .insertInto('evaluationRound')
      .values({
        schemeId: stored.id,
        schemeCode: stored.code,
        unitKind: stored.unitKind,
        period,
        title: request.title,
        ...days,
        snapshotId: null,
        runId: null,
        runById: null,
        confirmedById: null,
        confirmedByName: null,
        supportRule: rule?.code ?? null,
        supportRuleVersion: rule?.version ?? null,
        poolWan: request.poolWan ?? rule?.poolWan ?? null,
        createdAt: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added === undefined)
      return refuse('evaluation.round_exists', { period, scheme: stored.code }, ['period'])
    await addAct(tx, ctx, added.id, 'plan', null, { scheme: stored.code, version: stored.version, period })
    await ctx.audit(tx, {
      action: 'evaluation.round_plan',
      subjectKind: 'evaluation-round',
      subjectId: added.id,
      detail: { scheme: stored.code, version: stored.version, period },
    })
    return added.id
  })
  return readRound(ctx, id)
}

/** Changes title, days, rule or pool while nothing was decided by them, with the reason. */
export async function changeRound(
  ctx: Context,
  roundId: string,
  request: BodyOf<typeof contract.changeRound>,
): Promise<RoundView> {
  await ctx.inTransaction(async (tx) => {
    const round = await loadRound(tx, roundId, true)
    requireVersion(round, request.version)
    if (round.state === 'published' || round.state === 'abandoned')
      refuse('evaluation.round_not_now', { act: 'change', state: round.state })
    if (request.calendar !== undefined) requireDays(round, request.calendar)
    const rule = request.supportRule === undefined ? null : (await loadRule(tx, request.supportRule)).rule
    if (rule !== null) requireFit(rule, await schemeOf(tx, round), round.period)
    if (rule !== null || request.poolWan !== undefined) await requireNothingDecided(tx, round)
    const changes = {
      ...(request.title === undefined ? {} : { title: request.title }),
      ...request.calendar,
      ...(rule === null ? {} : { supportRule: rule.code, supportRuleVersion: rule.version }),
      ...(request.poolWan === undefined ? {} : { poolWan: request.poolWan }),
    }
    await saveRound(tx, round, changes)
    await addAct(tx, ctx, roundId, 'change', request.reason, changes)
    await ctx.audit(tx, {
      action: 'evaluation.round_change',
      subjectKind: 'evaluation-round',
      subjectId: roundId,
      detail: { ...changes, reason: request.reason },
    })
  })
  return readRound(ctx, roundId)
}

function requireOrder(days: RoundDays): void {
  const issues = checkRoundDays(days)
  if (issues.length > 0) throw new Refusal(issues)
}

/** Once parks were told of their days, these are not taken from them; they may get more. */
function requireDays(round: RoundRecord, days: RoundDays): void {
  requireOrder(days)
  if (round.state === 'planned' || round.state === 'frozen' || round.state === 'computed') return
  const told = daysOf(round)
  if (days.reviewFrom !== told.reviewFrom || days.reviewTo < told.reviewTo)
    refuse('evaluation.review_shortened', { from: told.reviewFrom, to: told.reviewTo }, [
      'calendar',
      'reviewTo',
    ])
}

async function requireNothingDecided(tx: Tx, { id }: RoundRecord): Promise<void> {
  const { count } = await tx
    .selectFrom('evaluationDecision')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('roundId', '=', id)
    .where('state', '=', 'decided')
    .executeTakeFirstOrThrow()
  if (Number(count) > 0) refuse('evaluation.decided_already', { count: Number(count) })
}
