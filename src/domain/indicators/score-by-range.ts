import { emptyScores, finiteOrNull, type PlacedCell, type PlacedScores } from './outlier-columns.ts'
import type { MinMaxRule } from './outlier.ts'

/** Fixed bounds and, with slack, the row's own past range widened by a share of its ends; of two bounds the narrower holds. */
export function scoreByRange(rule: MinMaxRule, cell: PlacedCell): PlacedScores {
  const result = emptyScores(cell.places.count)
  const explain: PlacedScores['explain'] = (place) => ({
    from: finiteOrNull(result.from[place] ?? -Infinity),
    to: finiteOrNull(result.to[place] ?? Infinity),
    expected: null,
  })
  const figures = cell.back(0)
  if (figures === null) return { ...result, explain }
  const isFixed = rule.minimum !== null || rule.maximum !== null
  const past =
    rule.slack === null
      ? []
      : Array.from({ length: rule.training }, (_, index) => cell.back(index + 1)).filter(
          (column) => column !== null,
        )
  for (let place = 0; place < cell.places.count; place++) {
    const value = figures[place] ?? NaN
    if (Number.isNaN(value)) continue
    const own = rule.slack === null ? null : ownRange(past, place, rule.slack, Math.max(1, rule.atLeast))
    if (!isFixed && own === null) continue
    result.scores[place] = value
    result.from[place] = Math.max(rule.minimum ?? -Infinity, own?.from ?? -Infinity)
    result.to[place] = Math.min(rule.maximum ?? Infinity, own?.to ?? Infinity)
  }
  return { ...result, explain }
}

function ownRange(
  past: readonly Float64Array[],
  place: number,
  slack: number,
  atLeast: number,
): { from: number; to: number } | null {
  let count = 0
  let least = Infinity
  let greatest = -Infinity
  for (const column of past) {
    const value = column[place] ?? NaN
    if (Number.isNaN(value)) continue
    count++
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  if (count < atLeast) return null
  return { from: least - slack * Math.abs(least), to: greatest + slack * Math.abs(greatest) }
}
