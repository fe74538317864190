import type { Target } from './target.ts'
import { grown } from './trajectory.ts'

/** 左右, 约: so many percent to either side still count. Ours; no rule of law says how wide 左右 is. */
export const APPROX_TOLERANCE_PERCENT = 2.5

/** Comparisons of decimals leave this much, relative, to their binary form. */
const SLACK = 1e-9

/** The level that a target wants in its year, and what counts as reaching it. */
export interface WantedLevel {
  readonly wanted: number
  /** Upper end of `between`. */
  readonly wanted2: number | null
  /** The edges of what is asked for; infinite where one side is open. */
  readonly from: number
  readonly to: number
  /** More is better; else less is. */
  readonly rises: boolean
  readonly isStrict: boolean
}

export interface Base {
  readonly year: number
  readonly value: number
}

/**
 * Null for growth without a base to grow from. Of 左右, a range or a plain number the better side is open: more than asked for
 * is reached as well, unless the base lies above what is wanted, when less is better.
 */
export function wantedLevel(target: Target, base: Base | null): WantedLevel | null {
  const level = levels(target, base)
  if (level === null || !Number.isFinite(level.wanted)) return null
  const [wanted, upper] = [level.wanted, level.wanted2 ?? level.wanted]
  const open = { ...level, isStrict: target.comparator === 'gt' || target.comparator === 'lt' }
  switch (target.comparator) {
    case 'gt':
    case 'ge':
      return { ...open, wanted2: null, from: wanted, to: Infinity, rises: true }
    case 'lt':
    case 'le':
      return { ...open, wanted2: null, from: -Infinity, to: wanted, rises: false }
    case 'approx': {
      const margin = (Math.abs(wanted) * APPROX_TOLERANCE_PERCENT) / 100
      return {
        ...open,
        wanted2: null,
        from: wanted - margin,
        to: wanted + margin,
        rises: rises(wanted, base),
      }
    }
    case 'between':
      return {
        ...open,
        from: Math.min(wanted, upper),
        to: Math.max(wanted, upper),
        rises: rises(upper, base),
      }
    case 'eq':
      return { ...open, wanted2: null, from: wanted, to: wanted, rises: rises(wanted, base) }
  }
}

function levels(target: Target, base: Base | null): { wanted: number; wanted2: number | null } | null {
  if (target.kind === 'level') return { wanted: target.value, wanted2: target.value2 }
  if (base === null || target.year === null || target.year <= base.year) return null
  const years = target.year - base.year
  return {
    wanted: grown(base.value, target.value, years),
    wanted2: target.value2 === null ? null : grown(base.value, target.value2, years),
  }
}

function rises(wanted: number, base: Base | null): boolean {
  return base === null || wanted >= base.value
}

export function reaches(level: WantedLevel, value: number): boolean {
  const edge = level.rises ? level.from : level.to
  const ahead = level.rises ? value - edge : edge - value
  const slack = SLACK * Math.abs(edge)
  return level.isStrict ? ahead > slack : ahead >= -slack
}

/** More than a target with two sides asks for. */
export function isBeyond(level: WantedLevel, value: number): boolean {
  const edge = level.rises ? level.to : level.from
  const slack = SLACK * Math.abs(edge)
  return Number.isFinite(edge) && (level.rises ? value > edge + slack : value < edge - slack)
}
