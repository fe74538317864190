import { accepted, refused, type Outcome } from '#domain/kernel'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { FoundWeights, NodeColumn } from './weigh.ts'

/**
 * 熵权法: weights ∝ 1 − e, with e = −Σ p ln p / ln n and p = x / Σ x over the n units that have a value (Shannon 1948; Zeleny
 * 1982). x are the normalised values, 0 · ln 0 is 0; a column in which all are equal, or with fewer than two values, says
 * nothing and weighs nothing. Refused: values below zero (scale into [0, 1] or [1, 100] first), and columns that all say nothing.
 */
export function weighByEntropy(heading: string, columns: readonly NodeColumn[]): Outcome<FoundWeights> {
  const negative = columns.flatMap(({ node, values }) => {
    const value = values.find((one) => one !== null && one < 0)
    return value === undefined || value === null
      ? []
      : [
          {
            code: 'evaluation.entropy_negative' satisfies EvaluationIssueCode,
            params: { heading, node, value },
          },
        ]
  })
  if (negative.length > 0) return refused(...negative)
  const entropies = columns.map(({ values }) => entropy(values.filter((value) => value !== null)))
  const weights = entropies.map((value) => 1 - value)
  if (weights.every((weight) => weight === 0))
    return refused({
      code: 'evaluation.weights_undefined' satisfies EvaluationIssueCode,
      params: { heading, method: 'entropy' },
    })
  return accepted({
    weights,
    byUnit: null,
    details: entropies.map((value) => ({ entropy: value, divergence: 1 - value })),
  })
}

/** 1 where all are equal. Within 0 … 1. */
function entropy(values: readonly number[]): number {
  const most = values.reduce((high, value) => Math.max(high, value), 0)
  if (values.length < 2 || values.every((value) => value === values[0])) return 1
  // Divided by the largest first: the sum of figures near 1e308 would not be finite.
  const sum = values.reduce((total, value) => total + value / most, 0)
  const bits = values.reduce((total, value) => {
    const share = value / most / sum
    return share === 0 ? total : total - share * Math.log(share)
  }, 0)
  return Math.min(Math.max(bits / Math.log(values.length), 0), 1)
}
