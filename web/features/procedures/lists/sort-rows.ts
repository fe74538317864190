import type { readStatistics } from '#contract/procedures'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'

export type Statistics = ResponseOf<typeof readStatistics>
export type StatisticsRow = Statistics['rows'][number]

export const COUNTS = ['submitted', 'open', 'closed', 'overdue'] as const

/**
 * `-overdue`: most first; `rate:response`: lowest first; nothing: the server's order. A rate that nothing decides yet comes
 * last either way, because it is not a low one.
 */
export function sortRows(rows: readonly StatisticsRow[], sort: string | undefined): readonly StatisticsRow[] {
  if (!sort) return rows
  const down = sort.startsWith('-')
  const column = sort.replace(/^-/, '')
  const valueOf = (row: StatisticsRow): number | null | undefined => {
    const count = COUNTS.find((each) => each === column)
    if (count) return row[count]
    return row.rates.find(({ code }) => `rate:${code}` === column)?.rate
  }
  return rows.toSorted((a, b) => {
    const one = valueOf(a) ?? null
    const other = valueOf(b) ?? null
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return down ? other - one : one - other
  })
}

/** The next order when a column's head is pressed: most first, then least first, then the server's. */
export function nextSort(sort: string | undefined, column: string): string | null {
  if (sort === `-${column}`) return column
  return sort === column ? null : `-${column}`
}
