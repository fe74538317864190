import { useState } from 'react'
import { useKeys } from './keys.ts'

/**
 * The row that the keys are at in a list page: j and k go down and up and keep it in sight, Enter opens it. −1: none yet.
 * `table` is the selector of the table with the rows in this order.
 */
export function useCurrentRow<Row>(
  rows: readonly Row[],
  { table, open }: { readonly table: string; readonly open: (row: Row) => void },
): readonly [current: number, setCurrent: (index: number) => void] {
  const [current, setCurrent] = useState(-1)
  const go = (step: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, current + step))
    setCurrent(next)
    document.querySelectorAll(`${table} tbody tr`)[next]?.scrollIntoView({ block: 'nearest' })
  }
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    Enter: () => {
      const row = rows[current]
      if (row !== undefined) open(row)
    },
  })
  return [current, setCurrent]
}
