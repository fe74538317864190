import {
  proposeConsequences,
  type Consequence,
  type EarlierConsequence,
  type FrozenStanding,
  type SupportRule,
} from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import { sql } from 'kysely'
import type { Standing } from './contract.ts'
import { standingsOfRun } from './read-round.ts'
import { orRefuse, type RoundRecord } from './round-store.ts'
import type { Tx } from './store.ts'

/** Standings of the round's run by rank, in which order equal remainders are settled. */
export async function frozenStandings(tx: Tx, round: RoundRecord): Promise<readonly Standing[]> {
  const standings = await standingsOfRun(tx, round.runId)
  return standings.length === 0 ? refuse('evaluation.not_computed', { state: round.state }) : standings
}

/**
 * How rectifications of these units stand or ended, the oldest first: those that decisions of other rounds began, and of parks those
 * that somebody opened otherwise. Withdrawn support is withdrawn whatever the ground; it is given back by a rectification on the ground of
 * evaluation only: that a park mended something else does not mend that.
 */
export async function earlierOf(tx: Tx, round: RoundRecord): Promise<readonly EarlierConsequence[]> {
  const { rows } = await sql<EarlierConsequence>`
    SELECT unit, period, consequence, outcome FROM (
      SELECT d.unit, r.period, d.consequence, d.outcome, coalesce(d.outcome_at, d.decided_at) AS at, d.serial
        FROM evaluation_decision d JOIN evaluation_round r ON r.id = d.round_id
       WHERE r.unit_kind = ${round.unitKind} AND r.id <> ${round.id} AND d.state = 'decided'
      UNION ALL
      SELECT u.code, to_char(c.closed_at AT TIME ZONE 'Asia/Shanghai', 'YYYY'), 'rectification', c.outcome, c.closed_at, 0
        FROM procedure_case c JOIN evaluation_unit u ON u.kind = 'park' AND u.park_id::text = c.dimensions->>'park'
       WHERE ${round.unitKind} = 'park' AND c.procedure = 'rectification' AND c.stage = 'closed'
         AND (c.outcome IN ('support-withdrawn', 'exited')
              OR (c.outcome = 'lifted' AND c.dimensions->>'ground' = 'evaluation'))
         AND NOT EXISTS (SELECT FROM evaluation_decision d WHERE d.case_id = c.id)) earlier
     ORDER BY at, serial`.execute(tx)
  return rows
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
