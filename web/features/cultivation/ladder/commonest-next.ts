/** The next rung of most of them, the first met where several are as common; null: none of them has a next rung. */
export function commonestNext(rows: readonly { readonly next: string | null }[]): string | null {
  const counts = new Map<string, number>()
  for (const { next } of rows) if (next !== null) counts.set(next, (counts.get(next) ?? 0) + 1)
  let best: string | null = null
  for (const [next, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = next
  return best
}
