export interface Pair {
  readonly one: string
  readonly other: string
  /** How often `one` stands before `other`. */
  readonly share: number
}

/** Pairs that nobody can tell apart for sure, the hardest first; `one` is the better ranked. */
export function closestPairs(
  order: readonly string[],
  shareOf: (one: string, other: string) => number | null,
): readonly Pair[] {
  return order
    .flatMap((one, place) =>
      order.slice(place + 1).flatMap((other): Pair[] => {
        const share = shareOf(one, other)
        return share === null || share >= 0.9 || share <= 0.1 ? [] : [{ one, other, share }]
      }),
    )
    .toSorted((left, right) => Math.abs(left.share - 0.5) - Math.abs(right.share - 0.5))
}
