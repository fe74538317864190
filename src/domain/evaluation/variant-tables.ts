import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import { weightingOf } from './aggregate-tree.ts'
import { compileScheme, type CompiledNode, type CompiledScheme } from './compile-scheme.ts'
import { scaleLeaves } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult, NodeWeight, StepTable } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { toStepTable } from './leaf-table.ts'
import { LeafValues } from './leaf-values.ts'
import { prepareData, type PreparedData } from './prepare-data.ts'
import type { Scheme } from './scheme.ts'
import type { Drawn, UncertainChoices } from './uncertain-choices.ts'
import { weigh } from './weigh.ts'

/** What does not change from one replication to the next that makes the same choices: scales made one and weights found. */
export interface VariantTable {
  readonly leaves: LeafValues
  /** Shares among siblings by node index; 1 for children whose weights each unit has for itself. */
  readonly weights: Float64Array
  readonly byUnit: readonly (Float64Array | null)[] | null
}

/**
 * Tables of every combination of choices, each made once when first asked for, by the steps of `evaluate` on the scheme with those
 * choices in place of its own: so a replication differs from a plain run in nothing but its weights.
 */
export class VariantTables {
  readonly #compiled: CompiledScheme
  readonly #data: EvaluationData
  readonly #period: string
  readonly #choices: UncertainChoices
  readonly #judged: readonly number[]
  readonly #weightsAskScores: boolean
  readonly #tables = new Map<string, Outcome<VariantTable>>()
  #prepared: PreparedData | null = null

  constructor(
    compiled: CompiledScheme,
    data: EvaluationData,
    nominal: EvaluationResult,
    choices: UncertainChoices,
  ) {
    this.#compiled = compiled
    this.#data = data
    this.#period = nominal.period
    this.#choices = choices
    this.#judged = nominal.units.flatMap(({ leftOut }, unit) => (leftOut === null ? [unit] : []))
    this.#weightsAskScores = compiled.headings.some((heading) => asksScores(compiled, heading))
    const normalised = nominal.periods.find(({ period }) => period === nominal.period)?.normalised ?? {}
    this.#tables.set('0 0 0 0', accepted(tableOf(compiled, normalised, nominal.weights, this.#judged)))
  }

  find(drawn: Drawn): Outcome<VariantTable> {
    // Weights that are found from leaves alone are the same however headings are aggregated.
    const aggregation = this.#weightsAskScores ? drawn.aggregation : 0
    const key = `${drawn.imputation} ${drawn.treatment} ${drawn.normalisation} ${aggregation}`
    let table = this.#tables.get(key)
    if (table === undefined) {
      table = this.#make({ ...drawn, aggregation })
      this.#tables.set(key, table)
    }
    return table
  }

  #make(drawn: Drawn): Outcome<VariantTable> {
    const made = this.#steps(drawn)
    return made.ok ? made : refused(...combinationIssues(this.#choices, drawn, made.issues))
  }

  #steps(drawn: Drawn): Outcome<VariantTable> {
    const variant = compileScheme(variantScheme(this.#compiled.scheme, this.#choices, drawn))
    if (!variant.ok) return variant
    const prepared = this.#prepare(variant.value, drawn)
    if (!prepared.ok) return prepared
    const scaled = scaleLeaves(variant.value, prepared.value)
    if (!scaled.ok) return scaled
    const table = scaled.value.normalised.tables[prepared.value.judged]
    if (table === null || table === undefined) throw new RangeError('the judged period has its scales')
    const normalised = toStepTable(variant.value.leaves, table)
    const weights = weigh(variant.value, normalised, this.#data.units)
    if (!weights.ok) return weights
    return accepted(tableOf(variant.value, normalised, weights.value, this.#judged))
  }

  /** Up to denominators all variants are the same; another imputation may ask for a grouping that the data must have. */
  #prepare(variant: CompiledScheme, { imputation }: Drawn): Outcome<PreparedData> {
    if (imputation === 0 && this.#prepared !== null) return accepted(this.#prepared)
    const prepared = prepareData(variant, this.#data, this.#period)
    if (prepared.ok && imputation === 0) this.#prepared = prepared.value
    return prepared
  }
}

/** Whether a heading's weights may change with the way in which headings are aggregated. */
function asksScores({ scheme }: CompiledScheme, heading: CompiledNode): boolean {
  switch (weightingOf(scheme, heading).method) {
    case 'given':
    case 'equal':
    case 'ahp':
    case 'delphi':
      return false
    case 'entropy':
    case 'critic':
    case 'pca':
      return heading.children.some(({ isLeaf }) => !isLeaf)
    case 'benefit-of-doubt':
    case 'optimised':
      return true
  }
}

/** The scheme with the choices in place of its own ways; weights and leaves as they are. */
export function variantScheme(scheme: Scheme, choices: UncertainChoices, drawn: Drawn): Scheme {
  return {
    ...scheme,
    normalisation: choices.normalisations[drawn.normalisation] ?? scheme.normalisation,
    aggregation: choices.aggregations[drawn.aggregation] ?? scheme.aggregation,
    imputation: choices.imputations[drawn.imputation] ?? scheme.imputation,
    treatment: choices.treatments[drawn.treatment] ?? scheme.treatment,
  }
}

/** What was combined, and then why it cannot be computed. */
export function combinationIssues(
  choices: UncertainChoices,
  drawn: Drawn,
  issues: readonly Issue[],
): readonly Issue[] {
  return [
    {
      code: 'evaluation.uncertain_combination' satisfies EvaluationIssueCode,
      params: {
        normalisation: choices.normalisations[drawn.normalisation]?.method ?? null,
        aggregation: choices.aggregations[drawn.aggregation]?.method ?? null,
        imputation: choices.imputations[drawn.imputation]?.method ?? null,
        treatment: choices.treatments[drawn.treatment]?.method ?? null,
      },
    },
    ...issues,
  ]
}

/** Columns of the units at `judged` (places among the result's units), for `LevelScorer`. */
export function tableOf(
  { nodes }: CompiledScheme,
  normalised: StepTable,
  weights: readonly NodeWeight[],
  judged: readonly number[],
): VariantTable {
  const byNode = new Map(weights.map((weight) => [weight.node, weight]))
  const byUnit = nodes.map(({ code }) => {
    const own = byNode.get(code)?.byUnit ?? null
    return own === null ? null : Float64Array.from(judged, (unit) => own[unit] ?? 0)
  })
  return {
    leaves: new LeafValues(
      nodes.map(({ code, isLeaf }) =>
        isLeaf ? Float64Array.from(judged, (unit) => normalised[code]?.[unit] ?? NaN) : new Float64Array(0),
      ),
    ),
    weights: Float64Array.from(nodes, ({ code, index }) =>
      byUnit[index] === null ? (byNode.get(code)?.share ?? 0) : 1,
    ),
    byUnit: byUnit.some((own) => own !== null) ? byUnit : null,
  }
}
