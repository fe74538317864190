import {
  proposeConsequences,
  type Consequence,
  type EarlierConsequence,
  type FrozenStanding,
  type SupportRule,
} from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import type { Standing } from './contract.ts'
import { standingsOfRun } from './read-round.ts'
import { orRefuse, type RoundRecord } from './round-store.ts'
import type { Tx } from './store.ts'

/** Standings of the round's run by rank, in which order equal remainders are settled. */
export async function frozenStandings(tx: Tx, round: RoundRecord): Promise<readonly Standing[]> {
  const standings = await standingsOfRun(tx, round.runId)
  return standings.length === 0 ? refuse('evaluation.not_computed', { state: round.state }) : standings
}

/** What became of decisions of other rounds on units of this kind, the oldest first. */
export async function earlierOf(tx: Tx, round: RoundRecord): Promise<readonly EarlierConsequence[]> {
  return tx
    .selectFrom('evaluationDecision as d')
    .innerJoin('evaluationRound as r', 'r.id', 'd.roundId')
    .select(['d.unit', 'r.period', 'd.consequence', 'd.outcome'])
    .where('r.unitKind', '=', round.unitKind)
    .where('r.id', '<>', round.id)
    .where('d.state', '=', 'decided')
    .orderBy('d.decidedAt')
    .orderBy('d.serial')
    .execute()
}

/** What a rule says of these standings. */
export function consequencesOf(
  rule: SupportRule,
  standings: readonly Standing[],
  earlier: readonly EarlierConsequence[],
  poolWan: number,
): readonly Consequence[] {
  const frozen = standings.map(({ unit, grade, score, rank }): FrozenStanding => ({
    unit,
    grade,
    score,
    rank,
  }))
  return orRefuse(proposeConsequences(rule, frozen, earlier, poolWan))
}

export function tierName(rule: SupportRule, tier: string): { zh: string; en: string } {
  const found = rule.tiers.find((one) => one.tier === tier)
  return found === undefined ? { zh: '未分级', en: 'Not graded' } : { ...found.name }
}
