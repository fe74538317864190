import { accepted, refused, type Outcome } from '#domain/kernel'
import { aggregateTree } from './aggregate-tree.ts'
import { isCompiledLeaf, type CompiledNode, type CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult, PeriodTables, StepTable } from './evaluation-result.ts'
import { explain, type Difference } from './explain-difference.ts'
import { ExplainedSide, sideOf } from './explained-side.ts'

/** zero: what each leaf brings, from nothing on. mean: what sets the unit apart from the mean of all judged units, leaf by leaf. */
export type ExplainAgainst = 'zero' | 'mean'

export interface ScoreContribution {
  readonly node: string
  /** Of the leaf's own scale: its normalised value. */
  readonly value: number
  /** Weight up to the total as it was really used, missing siblings' weights spread. */
  readonly weight: number
  /** In points of the total: weight × value. */
  readonly amount: number
}

export interface ScoreExplanation {
  readonly unit: string
  readonly score: number
  readonly against: ExplainAgainst
  /** From where the contributions count: 0, or the total of a unit that is at the mean in every leaf. */
  readonly base: number
  /** Leaves that have a value, in the order of the tree. Against the mean: amounts are effects and may be of any kind. */
  readonly contributions: readonly ScoreContribution[]
  /** Against the mean: the whole split, also of what is missing. */
  readonly difference: Difference | null
  readonly adjustments: readonly { readonly adjustment: string; readonly points: number }[]
  /** Contributions below each node and its own. */
  readonly byNode: readonly { readonly node: string; readonly amount: number }[]
  /** score − base − Σ contributions − Σ points: rounding only. */
  readonly remainder: number
}

/** Whether every heading adds (weighted means and sums): only then a leaf has a contribution that depends on no other leaf. */
export function isAdditiveScheme({ scheme, headings }: CompiledScheme): boolean {
  return headings.every(({ node }) =>
    ['arithmetic', 'sum'].includes((node.aggregation ?? scheme.aggregation).method),
  )
}

/**
 * A unit's total in parts. Where all headings add, Σ w x + points, from zero on. Else (geometric, harmonic, TOPSIS …) a total from
 * nothing on has no parts, and the unit is held against one that is at the mean of the judged units in every leaf; that may also
 * be asked for (`mean`) where headings add. How differences are split: `explain-difference.ts`.
 */
export function explainScore(
  compiled: CompiledScheme,
  result: EvaluationResult,
  unit: string,
  against: ExplainAgainst = 'zero',
): Outcome<ScoreExplanation> {
  const side = sideOf(compiled, result, unit)
  if (!side.ok) return side
  return against === 'zero' && isAdditiveScheme(compiled)
    ? accepted(explainSum(side.value, unit))
    : explainAgainstMean(side.value, unit)
}

function explainSum(side: ExplainedSide, unit: string): ScoreExplanation {
  const contributions: ScoreContribution[] = []
  const waiting: { node: CompiledNode; weight: number }[] = [{ node: side.compiled.root, weight: 1 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, weight } = next
    if (isCompiledLeaf(node)) {
      const value = side.value(node.code)
      if (value !== null) contributions.push({ node: node.code, value, weight, amount: weight * value })
      continue
    }
    const counted = side.counted(node)
    waiting.push(
      ...node.children
        .flatMap((child) => {
          const own = counted.get(child.code)
          return own === undefined ? [] : [{ node: child, weight: weight * own.weight }]
        })
        .reverse(),
    )
  }
  const adjustments = side.result.adjustments
    .filter((one) => one.unit === unit)
    .map(({ adjustment, points }) => ({ adjustment, points }))
  const score = side.result.standings[side.unit]?.score ?? 0
  const sum = contributions.reduce((total, { amount }) => total + amount, 0)
  const points = adjustments.reduce((total, one) => total + one.points, 0)
  return {
    unit,
    score,
    against: 'zero',
    base: 0,
    contributions,
    difference: null,
    adjustments,
    byNode: sumUp(side.compiled, contributions),
    remainder: score - (sum + points),
  }
}

function explainAgainstMean(side: ExplainedSide, unit: string): Outcome<ScoreExplanation> {
  const model = meanSide(side)
  if (!model.ok) return model
  const difference = explain(model.value, side, 'model')
  const amounts = new Map<string, number>()
  for (const { kind, node, amount } of difference.effects)
    if (kind !== 'adjustment') amounts.set(node, (amounts.get(node) ?? 0) + amount)
  return accepted({
    unit,
    score: difference.to,
    against: 'mean',
    base: difference.from,
    contributions: [...amounts].map(([node, amount]) => ({
      node,
      value: side.value(node) ?? 0,
      weight: side.result.weights.find((weight) => weight.node === node)?.effective ?? 0,
      amount,
    })),
    difference,
    adjustments: difference.effects.flatMap(({ kind, node, amount }) =>
      kind === 'adjustment' ? [{ adjustment: node, points: amount }] : [],
    ),
    byNode: difference.byNode,
    remainder: difference.remainder,
  })
}

/** The same run with the unit's row at the mean of the judged units in every leaf that anybody has. */
function meanSide(side: ExplainedSide): Outcome<ExplainedSide> {
  const { compiled, result, tables, unit } = side
  const leaves: StepTable = Object.fromEntries(
    compiled.leaves.map(({ code }) => {
      const column = [...(tables.scores[code] ?? [])]
      const known = column.filter((value, index) => value !== null && result.units[index]?.leftOut === null)
      const sum = known.reduce<number>((total, value) => total + (value ?? 0), 0)
      column[unit] = known.length === 0 ? null : sum / known.length
      return [code, column]
    }),
  )
  const scores = aggregateTree(compiled, leaves, result.weights, result.units)
  if (!scores.ok) return scores
  const imputed: StepTable = Object.fromEntries(
    Object.entries(tables.imputed).map(([code, column]) => [
      code,
      column.map((value, index) => (index === unit ? null : value)),
    ]),
  )
  const model: PeriodTables = { ...tables, imputed, normalised: leaves, scores: scores.value }
  const found = new ExplainedSide(compiled, result, model, unit, true)
  return found.value(compiled.root.code) === null
    ? refused({
        code: 'evaluation.unit_unscored',
        params: { unit: result.units[unit]?.code ?? '', period: tables.period },
      })
    : accepted(found)
}

function sumUp(
  compiled: CompiledScheme,
  contributions: readonly ScoreContribution[],
): ScoreExplanation['byNode'] {
  const sums = new Map(contributions.map(({ node, amount }) => [node, amount]))
  return [...compiled.nodes]
    .sort((a, b) => b.level - a.level || a.index - b.index)
    .map(({ code, parent }) => {
      const amount = sums.get(code) ?? 0
      if (parent !== null) sums.set(parent.code, (sums.get(parent.code) ?? 0) + amount)
      return { node: code, amount }
    })
}
