import { withdrawalOf, type EvaluationResult } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import { raiseCase, type RaisedCase } from '#features/procedures'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { Selectable } from 'kysely'
import type { BodyOf } from '../route-contract.ts'
import { earlierOf } from './consequences.ts'
import type { Decision } from './contract.ts'
import type * as contract from './contract.ts'
import type { DecisionEvidence } from './decision-evidence.ts'
import { viewDecisions } from './decisions.ts'
import { ruleOf } from './propose-decisions.ts'
import { rectificationData } from './rectification-data.ts'
import { schemeOf } from './read-round.ts'
import { addAct, loadRound, requireVersion, type RoundRecord } from './round-store.ts'
import { loadRun } from './runs.ts'
import type { Tx } from './store.ts'
import { tellParks } from './tell-parks.ts'

type Stored = Selectable<Database['evaluationDecision']>

/** 决定: proposals become decisions, all or none of them; a rectification opens its case in the same transaction. */
export function decide(
  ctx: Context,
  roundId: string,
  { decisions }: BodyOf<typeof contract.decide>,
): Promise<{ decisions: Decision[] }> {
  return ctx.inTransaction(async (tx) => {
    // One at a time decides on a round: what is left of the pool must not change meanwhile.
    const round = await loadRound(tx, roundId, true)
    if (round.state !== 'confirmed') refuse('evaluation.round_not_now', { act: 'decide', state: round.state })
    const serials: number[] = []
    for (const { id, version, note } of decisions) {
      const stored = await loadDecision(tx, round, id)
      requireVersion(stored, version)
      if (stored.state !== 'proposed') refuse('evaluation.decided_already', { count: 1 })
      await requireCurrent(tx, round, stored)
      const opened = stored.consequence === 'rectification' ? await open(tx, ctx, round, stored, note) : null
      await tx
        .updateTable('evaluationDecision')
        .set({
          state: 'decided',
          note,
          decidedAt: ctx.now.toISOString(),
          decidedById: ctx.caller.userId,
          decidedByName: ctx.caller.name,
          caseId: opened?.id ?? null,
          caseNumber: opened?.number ?? null,
          version: version + 1,
        })
        .where('id', '=', id)
        .execute()
      await tell(tx, ctx, round, stored)
      serials.push(Number(stored.serial))
    }
    await addAct(tx, ctx, roundId, 'decide', null, { decisions: serials.length })
    await ctx.audit(tx, {
      action: 'evaluation.decide',
      subjectKind: 'evaluation-round',
      subjectId: roundId,
      detail: { decisions: serials },
    })
    return { decisions: await viewDecisions(tx, ctx, round) }
  })
}

async function loadDecision(tx: Tx, round: RoundRecord, id: string): Promise<Stored> {
  return (
    (await tx
      .selectFrom('evaluationDecision')
      .selectAll()
      .where('id', '=', id)
      .where('roundId', '=', round.id)
      .executeTakeFirst()) ?? refuse('evaluation.not_found')
  )
}

/** A proposal by another rule or pool, or from before a support was withdrawn or given back, is made anew first. */
async function requireCurrent(tx: Tx, round: RoundRecord, stored: Stored): Promise<void> {
  const { rule, digest } = await ruleOf(tx, round)
  const { because, poolWan, rule: cited, run } = stored.evidence as DecisionEvidence
  const withdrawn = withdrawalOf(stored.unit, await earlierOf(tx, round)) !== null
  const proposedAsWithdrawn = because.some(({ code }) => code === 'support_withdrawn')
  if (
    cited.code !== rule.code ||
    cited.version !== rule.version ||
    cited.digest !== digest ||
    poolWan !== round.poolWan ||
    run.id !== round.runId ||
    (rule.withdrawnGetNone && stored.consequence === 'support' && withdrawn) ||
    (proposedAsWithdrawn && !withdrawn)
  )
    refuse('evaluation.proposal_outdated', { unit: stored.unit })
}

async function open(
  tx: Tx,
  ctx: Context,
  round: RoundRecord,
  { unit, parkId, evidence }: Stored,
  note: string | null,
): Promise<RaisedCase> {
  const run = await loadRun(tx, round.runId ?? refuse('evaluation.not_found'))
  return raiseCase(tx, ctx, {
    procedure: 'rectification',
    origin: { kind: 'evaluation', id: round.id },
    data: rectificationData({
      round,
      scheme: await schemeOf(tx, round),
      result: run.result as EvaluationResult,
      evidence: evidence as DecisionEvidence,
      unit,
      parkId: parkId ?? refuse('evaluation.unit_without_park', { unit }),
      note,
    }),
  })
}

async function tell(
  tx: Tx,
  ctx: Context,
  round: RoundRecord,
  { id, parkId, consequence, amountWan }: Stored,
): Promise<void> {
  if (parkId === null) return
  const said = {
    support: {
      zh: `安排支持资金${String(amountWan ?? 0)}万元`,
      en: `support of ${String(amountWan ?? 0)} × 10,000 yuan`,
    },
    none: { zh: '本年度不安排支持资金', en: 'no support this time' },
    rectification: { zh: '开展整改，请在整改事项中办理', en: 'rectification; please act on its case' },
  }[consequence]
  await tellParks(tx, ctx, round, [parkId], `decision:${id}`, {
    message: 'evaluation-decided',
    text: { zh: `${round.title}：${said.zh}。`, en: `${round.title}: ${said.en}.` },
  })
}
