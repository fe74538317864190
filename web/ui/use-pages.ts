import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'

/** Rows that are read at once. */
export const PAGE_ROWS = 100

export interface PageSource<A, R> {
  /** Under which the pages are kept; changes with filter and order. */
  readonly key: readonly unknown[]
  readonly read: (
    page: { readonly offset: number; readonly limit: number },
    signal: AbortSignal,
  ) => Promise<A>
  readonly rowsOf: (answer: A) => readonly R[]
}

export interface Pages<A, R> {
  readonly total: number
  /** The answer with the first page, for what stands beside the rows. */
  readonly first: A | undefined
  readonly rowAt: (index: number) => R | undefined
  /** All rows read so far that are still kept, in order. */
  readonly rows: readonly R[]
  readonly ready: boolean
  readonly stale: boolean
  readonly error: Error | null
  readonly retry: () => void
  /** Tell which rows are in view; their pages are read. */
  readonly show: (first: number, last: number) => void
}

/** A list of any length, read in pages as they come into view. */
export function usePages<A extends { readonly total: number }, R>({
  key,
  read,
  rowsOf,
}: PageSource<A, R>): Pages<A, R> {
  const [[from, to], setPages] = useState<readonly [number, number]>([0, 0])
  const page = (number: number) =>
    queryOptions({
      queryKey: [...key, number],
      queryFn: ({ signal }) => read({ offset: number * PAGE_ROWS, limit: PAGE_ROWS }, signal),
    })
  const first = useQuery({ ...page(0), placeholderData: keepPreviousData })
  const total = first.data?.total ?? 0
  const lastPage = Math.max(0, Math.ceil(total / PAGE_ROWS) - 1)
  const wanted = first.isPlaceholderData ? [] : range(Math.max(1, from), Math.min(to, lastPage))
  const others = useQueries({
    queries: wanted.map(page),
    combine: (results) => ({
      answers: results.map(({ data }, index) => [wanted[index] ?? 0, data] as const),
      error: results.find(({ error }) => error)?.error ?? null,
      retry: () => {
        for (const { error, refetch } of results) if (error) void refetch()
      },
    }),
  })
  const { data: firstAnswer } = first
  const byPage = useMemo(() => {
    const found = new Map<number, readonly R[]>()
    for (const [number, answer] of [[0, firstAnswer] as const, ...others.answers])
      if (answer !== undefined) found.set(number, rowsOf(answer))
    return found
  }, [firstAnswer, others.answers, rowsOf])
  const rows = useMemo(() => [...byPage.values()].flat(), [byPage])
  const show = useCallback((firstRow: number, lastRow: number) => {
    const next = [Math.floor(firstRow / PAGE_ROWS), Math.floor(lastRow / PAGE_ROWS)] as const
    setPages((before) => (next[0] === before[0] && next[1] === before[1] ? before : next))
  }, [])
  return {
    total,
    first: firstAnswer,
    rowAt: (index) => byPage.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    rows,
    ready: firstAnswer !== undefined,
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
