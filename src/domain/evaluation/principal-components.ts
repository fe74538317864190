import { accepted, refused, type Outcome } from '#domain/kernel'
import { momentsOf } from './column-moments.ts'
import type { StepTable } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { singularValues } from './jacobi-svd.ts'

export interface PrincipalComponents {
  readonly nodes: readonly string[]
  /** Places in the columns of the rows that were used: those where every column has a value. */
  readonly rows: readonly number[]
  /** Largest variance first; as many as the smaller of rows and columns. */
  readonly components: readonly PrincipalComponent[]
}

export interface PrincipalComponent {
  /** Standard deviation along it; its square is the eigenvalue of the correlation matrix. */
  readonly deviation: number
  readonly eigenvalue: number
  /** Of all variance, 0 … 1. */
  readonly share: number
  /** By node; of length one. The entry of largest size is above zero. */
  readonly loadings: readonly number[]
  /** By row of `rows`. */
  readonly scores: readonly number[]
}

/**
 * Principal components of standardised columns over complete rows: R `prcomp(na.omit(x), center = TRUE, scale. = TRUE)`, as in
 * COINr `get_PCA`, except that signs are fixed. Refused: fewer than two complete rows, or a column that is constant there.
 */
export function principalComponents(
  table: StepTable,
  nodes: readonly string[] = Object.keys(table),
): Outcome<PrincipalComponents> {
  const columns = nodes.map((node) => table[node] ?? [])
  const length = columns.reduce((most, column) => Math.max(most, column.length), 0)
  const rows = Array.from({ length }, (_, row) => row).filter((row) =>
    columns.every((column) => typeof column[row] === 'number'),
  )
  if (nodes.length === 0 || rows.length < 2)
    return refused({
      code: 'evaluation.components_rows' satisfies EvaluationIssueCode,
      params: { nodes, rows: rows.length },
    })
  const standardised: (readonly number[])[] = []
  for (const [index, column] of columns.entries()) {
    const values = rows.map((row) => column[row] ?? 0)
    const { mean, deviation } = momentsOf(values)
    if (mean === null || deviation === null || deviation === 0)
      return refused({
        code: 'evaluation.components_constant' satisfies EvaluationIssueCode,
        params: { node: nodes[index] ?? '' },
      })
    standardised.push(values.map((value) => (value - mean) / deviation))
  }
  const { values, vectors } = singularValues(standardised)
  const components = vectors.slice(0, Math.min(rows.length, nodes.length)).map((loadings, index) => {
    const deviation = (values[index] ?? 0) / Math.sqrt(rows.length - 1)
    const eigenvalue = deviation * deviation
    return {
      deviation,
      eigenvalue,
      // Standardised columns have a variance of one each.
      share: eigenvalue / nodes.length,
      loadings,
      scores: rows.map((_, row) =>
        loadings.reduce((sum, loading, node) => sum + loading * (standardised[node]?.[row] ?? 0), 0),
      ),
    }
  })
  return accepted({ nodes, rows, components })
}
