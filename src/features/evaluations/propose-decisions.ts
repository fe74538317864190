import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import { consequencesOf, earlierOf, frozenStandings } from './consequences.ts'
import type { Decision } from './contract.ts'
import type { DecisionEvidence } from './decision-evidence.ts'
import { viewDecisions } from './decisions.ts'
import { addAct, loadRound, requireVersion, type RoundRecord } from './round-store.ts'
import { loadRun } from './runs.ts'
import type { Tx } from './store.ts'
import { loadRule, type StoredRule } from './support-rules.ts'

/**
 * 拟定决定: works out what follows from the grades of a confirmed round, by its rule and pool. Done again it replaces what is still
 * proposed; what was decided stays, and only what is left of the pool is divided anew.
 */
export function proposeDecisions(
  ctx: Context,
  roundId: string,
  version: number,
): Promise<{ decisions: Decision[] }> {
  return ctx.inTransaction(async (tx) => {
    const round = await loadRound(tx, roundId, true)
    requireVersion(round, version)
    if (round.state !== 'confirmed')
      refuse('evaluation.round_not_now', { act: 'propose', state: round.state })
    const rule = await ruleOf(tx, round)
    const poolWan = round.poolWan ?? refuse('evaluation.no_pool')
    const decided = await tx
      .selectFrom('evaluationDecision')
      .select(['unit', 'amountWan'])
      .where('roundId', '=', roundId)
      .where('state', '=', 'decided')
      .execute()
    const standings = (await frozenStandings(tx, round)).filter(
      ({ unit }) => !decided.some((one) => one.unit === unit),
    )
    if (standings.length === 0) refuse('evaluation.decided_already', { count: decided.length })
    const decidedBeforeWan = decided.reduce((sum, { amountWan }) => sum + (amountWan ?? 0), 0)
    const found = consequencesOf(rule.rule, standings, await earlierOf(tx, round), poolWan - decidedBeforeWan)
    const run = await citedRun(tx, round)
    for (const [at, standing] of standings.entries()) {
      const consequence = found[at]
      if (consequence === undefined) throw new Error(`no consequence for ${standing.unit}`)
      if (consequence.consequence === 'rectification' && standing.parkId === null)
        refuse('evaluation.unit_without_park', { unit: standing.unit })
      const evidence: DecisionEvidence = {
        run,
        rule: { code: rule.rule.code, version: rule.rule.version, digest: rule.digest },
        grade: standing.grade,
        score: standing.score,
        rank: standing.rank,
        interval: [standing.rankLow, standing.rankHigh],
        gradeShares: standing.gradeShares,
        poolWan,
        decidedBeforeWan,
        because: consequence.because,
      }
      const values = {
        tier: consequence.tier,
        consequence: consequence.consequence,
        amountWan: consequence.amountWan,
        ruleCode: rule.rule.code,
        ruleVersion: rule.rule.version,
        evidence: JSON.stringify(evidence),
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      }
      await tx
        .insertInto('evaluationDecision')
        .values({
          roundId,
          runId: run.id,
          unit: standing.unit,
          parkId: standing.parkId,
          grade: standing.grade,
          ...values,
          note: null,
          decidedById: null,
          decidedByName: null,
          caseId: null,
          caseNumber: null,
          outcome: null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['roundId', 'unit'])
            .doUpdateSet((eb) => ({ ...values, version: eb('evaluationDecision.version', '+', 1) })),
        )
        .execute()
    }
    const counts = Map.groupBy(found, ({ consequence }) => consequence)
    const detail = {
      rule: rule.rule.code,
      version: rule.rule.version,
      poolWan,
      support: counts.get('support')?.length ?? 0,
      rectification: counts.get('rectification')?.length ?? 0,
      none: counts.get('none')?.length ?? 0,
    }
    await addAct(tx, ctx, roundId, 'propose', null, detail)
    await ctx.audit(tx, {
      action: 'evaluation.propose',
      subjectKind: 'evaluation-round',
      subjectId: roundId,
      detail: { ...detail, result: run.resultDigest },
    })
    return { decisions: await viewDecisions(tx, ctx, round) }
  })
}

export async function ruleOf(tx: Tx, round: RoundRecord): Promise<StoredRule> {
  if (round.supportRule === null || round.supportRuleVersion === null) return refuse('evaluation.no_rule')
  return loadRule(tx, { code: round.supportRule, version: round.supportRuleVersion })
}

async function citedRun(tx: Tx, { runId }: RoundRecord): Promise<DecisionEvidence['run']> {
  const { id, serial, schemeDigest, dataDigest, resultDigest, engineVersion } = await loadRun(
    tx,
    runId ?? refuse('evaluation.not_found'),
  )
  if (resultDigest === null) throw new Error(`run ${id} has no result`)
  return { id, serial, schemeDigest, dataDigest, resultDigest, engineVersion }
}
