import type { Issue } from '#domain/kernel'
import { adjustTotals } from './adjust.ts'
import type { AggregationMethod } from './aggregation-method.ts'
import type { CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import { capGrade } from './gate.ts'
import { gradeUnits } from './grade.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { LeafValues } from './leaf-values.ts'
import { LevelScorer, type ScoreWeights } from './level-scorer.ts'
import type { Grading } from './scheme.ts'
import { TotalsRanker } from './totals-ranker.ts'

/**
 * Totals, ranks and grades of the judged units under other weights, leaves or ways, as often as one likes. Who is judged, and what
 * gates, bonus and penalty say, is as in the plain run: they look at raw data. Arrays are overwritten by the next call.
 */
export class Rescorer {
  /** With bonus and penalty. NaN: nothing to compute from. */
  readonly totals: Float64Array
  /** NaN without a total. */
  readonly ranks: Float64Array
  /** Places among the scheme's grades, capped by gates; −1 without one. */
  readonly grades: Int32Array
  readonly #root: number
  readonly #rootCode: string
  readonly #codes: readonly string[]
  readonly #scorer: LevelScorer
  readonly #ranker: TotalsRanker
  readonly #points: Float64Array
  readonly #breakers: readonly number[]
  readonly #grade: (totals: Float64Array, breakers: readonly Float64Array[], out: Int32Array) => void

  constructor(compiled: CompiledScheme, nominal: EvaluationResult) {
    const units = nominal.units.filter(({ leftOut }) => leftOut === null)
    const codes = units.map(({ code }) => code)
    this.totals = new Float64Array(units.length)
    this.ranks = new Float64Array(units.length)
    this.grades = new Int32Array(units.length).fill(-1)
    this.#root = compiled.root.index
    this.#rootCode = compiled.root.code
    this.#codes = codes
    this.#scorer = new LevelScorer(compiled, units)
    this.#ranker = new TotalsRanker(units.length, compiled.scheme.ranking.ties)
    const points = adjustTotals(
      codes.map(() => 0),
      codes,
      nominal.adjustments,
    )
    this.#points = Float64Array.from(points, (value) => value ?? 0)
    this.#breakers = compiled.scheme.ranking.breakers.flatMap(
      (code) => compiled.byCode.get(code)?.index ?? [],
    )
    this.#grade = grader(compiled, nominal)
  }

  /** Units, best first, of the last call. */
  get order(): Int32Array {
    return this.#ranker.order
  }

  /** A node's values after the last call, by judged unit. */
  column(node: number, leaves: LeafValues): Float64Array {
    return this.#scorer.column(node, leaves)
  }

  /** Issues where it cannot be computed. `omitted`: index of a leaf that is left out, −1: none. */
  rescore(
    leaves: LeafValues,
    weights: ScoreWeights,
    aggregation: AggregationMethod,
    omitted = -1,
  ): readonly Issue[] | null {
    const issues = this.#scorer.score(leaves, weights, aggregation, omitted)
    if (issues !== null) return issues
    const scores = this.#scorer.column(this.#root, leaves)
    const totals = this.totals
    for (let unit = 0; unit < totals.length; unit++) {
      const total = (scores[unit] ?? NaN) + (this.#points[unit] ?? 0)
      if (Math.abs(total) === Infinity)
        return [
          {
            code: 'evaluation.overflow' satisfies EvaluationIssueCode,
            params: { node: this.#rootCode, unit: this.#codes[unit] ?? '' },
          },
        ]
      totals[unit] = total
    }
    const breakers = this.#breakers.map((node) => this.#scorer.column(node, leaves))
    this.#ranker.rank(totals, breakers, this.ranks)
    this.#grade(totals, breakers, this.grades)
    return null
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
