import { accepted, refused, type Outcome } from '#domain/kernel'
import { adjustTotals } from './adjust.ts'
import type { CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { capGrade } from './gate.ts'
import { gradeUnits } from './grade.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { LevelScorer } from './level-scorer.ts'
import type { Grading } from './scheme.ts'
import { TotalsRanker } from './totals-ranker.ts'
import { drawWeights, type Drawn, type UncertainChoices } from './uncertain-choices.ts'
import { combinationIssues, type VariantTables } from './variant-tables.ts'

/**
 * One replication after another over the judged units: totals with bonus and penalty, ranks, grades. Arrays are overwritten by
 * the next replication. Who is judged, and what gates and adjustments say, is as in the plain run: they look at raw data.
 */
export class Replicator {
  /** NaN: nothing to compute from. */
  readonly totals: Float64Array
  /** NaN without a total. */
  readonly ranks: Float64Array
  /** Places among the scheme's grades, capped by gates; −1 without one. */
  readonly grades: Int32Array
  readonly #compiled: CompiledScheme
  readonly #choices: UncertainChoices
  readonly #tables: VariantTables
  readonly #scorer: LevelScorer
  readonly #ranker: TotalsRanker
  readonly #codes: readonly string[]
  readonly #points: Float64Array
  readonly #families: readonly Int32Array[]
  readonly #breakers: readonly number[]
  readonly #weights: Float64Array
  readonly #grade: (totals: Float64Array, breakers: readonly Float64Array[], out: Int32Array) => void

  constructor(
    compiled: CompiledScheme,
    nominal: EvaluationResult,
    choices: UncertainChoices,
    tables: VariantTables,
  ) {
    const units = nominal.units.filter(({ leftOut }) => leftOut === null)
    const codes = units.map(({ code }) => code)
    this.totals = new Float64Array(units.length)
    this.ranks = new Float64Array(units.length)
    this.grades = new Int32Array(units.length).fill(-1)
    this.#codes = codes
    this.#compiled = compiled
    this.#choices = choices
    this.#tables = tables
    this.#scorer = new LevelScorer(compiled, units)
    this.#ranker = new TotalsRanker(units.length, compiled.scheme.ranking.ties)
    const points = adjustTotals(
      codes.map(() => 0),
      codes,
      nominal.adjustments,
    )
    this.#points = Float64Array.from(points, (value) => value ?? 0)
    this.#families = compiled.headings.map(({ children }) => Int32Array.from(children, ({ index }) => index))
    this.#breakers = compiled.scheme.ranking.breakers.flatMap(
      (code) => compiled.byCode.get(code)?.index ?? [],
    )
    this.#weights = new Float64Array(compiled.nodes.length)
    this.#grade = grader(compiled, nominal)
  }

  /** Units, best first, of the last replication. */
  get order(): Int32Array {
    return this.#ranker.order
  }

  replicate(drawn: Drawn): Outcome<null> {
    const table = this.#tables.find(drawn)
    if (!table.ok) return table
    const { leaves, weights, byUnit } = table.value
    drawWeights(this.#choices.weights, drawn, weights, this.#families, this.#weights)
    const aggregation = this.#choices.aggregations[drawn.aggregation] ?? this.#compiled.scheme.aggregation
    const omitted = drawn.leaf === 0 ? -1 : (this.#compiled.leaves[drawn.leaf - 1]?.index ?? -1)
    const issues = this.#scorer.score(leaves, { shared: this.#weights, byUnit }, aggregation, omitted)
    if (issues !== null) return refused(...combinationIssues(this.#choices, drawn, issues))
    const scores = this.#scorer.column(this.#compiled.root.index, leaves)
    const totals = this.totals
    for (let unit = 0; unit < totals.length; unit++) {
      const total = (scores[unit] ?? NaN) + (this.#points[unit] ?? 0)
      if (Math.abs(total) === Infinity)
        return refused({
          code: 'evaluation.overflow' satisfies EvaluationIssueCode,
          params: { node: this.#compiled.root.code, unit: this.#codes[unit] ?? '' },
        })
      totals[unit] = total
    }
    const breakers = this.#breakers.map((node) => this.#scorer.column(node, leaves))
    this.#ranker.rank(totals, breakers, this.ranks)
    this.#grade(totals, breakers, this.grades)
    return accepted(null)
  }
}

/** Grades by the scheme's rule. Natural breaks that do not exist (too few different totals) give none in that replication. */
function grader(
  { scheme }: CompiledScheme,
  nominal: EvaluationResult,
): (totals: Float64Array, breakers: readonly Float64Array[], out: Int32Array) => void {
  const { grading } = scheme
  if (grading === null) return () => undefined
  const units = nominal.units.filter(({ leftOut }) => leftOut === null)
  const best = grading.grades[0]?.code ?? null
  const caps = Int32Array.from(units, ({ code }) =>
    placeOf(capGrade(best, code, scheme.gates, nominal.gates, grading), grading),
  )
  if (grading.method === 'thresholds') {
    const from = Float64Array.from(grading.grades, (grade) => grade.from ?? -Infinity)
    return (totals, _, out) => {
      for (let unit = 0; unit < out.length; unit++) {
        const total = totals[unit] ?? NaN
        let place = 0
        while (place < from.length - 1 && total < (from[place] ?? -Infinity)) place++
        out[unit] = Number.isNaN(total) ? -1 : Math.max(place, caps[unit] ?? 0)
      }
    }
  }
  const grouping = scheme.peerGroups?.group ?? null
  const groups = units.map((unit) => (grouping === null ? null : (unit.groups[grouping] ?? null)))
  return (totals, breakers, out) => {
    const nullable = (column: Float64Array) =>
      Array.from(column, (value) => (Number.isNaN(value) ? null : value))
    const graded = gradeUnits(grading, nullable(totals), groups, breakers.map(nullable))
    for (let unit = 0; unit < out.length; unit++) {
      const place = graded.ok ? placeOf(graded.value.grades[unit] ?? null, grading) : -1
      out[unit] = place === -1 ? -1 : Math.max(place, caps[unit] ?? 0)
    }
  }
}

function placeOf(grade: string | null, { grades }: Grading): number {
  return grades.findIndex(({ code }) => code === grade)
}
