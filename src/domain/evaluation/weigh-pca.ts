import { accepted, refused, type Outcome } from '#domain/kernel'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { principalComponents } from './principal-components.ts'
import type { FoundWeights, NodeColumn } from './weigh.ts'

/**
 * Weights from the loadings of the first principal component of the standardised columns, over units that have them all.
 * squared: the share of each column in that component (OECD/JRC Handbook, step 6.1; Nicoletti et al. 2000). plain: the loadings
 * themselves, as COINr `get_PCA` has it, refused where they differ in sign, because a weight below zero would punish the good.
 */
export function weighByComponent(
  heading: string,
  columns: readonly NodeColumn[],
  loadings: 'squared' | 'plain',
): Outcome<FoundWeights> {
  const table = Object.fromEntries(columns.map(({ node, values }) => [node, values]))
  const found = principalComponents(
    table,
    columns.map(({ node }) => node),
  )
  if (!found.ok) return found
  const first = found.value.components[0]
  if (first === undefined)
    return refused({
      code: 'evaluation.weights_undefined' satisfies EvaluationIssueCode,
      params: { heading, method: 'pca' },
    })
  // The loading of largest size is above zero.
  const opposed = first.loadings.findIndex((loading) => loading < 0)
  if (loadings === 'plain' && opposed !== -1)
    return refused({
      code: 'evaluation.component_opposed' satisfies EvaluationIssueCode,
      params: { heading, node: columns[opposed]?.node ?? '', loading: first.loadings[opposed] ?? 0 },
    })
  return accepted({
    weights: first.loadings.map((loading) => (loadings === 'plain' ? loading : loading ** 2)),
    byUnit: null,
    details: first.loadings.map((loading) => ({
      loading,
      explained: first.share,
      units: found.value.rows.length,
    })),
  })
}
