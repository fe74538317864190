import { bestShares } from './best-shares.ts'
import { difference, hairOf, leadOver, pointsAhead } from './leads.ts'
import { maximise, type LinearConstraint } from './linear-programme.ts'
import type { WeightSpace } from './weight-space.ts'

export interface WidestLead {
  /** Over the nearest of the rivals, under these weights. */
  readonly lead: number
  /** Effective, by tip. */
  readonly weights: Float64Array
  /** No allowed weights give more: proved by the mixture of `rivals`, without trusting the programme. */
  readonly bound: number
  /** Shares adding to one of the rivals that stand in the way. */
  readonly rivals: readonly { readonly rival: number; readonly share: number }[]
}

/** Rivals that are added to a programme at once. Few ever matter; a programme of all 177 would be ten times as slow. */
const ADDED_AT_ONCE = 8

/**
 * The weights under which the least lead over the rivals (one at least) is greatest: maximise t with lead over each ≥ t. Rivals are
 * added only when they are in the way of the last solution (cutting planes, Kelley 1960). By duality the mixture of rivals with the
 * programme's multipliers cannot be beaten by more than t either; `bestShares` recomputes that bound.
 */
export function widestLead(space: WeightSpace, unit: number, rivals: readonly number[]): WidestLead {
  const tips = space.tips.length
  const rows = weightRows(space)
  const solution = withCuts(space, unit, rivals, (chosen) => {
    const answer = maximise({
      objective: [...zeros(tips), 1],
      rows: [
        ...rows.map((row) => ({ ...row, coefficients: [...row.coefficients, 0] })),
        ...chosen.map((rival): LinearConstraint => ({
          coefficients: [...difference(space, unit, rival), -1],
          relation: '>=',
          right: -pointsAhead(space, unit, rival),
        })),
      ],
      bounds: [...zeros(tips).map(() => ({ least: 0, most: 1 })), { least: null, most: null }],
    })
    return answer.kind === 'optimal'
      ? { weights: Float64Array.from(answer.values.slice(0, tips)), least: answer.value, duals: answer.duals }
      : null
  })
  // The ranges were seen to allow some weights, and a lead over somebody is bounded.
  if (solution === null) throw new RangeError('weights that are allowed have a widest lead')
  const multipliers = solution.chosen.map((_, index) =>
    Math.max(0, -(solution.duals[rows.length + index] ?? 0)),
  )
  const sum = multipliers.reduce((total, one) => total + one, 0)
  const mixture = solution.chosen.flatMap((rival, index) => {
    const share = (multipliers[index] ?? 0) / sum
    return share > 0 ? [{ rival, share }] : []
  })
  const mixed = new Float64Array(tips)
  let points = 0
  for (const { rival, share } of mixture) {
    difference(space, unit, rival).forEach((value, tip) => (mixed[tip] = (mixed[tip] ?? 0) + share * value))
    points += share * pointsAhead(space, unit, rival)
  }
  return {
    lead: rivals.reduce(
      (least, rival) => Math.min(least, leadOver(space, unit, rival, solution.weights)),
      Infinity,
    ),
    weights: solution.weights,
    bound: bestShares(space, mixed).value + points,
    rivals: mixture,
  }
}

/**
 * The allowed weights with a lead of `lead` or more over every rival whose Σ |W − W now| over the tips is least; null where the
 * programme finds none. W = W now + more − less.
 */
