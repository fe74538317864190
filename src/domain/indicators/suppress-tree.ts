import { protectCells, type AdditiveTable, type SuppressibleCell } from './protect-cells.ts'
import { isSensitive, type Suppression, type SuppressionRule } from './suppress.ts'

/** A part of the total, or of another node that stands before it in the list: a division of a section. */
export interface TreeCell extends SuppressibleCell {
  /** Place of the node of which it is a part; null: of the total. */
  readonly parent: number | null
}

export interface SuppressedTree {
  readonly cells: readonly Suppression[]
  readonly total: Suppression
  /** Suppressed cells that can be bounded closer than the rule's protection; −1: the total. */
  readonly weak: readonly number[]
}

/**
 * Levels of one classification that are all published (industries by section, division, group and class): the parts of every
 * node add up to it, and the first level to the total. A cell stands in its parent's sum as a part and in its own as the total, in
 * two at most, which is what `protectCells` can do. Throws where a parent does not come before its parts.
 */
export function suppressTree(
  cells: readonly TreeCell[],
  total: SuppressibleCell,
  rule: SuppressionRule,
): SuppressedTree {
  // Sum 0 is the total's; then one for every node; the last is no sum.
  const outside = cells.length + 1
  const hasParts = new Set<number>()
  for (const [index, { parent }] of cells.entries()) {
    if (parent === null) continue
    if (parent >= index || parent < 0) throw new RangeError('a parent comes before its parts')
    hasParts.add(parent)
  }
  const table: AdditiveTable = {
    cells: [
      ...cells.map((figure, index) => ({
        figure,
        ends: [
          figure.parent === null ? 0 : figure.parent + 1,
          hasParts.has(index) ? index + 1 : outside,
        ] as const,
        totalAt: [false, hasParts.has(index)] as const,
      })),
      { figure: total, ends: [0, outside], totalAt: [true, false] },
    ],
    sums: [...cells.map(() => true), true, false],
  }
  const { marks, weak } = protectCells(table, (cell) => isSensitive(cell, rule), rule.protection)
  return {
    cells: marks.slice(0, cells.length),
    total: marks[cells.length] ?? null,
    weak: weak.map((index) => (index === cells.length ? -1 : index)),
  }
}
