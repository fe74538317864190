import type { Target, TrajectoryPoint } from './target.ts'

/** A longer path is a slip of the pen in a year, not a plan. */
export const LONGEST_PATH_YEARS = 100

/**
 * What is required in every year from the base year to the target year, both included. Empty where base or year is missing,
 * or the target year does not lie after the base year. Level targets: in equal steps (`linear`), or by an equal rate
 * (`compound`; in equal steps where base or target is not above zero, for which no rate exists). Growth targets always run by
 * their rate: base x (1 + rate / 100)^(year - base year). 7.2 in 2020 at 8 % a year requires 10.58 in 2025. Of `between`, the
 * path leads to the lower end.
 */
export function requiredPath(target: Target): TrajectoryPoint[] {
  const { baseYear, baseValue, year } = target
  if (baseYear === null || baseValue === null || year === null) return []
  const years = year - baseYear
  if (!Number.isInteger(years) || years <= 0 || years > LONGEST_PATH_YEARS) return []
  const end = target.kind === 'growth' ? grown(baseValue, target.value, years) : target.value
  const points = Array.from({ length: years + 1 }, (_, step) => ({
    year: baseYear + step,
    required: step === years ? end : requiredAfter(target, baseValue, step, years),
  }))
  return points.every(({ required }) => Number.isFinite(required)) ? points : []
}

function requiredAfter(target: Target, base: number, step: number, years: number): number {
  if (target.kind === 'growth') return grown(base, target.value, step)
  if (target.path === 'compound' && base > 0 && target.value > 0) {
    return base * (target.value / base) ** (step / years)
  }
  return base + ((target.value - base) * step) / years
}

/** `value` after so many years of growth by `rate` percent a year. */
export function grown(value: number, rate: number, years: number): number {
  return value * (1 + rate / 100) ** years
}

/** The yearly rate in percent that leads from one value to the other; null where either is not above zero. */
export function meanYearlyGrowth(from: number, to: number, years: number): number | null {
  return from > 0 && to > 0 && years > 0 ? ((to / from) ** (1 / years) - 1) * 100 : null
}

/** A wanted level further away than this is called out of reach. */
export const FURTHEST_YEARS = 30

/**
 * The first year in which a value that grows by `rate` percent a year has come up to `level` (down to it, where `rises` is
 * false); null: not within 30 years. 10 from 7.2 in 2020 at 8 %: 2025 (2024: 9.80).
 */
export function yearReached(
  level: number,
  from: { readonly year: number; readonly value: number },
  rate: number,
  rises = level >= from.value,
): number | null {
  const slack = 1e-9 * Math.abs(level)
  for (let years = 0; years <= FURTHEST_YEARS; years++) {
    const value = grown(from.value, rate, years)
    if (rises ? value >= level - slack : value <= level + slack) return from.year + years
  }
  return null
}
