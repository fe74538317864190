import type { IndicatorReference, Scheme } from '#domain/evaluation'

/** A column that a scheme reads, and for what. */
export interface NeededColumn {
  readonly column: string
  readonly role: 'leaf' | 'denominator' | 'gate' | 'adjustment'
  readonly panel: boolean
  readonly indicator: IndicatorReference | null
}

/** Each column once, leaves first: what a leaf says of its source holds for a gate on the same column too. */
export function neededColumns(scheme: Scheme): readonly NeededColumn[] {
  const found = new Map<string, NeededColumn>()
  const add = (needed: NeededColumn): void => {
    if (!found.has(needed.column)) found.set(needed.column, needed)
  }
  for (const { input } of scheme.nodes)
    if (input !== null)
      add({
        column: input.column,
        role: 'leaf',
        panel: input.kind === 'panel',
        indicator: input.indicator,
      })
  for (const { input } of scheme.nodes)
    if (input !== null && input.denominator !== null)
      add({ column: input.denominator.column, role: 'denominator', panel: false, indicator: null })
  for (const { column } of scheme.gates) add({ column, role: 'gate', panel: false, indicator: null })
  for (const { column } of scheme.adjustments)
    add({ column, role: 'adjustment', panel: false, indicator: null })
  return [...found.values()]
}
