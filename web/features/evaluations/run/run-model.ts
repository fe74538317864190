import { compileScheme, parseScheme } from '#domain/evaluation'
import type {
  CompiledNode,
  CompiledScheme,
  EvaluationData,
  EvaluationResult,
  GradeRule,
  NodeWeight,
  PeriodTables,
  Scheme,
  UncertaintyResult,
  UnitStanding,
} from '#domain/evaluation'
import type { RunView } from '#contract/evaluations'

/** A finished run as the pages read it: the scheme laid out, the judged period's tables, everything found by its code. */
export interface RunModel {
  readonly view: RunView
  readonly scheme: Scheme
  readonly compiled: CompiledScheme
  readonly data: EvaluationData
  readonly result: EvaluationResult
  readonly uncertainty: UncertaintyResult | null
  /** Best first; none where the scheme grades nobody. */
  readonly grades: readonly GradeRule[]
  /** Tables of the judged period. */
  readonly tables: PeriodTables
  /** Place of a unit in every table; −1 for none. */
  readonly indexOf: (unit: string) => number
  readonly weightOf: (node: string) => NodeWeight | undefined
  readonly standingOf: (unit: string) => UnitStanding | undefined
  /** Judged units, best first; equals stay in the order of the data. */
  readonly ranked: readonly UnitStanding[]
  /** Units that were left out, in the order of the data. */
  readonly leftOut: EvaluationResult['units']
}

/** Null where the scheme is no longer readable or the run has no result. */
export function runModelOf(view: RunView): RunModel | null {
  const { result, uncertainty, data } = view
  if (result === null) return null
  const scheme = parseScheme(view.definition)
  if (!scheme.ok) return null
  const compiled = compileScheme(scheme.value)
  if (!compiled.ok) return null
  const tables = result.periods.find(({ period }) => period === result.period)
  if (tables === undefined) return null
  const places = new Map(result.units.map(({ code }, index) => [code, index]))
  const weights = new Map(result.weights.map((weight) => [weight.node, weight]))
  const standings = new Map(result.standings.map((standing) => [standing.unit, standing]))
  return {
    view,
    scheme: scheme.value,
    compiled: compiled.value,
    data,
    result,
    uncertainty,
    grades: scheme.value.grading?.grades ?? [],
    tables,
    indexOf: (unit) => places.get(unit) ?? -1,
    weightOf: (node) => weights.get(node),
    standingOf: (unit) => standings.get(unit),
    ranked: result.standings
      .filter(({ rank }) => rank !== null)
      .toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0)),
    leftOut: result.units.filter(({ leftOut }) => leftOut !== null),
  }
}

/** Headings just below the total. */
export function topHeadings({ compiled }: RunModel): readonly CompiledNode[] {
  return compiled.root.children
}

/** A node's scores of the judged period in the order of the units; null for who was left out. */
export function judgedScores({ result, tables }: RunModel, node: string): readonly (number | null)[] {
  const scores = tables.scores[node] ?? []
  return result.units.map(({ leftOut }, index) => (leftOut === null ? (scores[index] ?? null) : null))
}

/** All nodes in the order of the tree, parents before their children. */
export function nodesInOrder(compiled: CompiledScheme): readonly CompiledNode[] {
  const found: CompiledNode[] = []
  const waiting: CompiledNode[] = [compiled.root]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next)
    waiting.push(...next.children.toReversed())
  }
  return found
}

/** The leaves in the order of the tree. */
export function leavesInOrder(compiled: CompiledScheme): readonly CompiledNode[] {
  return nodesInOrder(compiled).filter(({ isLeaf }) => isLeaf)
}
