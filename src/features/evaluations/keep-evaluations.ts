import { TIMEKEEPER, createContext, type Context, type Services } from '#platform/http'
import { repeatEvery, type Repetition } from '#platform/jobs'
import { OUTCOME_WORDS, isOutcome } from './outcome-words.ts'
import { addAct, loadRound } from './round-store.ts'
import type { Tx } from './store.ts'
import { tellOffice, tellParks } from './tell-parks.ts'

const EVERY_MS = 60_000

/** What others bring about: rectifications that end. Asked every minute; what was written down already is not written again. */
export function startEvaluationKeeper(services: Services): Repetition {
  const failure =
    'decisions of evaluations could not be followed to the end of their cases; tried again in a minute'
  return repeatEvery(EVERY_MS, { log: services.log, failure }, () =>
    keepEvaluations(createContext(services, TIMEKEEPER)),
  )
}

/** One round: each ended case in a transaction of its own, so that one that fails stops no other. Answers how many were kept. */
export async function keepEvaluations(ctx: Context): Promise<number> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const ended = await keeper.read((tx) =>
    tx
      .selectFrom('evaluationDecision as d')
      .innerJoin('procedureCase as c', 'c.id', 'd.caseId')
      .select('d.id')
      .where('d.state', '=', 'decided')
      .where('d.outcome', 'is', null)
      .where('c.stage', '=', 'closed')
      .where('c.outcome', 'in', Object.keys(OUTCOME_WORDS))
      .orderBy('d.serial')
      .execute(),
  )
  let kept = 0
  for (const { id } of ended) if (await keeper.inTransaction((tx) => keepOutcome(tx, keeper, id))) kept += 1
  return kept
}

async function keepOutcome(tx: Tx, ctx: Context, id: string): Promise<boolean> {
  const decision = await tx
    .selectFrom('evaluationDecision as d')
    .innerJoin('procedureCase as c', 'c.id', 'd.caseId')
    .select([
      'd.id',
      'd.serial',
      'd.roundId',
      'd.unit',
      'd.parkId',
      'd.caseNumber',
      'd.version',
      'c.outcome',
      'c.closedAt',
    ])
    .where('d.id', '=', id)
    .where('d.outcome', 'is', null)
    .forUpdate('d')
    .executeTakeFirst()
  if (decision === undefined || !isOutcome(decision.outcome)) return false
  await tx
    .updateTable('evaluationDecision')
    .set({
      outcome: decision.outcome,
      outcomeAt: decision.closedAt ?? ctx.now.toISOString(),
      version: decision.version + 1,
    })
    .where('id', '=', id)
    .execute()
  const round = await loadRound(tx, decision.roundId)
  const serial = Number(decision.serial)
  await addAct(tx, ctx, round.id, 'outcome', null, {
    decision: serial,
    case: decision.caseNumber,
    outcome: decision.outcome,
  })
  const said = OUTCOME_WORDS[decision.outcome]
  const told = {
    message: 'evaluation-outcome',
    text: {
      zh: `${round.title}：${decision.caseNumber ?? ''}${said.zh}。`,
      en: `${round.title}: ${decision.caseNumber ?? ''} ${said.en}.`,
    },
  }
  if (decision.parkId !== null) await tellParks(tx, ctx, round, [decision.parkId], `outcome:${id}`, told)
  await tellOffice(tx, ctx, round, `outcome:${id}`, told)
  await ctx.audit(tx, {
    action: 'evaluation.outcome',
    subjectKind: 'evaluation-round',
    subjectId: round.id,
    detail: { decision: serial, unit: decision.unit, outcome: decision.outcome },
  })
  return true
}
