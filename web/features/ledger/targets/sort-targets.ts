import type { TargetRow } from '#contract/ledger'

export const TARGET_COLUMNS = [
  'indicator',
  'wanted',
  'year',
  'base',
  'latest',
  'attainment',
  'standing',
  'lead',
  'document',
] as const
export type TargetColumn = (typeof TARGET_COLUMNS)[number]

/** The worst first. */
const GRAVITY = { 'off-track': 0, missed: 1, 'at-risk': 2, unknown: 3, 'on-track': 4, met: 5 } as const

/** `attainment`, `-attainment`; nothing: the worst standing first, then by year. What is not known comes last either way. */
export function sortTargets(
  targets: readonly TargetRow[],
  sort: string | undefined,
  compare: (one: string, other: string) => number,
): readonly TargetRow[] {
  const down = sort?.startsWith('-') ?? false
  const column = TARGET_COLUMNS.find((each) => each === sort?.replace(/^-/u, '')) ?? 'standing'
  return targets.toSorted((a, b) => {
    const [one, other] = [keyOf(a, column), keyOf(b, column)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    const order =
      typeof one === 'string' || typeof other === 'string' ? compare(String(one), String(other)) : one - other
    return (down ? -order : order) || (a.year ?? 9999) - (b.year ?? 9999) || a.serial - b.serial
  })
}

function keyOf(target: TargetRow, column: TargetColumn): string | number | null {
  switch (column) {
    case 'indicator':
      return target.indicator
    case 'wanted':
      return target.value
    case 'year':
      return target.year
    case 'base':
      return target.baseValue
    case 'latest':
      return target.latest?.value ?? null
    case 'attainment':
      return target.attainment
    case 'standing':
      return GRAVITY[target.standing]
    case 'lead':
      return target.lead?.name ?? null
    case 'document':
      return target.document?.title ?? null
  }
}

/** Pressing a head: upwards, downwards, the usual order again. */
export function nextTargetSort(sort: string | undefined, column: TargetColumn): string | null {
  if (sort === column) return `-${column}`
  return sort === `-${column}` ? null : column
}
