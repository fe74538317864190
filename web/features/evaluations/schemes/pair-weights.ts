import { compileScheme, fillScheme, weigh } from '#domain/evaluation'
import type { PairwiseJudgements } from '#domain/evaluation'
import { readDraft } from './read-draft.ts'

export interface PairWeights {
  /** By child, adding to one. */
  readonly shares: Readonly<Record<string, number>>
  readonly consistencyRatio: number
}

/** No matrix contradicts itself so much that its ratio could not be shown. */
const ANY_RATIO = 1e12

/**
 * What a matrix says while it is still being filled in, however contradictory: the engine's own arithmetic on a scheme of one
 * heading. Null where the matrix is no matrix of judgements, or has more children than an index is published for.
 */
export function pairWeights({ children, matrix }: PairwiseJudgements): PairWeights | null {
  const root = 'root-of-pairs'
  const scheme = readDraft(
    fillScheme({
      code: 'pairs',
      name: 'pairs',
      weighting: {
        method: 'ahp',
        judgements: { [root]: { children, matrix } },
        mostInconsistent: ANY_RATIO,
      },
      nodes: [
        { code: root },
        ...children.map((code) => ({ code, parent: root, input: { column: code, direction: 'more' } })),
      ],
    }),
  )
  const compiled = scheme === null ? null : compileScheme(scheme)
  if (compiled === null || !compiled.ok) return null
  const weights = weigh(compiled.value, {}, [])
  if (!weights.ok) return null
  const byNode = new Map(weights.value.map((one) => [one.node, one]))
  return {
    shares: Object.fromEntries(children.map((code) => [code, byNode.get(code)?.share ?? 0])),
    consistencyRatio: byNode.get(children[0] ?? '')?.details['consistencyRatio'] ?? 0,
  }
}

/** Judgements for these children: those that were made before stay, new pairs are equal. */
export function fitPairs(
  children: readonly string[],
  before: PairwiseJudgements | undefined,
): PairwiseJudgements {
  const at = (row: string, column: string): number => {
    const i = before?.children.indexOf(row) ?? -1
    const j = before?.children.indexOf(column) ?? -1
    return i < 0 || j < 0 ? 1 : (before?.matrix[i]?.[j] ?? 1)
  }
  return {
    children,
    matrix: children.map((row) => children.map((column) => (row === column ? 1 : at(row, column)))),
  }
}

/** One judgement, and its reciprocal across the diagonal. */
export function setPair(
  judgements: PairwiseJudgements,
  row: number,
  column: number,
  value: number,
): PairwiseJudgements {
  return {
    ...judgements,
    matrix: judgements.matrix.map((line, i) =>
      line.map((cell, j) =>
        i === row && j === column ? value : i === column && j === row ? 1 / value : cell,
      ),
    ),
  }
}
