import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import { divideSupport, type SupportClaim } from './divide-support.ts'
import type {
  Consequence,
  EarlierConsequence,
  FrozenStanding,
  SupportRule,
  SupportTier,
} from './support-rule.ts'

/** Why a consequence is as it is, with the parameters of each. */
export const CONSEQUENCE_REASONS = [
  // grade, tier
  'grade_of_tier',
  // none: left out by the screening or a gate, so without grade
  'no_grade',
  // period: of the evaluation after which support was withdrawn
  'support_withdrawn',
  // period: of the evaluation after which the unit had to leave the zone
  'exited',
  // period: a rectification of an earlier evaluation still runs; there is no second one beside it
  'rectification_running',
  // weight, poolWan: what was divided among all
  'shared_by_weight',
  // weight, score, poolWan
  'shared_by_weight_and_score',
  // amountWan
  'at_floor',
  // amountWan
  'at_ceiling',
  // none: to a whole 万元 by the largest remainder
  'rounded',
  // run, data, result: number of the run, first digits of its digests
  'by_run',
] as const
export type ConsequenceReason = (typeof CONSEQUENCE_REASONS)[number]

/** The tier of units that have no grade. */
export const UNGRADED_TIER = 'ungraded'

type Because = Consequence['because'][number]

/**
 * What follows from the grades of a frozen run by a rule, in the order of the standings. Reads the standings and what became of
 * earlier decisions (oldest first), nothing else: whose support was withdrawn gets none until a later rectification is lifted or the
 * withdrawal revoked; who had to leave gets none. The pool goes to all that are left by `divideSupport`.
 */
export function proposeConsequences(
  rule: SupportRule,
  standings: readonly FrozenStanding[],
  earlier: readonly EarlierConsequence[],
  poolWan: number,
): Outcome<readonly Consequence[]> {
  const issues: Issue[] = []
  const placed = standings.map((standing) => place(rule, standing, earlier, issues))
  const supported = placed.flatMap(({ standing, tier, consequence }) =>
    consequence === 'support' && tier !== null ? [{ standing, tier }] : [],
  )
  const byScore = rule.divideBy === 'tier-and-score'
  for (const { standing } of supported)
    if (byScore && !(standing.score !== null && standing.score > 0))
      issues.push({
        code: 'evaluation.score_not_positive',
        params: { unit: standing.unit, score: standing.score },
      })
  if (issues.length > 0) return refused(...issues)
  const claims = supported.map(({ standing, tier }): SupportClaim => ({
    unit: standing.unit,
    weights: byScore ? [tier.weight, standing.score ?? 0] : [tier.weight],
    floorWan: tier.floorWan,
    ceilingWan: tier.ceilingWan,
  }))
  const divided = divideSupport(claims, poolWan)
  if (!divided.ok) return divided
  const shares = new Map(divided.value.map((share) => [share.unit, share]))
  return accepted(
    placed.map(({ standing, tier, consequence, because }): Consequence => {
      const share = consequence === 'support' ? shares.get(standing.unit) : undefined
      const whole = {
        unit: standing.unit,
        grade: standing.grade,
        tier: tier?.tier ?? UNGRADED_TIER,
        consequence,
      }
      if (share === undefined || tier === null) return { ...whole, amountWan: null, because }
      const { amountWan, bound, rounded } = share
      return {
        ...whole,
        amountWan,
        because: [
          ...because,
          byScore
            ? said('shared_by_weight_and_score', { weight: tier.weight, score: standing.score ?? 0, poolWan })
            : said('shared_by_weight', { weight: tier.weight, poolWan }),
          ...(bound === 'floor' ? [said('at_floor', { amountWan })] : []),
          ...(bound === 'ceiling' ? [said('at_ceiling', { amountWan })] : []),
          ...(rounded ? [said('rounded', {})] : []),
        ],
      }
    }),
  )
}

interface Placed {
  readonly standing: FrozenStanding
  readonly tier: SupportTier | null
  readonly consequence: Consequence['consequence']
  readonly because: readonly Because[]
}

function place(
  rule: SupportRule,
  standing: FrozenStanding,
  earlier: readonly EarlierConsequence[],
  issues: Issue[],
): Placed {
  const { unit, grade } = standing
  if (grade === null) return { standing, tier: null, consequence: 'none', because: [said('no_grade', {})] }
  const tier = rule.tiers.find((one) => one.grade === grade) ?? null
  if (tier === null) {
    issues.push({ code: 'evaluation.rule_grade_missing', params: { rule: rule.code, grade } })
    return { standing, tier, consequence: 'none', because: [] }
  }
  const because = [said('grade_of_tier', { grade, tier: tier.tier })]
  const held = heldBack(rule, unit, tier.consequence, earlier)
  return held === null
    ? { standing, tier, consequence: tier.consequence, because }
    : { standing, tier, consequence: 'none', because: [...because, held] }
}

/** What became of earlier decisions on a unit and keeps this consequence from it; null: nothing. */
function heldBack(
  rule: SupportRule,
  unit: string,
  consequence: Consequence['consequence'],
  earlier: readonly EarlierConsequence[],
): Because | null {
  const own = earlier.filter((one) => one.unit === unit && one.consequence === 'rectification')
  const exit = own.find(({ outcome }) => outcome === 'exited')
  if (exit !== undefined) return said('exited', { period: exit.period })
  if (consequence === 'rectification') {
    const running = own.find(({ outcome }) => outcome === null)
    return running === undefined ? null : said('rectification_running', { period: running.period })
  }
  const withdrawn = withdrawalOf(unit, earlier)
  return consequence === 'support' && rule.withdrawnGetNone && withdrawn !== null
    ? said('support_withdrawn', { period: withdrawn })
    : null
}

/** The period of the evaluation whose rectification cost the unit its support, unless that was lifted since; null: it has it. */
export function withdrawalOf(unit: string, earlier: readonly EarlierConsequence[]): string | null {
  let since: string | null = null
  for (const one of earlier) {
    if (one.unit !== unit || one.consequence !== 'rectification') continue
    if (one.outcome === 'support-withdrawn') since = one.period
    else if (one.outcome === 'lifted' || one.outcome === 'revoked') since = null
  }
  return since
}

function said(code: ConsequenceReason, params: Because['params']): Because {
  return { code, params }
}
