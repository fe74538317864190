import type { CurvePoint } from '#contract/policies'
import type { z } from 'zod'

export type Point = z.infer<typeof CurvePoint>

/** Round values for an axis, from nothing to at least `most`. */
export function ticksTo(most: number, count = 4): readonly number[] {
  if (!(most > 0)) return [0, 1]
  const rough = most / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10)
  const steps = Math.ceil(most / step - 1e-9)
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** Round values within a range, three to seven of them. */
export function ticksBetween(from: number, to: number): readonly number[] {
  const rough = (to - from) / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough * 0.999) ?? 10)
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}

/** The range that is drawn first: half to one and a half of what the number is now. */
export function usualRange(value: number): { readonly from: number; readonly to: number } {
  if (value === 0) return { from: 0, to: 1 }
  const ends = [value * 0.5, value * 1.5].map((each) => Number(each.toPrecision(6)))
  return { from: Math.min(...ends), to: Math.max(...ends) }
}

/** The point nearest to a value. */
export function nearestPoint(points: readonly Point[], value: number): number {
  let best = 0
  points.forEach((point, index) => {
    if (Math.abs(point.value - value) < Math.abs((points[best]?.value ?? 0) - value)) best = index
  })
  return best
}
