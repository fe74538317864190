import { bestShares, tipWeights } from './best-shares.ts'
import { difference, hairOf, leadOver, leastLead, pointsAhead } from './leads.ts'
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
  const now = allowedNow(space)
  // t is counted from a little below the least lead now: the search begins where it may stand, and t never ends at its bound of
  // zero, where the multipliers would not add to one.
  const ground = leastLead(space, unit, rivals, now) - 1e6 * hairOf(space)
  const rows = weightRows(space).map((row) => fromHere(row, now))
  const solution = withCuts(space, unit, rivals, (chosen) => {
    const answer = maximise({
      objective: [...zeros(2 * now.length), 1],
      rows: [
        ...rows.map((row) => ({ ...row, coefficients: [...row.coefficients, 0] })),
        ...chosen.map((rival): LinearConstraint => {
          const ahead = pointsAhead(space, unit, rival)
          const row = fromHere(
            { coefficients: [...difference(space, unit, rival)], relation: '>=', right: ground - ahead },
            now,
          )
          return { ...row, coefficients: [...row.coefficients, -1] }
        }),
      ],
      bounds: [...boundsFrom(now), { least: 0, most: null }],
    })
    if (answer.kind !== 'optimal') return null
    return { weights: moved(now, answer.values), least: ground + answer.value, duals: answer.duals }
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
  const mixed = new Float64Array(now.length)
  let points = 0
  for (const { rival, share } of mixture) {
    difference(space, unit, rival).forEach((value, tip) => (mixed[tip] = (mixed[tip] ?? 0) + share * value))
    points += share * pointsAhead(space, unit, rival)
  }
  return {
    lead: leastLead(space, unit, rivals, solution.weights),
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
  const now = effectiveNow(space)
  const rows = weightRows(space).map((row) => fromHere(row, now))
  const solution = withCuts(space, unit, rivals, (chosen) => {
    const answer = maximise({
      objective: zeros(2 * now.length).map(() => -1),
      rows: [
        ...rows,
        ...chosen.map((rival) =>
          fromHere(
            {
              coefficients: [...difference(space, unit, rival)],
              relation: '>=',
              right: lead - pointsAhead(space, unit, rival),
            },
            now,
          ),
        ),
      ],
      bounds: boundsFrom(now),
    })
    return answer.kind === 'optimal'
      ? { weights: moved(now, answer.values), least: lead, duals: answer.duals }
      : null
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
  const chosen = nearestFirst(effectiveNow(space), Infinity, new Set())
  for (;;) {
    const solution = solve(chosen)
    if (solution === null) return null
    const forgotten = nearestFirst(solution.weights, solution.least - slack, new Set(chosen))
    if (forgotten.length === 0) return { ...solution, chosen }
    chosen.push(...forgotten)
  }
}

/**
 * The programmes move from where the weights are: W = now + more − less. So they begin at weights that are allowed instead of at no
 * weights at all, where every range holds with nothing to spare and a simplex turns in circles.
 */
function fromHere({ coefficients, relation, right }: LinearConstraint, now: Float64Array): LinearConstraint {
  return {
    coefficients: [...coefficients, ...coefficients.map((one) => -one)],
    relation,
    right: coefficients.reduce((rest, one, tip) => rest - one * (now[tip] ?? 0), right),
  }
}

function boundsFrom(now: Float64Array): { least: number; most: number }[] {
  return [
    ...Array.from(now, (weight) => ({ least: 0, most: Math.max(0, 1 - weight) })),
    ...Array.from(now, (weight) => ({ least: 0, most: weight })),
  ]
}

function moved(now: Float64Array, values: readonly number[]): Float64Array {
  return now.map((weight, tip) => weight + (values[tip] ?? 0) - (values[now.length + tip] ?? 0))
}

function effectiveNow({ nodes, tips }: WeightSpace): Float64Array {
  return Float64Array.from(tips, (index) => nodes[index]?.effective ?? 0)
}

/** The weights as they are where the ranges allow them, else some that are allowed. */
function allowedNow(space: WeightSpace): Float64Array {
  const isAllowed = space.nodes.every(({ share, least, most }) => share >= least && share <= most)
  return isAllowed
    ? effectiveNow(space)
    : tipWeights(space, bestShares(space, zeros(space.tips.length)).shares)
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
