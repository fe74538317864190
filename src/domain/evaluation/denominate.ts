import { accepted, type Issue, type Outcome } from '#domain/kernel'
import type { CompiledLeaf } from './compile-scheme.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { LeafTable } from './leaf-table.ts'
import { refuseAll } from './refuse-all.ts'

/**
 * Per head, per km²: x / (denominator / scale), as COINr's `Denominate`. No value where either is missing. A denominator of
 * zero, from which R goes on with infinities, is refused by node, unit and period; for units that are not judged it leaves
 * no value.
 */
export function denominate(
  leaves: readonly CompiledLeaf[],
  raw: LeafTable,
  data: EvaluationData,
  period: number,
  isJudged: readonly boolean[],
): Outcome<LeafTable> {
  const issues: Issue[] = []
  const table = leaves.map(({ code, input: { denominator } }, leaf) => {
    const row = raw[leaf] ?? []
    if (denominator === null) return row
    const below = data.columns[denominator.column]?.[period] ?? []
    return row.map((value, unit) => {
      const by = below[unit] ?? null
      if (value === null || by === null) return null
      const divided = value / (by / denominator.scale)
      // 0 / −1 is a zero that JSON would lose.
      if (Number.isFinite(divided)) return divided + 0
      if (isJudged[unit] !== true) return null
      const zero = by / denominator.scale === 0
      issues.push({
        code: (zero ? 'evaluation.denominator_zero' : 'evaluation.too_large') satisfies EvaluationIssueCode,
        params: {
          node: code,
          unit: data.units[unit]?.code ?? '',
          period: data.periods[period] ?? '',
          ...(zero ? { column: denominator.column } : { step: 'denominate' }),
        },
      })
      return null
    })
  })
  return issues.length > 0 ? refuseAll(issues) : accepted(table)
}
