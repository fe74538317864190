import type { CoverageMatrix } from './coverage-matrix.ts'

/**
 * What a document says of its own actions: 56项行动 (total), of which 17个分园 in one kind, 11 in another. `counts` tells what
 * the number counts: `items` actions, `rows` the parks that have any.
 */
export interface CoverageClaim {
  /** Null: the total. */
  readonly columnId: string | null
  readonly declared: number
  readonly counts: 'items' | 'rows'
}

export interface ClaimFound extends CoverageClaim {
  readonly found: number
  /** found - declared. */
  readonly difference: number
}

/**
 * Why the parts of a claim do not add up to its total, as far as the entries show it:
 * `several-kinds`: the parts are more, by as many as are counted again because they are of several kinds;
 * `several-of-a-row`: the parts count parks, and are fewer by the further actions that a park has within one kind (less what
 * is counted again); `without-kind`: fewer by the actions that are of no kind.
 */
export type ClaimExplanation = 'several-kinds' | 'several-of-a-row' | 'without-kind'

export interface ClaimsFound {
  readonly claims: readonly ClaimFound[]
  readonly declaredTotal: number | null
  /** Sum of the claims by kind; null where there is none. */
  readonly declaredSum: number | null
  /** declaredSum - declaredTotal: 17 + 17 + 9 + 11 against 56 is -2. */
  readonly declaredDifference: number | null
  /** Different items in the matrix. */
  readonly foundItems: number
  /** How often an item is counted again because it stands in several kinds. */
  readonly countedAgain: number
  /** Further items that a row has within one kind, beyond the first. */
  readonly furtherOfRow: number
  /** Items whose kind the matrix does not have. */
  readonly withoutKind: number
  /** Null: the parts and the total agree, or the entries do not account for the difference. */
  readonly explanation: ClaimExplanation | null
}

/** Holds the document's own numbers against what is in the matrix, and its parts against its total. */
export function claimedAgainstFound(claims: readonly CoverageClaim[], matrix: CoverageMatrix): ClaimsFound {
  const columns = new Map(matrix.columns.map((column) => [column.id, column]))
  const parts = claims.filter(({ columnId }) => columnId !== null)
  const declaredTotal = claims.find(({ columnId }) => columnId === null)?.declared ?? null
  const declaredSum = parts.length === 0 ? null : parts.reduce((sum, { declared }) => sum + declared, 0)
  const declaredDifference =
    declaredSum === null || declaredTotal === null ? null : declaredSum - declaredTotal
  const inside = new Set(matrix.cells.flatMap(({ items }) => items))
  const withoutKind = new Set(
    matrix.outside.map(({ itemId }) => itemId).filter((itemId) => !inside.has(itemId)),
  ).size
  const itemsByColumn = matrix.columns.reduce((sum, { items }) => sum + items, 0)
  const countedAgain = itemsByColumn - matrix.total.items
  const furtherOfRow = itemsByColumn - matrix.columns.reduce((sum, { covered }) => sum + covered, 0)
  const found = claims.map((claim) => {
    const count = foundFor(claim, matrix, columns, withoutKind)
    return { ...claim, found: count, difference: count - claim.declared }
  })
  const foundDifference = found.reduce(
    (sum, claim) => sum + (claim.columnId === null ? 0 : claim.found),
    -(matrix.total.items + withoutKind),
  )
  return {
    claims: found,
    declaredTotal,
    declaredSum,
    declaredDifference,
    foundItems: matrix.total.items,
    countedAgain,
    furtherOfRow,
    withoutKind,
    explanation:
      declaredDifference === foundDifference ? explain(foundDifference, furtherOfRow, withoutKind) : null,
  }
}

function foundFor(
  { columnId, counts }: CoverageClaim,
  matrix: CoverageMatrix,
  columns: ReadonlyMap<string, { readonly items: number; readonly covered: number }>,
  withoutKind: number,
): number {
  if (columnId !== null) return columns.get(columnId)?.[counts === 'items' ? 'items' : 'covered'] ?? 0
  if (counts === 'items') return matrix.total.items + withoutKind
  return matrix.rows.filter(({ covered }) => covered > 0).length
}

/** Where several reasons meet, the one that weighs most. */
function explain(difference: number, furtherOfRow: number, withoutKind: number): ClaimExplanation | null {
  if (difference === 0) return null
  if (difference > 0) return 'several-kinds'
  return furtherOfRow > withoutKind ? 'several-of-a-row' : 'without-kind'
}
