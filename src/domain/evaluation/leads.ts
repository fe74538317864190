import type { WeightSpace } from './weight-space.ts'

/** By tip, how much one of effective weight adds to the unit's lead over a rival. */
export function difference({ values }: WeightSpace, unit: number, rival: number): Float64Array {
  const own = values[unit] ?? new Float64Array(0)
  const other = values[rival] ?? new Float64Array(0)
  return own.map((value, tip) => value - (other[tip] ?? 0))
}

export function pointsAhead({ points }: WeightSpace, unit: number, rival: number): number {
  return (points[unit] ?? 0) - (points[rival] ?? 0)
}

/** Under effective weights of the tips; on the space's linear scale. */
export function leadOver(space: WeightSpace, unit: number, rival: number, weights: Float64Array): number {
  return difference(space, unit, rival).reduce(
    (sum, value, tip) => sum + value * (weights[tip] ?? 0),
    pointsAhead(space, unit, rival),
  )
}

export function leastLead(
  space: WeightSpace,
  unit: number,
  rivals: readonly number[],
  weights: Float64Array,
): number {
  return rivals.reduce((least, rival) => Math.min(least, leadOver(space, unit, rival, weights)), Infinity)
}

/** The lead that counts as being before: beyond the rounding of totals and of a linear programme. */
export function hairOf({ values, points }: WeightSpace): number {
  let size = 0
  for (const column of values) for (const value of column) size = Math.max(size, Math.abs(value))
  for (const value of points) size = Math.max(size, Math.abs(value))
  return 1e-9 * (size === 0 ? 1 : size)
}
