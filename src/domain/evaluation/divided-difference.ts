import type { Way } from './quasi-mean.ts'

/** f of a quasi-arithmetic mean. */
export function transformValue(way: Way, value: number): number {
  switch (way.kind) {
    case 'geometric':
      return Math.log(value)
    case 'harmonic':
      return 1 / value
    case 'power':
      return value ** way.power
    case 'sum':
    case 'arithmetic':
    case 'relative':
      return value
  }
}

/**
 * (f(to) − f(from)) / (to − from), and f′ where both are equal: without the cancellation that the plain quotient suffers where
 * they are close. The inverse of the geometric one is the logarithmic mean.
 */
export function dividedDifference(way: Way, from: number, to: number): number {
  const step = to - from
  switch (way.kind) {
    case 'geometric':
      return step === 0 ? 1 / from : Math.log1p(step / from) / step
    case 'harmonic':
      return -1 / (from * to)
    case 'power':
      if (step === 0) return way.power * from ** (way.power - 1)
      return from > 0 && to > 0
        ? (from ** way.power * Math.expm1(way.power * Math.log1p(step / from))) / step
        : (to ** way.power - from ** way.power) / step
    case 'sum':
    case 'arithmetic':
    case 'relative':
      return 1
  }
}
