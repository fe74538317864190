import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { DutyRow } from '#contract/ledger'
import { PAGE_ROWS, dutiesPageQuery } from './list-queries.ts'
import type { DutyListQuery } from './list-queries.ts'

export interface DutyPages {
  /** As far as the server counts; `more` when there are more. */
  readonly total: number
  readonly rowAt: (index: number) => DutyRow | undefined
  /** All rows read so far that are still kept, in order. */
  readonly rows: readonly DutyRow[]
  readonly ready: boolean
  readonly stale: boolean
  readonly error: Error | null
  readonly retry: () => void
  /** Tell which rows are in view; their pages are read. */
  readonly show: (first: number, last: number) => void
}

/**
 * A list of any length, read in pages as they come into view. The list itself counts only to a limit; `counted` is the whole
 * number, which the counts by colour know.
 */
export function useDutyPages(query: DutyListQuery, counted: number | undefined): DutyPages {
  const [[from, to], setPages] = useState<readonly [number, number]>([0, 0])
  const first = useQuery({ ...dutiesPageQuery(query, 0), placeholderData: keepPreviousData })
  const listed = first.data?.total ?? 0
  const total = first.data?.more ? Math.max(listed, counted ?? 0) : listed
  const lastPage = Math.max(0, Math.ceil(total / PAGE_ROWS) - 1)
  const wanted = first.isPlaceholderData ? [] : range(Math.max(1, from), Math.min(to, lastPage))
  const others = useQueries({
    queries: wanted.map((page) => dutiesPageQuery(query, page)),
    combine: (results) => ({
      pages: results.map(({ data }, index) => [wanted[index] ?? 0, data?.duties ?? []] as const),
      error: results.find(({ error }) => error)?.error ?? null,
      retry: () => {
        for (const { error, refetch } of results) if (error) void refetch()
      },
    }),
  })
  const firstRows = first.data?.duties
  const byPage = useMemo(
    () => new Map<number, readonly DutyRow[]>([[0, firstRows ?? []], ...others.pages]),
    [firstRows, others.pages],
  )
  const rows = useMemo(() => [...byPage.values()].flat(), [byPage])
  const show = useCallback((firstRow: number, lastRow: number) => {
    const next = [Math.floor(firstRow / PAGE_ROWS), Math.floor(lastRow / PAGE_ROWS)] as const
    setPages((before) => (next[0] === before[0] && next[1] === before[1] ? before : next))
  }, [])
  return {
    total,
    rowAt: (index) => byPage.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    rows,
    ready: first.data !== undefined,
    stale: first.isPlaceholderData,
    error: first.error ?? others.error,
    retry: () => {
      if (first.error) void first.refetch()
      others.retry()
    },
    show,
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}
