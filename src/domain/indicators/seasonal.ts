import type { PlacedCell, PlacedScores } from './outlier-columns.ts'
import type { SeasonalRule } from './outlier.ts'
import { fromLog } from './robust-z.ts'
import { logColumn, scoreAgainst } from './score-by-level.ts'

const SEASONS = { month: 12, quarter: 4, 'half-year': 2, year: 1, week: 52 } as const

/**
 * This period's change on the log scale against the changes of the same season in the years before: a February that falls after
 * every January is no outlier. Weeks have no fixed season; a year is taken for 52 of them.
 */
export function scoreBySeason(rule: SeasonalRule, cell: PlacedCell): PlacedScores {
  const season = SEASONS[cell.period.rhythm]
  const previous = levelsBack(rule, cell, rule.back)
  const training = Array.from({ length: rule.training }, (_, index) => (index + 1) * season).flatMap(
    (steps) => {
      const changes = changesBack(rule, cell, steps)
      return changes === null ? [] : [changes]
    },
  )
  return scoreAgainst(rule, cell, changesBack(rule, cell, 0), training, (place, change) =>
    fromLog((previous?.[place] ?? NaN) + change, rule.scale),
  )
}

function changesBack(rule: SeasonalRule, cell: PlacedCell, steps: number): Float64Array | null {
  const now = levelsBack(rule, cell, steps)
  const then = levelsBack(rule, cell, steps + rule.back)
  if (now === null || then === null) return null
  const changes = new Float64Array(now.length)
  for (let place = 0; place < now.length; place++) {
    changes[place] = (now[place] ?? NaN) - (then[place] ?? NaN)
  }
  return changes
}

function levelsBack(rule: SeasonalRule, cell: PlacedCell, steps: number): Float64Array | null {
  const figures = cell.back(steps)
  return figures === null ? null : logColumn(figures, rule.scale)
}
