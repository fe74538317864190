/** A unit's place in one run; null where it was not judged. */
export interface PlaceInRun {
  readonly unit: string
  readonly rank: number | null
  readonly score: number | null
  readonly grade: string | null
}

export interface PlaceBeside extends PlaceInRun {
  /** Ranks gained against the official one: 2 is two places up; null where one of the two has none. */
  readonly ranksUp: number | null
  /** Score minus the official score. */
  readonly scoreMore: number | null
}

export interface RowBeside {
  readonly unit: string
  readonly official: PlaceInRun
  /** One for each variant, in the order given; null where the variant does not know the unit. */
  readonly variants: readonly (PlaceBeside | null)[]
}

/** Every unit of the official run in its order, and where each variant puts it. */
export function besideOfficial(
  official: readonly PlaceInRun[],
  variants: readonly (readonly PlaceInRun[])[],
): readonly RowBeside[] {
  const found = variants.map((places) => new Map(places.map((place) => [place.unit, place])))
  return official
    .toSorted((one, other) => (one.rank ?? Infinity) - (other.rank ?? Infinity) || 0)
    .map((place) => ({
      unit: place.unit,
      official: place,
      variants: found.map((places) => {
        const own = places.get(place.unit)
        return own === undefined
          ? null
          : {
              ...own,
              ranksUp: own.rank === null || place.rank === null ? null : place.rank - own.rank,
              scoreMore: own.score === null || place.score === null ? null : own.score - place.score,
            }
      }),
    }))
}

/** How many units a variant moves, and the furthest that one moves. */
export function movedBy(
  rows: readonly RowBeside[],
  variant: number,
): { readonly units: number; readonly most: number } {
  const steps = rows
    .map(({ variants }) => Math.abs(variants[variant]?.ranksUp ?? 0))
    .filter((step) => step > 0)
  return { units: steps.length, most: Math.max(0, ...steps) }
}
