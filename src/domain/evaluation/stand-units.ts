import { accepted, refused, type Outcome } from '#domain/kernel'
import { adjustTotals } from './adjust.ts'
import type { CompiledScheme } from './compile-scheme.ts'
import type {
  AdjustmentOutcome,
  EvaluationResult,
  GateOutcome,
  JudgedUnit,
  StepTable,
  UnitStanding,
} from './evaluation-result.ts'
import { capGrade } from './gate.ts'
import { gradeUnits } from './grade.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { rankUnits, rankWithinGroups } from './rank.ts'

/** Totals of the judged period → adjusted, ranked over all and among peers, graded, capped. */
export function standUnits(
  { scheme, root }: CompiledScheme,
  units: readonly JudgedUnit[],
  scores: StepTable,
  adjustments: readonly AdjustmentOutcome[],
  gates: readonly GateOutcome[],
): Outcome<Pick<EvaluationResult, 'standings' | 'gradeBounds'>> {
  const judged = (column: readonly (number | null)[]) =>
    units.map(({ leftOut }, unit) => (leftOut === null ? (column[unit] ?? null) : null))
  const codes = units.map(({ code }) => code)
  const totals = adjustTotals(judged(scores[root.code] ?? []), codes, adjustments)
  const broken = totals.findIndex((total) => total !== null && !Number.isFinite(total))
  if (broken !== -1)
    return refused({
      code: 'evaluation.overflow' satisfies EvaluationIssueCode,
      params: { node: root.code, unit: codes[broken] ?? '' },
    })

  const grouping = scheme.peerGroups?.group ?? null
  const groups = units.map((unit) => (grouping === null ? null : (unit.groups[grouping] ?? null)))
  const { ties, breakers } = scheme.ranking
  const breakerColumns = breakers.map((code) => judged(scores[code] ?? []))
  const ranks = rankUnits(totals, ties, breakerColumns)
  const groupRanks = rankWithinGroups(totals, groups, ties, breakerColumns)
  const { grading } = scheme
  const graded =
    grading === null
      ? accepted({ grades: codes.map(() => null), bounds: [] })
      : gradeUnits(grading, totals, groups, breakerColumns)
  if (!graded.ok) return graded
  return accepted({
    standings: codes.map((unit, index): UnitStanding => {
      const uncapped = graded.value.grades[index] ?? null
      return {
        unit,
        score: totals[index] ?? null,
        rank: ranks[index] ?? null,
        groupRank: groupRanks[index] ?? null,
        grade: grading === null ? null : capGrade(uncapped, unit, scheme.gates, gates, grading),
        uncappedGrade: uncapped,
      }
    }),
    gradeBounds: graded.value.bounds,
  })
}
