import type { z } from 'zod'
import type { CollectionCounts } from '#contract/statistics'

export type LockGap = 'missing' | 'submitted' | 'approved' | 'errors' | 'unexplained' | 'queries'

/** What stands against a lock; none where all that must be filed is final. */
export function lockGaps(
  counts: z.infer<typeof CollectionCounts>,
): readonly { readonly gap: LockGap; readonly params: Readonly<Record<string, number>> }[] {
  const { missing, drafts, returned, submitted, approved, final, withErrors, unexplained, openQueries } =
    counts
  const gaps = [
    { gap: 'missing', params: { n: missing, drafts, returned } },
    { gap: 'submitted', params: { n: submitted } },
    // Approved counts what is final too.
    { gap: 'approved', params: { n: Math.max(0, approved - final) } },
    { gap: 'errors', params: { n: withErrors } },
    { gap: 'unexplained', params: { n: unexplained } },
    { gap: 'queries', params: { n: openQueries } },
  ] as const
  return gaps.filter(({ params }) => params.n > 0)
}
