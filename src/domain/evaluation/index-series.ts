import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import { aggregateNode } from './aggregate-node.ts'
import { aggregationOf, weightingOf } from './aggregate-tree.ts'
import { isCompiledLeaf, type CompiledNode, type CompiledScheme } from './compile-scheme.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { wayOf } from './quasi-mean.ts'
import { splitMean, type CountedChildren } from './split-mean.ts'

export interface IndexQuestion {
  /** Whose figures. */
  readonly unit: string
  readonly base: string
}

export interface IndexSeries {
  readonly base: string
  readonly periods: readonly string[]
  /** node → index by period, 100 in the base period; null: a figure below it is missing. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>
  /** By period: what each node added to the total since the period before; leaves add up to the total's change. Null: not known. */
  readonly contributions: Readonly<Record<string, readonly (number | null)[]>>
}

/**
 * 指数: figures of one unit over time against a base period that is 100, level by level, as 中关村指数 is made (base 2013; levels are
 * plain means). A leaf is 100·x/x₀, or 100·x₀/x where less is better; a heading is the mean of its children by their given weights
 * in its way. An index that loses a part cannot be compared with itself: a heading has a value only where all children that weigh
 * something have one. Refused: a base figure that is missing, zero or below; zero or below where less is better; ways that
 * compare units with each other, and `sum`.
 */
export function indexSeries(
  compiled: CompiledScheme,
  data: EvaluationData,
  { unit, base }: IndexQuestion,
): Outcome<IndexSeries> {
  const place = data.units.findIndex(({ code }) => code === unit)
  const start = data.periods.indexOf(base)
  if (place < 0) return refused(issue('evaluation.unit_unknown', { unit }))
  if (start < 0) return refused(issue('evaluation.period_unknown', { period: base }))
  const issues: Issue[] = []
  const values: Record<string, readonly (number | null)[]> = {}
  for (const { code, input } of compiled.leaves) {
    const figures = data.periods.map((_, period) => {
      const figure = data.columns[input.column]?.[period]?.[place] ?? null
      if (input.denominator === null || figure === null) return figure
      const below = data.columns[input.denominator.column]?.[period]?.[place] ?? null
      return below === null || below === 0 ? null : figure / (below / input.denominator.scale)
    })
    const origin = figures[start] ?? null
    if (origin === null || origin <= 0) {
      issues.push(issue('evaluation.index_base', { node: code, unit, period: base, value: origin }))
      continue
    }
    values[code] = figures.map((figure, period) => {
      if (figure === null) return null
      const index = input.direction === 'more' ? (figure / origin) * 100 : (origin / figure) * 100
      if (Number.isFinite(index) && (input.direction === 'more' || figure > 0)) return index
      issues.push(
        issue('evaluation.index_figure', {
          node: code,
          unit,
          period: data.periods[period] ?? '',
          value: figure,
        }),
      )
      return null
    })
  }
  if (issues.length > 0) return refused(...issues)
  for (const heading of compiled.headings) {
    const method = aggregationOf(compiled.scheme, heading)
    if (['sum', 'relative'].includes(wayOf(method).kind))
      return refused(issue('evaluation.index_way', { node: heading.code, method: method.method }))
    const weights = givenWeights(compiled, heading)
    const children = heading.children.filter(({ code }) => weights.get(code) !== 0)
    const level = aggregateNode(
      method,
      children.map(({ code }) => ({
        node: code,
        values: values[code] ?? [],
        weight: weights.get(code) ?? 0,
        byUnit: null,
      })),
      { node: heading.code, availability: 1, units: data.periods, groups: null },
    )
    if (!level.ok) return level
    values[heading.code] = level.value
  }
  return accepted({
    base,
    periods: data.periods,
    values,
    contributions: contributionsOf(compiled, data.periods, values),
  })
}

function contributionsOf(
  compiled: CompiledScheme,
  periods: readonly string[],
  values: IndexSeries['values'],
): IndexSeries['contributions'] {
  const found = new Map(compiled.nodes.map(({ code }) => [code, periods.map((): number | null => null)]))
  for (const period of periods.keys()) {
    if (period === 0) continue
    const waiting: { node: CompiledNode; slope: number }[] = [{ node: compiled.root, slope: 1 }]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { node, slope } = next
      const from = values[node.code]?.[period - 1] ?? null
      const to = values[node.code]?.[period] ?? null
      if (from === null || to === null) continue
      const column = found.get(node.code)
      if (column !== undefined) column[period] = slope * (to - from)
      if (isCompiledLeaf(node)) continue
      const way = wayOf(aggregationOf(compiled.scheme, node))
      const { shared } = splitMean(
        way,
        childrenAt(compiled, node, values, period - 1),
        childrenAt(compiled, node, values, period),
        from,
        to,
      )
      const slopes = new Map(shared.map(({ child, slope: own }) => [child, own]))
      for (const child of node.children)
        waiting.push({ node: child, slope: slope * (slopes.get(child.code) ?? 0) })
    }
  }
  return Object.fromEntries(found)
}

function childrenAt(
  compiled: CompiledScheme,
  heading: CompiledNode,
  values: IndexSeries['values'],
  period: number,
): CountedChildren {
  const weights = [...givenWeights(compiled, heading)].filter(([, weight]) => weight > 0)
  const all = weights.reduce((sum, [, weight]) => sum + weight, 0)
  return new Map(
    weights.flatMap(([code, weight]) => {
      const value = values[code]?.[period] ?? null
      return value === null ? [] : [[code, { value, weight: weight / all }] as const]
    }),
  )
}

/** As the scheme writes them, or all the same where it asks for that: weights found from a year's figures would move the index. */
function givenWeights({ scheme }: CompiledScheme, heading: CompiledNode): ReadonlyMap<string, number> {
  const isEqual = weightingOf(scheme, heading).method === 'equal'
  return new Map(heading.children.map(({ code, node }) => [code, isEqual ? 1 : node.weight]))
}

function issue(code: EvaluationIssueCode, params: NonNullable<Issue['params']>): Issue {
  return { code, params }
}
