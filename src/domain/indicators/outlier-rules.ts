import { alignCell, emptyScores, groupRows, type ExplainedScores } from './outlier-columns.ts'
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
  const scored = explainedScores(rule, history, period, groups)
  const values = alignCell(history, rule.cell, period)?.back(0) ?? null
  const outliers: Outlier[] = []
  let judged = 0
  for (let row = 0; row < history.rows; row++) {
    const score = scored.scores[row] ?? NaN
    if (Number.isNaN(score)) continue
    judged++
    const scoreFrom = scored.from[row] ?? -Infinity
    const scoreTo = scored.to[row] ?? Infinity
    if (score >= scoreFrom && score <= scoreTo) continue
    outliers.push({ row, value: values?.[row] ?? NaN, score, scoreFrom, scoreTo, ...scored.explain(row) })
  }
  return { period, judged, outliers }
}

/** Scores of all rows; NaN where the rule has nothing to go by. */
export function scoreOutliers(
  rule: OutlierRule,
  history: OutlierHistory,
  period: string,
  groups: RowGroups = null,
): OutlierScores {
  const { scores, from, to } = explainedScores(rule, history, period, groups)
  return { period, scores, from, to }
}

function explainedScores(
  rule: OutlierRule,
  history: OutlierHistory,
  period: string,
  groups: RowGroups,
): ExplainedScores {
  const cell = alignCell(history, rule.cell, period)
  if (cell === null) return { ...emptyScores(period, history.rows), explain: () => NOTHING }
  switch (rule.kind) {
    case 'hidiroglou-berthelot':
      return scoreByEffect(rule, cell, groupRows(groups, history.rows))
    case 'robust-z':
      return scoreByLevel(
        rule,
        cell,
        rule.per === null ? null : alignCell(history, rule.per, period),
        groupRows(groups, history.rows),
      )
    case 'seasonal':
      return scoreBySeason(rule, cell, groupRows(groups, history.rows))
    case 'min-max':
      return scoreByRange(rule, cell)
  }
}

const NOTHING = { from: null, to: null, expected: null }
