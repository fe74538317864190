import type { AlignedCell, ExplainedScores, GroupedRows } from './outlier-columns.ts'
import type { SeasonalRule } from './outlier.ts'
import { fromLog } from './robust-z.ts'
import { logColumn, scoreAgainst } from './score-by-level.ts'

const SEASONS = { month: 12, quarter: 4, 'half-year': 2, year: 1, week: 52 } as const

/**
 * This period's change on the log scale against the changes of the same season in the years before: a February that falls after
 * every January is no outlier. Weeks have no fixed season; a year is taken for 52 of them.
 */
export function scoreBySeason(rule: SeasonalRule, cell: AlignedCell, groups: GroupedRows): ExplainedScores {
  const season = SEASONS[cell.period.rhythm]
  const previous = levelsBack(rule, cell, rule.back)
  const training = Array.from({ length: rule.training }, (_, index) => (index + 1) * season).flatMap(
    (steps) => {
      const changes = changesBack(rule, cell, steps)
      return changes === null ? [] : [changes]
    },
  )
  return scoreAgainst(rule, cell, groups, changesBack(rule, cell, 0), training, (row, change) =>
    fromLog((previous?.[row] ?? NaN) + change, rule.scale),
  )
}

function changesBack(rule: SeasonalRule, cell: AlignedCell, steps: number): Float64Array | null {
  const now = levelsBack(rule, cell, steps)
  const then = levelsBack(rule, cell, steps + rule.back)
  if (now === null || then === null) return null
  const changes = new Float64Array(now.length)
  for (let row = 0; row < now.length; row++) changes[row] = (now[row] ?? NaN) - (then[row] ?? NaN)
  return changes
}

function levelsBack(rule: SeasonalRule, cell: AlignedCell, steps: number): Float64Array | null {
  const figures = cell.back(steps)
  return figures === null ? null : logColumn(figures, rule.scale)
}
