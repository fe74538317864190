/**
 * Which numbers of a table must not be published, so that no enterprise's figure can be read or computed from it. Sources, rules
 * and limits: docs/methods/indicators.md. Pure marking: values are left to the caller to blank.
 */
import {
  protectCells,
  type AdditiveCell,
  type AdditiveTable,
  type SuppressibleCell,
} from './protect-cells.ts'

export interface SuppressionRule {
  /** A number with fewer enterprises behind it (but not none) is not published: 3. */
  readonly minimumEntities: number
  /** (n, k): not published where the n largest make up more than this share. */
  readonly dominance: readonly { readonly largest: 1 | 2; readonly share: number }[]
  /**
   * p % rule: not published where the second largest could estimate the largest closer than this share of it, that is, where
   * all others together are less. Null: not asked.
   */
  readonly closeness: number | null
  /**
   * Width of what stays unknown: a reader who knows that amounts are not negative must not be able to bound a suppressed figure
   * closer than this share of it on either side.
   */
  readonly protection: number
}

/** Until a zone sets its own. */
export const DEFAULT_SUPPRESSION: SuppressionRule = {
  minimumEntities: 3,
  dominance: [
    { largest: 1, share: 0.75 },
    { largest: 2, share: 0.85 },
  ],
  closeness: null,
  protection: 0.1,
}

export type Suppression = 'primary' | 'complementary' | null

export interface SuppressedList {
  readonly cells: readonly Suppression[]
  readonly total: Suppression
  /** Suppressed cells that cannot be computed, but can be bounded closer than the rule's protection; −1: the total. */
  readonly weak: readonly number[]
}

export interface SuppressedTable {
  readonly cells: readonly (readonly Suppression[])[]
  readonly weak: readonly (readonly [row: number, column: number])[]
}

/**
 * True for a number that must not be published for its own sake. From nobody there is nothing to hide: a count of 0 is
 * published, and says that nobody has it.
 */
export function isSensitive(cell: SuppressibleCell, rule: SuppressionRule): boolean {
  if (cell.entities === 0) return false
  if (cell.entities < rule.minimumEntities) return true
  const { topOne, topTwo } = cell
  const top = { 1: topOne, 2: topTwo }
  if (rule.dominance.some(({ largest, share }) => (top[largest] ?? 0) > share)) return true
  if (rule.closeness === null || topOne === null || topTwo === null) return false
  return 1 - topTwo < rule.closeness * topOne
}

/** For numbers that do not add up to a published total: ratios, means, medians. */
export function suppressAlone(
  cells: readonly SuppressibleCell[],
  rule: SuppressionRule,
): readonly Suppression[] {
  return cells.map((cell) => (isSensitive(cell, rule) ? 'primary' : null))
}

/** Parts of one total: parks of the zone. Total null: not published, so that nothing can be computed from it. */
export function suppressList(
  cells: readonly SuppressibleCell[],
  total: SuppressibleCell | null,
  rule: SuppressionRule,
): SuppressedList {
  if (total === null) return { cells: suppressAlone(cells, rule), total: null, weak: [] }
  const table: AdditiveTable = {
    cells: [...cells.map((figure) => partOfList(figure, false)), partOfList(total, true)],
    // One sum; the other end of every cell is no sum.
    sums: [true, false],
  }
  const { marks, weak } = protectCells(table, (cell) => isSensitive(cell, rule), rule.protection)
  return {
    cells: marks.slice(0, cells.length),
    total: marks[cells.length] ?? null,
    weak: weak.map((index) => (index === cells.length ? -1 : index)),
  }
}

/**
 * A table of which the last row and the last column are totals and the last cell is the grand total: parks by industries. Every
 * row has the same length.
 */
export function suppressTable(
  grid: readonly (readonly SuppressibleCell[])[],
  rule: SuppressionRule,
): SuppressedTable {
  const rows = grid.length
  const columns = grid[0]?.length ?? 0
  if (rows < 2 || columns < 2 || grid.some((row) => row.length !== columns))
    throw new RangeError('a table needs a part and a total each way, and rows of one length')
  const table: AdditiveTable = {
    cells: grid.flatMap((row, r) =>
      row.map((figure, c) => ({ figure, ends: [r, rows + c], totalAt: [c === columns - 1, r === rows - 1] })),
    ),
    sums: new Array<boolean>(rows + columns).fill(true),
  }
  const { marks, weak } = protectCells(table, (cell) => isSensitive(cell, rule), rule.protection)
  return {
    cells: grid.map((_, r) => marks.slice(r * columns, (r + 1) * columns)),
    weak: weak.map((index) => [Math.floor(index / columns), index % columns] as const),
  }
}

function partOfList(figure: SuppressibleCell, isTotal: boolean): AdditiveCell {
  return { figure, ends: [0, 1], totalAt: [isTotal, false] }
}
