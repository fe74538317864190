import type { CompiledLeaf } from './compile-scheme.ts'
import type { StepTable } from './evaluation-result.ts'

/** Values of one leaf, in the order of the data's units; null: no value. */
export type UnitRow = readonly (number | null)[]

/** Rows in the order of `CompiledScheme.leaves`. */
export type LeafTable = readonly UnitRow[]

/** A leaf table for each period of the data; null: this period could not be computed by itself (the judged one never is null). */
export type PeriodLeafTables = readonly (LeafTable | null)[]

export function toStepTable(leaves: readonly CompiledLeaf[], table: LeafTable): StepTable {
  return Object.fromEntries(leaves.map(({ code }, index) => [code, table[index] ?? []]))
}
