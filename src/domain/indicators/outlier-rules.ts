import { emptyScores, placeCell, placeRows, type PlacedScores, type Places } from './outlier-columns.ts'
import type {
  Outlier,
  OutlierFindings,
  OutlierHistory,
  OutlierRule,
  OutlierScores,
  RowGroups,
} from './outlier.ts'
import { scoreByEffect } from './score-by-effect.ts'
import { scoreByLevel } from './score-by-level.ts'
import { scoreByRange } from './score-by-range.ts'
import { scoreBySeason } from './seasonal.ts'

/** Figures of one period that a rule finds too far from what was to be expected. */
export function findOutliers(
  rule: OutlierRule,
  history: OutlierHistory,
  period: string,
  groups: RowGroups = null,
): OutlierFindings {
  const places = placeRows(groups, history.rows)
  const placed = scorePlaces(rule, history, period, places)
  const values = placeCell(history, rule.cell, period, places)?.back(0) ?? null
  const outliers: Outlier[] = []
  let judged = 0
  for (let place = 0; place < places.count; place++) {
    const score = placed.scores[place] ?? NaN
    if (Number.isNaN(score)) continue
    judged++
    const scoreFrom = placed.from[place] ?? -Infinity
    const scoreTo = placed.to[place] ?? Infinity
    if (score >= scoreFrom && score <= scoreTo) continue
    const row = places.rows === null ? place : (places.rows[place] ?? -1)
    outliers.push({ row, value: values?.[place] ?? NaN, score, scoreFrom, scoreTo, ...placed.explain(place) })
  }
  outliers.sort((a, b) => a.row - b.row)
  return { period, judged, outliers }
}

/** Scores of all rows; NaN where the rule has nothing to go by. */
export function scoreOutliers(
  rule: OutlierRule,
  history: OutlierHistory,
  period: string,
  groups: RowGroups = null,
): OutlierScores {
  const places = placeRows(groups, history.rows)
  const placed = scorePlaces(rule, history, period, places)
  if (places.rows === null) return { period, scores: placed.scores, from: placed.from, to: placed.to }
  const result = emptyScores(history.rows)
  for (let place = 0; place < places.count; place++) {
    const row = places.rows[place] ?? -1
    result.scores[row] = placed.scores[place] ?? NaN
    result.from[row] = placed.from[place] ?? -Infinity
    result.to[row] = placed.to[place] ?? Infinity
  }
  return { period, ...result }
}

function scorePlaces(
  rule: OutlierRule,
  history: OutlierHistory,
  period: string,
  places: Places,
): PlacedScores {
  const cell = placeCell(history, rule.cell, period, places)
  if (cell === null) return { ...emptyScores(places.count), explain: () => NOTHING }
  switch (rule.kind) {
    case 'hidiroglou-berthelot':
      return scoreByEffect(rule, cell)
    case 'robust-z':
      return scoreByLevel(rule, cell, rule.per === null ? null : placeCell(history, rule.per, period, places))
    case 'seasonal':
      return scoreBySeason(rule, cell)
    case 'min-max':
      return scoreByRange(rule, cell)
  }
}

const NOTHING = { from: null, to: null, expected: null }
