import { accepted, refused, type Outcome } from '#domain/kernel'
import { aggregateNode, type AggregatedHeading, type WeightedColumn } from './aggregate-node.ts'
import { aggregationOf, pointsOf, scaleGroups } from './aggregate-tree.ts'
import type { CompiledLeaf, CompiledNode, CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult, NodeWeight, PeriodTables, StepTable } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { leafChain, type LeafChain } from './leaf-chain.ts'
import { wayOf, type Way } from './quasi-mean.ts'
import type { CountedChildren } from './split-mean.ts'

/** One unit in one period of one run: what an explanation looks at. */
export class ExplainedSide {
  readonly compiled: CompiledScheme
  readonly result: EvaluationResult
  readonly tables: PeriodTables
  /** Place among the result's units. */
  readonly unit: number
  /** Only the tree's total counts, without points: another period than the judged one, or a row that is no unit's. */
  readonly isWithoutPoints: boolean
  readonly #weights: ReadonlyMap<string, NodeWeight>
  readonly #scores: StepTable

  constructor(
    compiled: CompiledScheme,
    result: EvaluationResult,
    tables: PeriodTables,
    unit: number,
    isWithoutPoints = false,
  ) {
    this.compiled = compiled
    this.result = result
    this.tables = tables
    this.unit = unit
    this.isWithoutPoints = isWithoutPoints
    this.#weights = new Map(result.weights.map((weight) => [weight.node, weight]))
    this.#scores = tables.scores
  }

  value(code: string): number | null {
    return this.#scores[code]?.[this.unit] ?? null
  }

  /** A leaf's figure after denominators and gaps, before its treatment and scale. */
  figure(code: string): number | null {
    return this.tables.imputed[code]?.[this.unit] ?? null
  }

  chain(leaf: CompiledLeaf): LeafChain | null {
    return leafChain(this.compiled, this.result, leaf, this.unit, this.tables.period)
  }

  way(heading: CompiledNode): Way {
    return wayOf(aggregationOf(this.compiled.scheme, heading))
  }

  /** Children that have a value and weigh something, with the weights by which they were really multiplied. */
  counted(heading: CompiledNode): CountedChildren {
    const way = this.way(heading)
    const columns = this.columns(heading)
    const present = columns.flatMap(({ node, values, weight, byUnit }) => {
      const value = values[this.unit] ?? null
      const own = byUnit === null ? weight : (byUnit[this.unit] ?? 0)
      return value === null || own === 0 ? [] : [{ node, value, weight: own }]
    })
    const sum = present.reduce((total, { weight }) => total + weight, 0)
    const all = columns.reduce((total, { weight }) => total + weight, 0)
    const isOwn = columns.some(({ byUnit }) => byUnit !== null)
    const isComplete = columns.every(
      ({ values, weight }) => weight === 0 || (values[this.unit] ?? null) !== null,
    )
    // As `aggregateNode` does: means scale to one, points keep their sum.
    const factor = way.kind !== 'sum' ? 1 / sum : isOwn || isComplete ? 1 : all / sum
    return new Map(
      present.map(({ node, value, weight }) => [
        node,
        { value, weight: way.kind === 'sum' ? weight * factor : weight / sum },
      ]),
    )
  }

  /** The children of a heading as they were aggregated, all units. */
  columns(heading: CompiledNode): readonly WeightedColumn[] {
    const { scheme } = this.compiled
    const points = aggregationOf(scheme, heading).method === 'sum' ? pointsOf(scheme, heading) : 1
    return heading.children.map(({ code }) => {
      const weight = this.#weights.get(code)
      return {
        node: code,
        values: this.#scores[code] ?? [],
        weight: (weight?.share ?? 0) * points,
        byUnit: weight?.byUnit ?? null,
      }
    })
  }

  /** What the heading of this unit would be with other columns; null: none, or not defined. */
  aggregate(heading: CompiledNode, columns: readonly WeightedColumn[]): number | null {
    const found = aggregateNode(aggregationOf(this.compiled.scheme, heading), columns, this.#place(heading))
    return found.ok ? (found.value[this.unit] ?? null) : null
  }

  #place(heading: CompiledNode): AggregatedHeading {
    return {
      node: heading.code,
      availability: heading.node.availability,
      units: this.result.units.map(({ code }) => code),
      groups: scaleGroups(this.compiled.scheme, this.result.units),
    }
  }
}

/** A judged unit with a total, in the judged period. */
export function sideOf(
  compiled: CompiledScheme,
  result: EvaluationResult,
  unit: string,
): Outcome<ExplainedSide> {
  const place = result.units.findIndex(({ code }) => code === unit)
  const tables = result.periods.find(({ period }) => period === result.period)
  if (place < 0 || tables === undefined)
    return refused({ code: 'evaluation.unit_unknown' satisfies EvaluationIssueCode, params: { unit } })
  const standing = result.standings[place]
  if (standing?.score === null || standing === undefined)
    return refused({
      code: 'evaluation.unit_unscored' satisfies EvaluationIssueCode,
      params: { unit, period: result.period },
    })
  return accepted(new ExplainedSide(compiled, result, tables, place))
}
