import type { ScreenedUnit } from './evaluation-result.ts'
import type { LeafTable } from './leaf-table.ts'
import type { Screening } from './scheme.ts'

/**
 * Units by how much data they have on the scheme's indicators, as they came (COINr `Screen`, `get_data_avail`): share of
 * indicators with a value, and share of those values that are not zero (0 where there is none). Units named in `keep` stay.
 * Empty without a screening rule.
 */
export function screenUnits(
  screening: Screening | null,
  units: readonly { readonly code: string }[],
  raw: LeafTable,
): readonly ScreenedUnit[] {
  if (screening === null) return []
  return units.map(({ code }, unit) => {
    const values = raw.flatMap((row) => row[unit] ?? [])
    const available = raw.length === 0 ? 0 : values.length / raw.length
    const nonZero = values.length === 0 ? 0 : values.filter((value) => value !== 0).length / values.length
    const enough =
      available >= screening.leastAvailable &&
      (screening.leastNonZero === null || nonZero >= screening.leastNonZero)
    const named = screening.keep.includes(code)
    return { unit: code, available, nonZero, kept: enough || named, byName: !enough && named }
  })
}