export function nearestWeights(
  space: WeightSpace,
  unit: number,
  rivals: readonly number[],
  lead: number,
): Float64Array | null {
  const now = space.tips.map((index) => space.nodes[index]?.effective ?? 0)
  const moved = ({ coefficients, relation, right }: LinearConstraint): LinearConstraint => ({
    coefficients: [...coefficients, ...coefficients.map((one) => -one)],
    relation,
    right: coefficients.reduce((rest, one, tip) => rest - one * (now[tip] ?? 0), right),
  })
  const rows = weightRows(space).map(moved)
  const solution = withCuts(space, unit, rivals, (chosen) => {
    const answer = maximise({
      objective: now.flatMap(() => [-1, -1]),
      rows: [
        ...rows,
        ...chosen.map((rival) =>
          moved({
            coefficients: [...difference(space, unit, rival)],
            relation: '>=',
            right: 2 * lead - pointsAhead(space, unit, rival),
          }),
        ),
      ],
      bounds: [
        ...now.map((weight) => ({ least: 0, most: Math.max(0, 1 - weight) })),
        ...now.map((weight) => ({ least: 0, most: weight })),
      ],
    })
    if (answer.kind !== 'optimal') return null
    const weights = Float64Array.from(
      now,
      (weight, tip) => weight + (answer.values[tip] ?? 0) - (answer.values[now.length + tip] ?? 0),
    )
    return { weights, least: lead, duals: answer.duals }
  })
  return solution?.weights ?? null
}

interface Solution {
  readonly weights: Float64Array
  /** The lead that it claims over all rivals. */
  readonly least: number
  readonly duals: readonly number[]
}

/** Solves with few rivals, adds those that the solution forgot, until there are none. */
function withCuts(
  space: WeightSpace,
  unit: number,
  rivals: readonly number[],
  solve: (chosen: readonly number[]) => Solution | null,
): (Solution & { readonly chosen: readonly number[] }) | null {
  const slack = hairOf(space) / 4
  const nearestFirst = (weights: Float64Array, least: number, not: ReadonlySet<number>) =>
    rivals
      .filter((rival) => !not.has(rival))
      .map((rival) => ({ rival, lead: leadOver(space, unit, rival, weights) }))
      .filter(({ lead }) => lead < least)
      .sort((a, b) => a.lead - b.lead)
      .slice(0, ADDED_AT_ONCE)
      .map(({ rival }) => rival)
  const now = Float64Array.from(space.tips, (index) => space.nodes[index]?.effective ?? 0)
  const chosen = nearestFirst(now, Infinity, new Set())
  for (;;) {
    const solution = solve(chosen)
    if (solution === null) return null
    const forgotten = nearestFirst(solution.weights, solution.least - slack, new Set(chosen))
    if (forgotten.length === 0) return { ...solution, chosen }
    chosen.push(...forgotten)
  }
}

/** What weights may be, as rows over the tips' effective weights: they add to one, and each node is within its range of its heading. */
function weightRows({ nodes, tips }: WeightSpace): LinearConstraint[] {
  const under = nodes.map(() => new Float64Array(tips.length))
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]
    const own = under[index]
    if (node === undefined || own === undefined) continue
    if (node.tip !== -1) own[node.tip] = 1
    else
      for (const child of node.children)
        under[child]?.forEach((one, tip) => (own[tip] = (own[tip] ?? 0) + one))
  }
  const rows: LinearConstraint[] = [{ coefficients: tips.map(() => 1), relation: '=', right: 1 }]
  nodes.forEach(({ parent, least, most }, index) => {
    if (parent === -1) return
    const above = under[parent] ?? new Float64Array(0)
    // The root weighs one, so its children's bounds are plain numbers.
    const isTop = parent === 0
    const row = (bound: number, relation: LinearConstraint['relation']) =>
      rows.push({
        coefficients: Array.from(
          under[index] ?? [],
          (one, tip) => one - (isTop ? 0 : bound * (above[tip] ?? 0)),
        ),
        relation,
        right: isTop ? bound : 0,
      })
    // Two sides of nothing instead of an equation: shares of siblings that stand still may miss one by rounding.
    if (least > 0) row(least === most ? least * (1 - STILL) : least, '>=')
    if (most < 1) row(least === most ? Math.min(1, most * (1 + STILL)) : most, '<=')
  })
  return rows
}

/** By how much a share that stands still may move, relatively, so that rounding does not make a programme infeasible. */
const STILL = 1e-13

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0)
}
