import { accepted, refused, type Outcome } from '#domain/kernel'
import type { CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { Rescorer } from './rescorer.ts'
import { drawWeights, type Drawn, type UncertainChoices } from './uncertain-choices.ts'
import { combinationIssues, type VariantTables } from './variant-tables.ts'

/** One replication after another: what was drawn → totals, ranks and grades, to be read from `standing` before the next. */
export class Replicator {
  readonly standing: Rescorer
  readonly #compiled: CompiledScheme
  readonly #choices: UncertainChoices
  readonly #tables: VariantTables
  readonly #families: readonly Int32Array[]
  readonly #weights: Float64Array

  constructor(
    compiled: CompiledScheme,
    nominal: EvaluationResult,
    choices: UncertainChoices,
    tables: VariantTables,
  ) {
    this.standing = new Rescorer(compiled, nominal)
    this.#compiled = compiled
    this.#choices = choices
    this.#tables = tables
    this.#families = compiled.headings.map(({ children }) => Int32Array.from(children, ({ index }) => index))
    this.#weights = new Float64Array(compiled.nodes.length)
  }

  replicate(drawn: Drawn): Outcome<null> {
    const table = this.#tables.find(drawn)
    if (!table.ok) return table
    const { leaves, weights, byUnit } = table.value
    drawWeights(this.#choices.weights, drawn, weights, this.#families, this.#weights)
    const aggregation = this.#choices.aggregations[drawn.aggregation] ?? this.#compiled.scheme.aggregation
    const omitted = drawn.leaf === 0 ? -1 : (this.#compiled.leaves[drawn.leaf - 1]?.index ?? -1)
    const issues = this.standing.rescore(leaves, { shared: this.#weights, byUnit }, aggregation, omitted)
    return issues === null ? accepted(null) : refused(...combinationIssues(this.#choices, drawn, issues))
  }
}
