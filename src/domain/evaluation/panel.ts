import { accepted, type Issue, type Outcome } from '#domain/kernel'
import { momentsOf } from './column-moments.ts'
import type { PanelMember } from './evaluation-data.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { refuseAll } from './refuse-all.ts'
import type { PanelRule } from './scheme.ts'

export interface PanelQuestion {
  readonly node: string
  readonly rule: PanelRule
  readonly members: readonly PanelMember[]
  /** Place in the data's periods. */
  readonly period: number
  readonly units: readonly { readonly code: string }[]
}

/**
 * 专家打分 → one figure for each unit: mean, median, or mean without the `trim` highest and lowest scores. A unit that
 * nobody scored has no value. Refused, by node, unit and member: a score outside the rule's range; fewer scores than are
 * to be dropped with one left over.
 */
export function panelFigures(question: PanelQuestion): Outcome<readonly (number | null)[]> {
  const { node, rule, members, period, units } = question
  const issues: Issue[] = []
  const figures = units.map(({ code }, unit): number | null => {
    const scores: number[] = []
    for (const { member, scores: given } of members) {
      const score = given[period]?.[unit] ?? null
      if (score === null) continue
      if (score < rule.least || score > rule.most)
        issues.push({
          code: 'evaluation.panel_score_range' satisfies EvaluationIssueCode,
          params: { node, unit: code, member, score, least: rule.least, most: rule.most },
        })
      scores.push(score)
    }
    if (scores.length === 0) return null
    if (rule.method === 'mean') return momentsOf(scores).mean
    if (rule.method === 'median') return momentsOf(scores).median
    if (scores.length <= 2 * rule.trim) {
      issues.push({
        code: 'evaluation.panel_too_small' satisfies EvaluationIssueCode,
        params: { node, unit: code, scores: scores.length, trim: rule.trim },
      })
      return null
    }
    return momentsOf(scores.sort((a, b) => a - b).slice(rule.trim, scores.length - rule.trim)).mean
  })
  return issues.length > 0 ? refuseAll(issues) : accepted(figures)
}
