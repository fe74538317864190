import type { CompiledNode, CompiledScheme } from './compile-scheme.ts'
import { correlatePairs, pairsOf, type CorrelationKind } from './correlate.ts'
import { correlationSignificance } from './correlation-significance.ts'
import { judgedTable, type StepName } from './describe-columns.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult, StepTable } from './evaluation-result.ts'

export interface NodeCorrelation {
  readonly left: string
  readonly right: string
  /** Null: fewer than two units have both, or one side is all equal. */
  readonly correlation: number | null
  /** Units that have both. */
  readonly units: number
  /** Chance of one this far from zero if there were none; null where it cannot be said. */
  readonly significance: number | null
}

/** Every left column with every right one, judged units only (COINr `get_corr`, `pval = 0`). Of scores unless said otherwise. */
export function correlateNodes(
  result: EvaluationResult,
  left: readonly string[],
  right: readonly string[],
  kind: CorrelationKind = 'pearson',
  step: StepName = 'scores',
): readonly NodeCorrelation[] {
  const table = judgedTable(result, step) ?? {}
  return left.flatMap((one) => right.map((other) => correlateColumns(table, one, table, other, kind)))
}

/** Each node with its parent, its parent's parent and so on to the total (COINr `get_corr(withparent = "family")`). */
export function correlateWithAncestors(
  compiled: CompiledScheme,
  result: EvaluationResult,
  kind: CorrelationKind = 'pearson',
): readonly NodeCorrelation[] {
  const table = judgedTable(result, 'scores') ?? {}
  return compiled.nodes.flatMap((node) =>
    ancestorsOf(node).map((ancestor) => correlateColumns(table, node.code, table, ancestor.code, kind)),
  )
}

/** Children of one heading with each other, each pair once. */
export function correlateSiblings(
  compiled: CompiledScheme,
  result: EvaluationResult,
  kind: CorrelationKind = 'pearson',
): readonly (NodeCorrelation & { readonly heading: string })[] {
  const table = judgedTable(result, 'scores') ?? {}
  return [...compiled.headings].reverse().flatMap(({ code, children }) =>
    pairsWithin(children).map(([one, other]) => ({
      heading: code,
      ...correlateColumns(table, one.code, table, other.code, kind),
    })),
  )
}

export interface RedundancyQuestion {
  /** Pairs whose correlation lies above are said. */
  readonly above: number
  readonly kind: CorrelationKind
  readonly step: StepName
  /** Leaves that share a heading so many steps above them: 1 is their own heading. */
  readonly stepsUp: number
}

export const REDUNDANCY_QUESTION: RedundancyQuestion = {
  above: 0.9,
  kind: 'pearson',
  step: 'normalised',
  stepsUp: 1,
}

/**
 * 冗余: leaves under one heading that say nearly the same, so that it counts twice (COINr `get_corr_flags`, which also looks only
 * at correlations above, not at those below minus the bound). Strongest first, ties in the scheme's order.
 */
export function redundantPairs(
  compiled: CompiledScheme,
  result: EvaluationResult,
  question: Partial<RedundancyQuestion> = {},
): readonly (NodeCorrelation & { readonly heading: string; readonly correlation: number })[] {
  const { above, kind, step, stepsUp } = { ...REDUNDANCY_QUESTION, ...question }
  const table = judgedTable(result, step) ?? {}
  const groups = new Map<string, CompiledNode[]>()
  for (const leaf of compiled.leaves) {
    const ancestors = ancestorsOf(leaf)
    const heading = ancestors[Math.min(stepsUp, ancestors.length) - 1]
    if (heading !== undefined) groups.set(heading.code, [...(groups.get(heading.code) ?? []), leaf])
  }
  const found = [...groups].flatMap(([heading, leaves]) =>
    pairsWithin(leaves).flatMap(([one, other]) => {
      const pair = correlateColumns(table, one.code, table, other.code, kind)
      return pair.correlation !== null && pair.correlation > above
        ? [{ heading, ...pair, correlation: pair.correlation }]
        : []
    }),
  )
  return found.sort((a, b) => b.correlation - a.correlation)
}

/**
 * Leaves whose raw figures go with the size of a unit (any column by which some leaf of the scheme is divided, or those named):
 * candidates for a denominator (COINr `get_denom_corr`). `right` is the column of the data.
 */
export function denominatorCorrelations(
  compiled: CompiledScheme,
  data: EvaluationData,
  result: EvaluationResult,
  question: {
    readonly above?: number
    readonly kind?: CorrelationKind
    readonly columns?: readonly string[]
  } = {},
): readonly (NodeCorrelation & { readonly correlation: number })[] {
  const { above = 0.6, kind = 'pearson' } = question
  const named = question.columns ?? [
    ...new Set(compiled.leaves.flatMap(({ input }) => input.denominator?.column ?? [])),
  ]
  const period = data.periods.indexOf(result.period)
  const places = new Map(data.units.map(({ code }, index) => [code, index]))
  const judged = result.units.filter(({ leftOut }) => leftOut === null)
  const sizes = Object.fromEntries(
    named.map((column) => [
      column,
      judged.map(({ code }) => data.columns[column]?.[period]?.[places.get(code) ?? -1] ?? null),
    ]),
  )
  const raw = judgedTable(result, 'raw') ?? {}
  return compiled.leaves.flatMap(({ code }) =>
    named.flatMap((column) => {
      const pair = correlateColumns(raw, code, sizes, column, kind)
      return pair.correlation !== null && Math.abs(pair.correlation) > above
        ? [{ ...pair, correlation: pair.correlation }]
        : []
    }),
  )
}

function correlateColumns(
  leftTable: StepTable,
  left: string,
  rightTable: StepTable,
  right: string,
  kind: CorrelationKind,
): NodeCorrelation {
  const pairs = pairsOf(leftTable[left] ?? [], rightTable[right] ?? [])
  return {
    left,
    right,
    correlation: correlatePairs(pairs, kind),
    units: pairs.left.length,
    significance: correlationSignificance(pairs, kind),
  }
}

/** Nearest first. */
function ancestorsOf(node: CompiledNode): readonly CompiledNode[] {
  const found: CompiledNode[] = []
  for (let above = node.parent; above !== null; above = above.parent) found.push(above)
  return found
}

function pairsWithin<T>(members: readonly T[]): readonly (readonly [T, T])[] {
  return members.flatMap((one, index) => members.slice(index + 1).map((other) => [one, other] as const))
}
