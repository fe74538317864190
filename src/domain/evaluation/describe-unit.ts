import { accepted, type Outcome } from '#domain/kernel'
import { momentsOf } from './column-moments.ts'
import type { CompiledScheme } from './compile-scheme.ts'
import type { StepName } from './describe-columns.ts'
import type { EvaluationResult, PeriodTables } from './evaluation-result.ts'
import { sideOf } from './explained-side.ts'
import { rankUnits } from './rank.ts'

export interface NodeSummary {
  readonly node: string
  readonly level: number
  readonly score: number | null
  /** From 1, equal scores share the better one (COINr `get_unit_summary`). */
  readonly rank: number | null
  /** Judged units that have a score here. */
  readonly ranked: number
  readonly mean: number | null
  readonly median: number | null
  readonly best: number | null
}

/** Scores and ranks of one unit in every node, the total first, then level by level; beside them what all judged units have. */
export function summariseUnit(
  compiled: CompiledScheme,
  result: EvaluationResult,
  unit: string,
): Outcome<readonly NodeSummary[]> {
  const side = sideOf(compiled, result, unit)
  if (!side.ok) return side
  const { tables, unit: place } = side.value
  const nodes = [...compiled.nodes].sort((a, b) => a.level - b.level || a.index - b.index)
  return accepted(
    nodes.map(({ code, level }) => {
      const column = judgedColumn(result, tables, 'scores', code)
      const { count, mean, median, most } = momentsOf(column)
      return {
        node: code,
        level,
        score: column[place] ?? null,
        rank: rankUnits(column, 'min')[place] ?? null,
        ranked: count,
        mean,
        median,
        best: most,
      }
    }),
  )
}

export interface StrengthQuestion {
  readonly top: number
  readonly bottom: number
  /** Of which figures ranks are taken; before scales the direction of each leaf is heeded. */
  readonly step: Exclude<StepName, 'scores'>
  /** A grouping: ranks among the unit's own group. */
  readonly group: string | null
  /** Leaves whose share of different values is not above this are passed over; null: none. */
  readonly leastUnique: number | null
  /** Leaves in which nobody is behind the unit are passed over: half of all at zero is no strength. */
  readonly withoutLast: boolean
}

export const STRENGTH_QUESTION: StrengthQuestion = {
  top: 5,
  bottom: 5,
  step: 'denominated',
  group: null,
  leastUnique: null,
  withoutLast: true,
}

export interface RankedLeaf {
  readonly node: string
  readonly rank: number
  readonly value: number
}

/**
 * 优势与短板 by ranks: the leaves in which a unit stands best and worst (COINr `get_str_weak`; ties in the scheme's order). With few
 * leaves one may stand on both lists. Weaknesses: the worst last.
 */
export function strengthsAndWeaknesses(
  compiled: CompiledScheme,
  result: EvaluationResult,
  unit: string,
  question: Partial<StrengthQuestion> = {},
): Outcome<{ readonly strengths: readonly RankedLeaf[]; readonly weaknesses: readonly RankedLeaf[] }> {
  const side = sideOf(compiled, result, unit)
  if (!side.ok) return side
  const { top, bottom, step, group, leastUnique, withoutLast } = { ...STRENGTH_QUESTION, ...question }
  const { tables, unit: place } = side.value
  const groups = result.units.map((one) => (group === null ? '' : (one.groups[group] ?? null)))
  const found = compiled.leaves.flatMap(({ code, input }): RankedLeaf[] => {
    const column = judgedColumn(result, tables, step, code)
    const value = column[place] ?? null
    if (value === null) return []
    const judged = column.filter((_, index) => result.units[index]?.leftOut === null)
    if (leastUnique !== null && new Set(judged).size / judged.length <= leastUnique) return []
    const turned =
      step === 'normalised' || input.direction === 'more'
        ? column
        : column.map((one) => (one === null ? null : -one))
    const ranks = ranksWithin(turned, groups)
    const rank = ranks[place] ?? null
    if (rank === null) return []
    const last = ranks.reduce<number>((most, one) => Math.max(most, one ?? 0), 0)
    return withoutLast && rank === last ? [] : [{ node: code, rank, value }]
  })
  found.sort((a, b) => a.rank - b.rank)
  return accepted({
    strengths: found.slice(0, top),
    weaknesses: found.slice(Math.max(0, found.length - bottom)),
  })
}

/** A node's column with nobody who was left out. */
export function judgedColumn(
  result: EvaluationResult,
  tables: PeriodTables,
  step: StepName,
  node: string,
): readonly (number | null)[] {
  const column = tables[step][node] ?? []
  return result.units.map(({ leftOut }, index) => (leftOut === null ? (column[index] ?? null) : null))
}

function ranksWithin(
  column: readonly (number | null)[],
  groups: readonly (string | null)[],
): readonly (number | null)[] {
  const ranks = column.map((): number | null => null)
  for (const group of new Set(groups)) {
    if (group === null) continue
    const own = rankUnits(
      column.map((value, index) => (groups[index] === group ? value : null)),
      'min',
    )
    own.forEach((rank, index) => {
      if (groups[index] === group) ranks[index] = rank
    })
  }
  return ranks
}
