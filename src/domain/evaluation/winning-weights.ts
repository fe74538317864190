import { accepted, refused, type Outcome } from '#domain/kernel'
import { bestShares, sharesOf } from './best-shares.ts'
import type { CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { nearestWeights, widestLead } from './lead-programmes.ts'
import { difference, hairOf, leadOver, leastLead, pointsAhead } from './leads.ts'
import { openWeightSpace, type WeightSpace, type WeightSpaceOptions } from './weight-space.ts'

export interface WeightMove {
  readonly node: string
  readonly heading: string
  /** Shares among siblings, and up to the root. */
  readonly before: number
  readonly after: number
  readonly effectiveBefore: number
  readonly effectiveAfter: number
  readonly least: number
  readonly most: number
}

/** Differences of totals; on the transformed scale where means are not arithmetic (logarithms, reciprocals, powers). */
export interface Lead {
  readonly value: number
  readonly scale: 'score' | 'logarithm' | 'reciprocal' | 'power'
}

export type WinningWeights = {
  readonly unit: string
  readonly rankBefore: number
} & (
  | { /** Nobody is before it or level as it is. */ readonly kind: 'already'; readonly lead: Lead }
  | {
      readonly kind: 'possible'
      /** All nodes whose weights could move, moved or not. */
      readonly moves: readonly WeightMove[]
      /** Σ |effective after − before| over the tips of the search, the least there is. */
      readonly distance: number
      /** Over the next, under these weights: as good as level, for they are the nearest. */
      readonly lead: Lead
      /** The widest lead that any allowed weights give. */
      readonly widest: Lead
    }
  | {
      readonly kind: 'impossible'
      /**
       * Each of these is before the unit (or level) under all allowed weights. None may be: then it is the mixture of `rivals`
       * that always is, never the same one of them.
       */
      readonly alwaysBefore: readonly string[]
      /** Whatever the weights, these rivals' totals, averaged with these shares, are ahead by `lag` or more. */
      readonly rivals: readonly { readonly unit: string; readonly share: number }[]
      readonly lag: Lead
      /** The best rank lies between: `least` is certain (those always before), `most` was reached by `moves`. */
      readonly rank: { readonly least: number; readonly most: number }
      readonly moves: readonly WeightMove[]
    }
)

/**
 * “Which reasonable weights would put this unit first?” Over all weights within the nodes' ranges (`weightRange`, else ± `range`
 * of the weight) the nearest to the scheme's, by the sum of the changes of effective weights; or a proof that there are none.
 * Exact (to the rounding of a linear programme) for a whole tree of arithmetic means and sums, of geometric means, of harmonic,
 * or of one power; other mixtures are refused, unless `headings` keeps to those above which there is one kind. “First” is before
 * all others by a hair (1e-9 of the totals' size), so that computing anew gives rank 1. Which rank is best where the first is out
 * of reach is bounded from both sides only: to settle it would be a search over subsets of rivals.
 */
export function winningWeights(
  compiled: CompiledScheme,
  result: EvaluationResult,
  unit: string,
  options: WeightSpaceOptions = {},
): Outcome<WinningWeights> {
  const place = result.units.findIndex(({ code }) => code === unit)
  if (place === -1)
    return refused({ code: 'evaluation.unit_unknown' satisfies EvaluationIssueCode, params: { unit } })
  const rankBefore = result.standings[place]?.rank ?? null
  if (rankBefore === null)
    return refused({
      code: 'evaluation.unit_unscored' satisfies EvaluationIssueCode,
      params: { unit, period: result.period },
    })
  const opened = openWeightSpace(compiled, result, options)
  if (!opened.ok) return opened
  return accepted({ unit, rankBefore, ...search(opened.value, opened.value.units.indexOf(unit)) })
}

type Found = WinningWeights extends infer W
  ? W extends unknown
    ? Omit<W, 'unit' | 'rankBefore'>
    : never
  : never

function search(space: WeightSpace, unit: number): Found {
  const scale = scaleOf(space)
  const lead = (value: number): Lead => ({ value, scale })
  const rivals = [...space.units.keys()].filter((rival) => rival !== unit)
  const now = Float64Array.from(space.tips, (index) => space.nodes[index]?.effective ?? 0)
  const hair = hairOf(space)
  if (rivals.length === 0) return { kind: 'already', lead: lead(0) }
  const nowLead = leastLead(space, unit, rivals, now)
  if (nowLead >= hair) return { kind: 'already', lead: lead(nowLead) }

  const alwaysBefore = rivals.filter(
    (rival) =>
      bestShares(space, difference(space, unit, rival)).value + pointsAhead(space, unit, rival) < hair,
  )
  const widest = widestLead(space, unit, rivals)
  if (alwaysBefore.length === 0 && widest.lead >= hair) {
    const nearest = nearestWeights(space, unit, rivals, 2 * hair)
    // Where the widest lead is hardly more than a hair there is nothing nearer.
    const weights = nearest ?? widest.weights
    return {
      kind: 'possible',
      moves: movesTo(space, weights),
      distance: weights.reduce((sum, weight, tip) => sum + Math.abs(weight - (now[tip] ?? 0)), 0),
      lead: lead(leastLead(space, unit, rivals, weights)),
      widest: lead(widest.lead),
    }
  }
  const reached = bestReached(space, unit, rivals, alwaysBefore, hair, now)
  return {
    kind: 'impossible',
    alwaysBefore: alwaysBefore.map((rival) => space.units[rival] ?? ''),
    rivals: widest.rivals.map(({ rival, share }) => ({ unit: space.units[rival] ?? '', share })),
    lag: lead(-widest.bound),
    rank: { least: 1 + alwaysBefore.length, most: reached.rank },
    moves: movesTo(space, reached.weights),
  }
}

/** Drops, one after another, the rival that stands most in the way, until the unit is before all that are left. */
function bestReached(
  space: WeightSpace,
  unit: number,
  rivals: readonly number[],
  alwaysBefore: readonly number[],
  hair: number,
  now: Float64Array,
): { readonly rank: number; readonly weights: Float64Array } {
  const rankUnder = (weights: Float64Array) =>
    1 + rivals.filter((rival) => leadOver(space, unit, rival, weights) < hair).length
  let best = { rank: rankUnder(now), weights: now }
  let left = rivals.filter((rival) => !alwaysBefore.includes(rival))
  while (left.length > 0) {
    const widest = widestLead(space, unit, left)
    const rank = rankUnder(widest.weights)
    if (rank < best.rank) best = { rank, weights: widest.weights }
    if (widest.lead >= hair || best.rank === 1 + alwaysBefore.length) break
    const hardest = widest.rivals.reduce((most, one) => (one.share > most.share ? one : most), {
      rival: -1,
      share: -1,
    })
    if (hardest.rival === -1) break
    left = left.filter((rival) => rival !== hardest.rival)
  }
  return best
}

function movesTo(space: WeightSpace, weights: Float64Array): WeightMove[] {
  const shares = sharesOf(space, weights)
  const effective = new Float64Array(space.nodes.length)
  return space.nodes.flatMap((node, index): WeightMove[] => {
    effective[index] = node.parent === -1 ? 1 : (effective[node.parent] ?? 0) * (shares[index] ?? 0)
    if (node.parent === -1 || node.least === node.most) return []
    return [
      {
        node: node.node.code,
        heading: node.node.parent?.code ?? '',
        before: node.share,
        after: Math.min(Math.max(shares[index] ?? 0, node.least), node.most),
        effectiveBefore: node.effective,
        effectiveAfter: effective[index] ?? 0,
        least: node.least,
        most: node.most,
      },
    ]
  })
}

function scaleOf({ way }: WeightSpace): Lead['scale'] {
  if (way.kind === 'geometric') return 'logarithm'
  if (way.kind === 'harmonic') return 'reciprocal'
  return way.kind === 'power' ? 'power' : 'score'
}
