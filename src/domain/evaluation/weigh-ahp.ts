import { accepted, refused, type Outcome } from '#domain/kernel'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { PairwiseJudgements } from './weighting-method.ts'
import type { FoundWeights } from './weigh.ts'

/**
 * Random consistency index by order of the matrix: mean (λmax − n) / (n − 1) of random reciprocal matrices. Saaty, The Analytic
 * Hierarchy Process (1980), to 15.
 */
export const RANDOM_INDEX: readonly number[] = [
  0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
]

export interface PrincipalEigenvector {
  /** Adding to one. */
  readonly weights: readonly number[]
  readonly eigenvalue: number
}

/**
 * 层次分析法: weights are the principal right eigenvector of the pairwise matrix (Saaty 1980); the judgements are as consistent
 * as CR = ((λ − n) / (n − 1)) / RI says, 0 for a matrix without contradictions. Refused above `mostInconsistent`, for
 * judgements about other nodes, and for more than 15 children, for which no index is published there.
 */
export function weighByJudgements(
  heading: string,
  nodes: readonly string[],
  judgements: PairwiseJudgements | undefined,
  mostInconsistent: number,
): Outcome<FoundWeights> {
  const places = nodes.map((node) => judgements?.children.indexOf(node) ?? -1)
  if (judgements === undefined || places.includes(-1))
    return refused({
      code: 'evaluation.judgements_missing' satisfies EvaluationIssueCode,
      params: { heading },
    })
  const random = RANDOM_INDEX[nodes.length]
  if (random === undefined)
    return refused({
      code: 'evaluation.judgements_too_many' satisfies EvaluationIssueCode,
      params: { heading, children: nodes.length, most: RANDOM_INDEX.length - 1 },
    })
  const { weights, eigenvalue } = principalEigenvector(judgements.matrix)
  const index = nodes.length < 2 ? 0 : (eigenvalue - nodes.length) / (nodes.length - 1)
  // Orders one and two cannot contradict themselves.
  const ratio = random === 0 ? 0 : index / random
  if (ratio > mostInconsistent)
    return refused({
      code: 'evaluation.judgements_inconsistent' satisfies EvaluationIssueCode,
      params: { heading, ratio, most: mostInconsistent },
    })
  return accepted({
    weights: places.map((place) => weights[place] ?? 0),
    byUnit: null,
    details: nodes.map(() => ({ eigenvalue, consistencyIndex: index, consistencyRatio: ratio })),
  })
}

/** More than enough: the second eigenvalue of a matrix of judgements is far below the first. */
const MOST_STEPS = 10_000

/** Power iteration from equal weights until nothing moves by more than rounding. Entries above zero (Perron 1907). */
export function principalEigenvector(matrix: readonly (readonly number[])[]): PrincipalEigenvector {
  const size = matrix.length
  let weights: readonly number[] = matrix.map(() => 1 / size)
  let eigenvalue = 0
  for (let step = 0; step < MOST_STEPS; step++) {
    const turned = matrix.map((row) =>
      row.reduce((sum, cell, column) => sum + cell * (weights[column] ?? 0), 0),
    )
    // The weights add to one, so the sum of their image is the eigenvalue.
    eigenvalue = turned.reduce((sum, value) => sum + value, 0)
    const next = turned.map((value) => value / eigenvalue)
    const moved = next.reduce(
      (most, value, index) => Math.max(most, Math.abs(value - (weights[index] ?? 0))),
      0,
    )
    weights = next
    if (moved <= 2 * Number.EPSILON) break
  }
  return { weights, eigenvalue }
}
