import type { CompiledScheme } from './compile-scheme.ts'
import { covariance } from './correlate.ts'
import { judgedTable } from './describe-columns.ts'
import type { EvaluationResult } from './evaluation-result.ts'

/**
 * Cronbach's alpha, k²·c̄ / Σ of the covariance matrix with c̄ the mean covariance of two different columns, covariances over the
 * rows that both have (COINr `get_cronbach`; for complete data k/(k − 1)·(1 − Σ variances / variance of the sum)). Null: fewer
 * than two columns, or nothing varies. Below zero where columns contradict each other.
 */
export function cronbachAlpha(columns: readonly (readonly (number | null)[])[]): number | null {
  const count = columns.length
  if (count < 2) return null
  let all = 0
  let own = 0
  for (const [one, left] of columns.entries()) {
    for (const [other, right] of columns.entries()) {
      const value = covariance(left, right) ?? 0
      all += value
      if (one === other) own += value
    }
  }
  const alpha = (count * count * ((all - own) / (count * (count - 1)))) / all
  return Number.isFinite(alpha) ? alpha : null
}

/** For each heading with two children or more: alpha over its children's scores, judged units only. */
export function headingConsistency(
  compiled: CompiledScheme,
  result: EvaluationResult,
): readonly { readonly heading: string; readonly children: number; readonly alpha: number | null }[] {
  const scores = judgedTable(result, 'scores') ?? {}
  return compiled.headings
    .filter(({ children }) => children.length > 1)
    .map(({ code, children }) => ({
      heading: code,
      children: children.length,
      alpha: cronbachAlpha(children.map((child) => scores[child.code] ?? [])),
    }))
}
