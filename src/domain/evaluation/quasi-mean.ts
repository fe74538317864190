import type { AggregationMethod } from './aggregation-method.ts'

/**
 * Arithmetic, geometric, harmonic and generalised means are one thing: values are transformed by f, averaged with weights and
 * taken back by f⁻¹ (quasi-arithmetic means; Kolmogorov 1930). `sum` adds without dividing; `relative` compares units with each other.
 */
export interface Way {
  readonly kind: 'sum' | 'arithmetic' | 'geometric' | 'harmonic' | 'power' | 'relative'
  /** Of the generalised mean; otherwise 1. */
  readonly power: number
  readonly method: AggregationMethod
}

export function wayOf(method: AggregationMethod): Way {
  switch (method.method) {
    case 'sum':
    case 'arithmetic':
    case 'geometric':
    case 'harmonic':
      return { kind: method.method, power: 1, method }
    case 'generalised':
      return method.power === 0
        ? { kind: 'geometric', power: 1, method }
        : { kind: 'power', power: method.power, method }
    case 'topsis':
    case 'grey':
    case 'vikor':
    case 'copeland':
      return { kind: 'relative', power: 1, method }
  }
}

/** f, column by column. Missing (NaN) stays missing; a value for which the mean is not defined becomes infinite. */
export function transformColumn(from: Float64Array, way: Way, to: Float64Array): Float64Array {
  switch (way.kind) {
    case 'geometric':
      for (let unit = 0; unit < from.length; unit++) {
        const value = from[unit] ?? NaN
        to[unit] = value <= 0 ? -Infinity : Math.log(value)
      }
      return to
    case 'harmonic':
      for (let unit = 0; unit < from.length; unit++) to[unit] = 1 / (from[unit] ?? NaN)
      return to
    case 'power':
      for (let unit = 0; unit < from.length; unit++) {
        const value = from[unit] ?? NaN
        to[unit] = isOutside(value, way) ? Infinity : Math.pow(value, way.power)
      }
      return to
    case 'sum':
    case 'arithmetic':
    case 'relative':
      to.set(from)
      return to
  }
}

/** f⁻¹ of the weighted sum of transformed values over the sum of weights. */
export function takeBack(sum: number, weightSum: number, way: Way): number {
  switch (way.kind) {
    case 'geometric':
      return Math.exp(sum / weightSum)
    case 'harmonic':
      return weightSum / sum
    case 'power':
      return Math.pow(sum / weightSum, 1 / way.power)
    case 'sum':
    case 'arithmetic':
    case 'relative':
      return sum
  }
}

/** Whether a mean of this kind is not defined for a value. */
export function isOutside(value: number, way: Way): boolean {
  if (way.kind === 'geometric') return value <= 0
  if (way.kind === 'harmonic') return value === 0
  if (way.kind !== 'power') return false
  if (way.power < 0) return value <= 0
  return way.power !== 1 && way.power % 2 !== 0 && value < 0
}
