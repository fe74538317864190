import type { SandboxView } from '#contract/policies'
import { daysUntil } from '../../../ui/format.ts'

export interface SandboxTime {
  /** Days until it begins (`ahead`) or ends (`running`); 0 once it is over. */
  readonly days: number
  readonly stands: 'ahead' | 'running' | 'over'
  /** Of the period, 0 to 1. */
  readonly share: number
}

/** Where an entry stands in its period. Its last day is the one before `to`. */
export function sandboxTime({ from, to }: Pick<SandboxView, 'from' | 'to'>, now: Date): SandboxTime {
  const until = daysUntil(to, now)
  const begins = daysUntil(from, now)
  if (begins > 0) return { days: begins, stands: 'ahead', share: 0 }
  if (until <= 0) return { days: 0, stands: 'over', share: 1 }
  return { days: until, stands: 'running', share: (0 - begins) / (until - begins) }
}
