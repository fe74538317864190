import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { CaseRow } from '#contract/procedures'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import type { listCases } from '#contract/procedures'
import type { ListQuery } from './list-query.ts'
import { PAGE_ROWS, casesPageQuery } from './queries.ts'

/** What waits changes while the page is open: read again now and then. */
const REFRESH_MS = 60_000

export interface CasePages {
  readonly total: number
  readonly counts: ResponseOf<typeof listCases>['counts'] | undefined
  readonly rowAt: (index: number) => CaseRow | undefined
  /** All rows read so far that are still kept, in order. */
  readonly rows: readonly CaseRow[]
  readonly ready: boolean
  readonly error: Error | null
  readonly retry: () => void
  /** Tell which rows are in view; their pages are read. */
  readonly show: (first: number, last: number) => void
}

/** A list of any length, read in pages as they come into view. */
export function useCasePages(query: ListQuery): CasePages {
  const [[from, to], setPages] = useState<readonly [number, number]>([0, 0])
  const first = useQuery({
    ...casesPageQuery(query, 0),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
  const total = first.data?.total ?? 0
  const lastPage = Math.max(0, Math.ceil(total / PAGE_ROWS) - 1)
  const wanted = first.isPlaceholderData ? [] : range(Math.max(1, from), Math.min(to, lastPage))
  const others = useQueries({
    queries: wanted.map((page) => ({ ...casesPageQuery(query, page), refetchInterval: REFRESH_MS })),
    combine: (results) => ({
      pages: results.map(({ data }, index) => [wanted[index] ?? 0, data?.cases ?? []] as const),
      error: results.find(({ error }) => error)?.error ?? null,
      retry: () => {
        for (const { error, refetch } of results) if (error) void refetch()
      },
    }),
  })
  const firstRows = first.data?.cases
  const byPage = useMemo(
    () => new Map<number, readonly CaseRow[]>([[0, firstRows ?? []], ...others.pages]),
    [firstRows, others.pages],
  )
  const rows = useMemo(() => [...byPage.values()].flat(), [byPage])
  return {
    total,
    counts: first.data?.counts,
    rowAt: (index) => byPage.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    rows,
    ready: first.data !== undefined,
    error: first.error ?? others.error,
    retry: () => {
      if (first.error) void first.refetch()
      others.retry()
    },
    show: (firstRow, lastRow) => {
      const next = [Math.floor(firstRow / PAGE_ROWS), Math.floor(lastRow / PAGE_ROWS)] as const
      if (next[0] !== from || next[1] !== to) setPages(next)
    },
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}
